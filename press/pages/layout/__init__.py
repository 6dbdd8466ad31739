"""The pages of the book: laid out once, and from there the pagination, the screen PDF and the interior."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Protocol

from press.compose.composition import Composition
from press.compose.figures import Picture
from press.core.cache import Cache
from press.pages.layout.book import IncrementalLayout
from press.pages.layout.plain import SinglePassLayout
from press.pages.layout.weasyprint import VERSION
from press.pages.pagination import Pagination


class Pages(Protocol):
    """The laid-out book."""

    @property
    def pagination(self) -> Pagination:
        """The folio of every identifier, and where every page begins."""

    def interior(self) -> bytes:
        """The print interior: facing pages with a gutter, black only, without links or outline."""

    def screen(self, cover: Picture) -> bytes:
        """The screen PDF: the same pages after the cover, with links, outline and tags; PDF/A-2a and PDF/UA-1."""


def lay_out_book(composition: Composition, cache: Cache, jobs: int, plain: bool = False) -> Pages:
    """Lay the book out, in parts and in ``jobs`` processes; or ``plain``, in one and as WeasyPrint does it.

    The parts need the WeasyPrint that :mod:`press.pages.layout.weasyprint` is written against: with another major
    version a warning is printed on standard error, and the layout is plain.
    """
    if not plain and (found := weasyprint_version()).split(".")[0] != VERSION.split(".")[0]:
        words = (
            f"WeasyPrint {found} is installed and this program is written against {VERSION}: the book is laid out in "
        )
        print(
            f"{words}one piece, which takes longer. Install the pinned packages (make) for the usual layout.",
            file=sys.stderr,
        )
        plain = True
    return SinglePassLayout(composition) if plain else IncrementalLayout(composition, cache, jobs)


def weasyprint_version() -> str:
    """The version of WeasyPrint that is installed."""
    return version("weasyprint")
