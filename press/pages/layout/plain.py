"""The slow way, through WeasyPrint's public interface only: the whole book as one HTML, laid out for each purpose.

The same pages as those of the parts, to hold them against.
"""

from __future__ import annotations

import io
from functools import cached_property

import pikepdf

from press.compose.composition import Composition
from press.compose.figures import Picture
from press.core.xhtml import Element, make
from press.pages.errors import LayoutError
from press.pages.inks import grey, set_inks
from press.pages.layout.finish import save_final_pdf
from press.pages.layout.formulas import tag_formulas
from press.pages.layout.pdfua import claim_pdfua
from press.pages.layout.tree import PAGE_SHEETS, PRINT, SCREEN, WORD, cover_section, page, prepared, sections, style
from press.pages.layout.weasyprint.public_api import Layout, lay_out, measure
from press.pages.pagination import PageStart, Pagination, folio_of, no_note_lost

#: A book whose index does not come to rest after so many layouts has an error of the program in it.
_PASSES = 4


class SinglePassLayout:
    """The book, laid out whole."""

    def __init__(self, composition: Composition):
        self._composition = composition

    @cached_property
    def pagination(self) -> Pagination:
        """Lay out the print pages until the folios that the index prints are those it stands on."""
        folios: dict[str, str] = {}
        indexed = [
            mention.anchor
            for entry in (*self._composition.index, *self._composition.terms)
            for mention in entry.all_mentions()
        ]
        for _ in range(_PASSES):
            known = not indexed or bool(folios)
            tree = self._tree(PRINT, folios, measured=known)
            pages, count = measure(tree, self._composition.page_pictures)
            start = pages[self._composition.start.id]
            found = {name: folio_of(number, start) for name, number in pages.items()}
            if known and all(folios.get(anchor) == found[anchor] for anchor in indexed):
                no_note_lost(self._composition.documents, found)
                return Pagination(found, _starts(pages, start), count)
            folios = found
        raise LayoutError(f"the index does not come to rest in {_PASSES} layouts")

    def interior(self) -> bytes:
        """The print interior."""
        tree = self._tree(PRINT, self.pagination.folios)
        return self._finalise(lay_out(tree, self._composition.page_pictures), black=True)

    def screen(self, cover: Picture) -> bytes:
        """The screen PDF."""
        tree = self._tree(SCREEN, self.pagination.folios, cover)
        pictures = (*self._composition.page_pictures, cover)
        return self._finalise(lay_out(tree, pictures, pdf_variant="pdf/a-2a"), accessible=True)

    def _tree(
        self, edition: str, folios: dict[str, str], cover: Picture | None = None, measured: bool = False
    ) -> Element:
        metadata = self._composition.metadata
        body = make("body", *([cover_section(metadata, cover)] if cover else []))
        body.extend(section for _, section in sections(self._composition, folios, measured))
        prepared(body, None, linked=cover is not None)
        return page(metadata, body, style(self._composition, *PAGE_SHEETS, "heads.css", edition))

    def _finalise(self, layout: Layout, accessible: bool = False, black: bool = False) -> bytes:
        front = layout.pages[self._composition.documents[0].id]
        with pikepdf.open(io.BytesIO(layout.pdf)) as pdf:
            tag_formulas(pdf)
            if accessible:
                claim_pdfua(pdf, self._composition.metadata)
            if black:
                set_inks(pdf, grey)
            return save_final_pdf(
                pdf, self._composition.metadata.language, front, layout.pages[self._composition.start.id]
            )


def _starts(pages: dict[str, int], start: int) -> tuple[PageStart, ...]:
    """The first item of each page. A divided word is on two pages and counts for the one it begins on."""
    first: dict[int, tuple[str, int]] = {}
    for name, number in pages.items():
        if name.startswith(WORD):
            document, _, item = name.removeprefix(WORD).rpartition("-")
            if number not in first or int(item) < first[number][1]:
                first[number] = document, int(item)
    return tuple(PageStart(folio_of(number, start), *first[number]) for number in sorted(first))
