"""How a run is stopped: by Ctrl-C or a signal at any moment, in one line, with no process and no file left behind."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

#: The signals that stop a run; its exit status is 128 and the number of the signal.
_SIGNALS = {name: getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
#: What is called before a stopped run ends.
_cleanups: list[Callable[[], None]] = []


class _State:
    """The process that the handler is for, how many blocks may not be stopped, and the signal that came meanwhile."""

    owner = 0
    shielded = 0
    pending = 0


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Within the block, Ctrl-C, SIGTERM and SIGHUP end the process at once (status 130, 143, 129), what it began with it.

    Does nothing outside the main thread, and for a signal that the process is to ignore.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS.values()}
    _State.owner = os.getpid()
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def unstopped() -> Iterator[None]:
    """A block that a signal does not stop halfway: the run ends after it."""
    _State.shielded += 1
    try:
        yield
    finally:
        _State.shielded -= 1
        if _State.pending and not _State.shielded:
            _end(_State.pending)


@contextmanager
def cleaned_up(clean: Callable[[], None]) -> Iterator[None]:
    """Call ``clean`` at the end of the block, or where a signal stops the run within it."""
    _cleanups.append(clean)
    try:
        yield
    finally:
        _cleanups.remove(clean)
        clean()


def begin_worker(parent: int) -> None:
    """Make this process, which ``parent`` began, end with it, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _SIGNALS.keys() - {"SIGINT"}:
        signal.signal(_SIGNALS[name], signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before that
            os._exit(1)


def _stop(number: int, _: FrameType | None) -> None:
    if os.getpid() != _State.owner:  # a worker that has not yet begun
        os._exit(128 + number)
    if _State.shielded:
        _State.pending = number
    else:
        _end(number)


def _end(number: int) -> None:
    # Not by an exception: it could be lost in a callback of a C library, and would wait for the workers.
    for child in _children():
        with suppress(OSError):
            os.kill(child, signal.SIGKILL)
    for clean in reversed(_cleanups):
        with suppress(Exception):
            clean()
    name = "Ctrl-C" if number == signal.SIGINT else signal.Signals(number).name
    with suppress(OSError):
        os.write(2, f"Stopped by {name}.\n".encode())
    os._exit(128 + number)


def _children() -> list[int]:
    """The processes that this one began: those of the layout, and pandoc."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            if int(path.read_text("utf-8", "replace").rpartition(")")[2].split()[1]) == os.getpid():
                found.append(int(path.parent.name))
    return found
