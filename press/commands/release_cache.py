"""What a build is made from: the files that an editor edits. Where none has changed, the release made from them is at hand.

Light on purpose: it is all that is read of the house when nothing was edited.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from press.core.cache import Cache, cache_key
from press.core.formats import FORMATS

#: What stands beside the formats: the metadata with the download page, and the folders of the channels.
RECORDS, CHANNELS = "records", "channels"
#: What each command makes: kinds of format, RECORDS, CHANNELS. Metadata describes finished files and leaves with them, as
#: do the channels' copies.
OUTPUTS_OF_COMMAND = {
    "all": {*FORMATS, RECORDS, CHANNELS},
    **{row.command: {row.kind} for row in FORMATS.values()},
    RECORDS: {row.kind for row in FORMATS.values() if not row.printed} | {RECORDS},
}


@dataclass(frozen=True)
class Release:
    """What a command makes of a book: its files by their path in ``dist/``."""

    slug: str
    files: dict[str, bytes]

    def is_published(self, out: Path) -> bool:
        """Whether a folder has these files, byte for byte."""
        try:
            return all((out / name).read_bytes() == data for name, data in self.files.items())
        except OSError:
            return False


def store_release(cache: Cache, command: str, book: Path, files: Iterable[Path], release: Release) -> None:
    """Store what a command made of a book; ``files`` are those outside its folder that it was made from."""
    outside = sorted({os.path.relpath(path, book) for path in files})
    cache.put(_places_key(book), json.dumps(outside).encode())
    keys: dict[int, str] = {}  # channels have the same file again and again: it is stored once
    for data in release.files.values():
        if id(data) not in keys:
            keys[id(data)] = hashlib.sha256(data).hexdigest()
            cache.put(keys[id(data)], data)
    made = {"slug": release.slug, "files": {name: keys[id(data)] for name, data in release.files.items()}}
    cache.put(_inputs_key(command, book, outside), json.dumps(made).encode())


def load_release(cache: Cache, command: str, book: Path) -> Release | None:
    """What the command made of the book as it is now; None where it has not made it yet."""
    outside = cache.get(_places_key(book))
    made = cache.get(_inputs_key(command, book, json.loads(outside))) if outside else None
    if made is None:
        return None
    value = json.loads(made)
    files = {name: cache.get(key) for name, key in value["files"].items()}
    found = {name: data for name, data in files.items() if data is not None}
    return Release(value["slug"], found) if len(found) == len(files) else None


def _places_key(book: Path) -> str:
    return cache_key("places", str(book.resolve()))


def _inputs_key(command: str, book: Path, outside: Iterable[str]) -> str:
    """The hash of every file of the book and of the files outside it, with their names."""
    parts: list[str | bytes] = ["release", command, os.environ.get("SOURCE_DATE_EPOCH", "")]
    found = [path for path in book.rglob("*") if path.is_file()]
    found += [path for path in (book / name for name in outside) if path.is_file()]
    for path in sorted(found):
        parts += [os.path.relpath(path, book), path.read_bytes()]
    return cache_key(*parts)
