"""From the composed book to the files of a release, edition by edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from importlib import import_module
from pathlib import Path

from press.commands.release_cache import CHANNELS, RECORDS, Release
from press.compose.composition import Composition
from press.compose.figures import Picture
from press.core.cache import Cache
from press.core.formats import FORMATS, Format
from press.core.options import BuildOptions
from press.core.parallel import in_background
from press.core.problems import Problems
from press.core.progress import stage
from press.core.publish import publish
from press.core.release_mark import REPORT, SIGNATURES
from press.core.stored import StoredFiles
from press.input.metadata import Metadata
from press.input.print_orders import bound_pages
from press.outputs.channels import FOLDER, make_channels
from press.outputs.cover import cover_key, make_cover
from press.outputs.cover.shop import SHOP
from press.outputs.metadata import make_records, record_paths
from press.outputs.metadata.catalogue import catalogue
from press.outputs.metadata.emendations import emendations_json
from press.outputs.metadata.tei import emendations_tei
from press.outputs.note import NOTE, make_note
from press.outputs.print.large_print import large_composition
from press.outputs.provenance import PATH as PROVENANCE
from press.outputs.provenance import Sources, provenance
from press.outputs.release_inputs import ReleaseInputs
from press.outputs.web_page import PAGE, make_page
from press.pages.layout import Pages, lay_out_book


def release(command: str, made: Release, out: Path) -> None:
    """Publish what a command made, and take away what it has made untrue."""
    publish(made.files, out, _untrue_without_records(made.slug), whole=command == "all")


def _untrue_without_records(slug: str) -> tuple[str, ...]:
    """What describes files of a release, and leaves where one of these is made anew alone."""
    return (*REPORT, SIGNATURES, *record_paths(slug), PROVENANCE.format(slug), PAGE, NOTE, FOLDER)


def make_files(
    wanted: set[str], composition: Composition, options: BuildOptions, problems: Problems, sources: Sources
) -> StoredFiles:
    """The files that are ``wanted`` (:data:`press.commands.release_cache.OUTPUTS_OF_COMMAND`), by their path in ``dist/``."""
    cover = stage("cover", lambda: shop_cover(composition, options.cache))
    rows = [row for row in FORMATS.values() if row.kind in wanted and _is_asked(row, composition)]
    pages = _lay_out(composition, options)
    large = None
    if composition.metadata.editions.large_print and (RECORDS in wanted or any(row.large for row in rows)):
        large = large_composition(composition, pages.pagination, problems)
    large_pages = _lay_out(large, options) if large else None
    inputs = ReleaseInputs(composition, pages, cover, problems, options.cache, large, large_pages)
    files = _make_formats(rows, inputs, options.jobs)
    if RECORDS not in wanted:
        return files
    slug, pagination = composition.metadata.slug, inputs.pages.pagination
    if composition.received_text:
        files[f"{slug}-emendations.json"] = emendations_json(composition)
        files[f"{slug}-tei.xml"] = emendations_tei(composition)
    bound = bound_pages(composition.metadata.printing, pagination.pages)
    described = catalogue(
        composition, pagination, files, cover, pages=bound, large=large_pages.pagination if large_pages else None
    )
    files.add(stage("metadata", lambda: make_records(described)))
    files[PROVENANCE.format(slug)] = provenance(composition.metadata, sources, files)
    files[PAGE] = stage("download page", lambda: make_page(described, composition, files, options.cache))
    if CHANNELS in wanted:
        files.add(stage("channels", lambda: make_channels(described, files, cache=options.cache)))
    files[NOTE] = make_note(described, files)
    return files


def _is_asked(row: Format, composition: Composition) -> bool:
    return not row.optional or row.kind in composition.metadata.editions.kinds


def check_named(command: str, metadata: Metadata, problems: Problems) -> None:
    """A Problem where a command makes an edition that the book does not name."""
    kinds = [row.kind for row in FORMATS.values() if row.command == command and row.optional]
    for kind in kinds:
        if kind not in metadata.editions.kinds:
            hint = f"Name it in book.yaml: editions: {{{kind}: …}}. docs/reference/book.md says what it may have."
            problems.add(metadata.path, metadata.line("editions"), "D005", f"the book has no edition {kind}", hint)


def _make_formats(rows: Sequence[Format], inputs: ReleaseInputs, jobs: int) -> StoredFiles:
    """The files of these formats; those that may be made in the background are made while the others are."""
    with ExitStack() as stack:
        makers: dict[str, Callable[[], Mapping[str, bytes]]] = {}
        for row in rows:
            module, _, name = row.maker.partition(":")
            make = partial(getattr(import_module(module), name), inputs)
            makers[row.kind] = stack.enter_context(in_background(make, jobs)) if row.in_background else make
        made: dict[str, StoredFiles] = {}
        for row in sorted(rows, key=lambda row: row.in_background):
            made[row.kind] = StoredFiles(stage(row.command, makers[row.kind]))
    files = StoredFiles()
    for row in rows:
        files.add(made[row.kind])
    return files


def shop_cover(composition: Composition, cache: Cache) -> Picture:
    """The front cover as shops show it."""
    key = cover_key(composition.metadata, "shop")
    return Picture.of(SHOP, cache.get_or_make(key, lambda: make_cover(composition).data))


def _lay_out(composition: Composition, options: BuildOptions) -> Pages:
    return stage("layout", lambda: lay_out_book(composition, options.cache, options.jobs, options.plain_layout))
