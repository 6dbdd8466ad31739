"""Writing into a file of a book: the old content or the new one, never a part of either, and never outside its folder."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from press.core.stopping import unstopped


def replace_file(path: Path, data: bytes) -> None:
    """Give a file that exists new content in one step; a link goes on leading to it. It keeps its owner and permissions.

    Raises OSError, also where the file may not be written to; it is unchanged then.
    """
    place = path.resolve(strict=True)
    if not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    _write(place, data, like=place)


def put_file(folder: Path, name: str, data: bytes) -> None:
    """Make or replace the file ``name`` in a folder, in one step, and the folders on the way to it.

    Raises OSError, also where a symbolic link stands on the way: it could lead anywhere.
    """
    place = folder.resolve() / name
    check_inside(folder, name)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        replace_file(place, data)
    else:
        _write(place, data)


def check_inside(folder: Path, name: str) -> None:
    """Raise OSError where a path leads out of a folder, or a symbolic link stands on the way."""
    place = folder.resolve() / name
    if Path(os.path.realpath(place)) != place or not place.is_relative_to(folder.resolve()):
        raise OSError(errno.ELOOP, "it is, or lies behind, a symbolic link", str(folder / name))


def _write(place: Path, data: bytes, like: Path | None = None) -> None:
    new = place.with_name(f".press-{os.getpid()}-new")  # hidden: no part of a book
    with unstopped():
        new.unlink(missing_ok=True)
        try:
            with new.open("xb") as file:  # never through a link that somebody put there
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if like:
                shutil.copystat(like, new)
                with suppress(OSError):  # only root may
                    os.chown(new, like.stat().st_uid, like.stat().st_gid)
                os.utime(new)
            new.replace(place)
        finally:
            new.unlink(missing_ok=True)
