"""The build: the stages in their order, from a book's folder to the files of ``dist/``.

What takes long to be read in (WeasyPrint above all) is imported where it is called for: pandoc is at work meanwhile.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from press.commands.inputs import Inputs, read_inputs
from press.commands.release_cache import OUTPUTS_OF_COMMAND, Release, load_outside, relative_to_book, store_release
from press.core.cache import Cache
from press.core.messages import Message
from press.core.options import BuildOptions
from press.core.parallel import gc_disabled
from press.core.paths import ROOT
from press.core.problems import Problems
from press.core.progress import stage
from press.input.manuscript import Manuscript, outside_files, read_files, read_manuscript
from press.input.markdown import Reader
from press.input.metadata import read_metadata
from press.pages.errors import LayoutError

if TYPE_CHECKING:
    from press.compose.composition import Composition
    from press.outputs.provenance import Sources


def _read(book: Path, problems: Problems) -> Manuscript:
    manuscript = stage("manuscript", lambda: read_manuscript(book, problems))
    if manuscript is None:
        problems.stop_if_any()
        raise AssertionError("a manuscript that cannot be read has problems")
    return manuscript


def _read_inputs(book: Path, out: Path, problems: Problems, cache: Cache) -> tuple[list[str], Inputs, Manuscript]:
    """The files of the book outside its folder, the inputs as they were before anything was read, and the manuscript."""
    outside = load_outside(cache, book) or []
    read = read_inputs(book, outside, out)
    manuscript = _read(book, problems)
    found = relative_to_book(book, outside_files(manuscript))
    if found != outside:  # now that they are known, all over again
        read = read_inputs(book, found, out)
        problems.items.clear()
        manuscript = _read(book, problems)
    return found, read, manuscript


def _composed(manuscript: Manuscript, problems: Problems, options: BuildOptions) -> Composition:
    composition = stage("composition", lambda: _compose(Reader(manuscript, options.cache, options.jobs), problems))
    problems.stop_if_any()
    return composition


def compose_book(book: Path, problems: Problems, options: BuildOptions) -> Composition:
    """Read and compose a book; :class:`ManuscriptError` with all errors."""
    return _composed(_read(book, problems), problems, options)


def _compose(reader: Reader, problems: Problems) -> Composition:
    import press.commands.release  # noqa: F401 - while pandoc reads
    from press.compose.composition import compose

    return compose(reader, problems)


@dataclass(frozen=True)
class Made:
    """A release that is not yet published, the files outside the book's folder that it read, and the inputs it read."""

    release: Release
    outside: list[str]
    read: Inputs

    def is_current(self, book: Path, out: Path) -> bool:
        """Whether the inputs are still those that were read: nobody has edited the book while it was built."""
        return read_inputs(book, self.outside, out) == self.read


def build(command: str, book: Path, out: Path, options: BuildOptions) -> Release:
    """Make what a command of :data:`OUTPUTS_OF_COMMAND` makes, into ``out``, and return it.

    Raises :class:`ManuscriptError` with all errors.
    """
    made = make_release(command, book, out, options)
    from press.commands.release import release

    release(command, made.release, out)
    if not options.plain_layout and made.is_current(book, out):
        store_release(options.cache, command, book, made.outside, made.read, made.release)
    options.cache.prune()
    return made.release


def make_release(command: str, book: Path, out: Path, options: BuildOptions) -> Made:
    """Make the files of a release and publish nothing; :class:`ManuscriptError` with all errors."""
    problems = Problems()
    with gc_disabled():
        outside, read, manuscript = _read_inputs(book, out, problems, options.cache)
        composition = _composed(manuscript, problems, options)
        from press.checks.scan import scan_release
        from press.commands.release import check_named, make_files
        from press.pages.own_stylesheet import check_stylesheet

        check_stylesheet(composition.metadata, problems)
        check_named(command, composition.metadata, problems)
        problems.stop_if_any()
        try:
            files = make_files(
                OUTPUTS_OF_COMMAND[command], composition, options, problems, _sources(command, book, manuscript, read)
            )
        except LayoutError as error:
            add_layout_error(error, composition, problems)
            problems.stop_if_any()
            raise
        stage("scan", lambda: scan_release(files, _private_folders(book), problems))
    problems.stop_if_any()
    made = Release(composition.metadata.slug, files, len(problems.advice), _pages(files))
    return Made(made, outside, read)


def _sources(command: str, book: Path, manuscript: Manuscript, read: Inputs) -> Sources:
    """The files that the manuscript was made of, as they were before anything was read; those that are not there left out."""
    from press.outputs.provenance import Sources

    received = manuscript.received_text
    digests = {name: read.digests.get(name, "") for name in relative_to_book(book, read_files(manuscript))}
    return Sources(
        command,
        {name: digest for name, digest in digests.items() if len(digest) == 64},
        relative_to_book(book, [received.path])[0] if received else "",
    )


def _pages(files: Mapping[str, bytes]) -> dict[str, int]:
    """How many pages each PDF among the files has."""
    import pikepdf

    found = {}
    for name in files:
        if name.endswith(".pdf"):
            with pikepdf.open(io.BytesIO(files[name])) as pdf:
                found[name] = len(pdf.pages)
    return found


def add_layout_error(error: LayoutError, composition: Composition, problems: Problems) -> None:
    """A Problem in place of an error that comes from a document of the manuscript."""
    sources = (document.markdown for document in composition.documents if document.id == error.document)
    for source in filter(None, sources):
        hint = "Look in this document for what was added last, above all HTML, styles and pictures."
        problems.add(source.path, 0, "T002", f"the document cannot be laid out: {error}", hint)


def _private_folders(book: Path) -> list[str]:
    """The folders of this machine that no file may name; one of few letters could stand in any text."""
    folders = {str(ROOT), str(book.resolve()), str(Path.home())}
    return sorted(folder for folder in folders if folder.count(os.sep) > 1)


def missing_metadata(book: Path) -> list[tuple[str, Message]]:
    """The keys of book.yaml that nobody has filled in, each with what its release lacks for it."""
    from press.outputs.metadata.unknowns import missing_fields

    metadata = read_metadata(book, Problems())
    return [(unknown.key, unknown.left_out) for unknown in missing_fields(metadata)] if metadata else []


def collate(book: Path) -> int:
    """Print what the chapters change in the received text without a record; the exit status."""
    from press.input.collation import as_yaml

    problems = Problems()
    manuscript = read_manuscript(book, problems)
    differences = _compose(Reader(manuscript), problems).differences if manuscript else ()
    if differences:
        print(as_yaml(differences), end="")
    problems.stop_if_any()
    return 0


def show_review(book: Path, options: BuildOptions, language: str = "en") -> int:
    """Print what a compositor would mark on the pages, in a language; 1 when something is serious."""
    problems = Problems()
    manuscript = _read(book, problems)
    composition = _composed(manuscript, problems, options)
    from press.pages.layout.book import IncrementalLayout
    from press.pages.page_review import as_text, review

    pages = stage("layout", lambda: IncrementalLayout(composition, options.cache, options.jobs))
    reviewed = review(manuscript, composition, pages.pieces, pages.pagination)
    print(as_text(reviewed, language), end="")
    return 1 if reviewed.serious else 0
