"""Pagination: the pages are laid out once, and everything that names a page takes it from there."""

from __future__ import annotations

from dataclasses import dataclass, field

from press.composition import Composition
from press.editions.paged import PRINT_SHEETS, WORD, LayoutError, measure, page_tree

#: A book whose index does not come to rest after so many layouts has an error of the house in it.
_PASSES = 4


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


def paginate(composition: Composition) -> Pagination:
    """Lay out the print pages until the folios that the index prints are those it stands on."""
    folios: dict[str, str] = {}
    indexed = [mention.anchor for entry in composition.index for mention in entry.mentions]
    for _ in range(_PASSES):
        known = not indexed or bool(folios)
        tree = page_tree(composition, PRINT_SHEETS, linked=False, folios=folios, measured=known)
        pages, count = measure(tree, composition.pictures)
        start = pages[composition.start.id]
        found = {name: _folio(page, start) for name, page in pages.items()}
        if known and all(folios.get(anchor) == found[anchor] for anchor in indexed):
            return Pagination(found, _starts(pages, start), count)
        folios = found
    raise LayoutError(f"the index does not come to rest in {_PASSES} layouts")


def _starts(pages: dict[str, int], start: int) -> tuple[PageStart, ...]:
    """The first item of each page. A divided word is on two pages and counts for the one it begins on."""
    first: dict[int, tuple[str, int]] = {}
    for name, page in pages.items():
        if name.startswith(WORD):
            document, _, number = name.removeprefix(WORD).rpartition("-")
            if page not in first or int(number) < first[page][1]:
                first[page] = document, int(number)
    return tuple(PageStart(_folio(page, start), *first[page]) for page in sorted(first))


def _folio(page: int, start: int) -> str:
    return str(page - start + 1) if page >= start else roman(page + 1)


def roman(number: int) -> str:
    """A number below 100 as a roman numeral in lower case."""
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[number // 10]
    return tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
