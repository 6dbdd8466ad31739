"""The one way to the files of a book: regular files in its own folder, and in those beside it that its book.yaml names.

A book may come from anybody. A symbolic link, an absolute path or ``../`` must not carry a file of the machine into an
edition, and a pipe or a device must not hold up the build.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from press.core.limits import FILE_BYTES

_COPY = "Copy the file into the book's folder, or name its folder in book.yaml: folders: [../images]."


class FileRefusedError(Exception):
    """A file that a book may not read, or that cannot be read: problem code, reason and what to do."""

    def __init__(self, code: str, reason: str, hint: str):
        super().__init__(reason)
        self.code, self.reason, self.hint = code, reason, hint


@dataclass(frozen=True)
class BookFolders:
    """The folders that a book reads from: its own, and those that ``folders`` of its book.yaml declares."""

    own: Path
    declared: tuple[Path, ...] = ()

    def holds(self, path: Path) -> bool:
        """Whether a path, its symbolic links followed, lies in one of the folders."""
        return self._within(path) is not None

    def _within(self, path: Path) -> Path | None:
        """The path from the folder that holds it; None where none does."""
        real = real_path(path)
        folders = (real_path(folder) for folder in (self.own, *self.declared))
        return next((real.relative_to(folder) for folder in folders if real.is_relative_to(folder)), None)

    def named(self, name: str, base: Path) -> Path:
        """The file that a relative path in a file of the folder ``base`` names, which may be read.

        Raises :class:`FileRefusedError` for any other.
        """
        if "://" in name:
            raise FileRefusedError("F004", "is an address of the network", "Save the file in the book's folder.")
        if name.startswith("/") or re.match(r"[A-Za-z]:[\\/]", name):
            raise FileRefusedError("F004", "is an absolute path", "Write the path from the folder of this file.")
        path = base / name
        self.check(path)
        return path

    def check(self, path: Path) -> None:
        """Raise :class:`FileRefusedError` where the file may not be read or is none."""
        if "\0" in str(path):
            raise FileRefusedError("B001", "has a name with a NUL character", "Correct the name.")
        within = self._within(path)
        if within is None:
            reason = "is a link that leads" if path.is_symlink() else "lies"
            raise FileRefusedError("F004", f"{reason} outside the book's folders", _COPY)
        if any(part.startswith(".") for part in within.parts):  # keys and histories are in such files
            hint = "Files and folders whose names begin with a point are no part of a book: rename it."
            raise FileRefusedError("F004", "is hidden, or lies in a hidden folder", hint)
        _check_regular(path)

    def read(self, path: Path) -> bytes:
        """The content of a file of the book; :class:`FileRefusedError` where it may not or cannot be read."""
        self.check(path)
        return read_regular(path)


def read_regular(path: Path) -> bytes:
    """The content of a regular file; :class:`FileRefusedError` where there is none or it is too large."""
    size = _check_regular(path)
    if size > FILE_BYTES:
        reason = f"has {size / 1024**2:.0f} MB; the most is {FILE_BYTES // 1024**2}"
        raise FileRefusedError("B001", reason, "Divide it, or save it smaller.")
    try:
        return path.read_bytes()
    except OSError as error:
        reason = f"cannot be read: {(error.strerror or str(error)).lower()}"
        raise FileRefusedError("B001", reason, "Correct its permissions.") from error


def _check_regular(path: Path) -> int:
    """The size in bytes of a regular file."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileRefusedError("B001", "does not exist", "Create it, or correct the name.") from error
    except OSError as error:
        reason = f"cannot be read: {(error.strerror or str(error)).lower()}"
        raise FileRefusedError("B001", reason, "Correct its name or its permissions.") from error
    if stat.S_ISDIR(found.st_mode):
        raise FileRefusedError("F004", "is a folder", "Name a file.")
    if not stat.S_ISREG(found.st_mode):
        raise FileRefusedError("F004", "is a pipe or a device, not a regular file", "Replace it by a regular file.")
    return found.st_size


def real_path(path: Path) -> Path:
    """The absolute path with its symbolic links followed, as far as they lead somewhere; never an error."""
    return Path(os.path.realpath(str(path).replace("\0", "\N{REPLACEMENT CHARACTER}")))
