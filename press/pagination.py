"""Pagination: the pages are laid out once, and everything that names a page takes it from there."""

from __future__ import annotations

from dataclasses import dataclass, field

from press.composition import Composition
from press.editions.paged import PRINT_SHEETS, measure, page_tree


@dataclass(frozen=True)
class Pagination:
    """The folio of each identifier (roman before the text, arabic from there) and the count of pages."""

    folios: dict[str, str] = field(repr=False)
    pages: int


def paginate(composition: Composition) -> Pagination:
    """Lay out the print pages and read off who stands where.

    The index comes after all that it indexes, so one pass is enough; its own pages are
    laid out empty.
    """
    tree = page_tree(composition, PRINT_SHEETS, linked=False, folios={})
    pages, count = measure(tree, composition.pictures)
    start = pages[composition.start.id]
    return Pagination({name: _folio(page, start) for name, page in pages.items()}, count)


def _folio(page: int, start: int) -> str:
    return str(page - start + 1) if page >= start else roman(page + 1)


def roman(number: int) -> str:
    """A number below 100 as a roman numeral in lower case."""
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[number // 10]
    return tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
