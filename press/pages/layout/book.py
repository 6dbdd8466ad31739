"""The book in parts: each document laid out and drawn alone, once; the editions are joined from these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property

from press.compose.composition import Composition
from press.compose.document import CONTENTS
from press.compose.figures import Picture
from press.compose.index import index_holders
from press.core.cache import NO_CACHE, Cache, cache_key
from press.core.languages import direction_attribute
from press.core.typefaces import own_families
from press.core.xhtml import Element, make
from press.pages.errors import LayoutError
from press.pages.layout.endnotes import ENDNOTES, before_notes
from press.pages.layout.estimate import estimated_folios
from press.pages.layout.fonts import merge_faces
from press.pages.layout.join import Book, Placed, join_interior, join_screen
from press.pages.layout.kept import KeptLayout
from press.pages.layout.part import LINK, LayoutJob, layout_job, make_parts
from press.pages.layout.printed_part import PrintedPart
from press.pages.layout.run_on import leaders, owner_of_item, runs, title_on
from press.pages.layout.running_heads import SIDES, RunningHeads, running_heads
from press.pages.layout.tree import (
    PAGE_SHEETS,
    PRINT,
    SCREEN,
    UNKNOWN,
    cover_section,
    indexed_places,
    named_places,
    page,
    prepared,
    sections,
    style,
)
from press.pages.layout.weasyprint import DocumentPdf, warm
from press.pages.layout.weasyprint.boxes import Line, Piece
from press.pages.layout.weasyprint.folio_placeholders import digits_placeholder, with_folios
from press.pages.layout.weasyprint.public_api import lay_out, serialised
from press.pages.layout.window import cut
from press.pages.pagination import PageStart, Pagination, folio_of, no_note_lost

#: A book whose page numbers do not come to rest after so many layouts has an error of the program in it.
_PASSES = 6


class IncrementalLayout:
    """The book, laid out in parts; the editions take everything from this one drawing.

    What an earlier layout ``kept`` is not made again where nothing has changed, and what this one makes is kept there.
    """

    def __init__(
        self,
        composition: Composition,
        cache: Cache,
        jobs: int,
        kept: KeptLayout | None = None,
        on_pass: Callable[[IncrementalLayout], None] = lambda layout: None,
    ):
        """Lay the book out; ``on_pass`` is given what there is when page numbers may still change, an index without its own."""
        self._composition, self._cache, self._jobs = composition, cache, jobs
        self._runs = runs(composition)
        self._style = style(composition, *PAGE_SHEETS, SCREEN)
        self._kept = KeptLayout() if kept is None else kept
        self._kept.begin(composition, self._style)
        self._on_pass = on_pass
        self._kinds: dict[str, str] = {}
        #: the identifiers that each document names the pages of, those that it indexes, and what it prints for them
        self._names: dict[str, tuple[list[str], list[str]]] = {}
        self._printed: dict[str, list[str]] = {}
        self._placed = self._laid_out()

    def _laid_out(self) -> tuple[Placed, ...]:
        """Lay the documents out until there is room for the page numbers that they name, and the index has its own.

        Every book begins with the same estimate, so that it ends the same whatever is in the cache.
        """
        folios = estimated_folios(self._composition)
        orders: dict[str, LayoutJob] = {}
        made, used = self._kept.parts, set[str]()
        placed: tuple[Placed, ...] = ()
        for _ in range(_PASSES):
            settled = {
                name
                for name, layout_job in orders.items()
                if not layout_job.draft and self._prints(name, folios) == self._printed[name]
            }
            again = orders | dict(self._orders(folios, settled, known=bool(placed)))
            if again == orders:
                no_note_lost(self._composition.documents, folios)
                self._kept.end(used)
                return placed
            orders = again
            used |= {layout_job.key for layout_job in orders.values()}
            wanted = [layout_job for layout_job in orders.values() if layout_job.key not in made]
            for each, part in zip(wanted, make_parts(wanted, self._cache, self._jobs), strict=True):
                made[each.key] = part
            placed = _placed(
                [(name, self._kinds[name], made[layout_job.key], layout_job.key) for name, layout_job in orders.items()]
            )
            start = next(each.first for each in placed if each.id == self._composition.start.id)
            folios = _folios(placed, start)
            provisional = copy(self)
            provisional._placed = placed
            self._on_pass(provisional)
        raise LayoutError(f"the page numbers do not come to rest in {_PASSES} layouts")

    def _prints(self, name: str, folios: dict[str, str]) -> list[str]:
        named, indexed = self._names[name]
        return [
            *(digits_placeholder(folios.get(place, UNKNOWN)) for place in named),
            *(folios.get(place, "") for place in indexed),
        ]

    def _orders(self, folios: dict[str, str], settled: set[str], known: bool) -> list[tuple[str, LayoutJob]]:
        orders: dict[str, LayoutJob] = {}
        for document in self._composition.documents:
            if document.id in self._runs:
                continue
            if document.id not in settled and (kept := self._kept.section(document)):
                self._kinds[document.id], self._names[document.id] = kept.kind, kept.names
                printed = self._prints(document.id, folios)
                if layout_job := kept.jobs.get(tuple(printed)):
                    self._printed[document.id], orders[document.id] = printed, layout_job
        for name, section in sections(self._composition, folios if known else {}, without=settled | orders.keys()):
            indexed = indexed_places(section, self._composition.index, self._composition.terms)
            self._names[name] = sorted(named_places(section)), sorted(indexed)
            self._printed[name] = self._prints(name, folios)
            self._kinds[name] = section.get("class", "")
            draft = bool(indexed) and not known
            orders[name] = self._order(name, section, folios, draft, self._composition.page_pictures)
            if name not in self._runs and next(index_holders(section, (), ()), None) is None:
                kept_section = self._kept.keep(name, self._kinds[name], self._names[name])
                kept_section.jobs[tuple(self._printed[name])] = orders[name]
        return [(name, orders[name]) for name in _names(self._composition) if name in orders]

    def _order(
        self, name: str, section: Element, folios: dict[str, str], draft: bool, pictures: Sequence[Picture]
    ) -> LayoutJob:
        body = prepared(make("body", section), folios)
        for link in body.iter("a"):
            if link.get("href", "").startswith("#"):
                link.set("href", LINK + link.get("href", "")[1:])
        language = self._composition.metadata.language
        html = serialised(make("html", make("head"), body, lang=language, **direction_attribute(language)))
        faces = self._composition.metadata.design.look.faces
        families = own_families((faces.text, faces.heading))
        return layout_job(name, html, self._style, pictures, draft, families)

    @cached_property
    def pagination(self) -> Pagination:
        """The folio of every identifier, and where every page begins."""
        starts = [
            PageStart(folio_of(each.first + number, self._start), *self._owner(each.id, item))
            for each in self._placed
            for number, item in enumerate(each.part.firsts)
            if item is not None
        ]
        return Pagination(_folios(self._placed, self._start), tuple(starts), self._count)

    def _owner(self, name: str, item: int) -> tuple[str, int]:
        return owner_of_item(self._runs[name], item) if name in self._runs else (name, item)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The lines of every page; pages count from 0 in the whole book."""
        return tuple(
            replace(piece, page=leaf, recto=leaf % 2 == 0, lines=tuple(self._with_folios(line) for line in piece.lines))
            for each in self._placed
            for piece in each.part.pieces
            for leaf in (each.first + piece.page,)
        )

    def _with_folios(self, line: Line) -> Line:
        return replace(line, text=with_folios(line.text, self.pagination.folios))

    def interior(self) -> bytes:
        """The print interior."""
        return join_interior(self._book, self._print_frame, self._heads[PRINT], self._shifts)

    def warm(self) -> None:
        """Read stylesheet and fonts now, for the processes that lay out parts later."""
        warm(self._style)

    def printed_parts(self) -> Iterator[PrintedPart]:
        """The pages of each document as print has them, to be joined alone."""
        for each in self._placed:
            if each.part.pdf.size:  # else: a draft
                yield self._printed_part(each, self._heads[PRINT])

    def _printed_part(self, placed: Placed, heads: Sequence[bytes]) -> PrintedPart:
        return PrintedPart(
            placed,
            self._print_frame,
            heads,
            self._shifts,
            self.pagination.folios,
            self._composition.metadata.language,
            self._furniture[PRINT].faces,
        )

    @cached_property
    def _print_frame(self) -> bytes:
        return self._frame(make("body", make("section")), ())

    @cached_property
    def _shifts(self) -> dict[str, float]:
        """How far the pages of each side stand off the spine in print, in points."""
        left, from_left = self._furniture[PRINT].left, self._furniture[SCREEN].left
        return {side: left[side] - from_left[side] for side in left}

    def draft(self, composition: Composition, name: str, changed: int, edited: int) -> tuple[PrintedPart, int] | None:
        """Some pages of a document that was composed anew, with the page numbers of this layout, and how many are to be shown.

        They go from the page of its block no. ``changed`` to the one after block no. ``edited``. None where the document has
        no pages here. :class:`LayoutError` where they cannot be laid out so.
        """
        before = next((each for each in self._placed if each.id == name and each.part.pdf.size), None)
        if before is None or name in self._runs:
            return None
        without = {document.id for document in composition.documents if document.id != name} | {ENDNOTES}
        section = dict(sections(composition, self.pagination.folios, without=without))[name]
        window = cut(section, before.part.pieces, changed, edited)
        order = self._order(name, section, self.pagination.folios, False, composition.page_pictures)
        (part,) = make_parts([order], NO_CACHE, 1)
        count = len(part.firsts)
        shown = min(count - (count > 1 and not window.ends), len(before.part.firsts) - window.page)
        placed = Placed(name, before.kind, part, before.first + window.page, order.key)
        heads = [*self._heads[PRINT], *([b""] * count)]
        return self._printed_part(placed, heads), shown

    def screen(self, cover: Picture) -> bytes:
        """The screen PDF."""
        frame = self._frame(make("body", cover_section(self._composition.metadata, cover)), (cover,), "pdf/a-2a")
        return join_screen(self._book, frame, self._heads[SCREEN], self._composition.metadata)

    @cached_property
    def _start(self) -> int:
        return next(each.first for each in self._placed if each.id == self._composition.start.id)

    @property
    def _count(self) -> int:
        last = self._placed[-1]
        return last.first + len(last.part.firsts)

    @cached_property
    def _furniture(self) -> dict[str, RunningHeads]:
        composition, kinds = self._composition, set(self._kinds.values())
        return {edition: running_heads(composition, kinds, edition, self._cache) for edition in (PRINT, SCREEN)}

    @cached_property
    def _heads(self) -> dict[str, list[bytes]]:
        """What stands in the head of each page of an edition, blanks counted."""
        heads = {edition: [b""] * self._count for edition in self._furniture}
        for each in self._placed:
            for number in range(len(each.part.firsts)):
                leaf = each.first + number
                side, opening = SIDES[leaf % 2], number == 0
                folio = folio_of(leaf, self._start)
                title = each.part.title
                if each.id in self._runs:
                    title = title_on(number, each.part.anchors, self._runs[each.id])
                for edition, made in self._furniture.items():
                    heads[edition][leaf] = made.head(each.kind, side, opening, title, folio)
        return heads

    @cached_property
    def _book(self) -> Book:
        faces = [face for each in self._placed for face in each.part.faces]
        faces += [face for edition in self._heads for face in self._furniture[edition].faces()]
        fonts, names = merge_faces(faces, self._cache)
        return Book(
            self._placed, tuple(fonts), names, self._composition.metadata.language, self._start, self.pagination.folios
        )

    def _frame(self, body: Element, pictures: tuple[Picture, ...], variant: str | None = None) -> bytes:
        """A file with the book's metadata, to join the parts to."""
        html = page(self._composition.metadata, body, self._style)
        key = cache_key("frame", serialised(html), variant or "", *(picture.stored.digest for picture in pictures))
        return self._cache.get_or_make(key, lambda: lay_out(html, pictures, pdf_variant=variant).pdf)


def _names(composition: Composition) -> Iterator[str]:
    """The documents in order, with the notes of the book and the contents."""
    last, followers = before_notes(composition)[-1], leaders(composition)
    for document in composition.documents:
        if document.id not in followers:
            yield document.id
        if document.id == last:
            yield ENDNOTES
        if document.kind == "copyright":
            yield CONTENTS


def _placed(parts: list[tuple[str, str, DocumentPdf, str]]) -> tuple[Placed, ...]:
    placed = []
    leaf = 0
    for name, kind, part, key in parts:
        leaf += leaf % 2 if part.recto else 0
        placed.append(Placed(name, kind, part, leaf, key))
        leaf += len(part.firsts)
    return tuple(placed)


def _folios(placed: tuple[Placed, ...], start: int) -> dict[str, str]:
    folios: dict[str, str] = {}
    for each in placed:
        for name, (number, _, _) in each.part.anchors.items():
            folios.setdefault(name, folio_of(each.first + number, start))
    return folios
