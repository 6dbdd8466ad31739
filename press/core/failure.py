"""What a run says, and its exit status, where neither the manuscript nor a check is at fault: the machine, or the program."""

from __future__ import annotations

import errno
import os
import platform
import sys
import tempfile
import traceback
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress

from press.core.problems import shown

#: The exit statuses: of a failure of the machine, and of an error of the program (EX_SOFTWARE of sysexits.h).
MACHINE, PROGRAM = 4, 70
_CAUSES = {
    errno.ENOSPC: "the disk is full; make room",
    errno.EDQUOT: "the disk quota is used up; make room",
    errno.EFBIG: "the file is larger than this process may write; raise the limit",
    errno.EROFS: "the file system is read-only; choose another folder",
    errno.EACCES: "permission denied; correct the permissions, or choose another folder",
    errno.EPERM: "permission denied; correct the permissions, or choose another folder",
    errno.EMFILE: "too many open files; raise the limit",
    errno.ENFILE: "too many open files; end other programs",
    errno.ENOMEM: "not enough memory; end other programs, or use --jobs 1",
    errno.EIO: "the disk reports an error; check it",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}
_MEMORY = "not enough memory; end other programs, or use --jobs 1"
#: What libraries say instead: HarfBuzz of the program's own typefaces, Python of threads.
_OF_MEMORY = frozenset(("Subsetting failed", "can't start new thread"))
_WORKER = "a process of the layout was ended from outside, perhaps for want of memory; build again, or use --jobs 1"


def report_failure(error: BaseException) -> int:
    """Say in one line why a run cannot go on, and return its exit status.

    The details of an error of the program are written to a file of the temporary folder, which the line names.
    """
    if isinstance(error, BrokenPipeError):  # whoever read the output has gone
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MACHINE
    status, words = describe_failure(error)
    _say(words if status == MACHINE else f"{words}; {_details(error)}")
    return status


def describe_failure(error: BaseException) -> tuple[int, str]:
    """The exit status of a run that cannot go on, and in a few words why."""
    if isinstance(error, BrokenProcessPool):
        return MACHINE, _WORKER
    if isinstance(error, MemoryError) or str(error) in _OF_MEMORY:
        return MACHINE, _MEMORY
    if isinstance(error, OSError):
        where = ", ".join(shown(os.fsdecode(name)) for name in (error.filename, error.filename2) if name)
        words = _CAUSES.get(error.errno or 0) or (error.strerror or str(error).split("\n")[0]).lower()
        return MACHINE, f"{where}: {words}" if where else words
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f" in {os.path.basename(frame.filename)}:{frame.lineno}" for frame in last)  # noqa: PTH119
    return PROGRAM, f"error of the program: {type(error).__name__}{place}"


def _say(words: str) -> None:
    with suppress(OSError):
        print(f"build.py: {words}. Nothing was published.", file=sys.stderr)


def _details(error: BaseException) -> str:
    """Write what helps to find an error of the program into a file; a few words that name it."""
    try:
        handle, name = tempfile.mkstemp(prefix="press-error-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{platform.platform()}, Python {platform.python_version()}\n{' '.join(sys.argv)}\n\n")
            file.write("".join(traceback.format_exception(error)))
    except OSError as why:
        return f"its details could not be written ({why.strerror})"
    return f"please report it with the details in {name}"
