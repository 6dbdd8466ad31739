"""The one temporary folder of a run, gone when it ends: WeasyPrint alone leaves 20 MB of fonts behind otherwise."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from press.core.stopping import cleaned_up

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

_NEW, _PREFIX = "press-new-", "press-run-"
_VARIABLE = "TMPDIR"


@contextmanager
def temporary_folder() -> Iterator[None]:
    """Within the block all temporary files, those of other programs too, are in a folder of their own.

    It is removed at the end; that of a run that was killed, by the next. Raises OSError where there is no place for one.
    """
    default, variable = tempfile.tempdir, os.environ.get(_VARIABLE)
    new = Path(tempfile.mkdtemp(prefix=_NEW))
    lock = _lock(new)
    folder = new.rename(
        new.with_name(new.name.replace(_NEW, _PREFIX, 1))
    )  # locked by now: no other run takes it for abandoned
    _remove_abandoned(folder.parent)
    tempfile.tempdir = os.environ[_VARIABLE] = str(folder)
    try:
        with cleaned_up(partial(shutil.rmtree, folder, ignore_errors=True)):
            yield
    finally:
        tempfile.tempdir = default
        if variable is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = variable
        if lock is not None:
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """A lock on a folder that lasts as long as this process and its workers; None where another has it."""
    if fcntl is None:
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _remove_abandoned(parent: Path) -> None:
    """Remove the folders of runs that were killed: those that nobody has locked."""
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            if (lock := _lock(folder)) is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)
