"""Pagination: everything that names a page takes it from here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from press.compose.document import Document
from press.core.numerals import roman
from press.pages.errors import LayoutError


@dataclass(frozen=True)
class PageStart:
    """The first word (or figure) that begins on a printed page: its number among the items of its document."""

    folio: str
    document: str
    item: int


@dataclass(frozen=True)
class Pagination:
    """The folio of each identifier (roman before the text, arabic from there), and where each page begins.

    Blank pages begin nowhere.
    """

    folios: dict[str, str] = field(repr=False)
    starts: tuple[PageStart, ...]
    pages: int


def no_note_lost(documents: Iterable[Document], folios: Mapping[str, str]) -> None:
    """:class:`LayoutError` when a note is on no page.

    WeasyPrint 70 drops one that is pushed on from a page which it does not lay out again.
    """
    lost = [note.id for document in documents for note in document.notes if note.id not in folios]
    if lost:
        raise LayoutError(f"notes that are on no page: {', '.join(lost)}")


def folio_of(page: int, start: int) -> str:
    """The folio of a page (both from 0), when the text begins on the page ``start``."""
    return str(page - start + 1) if page >= start else roman(page + 1)
