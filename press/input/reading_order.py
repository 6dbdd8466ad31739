"""The order of the documents and the parts of a book: by their names, or as mdBook's and Quarto's own lists give it.

mdBook has ``SUMMARY.md`` (https://rust-lang.github.io/mdBook/format/summary.html), Quarto ``_quarto.yml``
(https://quarto.org/docs/books/book-structure.html); ``parts/`` has a folder for each part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from press.core.book_files import BookFolders, FileRefusedError
from press.core.yaml_reader import YamlError, parse_yaml

#: The suffixes of documents of a book that is not strict.
SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd", ".Rmd")
_SUMMARY, _QUARTO = "SUMMARY.md", ("_quarto.yml", "_quarto.yaml")
_LINK = re.compile(r"^\s*(?:[-*+]\s+)?\[[^\]]*\]\(([^)\s]+)\)\s*$")
_PART = re.compile(r"^#\s+(.+?)\s*#*$")
_NUMBER = re.compile(r"^[\d\W_]+")
#: How deep a list of Quarto's may have lists.
_LEVELS = 4


class Entry(NamedTuple):
    """A document by its file, with the kind that its place gives it; or a part that has a title alone."""

    path: Path | None
    kind: str = ""
    title: str = ""


def reading_order(folder: Path, paths: Sequence[Path], folders: BookFolders) -> list[Entry]:
    """The documents of ``chapters/`` in their order, with the parts that lists of other programs name.

    A document that such a list leaves out follows those that it has.
    """
    listed = list(_of_summary(folder, folders)) or list(_of_quarto(folder, folders))
    names = {path.resolve(): path for path in paths if path.name != _SUMMARY or not listed}
    order: list[Entry] = []
    for entry in listed:
        path = names.pop(entry.path.resolve(), None) if entry.path else None
        if path is not None or entry.path is None:
            order.append(entry._replace(path=path))
    if not any(entry.path for entry in order):
        return [Entry(path) for path in paths]
    return [*order, *(Entry(path) for path in names.values())]


def has_list(folder: Path, folders: BookFolders) -> bool:
    """Whether a list of another program says which documents the book has."""
    entries = (*_of_summary(folder, folders), *_of_quarto(folder, folders))
    return any(entry.path and entry.path.is_file() for entry in entries)


def parts_of(folder: Path, paths: Sequence[Path]) -> list[Entry]:
    """The documents of ``parts/``: each folder in it is a part, which its index.md or README.md opens, or else its name."""
    order: list[Entry] = []
    begun: Path | None = None
    for path in paths:
        inside = path.relative_to(folder).parts
        part = folder / inside[0] if len(inside) > 1 else None
        if part is not None and part != begun:
            begun = part
            if path.stem.lower() in ("index", "readme") and path.parent == part:
                order.append(Entry(path, "part"))
                continue
            words = " ".join(re.sub(r"[-_]+", " ", _NUMBER.sub("", part.name)).split()) or part.name
            order.append(Entry(None, "part", words[:1].upper() + words[1:]))
        order.append(Entry(path))
    return order


def _of_summary(folder: Path, folders: BookFolders) -> Iterator[Entry]:
    for place in (folder, folders.own):
        text = _text(place / _SUMMARY, folders)
        if not text:
            continue
        seen = False
        for line in text.split("\n"):
            if link := _LINK.match(line):
                seen = True
                yield Entry(place / link[1].split("#")[0])
            elif (part := _PART.match(line)) and seen | (
                part[1].lower() not in ("summary", "table of contents", "contents")
            ):
                yield Entry(None, "part", part[1])
        return


def quarto_project(folder: Path, folders: BookFolders) -> tuple[Path, dict[str, Any]]:
    """Quarto's file of a project, in the folder of the chapters or the book's, and what it says; nothing where there is none."""
    for place in (folder, folders.own):
        for name in _QUARTO:
            text = _text(place / name, folders)
            try:
                value = parse_yaml(text).value if text else None
            except YamlError:
                continue
            if isinstance(value, dict):
                return place / name, value
    return folder, {}


def _of_quarto(folder: Path, folders: BookFolders) -> Iterator[Entry]:
    path, project = quarto_project(folder, folders)
    book = project.get("book")
    if isinstance(book, dict):
        yield from _entries(book.get("chapters"), folder, path.parent, "")
        yield from _entries(book.get("appendices"), folder, path.parent, "appendix")


def _entries(values: Any, folder: Path, place: Path, kind: str, level: int = 0) -> Iterator[Entry]:
    for value in values if isinstance(values, list) and level < _LEVELS else ():
        if isinstance(value, str):
            yield Entry(_found(value, folder, place), kind)
        elif isinstance(value, dict):
            part = value.get("part")
            if isinstance(part, str):
                is_file = part.lower().endswith(SUFFIXES)
                yield Entry(_found(part, folder, place), "part") if is_file else Entry(None, "part", part)
            if isinstance(value.get("href") or value.get("file"), str):
                yield Entry(_found(str(value.get("href") or value.get("file")), folder, place), kind)
            yield from _entries(value.get("chapters") or value.get("contents"), folder, place, kind, level + 1)


def _found(name: str, folder: Path, place: Path) -> Path:
    """The file of a name, wherever it was put, and with whichever suffix of a document."""
    for base in (place, folder):
        for path in ((base / name), *((base / name).with_suffix(suffix) for suffix in SUFFIXES)):
            if path.is_file():
                return path
    return folder / name


def _text(path: Path, folders: BookFolders) -> str:
    try:
        return folders.read(path).decode("utf-8-sig")
    except (FileRefusedError, UnicodeDecodeError):
        return ""
