"""What a build is made from: every file of the book's folder and those that it names outside, as they are at one moment."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Inputs:
    """The files of a book at one moment; equal to what is read later where no file has changed in between.

    ``digests`` maps each path, relative to the book, to the SHA-256 of its content, or to where it links; ``changes`` to
    the number of its file and the time of its last change (ns), which betray a file that was changed and changed back.
    """

    digests: dict[str, str]
    changes: dict[str, tuple[int, int]]


def read_inputs(book: Path, outside: Iterable[str], out: Path) -> Inputs:
    """Read every file of ``book`` and those ``outside`` it (paths relative to it); one that is missing counts as such.

    Hidden files and folders, and ``out`` where it lies in the book, are no part of a book.
    """
    digests, changes = {}, {}
    for path in _files(book, outside, out.resolve()):
        name = os.path.relpath(path, book)
        try:
            state = path.lstat()
            changes[name] = (state.st_ino, state.st_ctime_ns)
            if path.is_symlink():  # what it leads to is read where it lies in the book, or is one of those outside it
                digests[name] = f"-> {path.readlink()}"
            elif path.is_file():
                with path.open("rb") as file:
                    digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
            else:
                digests[name] = "no regular file"
        except OSError as error:  # whoever needs it will say so
            digests[name] = f"unreadable: {error.errno}"
    return Inputs(digests, changes)


def _files(book: Path, outside: Iterable[str], out: Path) -> Iterator[Path]:
    for top, folders, files in os.walk(book):
        folder = Path(top)
        folders[:] = [name for name in folders if not name.startswith(".") and (folder / name).resolve() != out]
        yield from (folder / name for name in files if not name.startswith("."))
        yield from (folder / name for name in folders if (folder / name).is_symlink())
    yield from (book.resolve() / name for name in outside)
