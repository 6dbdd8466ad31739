"""Keeps the harness from harming the machine that it runs on: a program under test may do whatever it is made to.

For root, everything but the folder of the harness becomes read-only, in a mount namespace of its own (Linux), which ends
with the process. Anybody else is held by the rights of the files; no case names a place outside the folder of the harness.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_NEW_NAMESPACE = 0x20000
_READ_ONLY, _REMOUNT, _BIND, _RECURSIVE, _PRIVATE = 0x1, 0x20, 0x1000, 0x4000, 0x40000
#: Locks between processes are kept here.
_LOCKS = "/dev/shm"  # noqa: S108


def confine(folder: Path) -> None:
    """Make everything outside ``folder`` read-only for this process and its children; :class:`OSError` where that fails."""
    if os.geteuid():
        return
    libc = ctypes.CDLL(None, use_errno=True)

    def call(done: int, what: str) -> None:
        if done:
            raise OSError(ctypes.get_errno(), f"{what}: run it as a user without special rights instead")

    def mount(source: bytes | None, target: str, flags: int) -> int:
        return int(libc.mount(source, os.fsencode(target), None, flags, None))

    if not hasattr(libc, "unshare"):
        raise OSError("root needs Linux: run it as a user without special rights instead")
    call(libc.unshare(_NEW_NAMESPACE), "a mount namespace")
    call(mount(b"none", "/", _RECURSIVE | _PRIVATE), "private mounts")
    own = os.fsencode(folder)
    call(mount(own, str(folder), _BIND), "a mount of the folder")
    os.chdir(folder)
    for line in Path("/proc/self/mountinfo").read_text("utf-8").splitlines():
        point = line.split()[4].encode().decode("unicode_escape")
        kept = point in (str(folder), _LOCKS) or point.startswith(("/proc", "/sys", "/dev/pts", "/dev/mqueue"))
        if not kept:
            mount(None, point, _REMOUNT | _BIND | _READ_ONLY)
    for place in ("/", "/dev", "/etc", str(Path.home()), str(Path(__file__).parent), str(folder.parent)):
        if os.access(place, os.W_OK):
            raise OSError(f"{place} can still be written to: run it as a user without special rights instead")
