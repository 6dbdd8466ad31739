"""What a command made of a book: stored under the inputs that were read, and at hand where none has changed since.

Few imports on purpose: it is all of the program that is read when nothing was edited.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from press.commands.inputs import Inputs, read_inputs
from press.core.cache import Cache, cache_key
from press.core.formats import FORMATS
from press.core.release_mark import MARK, SUMS
from press.core.stored import StoredBytes, StoredFiles

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
    """What a command makes of a book: its files by their path in ``dist/``, and how many pieces of advice it had.

    ``pages`` are those of the PDFs among them.
    """

    slug: str
    files: StoredFiles
    advice: int = 0
    pages: dict[str, int] = field(default_factory=dict)

    def is_published(self, out: Path) -> bool:
        """Whether a folder has these files, byte for byte."""
        try:
            return (
                (out / MARK).is_file()
                and (out / SUMS).is_file()
                and all((out / name).read_bytes() == data for name, data in self.files.items())
            )
        except OSError:
            return False


def store_release(
    cache: Cache, command: str, book: Path, outside: Sequence[str], read: Inputs, release: Release
) -> None:
    """Store what a command made of the inputs that it ``read``; ``outside`` are the files outside its folder, relative to it."""
    cache.put(_outside_key(book), json.dumps(outside).encode())
    keys = release.files.digests()
    for name in {key: name for name, key in keys.items()}.values():  # channels have the same file again and again
        cache.put(keys[name], release.files[name])
    made = {
        "slug": release.slug,
        "advice": release.advice,
        "pages": release.pages,
        "files": keys,
    }
    cache.put(release_key(command, read), json.dumps(made).encode())


def load_release(cache: Cache, command: str, book: Path, out: Path) -> Release | None:
    """What the command made of the book as it is now; None where it has not made it yet."""
    outside = load_outside(cache, book)
    made = cache.get(release_key(command, read_inputs(book, outside, out))) if outside is not None else None
    if made is None:
        return None
    value = json.loads(made)
    files, found = StoredFiles(), dict[str, StoredBytes]()
    for name, key in value["files"].items():
        if key not in found:
            data = cache.get(key)
            if data is None:
                return None
            found[key] = StoredBytes(data)
        files.put(name, found[key])
    return Release(value["slug"], files, value["advice"], value["pages"])


def load_outside(cache: Cache, book: Path) -> list[str] | None:
    """The files outside the book's folder that its last build read, relative to it; None before the first."""
    stored = cache.get(_outside_key(book))
    return None if stored is None else list(json.loads(stored))


def relative_to_book(book: Path, files: Iterable[Path]) -> list[str]:
    """The paths of files from the book's folder, in order."""
    return sorted({os.path.relpath(path, book.resolve()) for path in files})


def _outside_key(book: Path) -> str:
    return cache_key("outside", str(book.resolve()))


def release_key(command: str, read: Inputs) -> str:
    """The hash of the name and content of every file that a release is made from, and of the program that makes it."""
    files = json.dumps(sorted(read.digests.items()))
    return cache_key("release", command, os.environ.get("SOURCE_DATE_EPOCH", ""), files)
