"""The house at work: the stages in their order, from a book's folder to the files of ``dist/``.

What takes long to be read in (WeasyPrint above all) is imported where it is called for: pandoc is at work meanwhile.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from press.cache import Cache
from press.inputs import WANTED, Release, remember
from press.manuscript import Manuscript, picture_folders, read_manuscript
from press.parallel import uncollected
from press.problems import Problems
from press.reader import Reader
from press.record import read_record

if TYPE_CHECKING:
    from press.composition import Composition

T = TypeVar("T")


@dataclass(frozen=True)
class Way:
    """How the pages are made: where what was made before is kept, in how many processes, whole or in parts."""

    cache: Cache
    jobs: int = 1
    plain: bool = False


def stage(name: str, work: Callable[[], T]) -> T:
    """Run a stage; on a terminal, say how long it took."""
    begun = time.perf_counter()
    result = work()
    if sys.stderr.isatty():
        print(f"  {name:<28}{time.perf_counter() - begun:6.1f} s", file=sys.stderr)
    return result


def _read(book: Path, problems: Problems, way: Way) -> tuple[Manuscript, Composition]:
    manuscript = stage("manuscript", lambda: read_manuscript(book, problems))
    if manuscript is None:
        problems.stop_if_any()
        raise AssertionError("a manuscript that cannot be read has problems")
    composition = stage("composition", lambda: _compose(Reader(manuscript, way.cache, way.jobs), problems))
    problems.stop_if_any()
    return manuscript, composition


def _compose(reader: Reader, problems: Problems) -> Composition:
    import press.making  # noqa: F401 - while pandoc reads
    from press.composition import compose

    return compose(reader, problems)


def build(command: str, book: Path, out: Path, way: Way) -> None:
    """Make what a command of :data:`WANTED` makes, into ``out``; :class:`EditorError` with all problems otherwise."""
    problems = Problems()
    with uncollected():
        manuscript, composition = _read(book, problems, way)
        from press.making import make_files, release

        files = make_files(WANTED[command], composition, way, problems)
    problems.stop_if_any()
    made = Release(composition.record.slug, files)
    release(command, made, out)
    if not way.plain:
        remember(way.cache, command, book, picture_folders(manuscript), made)
    way.cache.prune()


def gaps(book: Path) -> list[tuple[str, str]]:
    """The keys that nobody has filled in the record of a book, each with what its release lacks for it."""
    from press.records.unknowns import unknowns

    record = read_record(book, Problems())
    return [(unknown.key, unknown.left_out) for unknown in unknowns(record)] if record else []


def collate(book: Path) -> int:
    """Print what the chapters change in the received text without a record; the exit status."""
    from press.collation import as_yaml

    problems = Problems()
    manuscript = read_manuscript(book, problems)
    differences = _compose(Reader(manuscript), problems).differences if manuscript else ()
    if differences:
        print(as_yaml(differences), end="")
    problems.stop_if_any()
    return 0


def show_review(book: Path, way: Way) -> int:
    """Print what a compositor would mark on the pages; 1 when something is serious."""
    manuscript, composition = _read(book, Problems(), way)
    from press.layout.book import Parts
    from press.review import as_text, review

    pages = stage("layout", lambda: Parts(composition, way.cache, way.jobs))
    reviewed = review(manuscript, composition, pages.pieces, pages.pagination.pages)
    print(as_text(reviewed), end="")
    return 1 if reviewed.serious else 0
