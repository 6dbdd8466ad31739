"""Progress: what a run says of its stages while it works.

On a terminal there is one line for each stage, with a bar, a count and an estimate for what is counted; in a pipe and in CI
plain lines. Of commands whose output is data it is said on a terminal only, apart from that output.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

T = TypeVar("T")
#: Seconds between two lines that say, where there is no terminal, how far a stage has come.
_EVERY = 10.0


class Reporter:
    """Says nothing; the others say more."""

    def begin(self, name: str) -> None:
        """A stage begins."""

    def end(self, name: str, seconds: float) -> None:
        """It is done, after so many seconds."""

    def expect(self, count: int) -> None:
        """The stage has so many more things to do than was known."""

    def advance(self) -> None:
        """One of them is done."""

    def close(self) -> None:
        """The run ends."""


class _Lines(Reporter):
    """Plain lines, each when it is true; they end up where the output does."""

    def __init__(self) -> None:
        self._name, self._total, self._done, self._said = "", 0, 0, time.monotonic()

    def begin(self, name: str) -> None:
        self._name, self._total, self._done, self._said = name, 0, 0, time.monotonic()

    def end(self, name: str, seconds: float) -> None:
        say(f"{name:<28}{seconds:6.1f} s")

    def expect(self, count: int) -> None:
        self._total += count

    def advance(self) -> None:
        self._done += 1
        if time.monotonic() - self._said >= _EVERY:
            self._said = time.monotonic()
            say(f"{self._name}: {self._done} of {self._total}")


class _Bars(Reporter):
    """A bar for each stage. It is drawn when something happens and by no thread: the layout forks."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        columns = (TextColumn("{task.description:<16}"), BarColumn(24), TimeElapsedColumn())
        counted = (MofNCompleteColumn(), TimeRemainingColumn())
        self._bars: Progress = Progress(*columns, *counted, console=Console(stderr=True), auto_refresh=False)
        self._bars.start()
        self._task: TaskID | None = None
        self._total = 0

    def begin(self, name: str) -> None:
        self._total = 0
        self._task = self._bars.add_task(name, total=None)
        self._bars.refresh()

    def end(self, name: str, seconds: float) -> None:
        if self._task is not None:
            done = max(self._total, 1)
            self._bars.update(self._task, total=done, completed=done)
            self._bars.refresh()

    def expect(self, count: int) -> None:
        if self._task is not None and count:
            self._total += count
            self._bars.update(self._task, total=self._total)
            self._bars.refresh()

    def advance(self) -> None:
        if self._task is not None:
            self._bars.advance(self._task)
            self._bars.refresh()

    def close(self) -> None:
        self._bars.stop()


_REPORTER: ContextVar[Reporter] = ContextVar("reporter", default=Reporter())  # noqa: B039 - it holds nothing


@contextmanager
def reporting(quiet: bool, plain: bool) -> Iterator[None]:
    """Within the block stages are reported, unless ``quiet``; where there is no terminal only if ``plain`` lines may be."""
    reporter = Reporter()
    if not quiet and sys.stderr.isatty():
        reporter = _Bars()
    elif not quiet and plain:
        reporter = _Lines()
    token = _REPORTER.set(reporter)
    try:
        yield
    finally:
        reporter.close()
        _REPORTER.reset(token)


def stage(name: str, work: Callable[[], T]) -> T:
    """Run a stage, report it, and return its result."""
    begun, reporter = time.perf_counter(), _REPORTER.get()
    reporter.begin(name)
    result = work()
    reporter.end(name, time.perf_counter() - begun)
    return result


def expect(count: int) -> None:
    """The stage that runs has so many more things to do."""
    _REPORTER.get().expect(count)


def advance() -> None:
    """It has done one of them."""
    _REPORTER.get().advance()


def say(line: str) -> None:
    """Print a line at once; where nobody can read it, the run goes on."""
    with suppress(OSError, ValueError):
        print(line, flush=True)
