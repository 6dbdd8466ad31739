"""The house at work: the stages in their order, from a book's folder to the files of ``dist/``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from press.cache import Cache
from press.catalogue import catalogue
from press.collation import as_yaml
from press.composition import Composition, compose
from press.distribution import FOLDER as CHANNELS
from press.distribution import make_channels
from press.editions.cover import make_cover
from press.editions.epub import make_epub
from press.editions.print_on_demand import make_print_files
from press.editions.web import PAGE, make_page
from press.layout import Pages, lay_out_book
from press.layout.book import Parts
from press.manuscript import Manuscript, read_manuscript
from press.printing import bound_pages
from press.problems import Problems
from press.proofs.report import REPORT
from press.records import make_records, record_paths
from press.records.emendations import emendations_json, emendations_tei
from press.release import publish
from press.review import as_text, review

T = TypeVar("T")
#: What each command makes. The records describe finished files, and leave together with them, as do the channels' copies.
WANTED = {
    "all": {"epub", "screen", "print", "records", "channels"},
    "epub": {"epub"},
    "screen": {"screen"},
    "print": {"print"},
    "records": {"epub", "screen", "records"},
}


def _stage(name: str, work: Callable[[], T]) -> T:
    """Run a stage; on a terminal, say how long it took."""
    begun = time.perf_counter()
    result = work()
    if sys.stderr.isatty():
        print(f"  {name:<28}{time.perf_counter() - begun:6.1f} s", file=sys.stderr)
    return result


def _read(book: Path, problems: Problems, way: Way) -> tuple[Manuscript, Composition]:
    manuscript = _stage("manuscript", lambda: read_manuscript(book, problems))
    if manuscript is None:
        problems.stop_if_any()
        raise AssertionError("a manuscript that cannot be read has problems")
    composition = _stage("composition", lambda: compose(manuscript, problems, way.cache, way.jobs))
    problems.stop_if_any()
    return manuscript, composition


@dataclass(frozen=True)
class Way:
    """How the pages are made: where what was made before is kept, in how many processes, whole or in parts."""

    cache: Cache
    jobs: int = 1
    plain: bool = False


def build(command: str, book: Path, out: Path, way: Way) -> None:
    """Make what a command of :data:`WANTED` makes, into ``out``; :class:`EditorError` with all problems otherwise."""
    problems = Problems()
    _, composition = _read(book, problems, way)
    slug = composition.record.slug
    wanted = WANTED[command]
    cover = _stage("cover", lambda: make_cover(composition))
    pages = _lay_out(composition, way)
    pagination = pages.pagination
    files: dict[str, bytes] = {}
    if "epub" in wanted:
        files[f"{slug}.epub"] = _stage("EPUB", lambda: make_epub(composition, pagination, cover, way.cache))
    if "screen" in wanted:
        files[f"{slug}.pdf"] = _stage("screen PDF", lambda: pages.screen(cover))
    if "print" in wanted:
        interior = _stage("interior", pages.interior)
        files |= _stage("print files", lambda: make_print_files(composition, interior, problems))
    if "records" in wanted:
        if composition.source:
            files[f"{slug}-emendations.json"] = emendations_json(composition.source, composition.record)
            files[f"{slug}-tei.xml"] = emendations_tei(composition.source, composition.record)
        bound = bound_pages(composition.record.printing, pagination.pages)
        described = catalogue(composition, pagination, files, cover, pages=bound)
        files |= _stage("records", lambda: make_records(described))
        files[PAGE] = _stage("page", lambda: make_page(described, composition, files))
    if "channels" in wanted:
        files |= _stage("channels", lambda: make_channels(described, files))
    problems.stop_if_any()
    publish(files, out, (*REPORT, *record_paths(slug), PAGE, CHANNELS), whole=command == "all")
    way.cache.prune()


def _lay_out(composition: Composition, way: Way) -> Pages:
    return _stage("layout", lambda: lay_out_book(composition, way.cache, way.jobs, way.plain))


def collate(book: Path) -> int:
    """Print what the chapters change in the received text without a record; the exit status."""
    problems = Problems()
    manuscript = read_manuscript(book, problems)
    differences = compose(manuscript, problems).differences if manuscript else ()
    if differences:
        print(as_yaml(differences), end="")
    problems.stop_if_any()
    return 0


def show_review(book: Path, way: Way) -> int:
    """Print what a compositor would mark on the pages; 1 when something is serious."""
    manuscript, composition = _read(book, Problems(), way)
    pages = _stage("layout", lambda: Parts(composition, way.cache, way.jobs))
    reviewed = review(manuscript, composition, pages.pieces, pages.pagination.pages)
    print(as_text(reviewed), end="")
    return 1 if reviewed.serious else 0
