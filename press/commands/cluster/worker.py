"""What a worker does: it gives what it got to its builder, and ends the builder that takes too long."""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from press.commands.cluster.builder import ENDED, RAISED, VALUE, read_message, write_message
from press.core.paths import ROOT

_KINDS: dict[bytes, Literal["value", "raised", "killed"]] = {VALUE: "value", RAISED: "raised", ENDED: "killed"}


@dataclass(frozen=True)
class Answer:
    """What came of one piece of work: a pickled value, a pickled exception with its traceback, or why there is none."""

    kind: Literal["value", "raised", "killed", "hung"]
    data: bytes = b""
    words: str = ""


class _Builder:
    """A builder process; in a session of its own, so that all that it began ends with it."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "press.commands.cluster.builder"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )
        assert self._process.stdout is not None  # noqa: S101 - a pipe
        read_message(self._process.stdout)  # it has read in the program: no work has to wait for that

    def make(self, work: bytes, seconds: float) -> Answer:
        """The answer to a piece of work; after another than "value" or "raised" this builder is of no use."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.end()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101 - pipes
            write_message(self._process.stdin, work)
            answer = read_message(self._process.stdout)
        except OSError:  # it was killed
            answer = None
        finally:
            timer.cancel()
        if late.is_set():
            return Answer("hung", words=f"took more than {seconds:g} s")
        if answer is None:
            return Answer("killed", words="was ended with its builder")
        kind = _KINDS[answer[:1]]
        return Answer(kind, words=answer[1:].decode()) if kind == "killed" else Answer(kind, answer[1:])

    def end(self) -> None:
        """End the process and all that it began."""
        with suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


_idle: list[_Builder] = []


def make(work: bytes, seconds: float) -> Answer:
    """The answer to a piece of work (:func:`press.commands.cluster.builder.pickled`), within so many seconds."""
    builder = _idle.pop() if _idle else _Builder()
    answer = builder.make(work, seconds)
    if answer.kind in ("value", "raised"):
        _idle.append(builder)
    else:
        builder.end()
    return answer


def facts() -> dict[str, str]:
    """What makes the bytes of a book on this worker."""
    from press.commands.cluster.fingerprint import own_facts

    return own_facts()


@atexit.register
def _end_builders() -> None:
    while _idle:
        _idle.pop().end()
