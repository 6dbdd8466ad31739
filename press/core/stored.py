"""Bytes kept out of memory: a book of a thousand photographs is read, laid out and joined one of them at a time."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import weakref
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

#: What is smaller stays in memory: a file for each formula of a book would cost more than it saves.
_SMALL = 64 << 10


class StoredBytes:
    """Bytes in a file of the run's temporary folder, which is there as long as this object; equal where the bytes are.

    Another process that is sent one has a file of its own.
    """

    def __init__(self, data: bytes):
        self.size, self.digest = len(data), hashlib.sha256(data).hexdigest()
        self._data: bytes | Path = data
        if self.size > _SMALL:
            handle, name = tempfile.mkstemp(prefix="stored-")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            self._data = Path(name)
            weakref.finalize(self, _remove, self._data, os.getpid())

    def read(self) -> bytes:
        """The bytes."""
        return self._data if isinstance(self._data, bytes) else self._data.read_bytes()

    def source(self) -> Path | io.BytesIO:
        """What :func:`pikepdf.open` and :class:`zipfile.ZipFile` read them from, a piece at a time."""
        return io.BytesIO(self._data) if isinstance(self._data, bytes) else self._data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StoredBytes) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[type[StoredBytes], tuple[bytes]]:
        return StoredBytes, (self.read(),)


class StoredFiles(MutableMapping[str, bytes]):
    """Files by their path, each of which is read when it is asked for."""

    def __init__(self, files: Mapping[str, bytes] = MappingProxyType({})):
        self._stored: dict[str, StoredBytes] = {}
        self.add(files)

    def add(self, files: Mapping[str, bytes]) -> None:
        """Put files in, in the place of those of the same path."""
        if isinstance(files, StoredFiles):
            self._stored |= files._stored
        else:
            self.update(files)

    def stored(self, name: str) -> StoredBytes:
        """A file of these, without reading it; KeyError where there is none of that path."""
        return self._stored[name]

    def put(self, name: str, stored: StoredBytes) -> None:
        """Put in, under a path, what is stored already."""
        self._stored[name] = stored

    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file, by its path."""
        return {name: stored.digest for name, stored in self._stored.items()}

    def __getitem__(self, name: str) -> bytes:
        return self._stored[name].read()

    def __setitem__(self, name: str, data: bytes) -> None:
        self._stored[name] = StoredBytes(data)

    def __delitem__(self, name: str) -> None:
        del self._stored[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


def _remove(path: Path, process: int) -> None:
    """Remove the file of an object that is gone, unless this process is a fork of the one that has it."""
    if os.getpid() == process:
        with suppress(OSError):
            path.unlink()
