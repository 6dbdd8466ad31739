"""The process beside each worker that makes what the worker gets, each thing in a fork of its own.

It has read in the program once, so that a book costs no import; a fork begins as every other did, whatever was made
before it. ``python -m press.commands.cluster.builder`` reads pickled work from standard input and answers on standard
output, until its input ends. Both ends are the same program: nobody else writes to these pipes.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import struct
import traceback
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any, Protocol

from press.core.failure import describe_failure
from press.core.stopping import begin_worker

_LENGTH = struct.Struct(">Q")
#: What a book needs, read in before the first one comes.
_PRELOADED = (
    "press.commands.list.job",
    "press.commands.release",
    "press.checks.scan",
    "press.outputs.epub",
    "press.outputs.print.print_files",
    "press.outputs.screen_pdf",
    "press.pages.layout.book",
)
#: What an answer begins with: the function's value, the exception that it raised, or how its process ended.
VALUE, RAISED, ENDED = b"v", b"r", b"e"


class Stream(Protocol):
    """What can be read from."""

    def read(self, count: int, /) -> bytes:
        """That many bytes, or fewer at the end."""


def write_message(stream: IO[bytes], data: bytes) -> None:
    """Write bytes so that :func:`read_message` knows where they end."""
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def read_message(stream: Stream) -> bytes | None:
    """The next message of a stream; None at its end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    data = stream.read(_LENGTH.unpack(head)[0])
    return data if len(data) == _LENGTH.unpack(head)[0] else None


def pickled(function: Callable[[Any], Any], argument: object) -> bytes:
    """The work that calls a function of the program."""
    return pickle.dumps((function, argument))


def main() -> None:
    """Answer until the worker that began this process has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the program prints is no answer
    for name in _PRELOADED:
        import_module(name)
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    whole = _Whole(requests)
    try:
        write_message(answers, b"ready")
        while (work := read_message(whole)) is not None:
            write_message(answers, _made_apart(work, requests.fileno()))
    except BrokenPipeError:  # it has gone
        os._exit(0)


class _Whole:
    """Reads as many bytes as were asked for, and none ahead: whether more have come is asked of the system."""

    def __init__(self, stream: Any):
        self._stream = stream

    def read(self, count: int, /) -> bytes:
        """That many bytes, or fewer at the end."""
        found = bytearray()
        while len(found) < count and (part := self._stream.read(count - len(found))):
            found += part
        return bytes(found)


def _made_apart(work: bytes, requests: int) -> bytes:
    """The answer to one piece of work, made in a fork; ends this process, and the fork, where the worker has gone."""
    parent = os.getpid()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _make(work, writing, parent)
    os.close(writing)
    answer = bytearray()
    while True:
        ready, _, _ = select.select([reading, requests], [], [])
        if reading not in ready:  # the worker sends nothing while it waits: its end of the pipe was closed
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os._exit(0)
        part = os.read(reading, 1 << 20)
        if not part:
            break
        answer += part
    os.close(reading)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code or not answer:
        return ENDED + (f"was ended by signal {-code}" if code < 0 else f"ended with status {code}").encode()
    return bytes(answer)


def _make(work: bytes, writing: int, parent: int) -> None:
    """In the fork: call the function, write its answer, and end."""
    begin_worker(parent)
    try:
        function, argument = pickle.loads(work)  # noqa: S301 - from the worker's own pipe
        answer = VALUE + pickle.dumps(function(argument))
    except BaseException as error:
        answer = RAISED + _pickled_error(error)
    with os.fdopen(writing, "wb") as out:
        out.write(answer)
    os._exit(0)


def _pickled_error(error: BaseException) -> bytes:
    """The exception, or one that says the same where it cannot be sent."""
    _, words = describe_failure(error)
    details = "".join(traceback.format_exception(error))
    with contextlib.suppress(Exception):
        data = pickle.dumps((error, details))
        pickle.loads(data)  # noqa: S301 - our own
        return data
    return pickle.dumps((RuntimeError(words), details))


if __name__ == "__main__":
    main()
