"""The bibliographies that a manuscript names (BibTeX, CSL JSON, CSL YAML): they go into the book as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from press.commands.importing.source import Source
from press.core.book_files import BookFolders, FileRefusedError
from press.input.bibliography import SUFFIXES


def add_bibliographies(named: Any, folder: Path, root: Path, source: Source) -> None:
    """Add the files that ``named`` (a path from ``folder``, or a list of them) has; what cannot be read is noted.

    Nothing outside ``root`` is read.
    """
    folders = BookFolders(root)
    for name in [str(each) for each in (named if isinstance(named, list) else [named]) if each]:
        try:
            path = folders.named(name, folder)
            if path.suffix.lower() not in SUFFIXES:
                source.remark("left out", name, "a bibliography is read from .bib, .json and .yaml")
                continue
            data = folders.read(path)
        except FileRefusedError as error:
            source.remark("left out", name, f"the bibliography {error.reason}")
            continue
        if source.files.setdefault(path.name, data) != data:
            source.remark("left out", name, "another bibliography has this name")
        listed = source.record.setdefault("bibliography", [])
        if path.name not in listed:
            listed.append(path.name)
