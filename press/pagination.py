"""Pagination: everything that names a page takes it from here."""

from __future__ import annotations

from dataclasses import dataclass, field

#: The name of the contents among the documents.
CONTENTS = "indice"


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


def folio_of(page: int, start: int) -> str:
    """The folio of a page (both from 0), when the text begins on the page ``start``."""
    return str(page - start + 1) if page >= start else roman(page + 1)


def roman(number: int) -> str:
    """A number below 100 as a roman numeral in lower case."""
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[number // 10]
    return tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
