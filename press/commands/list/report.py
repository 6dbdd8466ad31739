"""What a run over a list says: a line for each book in a pipe; on a terminal a table of the workers with an estimate."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Literal

from press.core.problems import Problem, printable

if TYPE_CHECKING:
    from rich.console import Group

Verdict = Literal["built", "unchanged", "refused", "failed"]
VERDICTS: tuple[Verdict, ...] = ("built", "unchanged", "refused", "failed")
#: What is being made: the worker of each book, and when it began (:func:`time.monotonic`).
Running = Callable[[], Mapping[str, tuple[str, float]]]


class Report:
    """The verdicts of a run's books, printed as they come. Problems go to standard error, all else to standard output."""

    def __init__(self) -> None:
        self.counts: Counter[Verdict] = Counter()
        self._total = self._done = 0
        self._begun = time.monotonic()

    def verdict(self, book: str, verdict: Verdict, words: str = "") -> None:
        """Say what came of a book."""
        self.counts[verdict] += 1
        self._done += verdict != "unchanged"
        if verdict != "unchanged" or not sys.stdout.isatty():
            print(printable(f"{verdict:<10} {book}{f' ({words})' if words else ''}"), flush=True)

    @staticmethod
    def problems(problems: Iterable[Problem]) -> None:
        """Say what is wrong with a book."""
        for problem in problems:
            print(problem, file=sys.stderr, flush=True)

    @staticmethod
    def say(line: str) -> None:
        """Say something else on standard error."""
        print("\n".join(map(printable, line.split("\n"))), file=sys.stderr, flush=True)

    def watching(self, total: int, running: Running) -> AbstractContextManager[Any]:
        """While so many books are built: on a terminal, a table of what is being made, with an estimate."""
        self._total, self._begun = total, time.monotonic()
        if not sys.stderr.isatty():
            return nullcontext()
        from rich.console import Console
        from rich.live import Live

        console = Console(file=sys.stderr)
        return Live(
            get_renderable=lambda: self._table(running()),
            console=console,
            transient=True,
            redirect_stdout=sys.stdout.isatty(),
        )

    def _table(self, running: Mapping[str, tuple[str, float]]) -> Group:
        from rich.console import Group
        from rich.markup import escape
        from rich.table import Table

        table = Table("Worker", "Book", "Seconds", box=None)
        for book, (worker, begun) in sorted(running.items(), key=lambda each: each[1]):
            table.add_row(worker, escape(printable(book)), f"{time.monotonic() - begun:.1f}")
        return Group(self._estimate(), table)

    def _estimate(self) -> str:
        """How far the run is, and how long it will take if the rest is like what is done."""
        elapsed = time.monotonic() - self._begun
        words = f"{self._done} of {self._total} books in {elapsed:.0f} s"
        if self._done:
            words += f", about {elapsed / self._done * (self._total - self._done):.0f} s to go"
        return words

    def summary(self) -> None:
        """Say how many books came to what."""
        if not sys.stdout.isatty():
            print(", ".join(f"{self.counts[verdict]} {verdict}" for verdict in VERDICTS) + ".", flush=True)
            return
        from rich.console import Console
        from rich.table import Table

        table = Table(*VERDICTS)
        table.add_row(*(str(self.counts[verdict]) for verdict in VERDICTS))
        Console().print(table)
