"""Writing into a file of the manuscript: the old content or the new one, never a part of either."""

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
    new = place.with_name(f".press-{os.getpid()}-{place.stat().st_ino}")  # hidden: no part of a book
    with unstopped():
        new.unlink(missing_ok=True)
        try:
            with new.open("xb") as file:  # never through a link that somebody put there
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            shutil.copystat(place, new)
            with suppress(OSError):  # only root may
                os.chown(new, place.stat().st_uid, place.stat().st_gid)
            os.utime(new)
            new.replace(place)
        finally:
            new.unlink(missing_ok=True)
