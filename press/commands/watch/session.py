"""The session: keeps what it has read and laid out of a book, and after a save makes what has changed, what shows it first.

It goes through the stages of a build with the functions of the build, in a process of its own, and sends what the page
shows (:data:`Sent`) as soon as it is made.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from press.commands.build import add_layout_error
from press.commands.inputs import read_inputs
from press.commands.release import shop_cover
from press.commands.release_cache import relative_to_book
from press.commands.watch.changes import is_temporary
from press.commands.watch.draft import Settled, draft_of
from press.commands.watch.lines import block_at, block_lines, changed_line, each_place, places
from press.commands.watch.news import (
    Broken,
    Busy,
    Draft,
    Editions,
    Focus,
    Leaves,
    Listed,
    News,
    Outside,
    Ready,
    ShownDocument,
)
from press.compose.composition import Composition, compose
from press.compose.document import Document
from press.core.cache import NO_CACHE
from press.core.failure import report_failure
from press.core.languages import direction_of, label
from press.core.options import BuildOptions
from press.core.parallel import gc_disabled
from press.core.problems import ManuscriptError, Problem, Problems, shown
from press.core.stopping import begin_worker
from press.input.manuscript import Manuscript, outside_files, read_again, read_manuscript
from press.input.markdown import ReadBefore, Reader
from press.outputs.epub import make_epub
from press.outputs.epub.navigation import NAV
from press.outputs.print.print_files import make_wraps
from press.pages.errors import LayoutError
from press.pages.layout.book import IncrementalLayout
from press.pages.layout.kept import KeptLayout
from press.pages.layout.printed_part import PrintedPart
from press.pages.own_stylesheet import check_stylesheet

#: Updates after which the cache is kept within its bounds.
_PRUNED = 50


def run_session(connection: Connection, book: Path, options: BuildOptions, parent: int) -> None:
    """The process of the session: brings the book up to date each time that something comes through the connection."""
    begin_worker(parent)
    session = Session(book, options, connection.send, connection.poll)
    while True:
        try:
            connection.recv()
            while connection.poll():  # what was saved meanwhile is read with the rest
                connection.recv()
        except (EOFError, OSError):
            return
        session.update()


class _SupersededError(Exception):
    """What is being made is that of an earlier save than the last."""


class Session:
    """A book that is being watched. ``send`` takes :data:`News`; ``is_waiting`` says whether there is a newer save."""

    def __init__(
        self,
        book: Path,
        options: BuildOptions,
        send: Callable[[News], object],
        is_waiting: Callable[[], bool] = lambda: False,
    ):
        self._book, self._options, self._send, self._is_waiting = book, options, send, is_waiting
        self._outside: list[str] = []
        self._digests: dict[str, str] | None = None
        self._known = ReadBefore()
        self._kept = KeptLayout()
        self._texts: dict[Path, str] = {}
        self._focus: Focus | None = None
        self._lines: dict[str, tuple[str, dict[str, int]]] = {}
        self._shown: dict[str, ShownDocument] = {}
        self._count = 0  # updates that made pages
        self._owed = False  # whether what is shown is that of an earlier save
        self._settled: Settled | None = None

    def update(self) -> None:
        """Bring everything up to date with the files as they are now; what a newer save will change is left to it."""
        begun = time.perf_counter()
        try:
            changed = self._changed()
            if not changed and not self._owed:
                return
            self._owed = True
            self._send(Busy())
            with gc_disabled(), suppress(_SupersededError):
                self._send_draft(changed)
                self._make(begun)
                self._owed = False
        except ManuscriptError as error:
            self._send(Broken(_listed(error.problems)))
            self._owed = False
        except Exception as error:  # the session outlives an error of the program
            report_failure(error)
            words = f"{type(error).__name__}: {error}"
            self._send(Broken((Listed("", "", 0, f"an error of the program: {words}", "Look into the terminal."),)))
            self._owed = False
        finally:
            gc.collect()

    def _changed(self) -> set[str]:
        """The files of the book that have another content than before, relative to it."""
        before, digests = self._digests or {}, self._read_digests()
        self._digests = digests
        names = {name for name in {*digests, *before} if digests.get(name) != before.get(name)}
        documents = {str(path.relative_to(self._book)) for path in self._texts if path.is_relative_to(self._book)}
        if not names <= documents & digests.keys():
            self._known.clear()  # what is kept of documents depends on all that is none
            self._settled = None
        return names

    def _read_digests(self) -> dict[str, str]:
        read = read_inputs(self._book, self._outside, self._book / "dist")
        return {name: digest for name, digest in read.digests.items() if not is_temporary(name)}

    def _stop_if_superseded(self) -> None:
        if self._is_waiting() and self._read_digests() != self._digests:
            raise _SupersededError

    def _send_draft(self, changed: set[str]) -> None:
        """Send the pages around an edit as they are likely to be, where one document alone was edited."""
        if self._settled is None or len(changed) != 1:
            return
        path = self._book / next(iter(changed))
        document = next((each for each in self._settled.manuscript.documents if each.path == path), None)
        source = read_again(self._settled.manuscript, document, Problems()) if document else None
        if document is None or source is None or source.text == document.text:
            return
        line = changed_line(self._texts[path], source.text)
        draft = draft_of(self._settled, source, line, self._options, self._known, self._lines_of)
        if draft is None:
            return
        self._texts[path] = source.text
        part, lines = draft.part, self._lines_of(draft.document)
        page = next(each_place(part, draft.block), part.placed.first)
        self._focus = Focus(draft.document.id, draft.block, shown(path), line, page)
        where = f"{part.key}-{_number_of(lines)}"
        self._send(Leaves(part.key, part.joined(NO_CACHE), where, places(part, draft.document, lines)))
        title = _title(draft.document, self._settled.composition.metadata.language)
        pages = ShownDocument(
            draft.document.id, title, part.key, where, part.placed.first, draft.shown, part.side, shown(path)
        )
        self._send(Draft(pages, self._focus))

    def _make(self, begun: float) -> None:
        problems = Problems()
        if not self._book.is_dir():
            hint = "The pages follow when it is there again."
            problems.add(self._book, 0, "B001", "the book's folder is not there", hint)
        manuscript = read_manuscript(self._book, problems) if self._book.is_dir() else None
        if manuscript is None:
            problems.stop_if_any()
            return
        self._look_outside(manuscript)
        self._stop_if_superseded()
        reader = Reader(manuscript, self._options.cache, self._options.jobs, self._known)
        self._note_edit(manuscript)
        composition = compose(reader, problems)
        self._known.keep(manuscript)
        check_stylesheet(composition.metadata, problems)
        problems.stop_if_any()
        self._stop_if_superseded()
        layout = self._laid_out(composition, problems, begun)
        self._show(composition, layout, problems, begun)
        self._settled = Settled(manuscript, composition, layout)
        self._stop_if_superseded()
        self._make_editions(composition, layout)
        self._count += 1
        if self._count == 1:
            layout.warm()
        elif self._count % _PRUNED == 0:
            self._options.cache.prune()

    def _laid_out(self, composition: Composition, problems: Problems, begun: float) -> IncrementalLayout:
        def look(layout: IncrementalLayout) -> None:
            self._show_edited(composition, layout, problems, begun)
            self._stop_if_superseded()

        cache, jobs = self._options.cache, self._options.jobs
        try:
            return IncrementalLayout(composition, cache, jobs, self._kept, look)
        except LayoutError as error:
            add_layout_error(error, composition, problems)
            problems.stop_if_any()
            raise

    def _look_outside(self, manuscript: Manuscript) -> None:
        found = relative_to_book(self._book, outside_files(manuscript))
        if found != self._outside:
            self._outside = found
            self._changed()
            self._send(Outside(tuple(found)))

    def _note_edit(self, manuscript: Manuscript) -> None:
        """Note the document and the line that was edited, where it is one document that was."""
        before, self._texts = self._texts, {document.path: document.text for document in manuscript.documents}
        for path, text in self._texts.items():
            if path in before and before[path] != text:
                self._focus = Focus("", "", shown(path), changed_line(before[path], text), -1)
                return

    def _show_edited(
        self, composition: Composition, layout: IncrementalLayout, problems: Problems, begun: float
    ) -> None:
        """Send the pages of the edited document, though the others may still change."""
        if self._focus is None or not self._shown:
            return
        documents = {document.id: document for document in composition.documents}
        parts = {part.placed.id: part for part in layout.printed_parts()}
        self._find_focus(parts, documents)
        name = self._focus.document
        if name in parts and self._send_leaves(name, parts[name], documents[name], composition.metadata.language):
            self._send(self._ready(composition, parts, problems, begun))

    def _show(self, composition: Composition, layout: IncrementalLayout, problems: Problems, begun: float) -> None:
        """Send the pages that have changed."""
        documents = {document.id: document for document in composition.documents}
        parts = {part.placed.id: part for part in layout.printed_parts()}
        self._find_focus(parts, documents)
        for name in parts:
            self._send_leaves(name, parts[name], documents.get(name), composition.metadata.language)
        self._shown = {name: self._shown[name] for name in parts}
        self._send(self._ready(composition, parts, problems, begun))

    def _find_focus(self, parts: dict[str, PrintedPart], documents: dict[str, Document]) -> None:
        """Find the paragraph that was edited on the pages."""
        focus = self._focus
        if focus is None:
            return
        for name, document in documents.items():
            if document.markdown and shown(document.markdown.path) == focus.file and name in parts:
                block = block_at(self._lines_of(document), focus.line)
                page = next(each_place(parts[name], block), parts[name].placed.first)
                if block or not focus.document:
                    focus = Focus(name, block, focus.file, focus.line, page)
        self._focus = focus

    def _lines_of(self, document: Document) -> dict[str, int]:
        """Where the blocks of a document stand in its file."""
        text = document.markdown.text if document.markdown else ""
        found = self._lines.get(document.id)
        if found is None or found[0] != text:
            found = self._lines[document.id] = text, block_lines(document)
        return found[1]

    def _send_leaves(self, name: str, part: PrintedPart, document: Document | None, language: str) -> bool:
        """Send the pages of a part, and where its paragraphs are; False where the page has them already."""
        lines = self._lines_of(document) if document else {}
        where = f"{part.key}-{_number_of(lines)}"
        before = self._shown.get(name)
        pdf = part.joined(self._options.cache) if before is None or before.key != part.key else None
        found = places(part, document, lines) if before is None or before.places != where else None
        if pdf is not None or found is not None:
            self._send(Leaves(part.key, pdf, where, found))
        file = shown(document.markdown.path) if document and document.markdown else ""
        self._shown[name] = ShownDocument(
            name,
            _title(document, language),
            part.key,
            where,
            part.placed.first,
            len(part.placed.part.firsts),
            part.side,
            file,
        )
        return pdf is not None or found is not None

    def _ready(
        self, composition: Composition, parts: dict[str, PrintedPart], problems: Problems, begun: float
    ) -> Ready:
        """What the page is to show now: of each document the pages that were sent, in their present place."""
        listed = [
            each._replace(first=parts[name].placed.first) if name in parts else each
            for name, each in self._shown.items()
        ]
        start = parts[composition.start.id].placed.first
        total = max(each.first + each.leaves for each in listed)
        return Ready(
            composition.metadata.whole_title,
            composition.metadata.language,
            direction_of(composition.metadata.language),
            tuple(listed),
            total,
            start,
            _listed(problems.advice),
            self._focus,
            round(time.perf_counter() - begun, 3),
        )

    def _make_editions(self, composition: Composition, layout: IncrementalLayout) -> None:
        """Make and send what the other views show: the EPUB and the covers."""
        metadata, cache, problems = composition.metadata, self._options.cache, Problems()
        cover = shop_cover(composition, cache)
        wraps = make_wraps(composition, layout.pagination.pages, problems, cache)
        epub = make_epub(composition, layout.pagination, cover, cache)
        reading = [("cover.xhtml", label(metadata.language, "cover"))]
        for document in composition.documents:
            reading.append((f"{document.id}.xhtml", _title(document, metadata.language)))
            if document.kind == "copyright":
                reading.append((NAV, label(metadata.language, "contents")))
        self._send(Editions(epub, tuple(reading), cover.data, wraps, _listed(problems.items)))


def _number_of(lines: dict[str, int]) -> str:
    """A number for these lines of blocks."""
    return f"{hash(tuple(lines.items())) & 0xFFFFFFFF:08x}"


def _title(document: Document | None, language: str) -> str:
    return (document.entry or document.id) if document else label(language, "contents")


def _listed(problems: list[Problem]) -> tuple[Listed, ...]:
    return tuple(Listed(each.code, each.file, each.line, each.message, each.hint) for each in problems)
