"""A book's folder as one archive, for a worker that does not see it, and back."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Iterable
from pathlib import Path


class ArchiveError(OSError):
    """What came is not what was sent."""


def pack(root: Path, files: Iterable[Path]) -> tuple[bytes, str]:
    """The archive of files below ``root``, links as links, and its SHA-256; the same bytes for the same files."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(set(files)):
            if not (path.is_symlink() or path.is_file() or path.is_dir()):
                continue  # gone, or neither a text nor a picture: the build will say so
            entry = archive.gettarinfo(path, os.path.relpath(path, root))
            entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = 0, 0, 0, "", ""
            entry.mode = 0o755 if entry.isdir() else 0o644
            if entry.isreg():
                entry.size = path.stat().st_size
                with path.open("rb") as file:
                    archive.addfile(entry, file)
            else:
                archive.addfile(entry)
    data = packed.getvalue()
    return data, hashlib.sha256(data).hexdigest()


def unpack(data: bytes, digest: str, folder: Path) -> None:
    """Write what an archive holds into an empty folder. Raises :class:`ArchiveError` where its SHA-256 is another."""
    if hashlib.sha256(data).hexdigest() != digest:
        raise ArchiveError("the archive of the book was damaged on its way")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(folder, filter="tar")
