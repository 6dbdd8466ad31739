"""What a list's output folder remembers of each book: what its release was made from, so that only what changed is built."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from press.core.release_mark import MARK, read_mark

#: The folder in the list's output with one small file for each book, and the details of errors of the program.
STATE = ".press-list"


@dataclass(frozen=True)
class Record:
    """The release of a book: the inputs' ``key``, and for each file its size and time of change (ns).

    ``book`` is the path of the book's folder in the list; ``outside`` are the files outside it that were read, relative
    to it; ``mark`` is the SHA-256 of the release's own list of its files, in which all of them have theirs.
    """

    book: str
    slug: str
    key: str
    outside: tuple[str, ...]
    advice: int
    mark: str
    files: Mapping[str, tuple[int, int]]

    def is_published(self, out: Path) -> bool:
        """Whether the release is in ``out`` as it was made: by size and time, and by content where these are others."""
        folder = out / self.slug
        try:
            if hashlib.sha256((folder / MARK).read_bytes()).hexdigest() != self.mark:
                return False
            if self.files == _stamps(folder, self.files):
                return True
            digests = read_mark(folder) or {}
            return bool(digests) and all(_digest(folder / name) == digest for name, digest in digests.items())
        except OSError:
            return False


def record_of(book: str, slug: str, key: str, outside: tuple[str, ...], advice: int, out: Path) -> Record:
    """The record of a release that has just been published. Raises OSError."""
    folder = out / slug
    names = read_mark(folder) or {}
    mark = hashlib.sha256((folder / MARK).read_bytes()).hexdigest()
    return Record(book, slug, key, outside, advice, mark, _stamps(folder, names))


class State:
    """The records of a list's books, in its output folder."""

    def __init__(self, out: Path):
        self.folder = out / STATE

    def get(self, book: str) -> Record | None:
        """The record of a book's last release; None where there is none, or one that is damaged."""
        with suppress(OSError, ValueError, TypeError, KeyError):
            value: dict[str, Any] = json.loads(self._path(book).read_bytes())
            files = {name: (size, time) for name, (size, time) in value.pop("files").items()}
            record = Record(**{**value, "outside": tuple(value["outside"])}, files=files)
            return record if record.book == book and "/" not in record.slug else None
        return None

    def put(self, record: Record) -> None:
        """Store a book's record, whole or not at all. Raises OSError."""
        self.write(self._path(record.book).name, json.dumps(asdict(record)).encode())

    def read(self, name: str) -> bytes:
        """What was written under a name; nothing where there is none."""
        with suppress(OSError):
            return (self.folder / name).read_bytes()
        return b""

    def write(self, name: str, data: bytes) -> Path:
        """Write a file of the folder, whole or not at all; its path. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self.folder / f"new-{name}"
        new.write_bytes(data)
        return new.replace(self.folder / name)

    def _path(self, book: str) -> Path:
        return self.folder / f"{hashlib.sha256(os.fsencode(book)).hexdigest()[:32]}.json"


def _stamps(folder: Path, names: Mapping[str, object]) -> dict[str, tuple[int, int]]:
    found = {}
    for name in names:
        state = (folder / name).stat()
        found[name] = (state.st_size, state.st_mtime_ns)
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
