"""The house at work: the stages in their order, from a book's folder to the files of ``dist/``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from press.cache import Cache
from press.catalogue import catalogue
from press.collation import as_yaml
from press.composition import Composition, compose
from press.distribution import FOLDER as CHANNELS
from press.distribution import make_channels
from press.editions.cover import cover_key, make_cover
from press.editions.cover.shop import SHOP
from press.editions.epub import make_epub
from press.editions.print_on_demand import make_print_files
from press.editions.web import PAGE, make_page
from press.figures import Picture
from press.inputs import WANTED, Release, remember
from press.layout import Pages, lay_out_book
from press.layout.book import Parts
from press.manuscript import Manuscript, picture_folders, read_manuscript
from press.parallel import beside, uncollected
from press.printing import bound_pages
from press.problems import Problems
from press.proofs.report import REPORT
from press.record import read_record
from press.records import make_records, record_paths
from press.records.emendations import emendations_json, emendations_tei
from press.records.unknowns import unknowns
from press.release import publish
from press.review import as_text, review

T = TypeVar("T")


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
    with uncollected():
        manuscript, composition = _read(book, problems, way)
        files = _editions(WANTED[command], composition, way, problems)
    problems.stop_if_any()
    made = Release(composition.record.slug, files)
    release(command, made, out)
    if not way.plain:
        remember(way.cache, command, book, picture_folders(manuscript), made)
    way.cache.prune()


def release(command: str, made: Release, out: Path) -> None:
    """Publish what a command made, and take away what it has made untrue."""
    publish(made.files, out, (*REPORT, *record_paths(made.slug), PAGE, CHANNELS), whole=command == "all")


def _editions(wanted: set[str], composition: Composition, way: Way, problems: Problems) -> dict[str, bytes]:
    slug = composition.record.slug
    cover = _stage("cover", lambda: _cover(composition, way.cache))
    pages = _lay_out(composition, way)
    pagination = pages.pagination
    files: dict[str, bytes] = {}
    with beside(partial(pages.screen, cover), way.jobs if "screen" in wanted else 1) as screen:
        if "epub" in wanted:
            files[f"{slug}.epub"] = _stage("EPUB", lambda: make_epub(composition, pagination, cover, way.cache))
        interior = _stage("interior", pages.interior) if "print" in wanted else b""
        if "screen" in wanted:
            files[f"{slug}.pdf"] = _stage("screen PDF", screen)
    if "print" in wanted:
        files |= _stage("print files", lambda: make_print_files(composition, interior, problems, way.cache))
    if "records" in wanted:
        if composition.source:
            files[f"{slug}-emendations.json"] = emendations_json(composition.source, composition.record)
            files[f"{slug}-tei.xml"] = emendations_tei(composition.source, composition.record)
        bound = bound_pages(composition.record.printing, pagination.pages)
        described = catalogue(composition, pagination, files, cover, pages=bound)
        files |= _stage("records", lambda: make_records(described))
        files[PAGE] = _stage("page", lambda: make_page(described, composition, files, way.cache))
    if "channels" in wanted:
        files |= _stage("channels", lambda: make_channels(described, files))
    return files


def _cover(composition: Composition, cache: Cache) -> Picture:
    key = cover_key(composition.record, "shop")
    return Picture(SHOP, cache.made(key, lambda: make_cover(composition).data))


def _lay_out(composition: Composition, way: Way) -> Pages:
    return _stage("layout", lambda: lay_out_book(composition, way.cache, way.jobs, way.plain))


def gaps(book: Path) -> list[tuple[str, str]]:
    """The keys that nobody has filled in the record of a book, each with what its release lacks for it."""
    record = read_record(book, Problems())
    return [(unknown.key, unknown.left_out) for unknown in unknowns(record)] if record else []


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
