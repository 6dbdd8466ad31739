"""From the composed book to the files of a release, edition by edition."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from press.cache import Cache
from press.catalogue import catalogue
from press.composition import Composition
from press.distribution import FOLDER as CHANNELS
from press.distribution import make_channels
from press.editions.cover import cover_key, make_cover
from press.editions.cover.shop import SHOP
from press.editions.epub import make_epub
from press.editions.print_on_demand import make_print_files
from press.editions.web import PAGE, make_page
from press.figures import Picture
from press.house import Way, stage
from press.inputs import Release
from press.layout import Pages, lay_out_book
from press.parallel import beside
from press.printing import bound_pages
from press.problems import Problems
from press.records import make_records, record_paths
from press.records.emendations import emendations_json, emendations_tei
from press.release import REPORT, publish


def release(command: str, made: Release, out: Path) -> None:
    """Publish what a command made, and take away what it has made untrue."""
    publish(made.files, out, (*REPORT, *record_paths(made.slug), PAGE, CHANNELS), whole=command == "all")


def make_files(wanted: set[str], composition: Composition, way: Way, problems: Problems) -> dict[str, bytes]:
    """The files that are ``wanted`` (:data:`press.inputs.WANTED`), by their path in ``dist/``."""
    slug = composition.record.slug
    cover = stage("cover", lambda: _cover(composition, way.cache))
    pages = _lay_out(composition, way)
    pagination = pages.pagination
    files: dict[str, bytes] = {}
    with beside(partial(pages.screen, cover), way.jobs if "screen" in wanted else 1) as screen:
        if "epub" in wanted:
            files[f"{slug}.epub"] = stage("EPUB", lambda: make_epub(composition, pagination, cover, way.cache))
        interior = stage("interior", pages.interior) if "print" in wanted else b""
        if "screen" in wanted:
            files[f"{slug}.pdf"] = stage("screen PDF", screen)
    if "print" in wanted:
        files |= stage("print files", lambda: make_print_files(composition, interior, problems, way.cache))
    if "records" in wanted:
        if composition.source:
            files[f"{slug}-emendations.json"] = emendations_json(composition.source, composition.record)
            files[f"{slug}-tei.xml"] = emendations_tei(composition.source, composition.record)
        bound = bound_pages(composition.record.printing, pagination.pages)
        described = catalogue(composition, pagination, files, cover, pages=bound)
        files |= stage("records", lambda: make_records(described))
        files[PAGE] = stage("page", lambda: make_page(described, composition, files, way.cache))
    if "channels" in wanted:
        files |= stage("channels", lambda: make_channels(described, files))
    return files


def _cover(composition: Composition, cache: Cache) -> Picture:
    key = cover_key(composition.record, "shop")
    return Picture(SHOP, cache.made(key, lambda: make_cover(composition).data))


def _lay_out(composition: Composition, way: Way) -> Pages:
    return stage("layout", lambda: lay_out_book(composition, way.cache, way.jobs, way.plain))
