"""A folder that a command writes for somebody to work in: all its files or none, and never over what is there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from press.core.problems import Problems
from press.core.stopping import cleaned_up, unstopped


def check_new_folder(folder: Path, problems: Problems) -> None:
    """A Problem where ``folder`` is there and not empty, or is no folder."""
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        message = "the folder is not empty" if folder.is_dir() else "there is a file of this name"
        problems.add(folder, 0, "B013", message, "Name a folder that is not there yet: nothing is overwritten.")


def write_new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` (path inside ``folder`` -> content) into a folder that is not there, in one step, or that is empty.

    Raises OSError, and leaves nothing then.
    """
    place = folder.resolve()
    is_there = place.is_dir()  # somebody may be in it: what is made is moved into it
    place.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".press-new-", dir=place if is_there else place.parent))
    with cleaned_up(partial(shutil.rmtree, staging, ignore_errors=True)):
        for name, data in files.items():
            path = staging / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        with unstopped():
            if not is_there:
                staging.chmod(0o777 & ~_umask())
                staging.rename(place)
            for path in sorted(staging.iterdir()) if is_there else ():
                path.rename(place / path.name)


def _umask() -> int:
    """The permissions that new folders do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
