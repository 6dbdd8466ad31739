"""``build.py list``: every book of a folder built into a folder of its own, and one catalogue of them all.

What changed is built, on the cores of this machine or the workers of a Dask scheduler; a book that is refused, fails or
hangs stops no other. Releases are published as they come, so that a run that is broken off is gone on with by the next.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from press.commands.list.archive import pack
from press.commands.list.books import ListedBook, check_list_out, files_of, find_books, read_book, wrong_slugs
from press.commands.list.catalogue import update_catalogue
from press.commands.list.job import BookJob, BookResult, make_book
from press.commands.list.report import Report, Running
from press.commands.list.state import State, record_of
from press.core.cache import Cache
from press.core.failure import MACHINE, describe_failure
from press.core.problems import ManuscriptError, Problem, Problems, shown
from press.core.publish import publish
from press.core.release_mark import read_mark
from press.outputs.list_catalogue.settings import read_settings

if TYPE_CHECKING:
    from press.commands.cluster.engine import Engine, Outcome


@dataclass(frozen=True)
class ListOptions:
    """How a list is built: on ``jobs`` cores, or by the ``scheduler`` at an address; ``shared`` where its workers see the folders.

    ``seconds`` is the limit of one book.
    """

    cache: Cache
    jobs: int
    seconds: float
    scheduler: str = ""
    shared: bool = False

    @property
    def in_place(self) -> bool:
        """Whether the workers read the books and publish the releases where they lie."""
        return self.shared or not self.scheduler


def build_list(folder: Path, out: Path, options: ListOptions) -> int:
    """Build what changed in a list and its catalogue; the exit status.

    0 every book has its release; 2 some were refused; 4 some failed, or the scheduler has gone. Raises
    :class:`ManuscriptError` where nothing can be done, and OSError.
    """
    check_list_out(folder, out, frozenset(read_mark(out.resolve()) or ()))
    settings = read_settings(folder, Problems())
    state, report = State(out.resolve()), Report()
    books = [read_book(folder, path, out, state) for path in find_books(folder, out)]
    wrong = wrong_slugs(folder, books)
    wanted = []
    for book in books:
        if book.path in wrong:
            report.problems([wrong[book.path]])
            report.verdict(book.path, "refused")
        elif book.unchanged:
            report.verdict(book.path, "unchanged")
        else:
            wanted.append(book)
    run = _Run(folder, out, options, state, report)
    status = _build_books(wanted, run) if wanted else 0
    update_catalogue(folder, out, [book.path for book in books], settings, run.state, options.cache, report)
    options.cache.prune()
    report.summary()
    if report.counts["refused"]:
        return 2
    return MACHINE if report.counts["failed"] else status


@dataclass(frozen=True)
class _Run:
    folder: Path
    out: Path
    options: ListOptions
    state: State
    report: Report

    @property
    def root(self) -> Path:
        """The folder from which a job names its book: the one around the list's, for what books have beside them."""
        return self.folder.resolve().parent

    def job(self, book: ListedBook) -> BookJob:
        """The job of a book, with its files where the workers do not see them."""
        path = os.path.normpath(f"{self.folder.resolve().name}/{book.path}")
        cache, epoch = self.options.cache.folder, os.environ.get("SOURCE_DATE_EPOCH", "")
        if self.options.in_place:
            place = str((self.out.resolve() / book.slug) if book.slug else "")
            where = str(cache.resolve()) if cache else ""
            return BookJob(str(self.root), path, place, cache is not None, where, epoch=epoch)
        data, digest = pack(self.root, files_of(self.folder, book.path, self.out))
        return BookJob("", path, "", cache is not None, archive=data, digest=digest, epoch=epoch)

    def engine(self, books: int) -> AbstractContextManager[Engine]:
        """The workers that the options name, no more on this machine than there are books."""
        from press.commands.cluster.connect import engine_of, local_engine

        if self.options.scheduler:
            return engine_of(self.options.scheduler, self.options.seconds, self.report.say)
        return local_engine(min(self.options.jobs, books), self.options.seconds, self.report.say)


def _build_books(books: list[ListedBook], run: _Run) -> int:
    """Build books and publish them as they come; the exit status of the engine."""
    from press.commands.cluster.engine import ClusterError, Piece

    slugs = {book.path: book.slug for book in books}
    pieces = (Piece(book.path, partial(run.job, book)) for book in books)
    try:
        with run.engine(len(books)) as engine:
            running: Running = lambda: engine.running  # noqa: E731
            with run.report.watching(len(books), running):
                for outcome in engine.run(make_book, pieces):
                    _take(outcome, slugs.pop(outcome.name), run)
    except ClusterError as error:
        run.report.say(f"build.py: {error}. {len(slugs)} of {len(books)} books were not built.")
        return MACHINE
    return 0


def _take(outcome: Outcome, slug: str, run: _Run) -> None:
    """Publish what came of a book, or say why there is nothing to publish."""
    if outcome.lost:
        run.report.verdict(outcome.name, "failed", f"{outcome.lost}, {outcome.attempts} times")
    elif outcome.error:
        run.report.verdict(outcome.name, "failed", _failure(outcome, run.state))
    else:
        try:
            _publish(outcome, outcome.value, slug, run)
        except ManuscriptError as error:
            _refuse(outcome.name, error.problems, run)
        except OSError as error:
            run.report.verdict(outcome.name, "failed", describe_failure(error)[1])


def _publish(outcome: Outcome, result: BookResult, slug: str, run: _Run) -> None:
    if result.said:
        run.report.say(result.said.rstrip())
    if result.problems or result.slug != slug:
        _refuse(outcome.name, result.problems, run)
        return
    if result.files is not None:
        publish(result.files, run.out / slug, whole=True)
    run.state.put(record_of(outcome.name, slug, result.key, result.outside, result.advice, run.out.resolve()))
    advice = f", {result.advice} piece{'s' if result.advice > 1 else ''} of advice" if result.advice else ""
    run.report.verdict(outcome.name, "built", f"{outcome.seconds:.1f} s{advice}")


def _refuse(book: str, problems: Iterable[Problem], run: _Run) -> None:
    """Say what is wrong with a book, with paths as the editor would type them."""
    seen_from_here = (
        Problem(_from_here(problem.file, run.root), problem.line, problem.code, problem.message, problem.hint)
        for problem in problems
    )
    run.report.problems(seen_from_here)
    run.report.verdict(book, "refused")


def _from_here(file: str, root: Path) -> str:
    return file if Path(file).is_absolute() else shown(root / file)


def _failure(outcome: Outcome, state: State) -> str:
    """Why a book failed; the details of an error of the program go to a file that is named."""
    assert outcome.error is not None  # noqa: S101 - the caller's condition
    status, words = describe_failure(outcome.error)
    if status == MACHINE:
        return words
    name = outcome.name.replace("/", "-")
    return f"{words}; its details are in {shown(state.write(f'error-{name}.txt', outcome.details.encode()))}"
