"""From the composed book to the files of a release, edition by edition."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from press.commands.release_cache import Release
from press.compose.composition import Composition
from press.compose.figures import Picture
from press.core.cache import Cache
from press.core.options import BuildOptions
from press.core.parallel import in_background
from press.core.problems import Problems
from press.core.progress import stage
from press.core.publish import REPORT, publish
from press.input.print_orders import bound_pages
from press.outputs.channels import FOLDER as CHANNELS
from press.outputs.channels import make_channels
from press.outputs.cover import cover_key, make_cover
from press.outputs.cover.shop import SHOP
from press.outputs.epub import make_epub
from press.outputs.metadata import make_records, record_paths
from press.outputs.metadata.catalogue import catalogue
from press.outputs.metadata.emendations import emendations_json, emendations_tei
from press.outputs.print.print_files import make_print_files
from press.outputs.web_page import PAGE, make_page
from press.pages.layout import Pages, lay_out_book


def release(command: str, made: Release, out: Path) -> None:
    """Publish what a command made, and take away what it has made untrue."""
    publish(made.files, out, (*REPORT, *record_paths(made.slug), PAGE, CHANNELS), whole=command == "all")


def make_files(
    wanted: set[str], composition: Composition, options: BuildOptions, problems: Problems
) -> dict[str, bytes]:
    """The files that are ``wanted`` (:data:`press.commands.release_cache.OUTPUTS_OF_COMMAND`), by their path in ``dist/``."""
    slug = composition.metadata.slug
    cover = stage("cover", lambda: _cover(composition, options.cache))
    pages = _lay_out(composition, options)
    pagination = pages.pagination
    files: dict[str, bytes] = {}
    with in_background(partial(pages.screen, cover), options.jobs if "screen" in wanted else 1) as screen:
        if "epub" in wanted:
            files[f"{slug}.epub"] = stage("EPUB", lambda: make_epub(composition, pagination, cover, options.cache))
        interior = stage("interior", pages.interior) if "print" in wanted else b""
        if "screen" in wanted:
            files[f"{slug}.pdf"] = stage("screen PDF", screen)
    if "print" in wanted:
        files |= stage("print files", lambda: make_print_files(composition, interior, problems, options.cache))
    if "records" in wanted:
        if composition.received_text:
            files[f"{slug}-emendations.json"] = emendations_json(composition.received_text, composition.metadata)
            files[f"{slug}-tei.xml"] = emendations_tei(composition.received_text, composition.metadata)
        bound = bound_pages(composition.metadata.printing, pagination.pages)
        described = catalogue(composition, pagination, files, cover, pages=bound)
        files |= stage("records", lambda: make_records(described))
        files[PAGE] = stage("page", lambda: make_page(described, composition, files, options.cache))
    if "channels" in wanted:
        files |= stage("channels", lambda: make_channels(described, files))
    return files


def _cover(composition: Composition, cache: Cache) -> Picture:
    key = cover_key(composition.metadata, "shop")
    return Picture(SHOP, cache.get_or_make(key, lambda: make_cover(composition).data))


def _lay_out(composition: Composition, options: BuildOptions) -> Pages:
    return stage("layout", lambda: lay_out_book(composition, options.cache, options.jobs, options.plain_layout))
