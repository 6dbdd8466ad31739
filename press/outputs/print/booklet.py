"""The booklet: the pages of the interior two by two on sheets of office paper, in signatures to be folded and sewn or stapled.

Printed on both sides, turned over the short edge; each signature is folded once, and they follow one another.
"""

from __future__ import annotations

import io

import pikepdf

from press.core.languages import direction_of
from press.input.print_orders import Booklet

#: Sheets across, in points: width and height of the two pages side by side.
_PAPERS = {"A4": (841.89, 595.276), "letter": (792.0, 612.0)}


def impose(interior: bytes, booklet: Booklet, language: str) -> bytes:
    """The sides of the sheets, front and back in turn; a page that is larger than half a sheet is made to fit it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(interior)) as source, pikepdf.new() as pdf:
        pages = source.pages
        count = -(-len(pages) // 4) * 4
        for first in range(0, count, 4 * booklet.sheets):
            for left, right in _sides(first, min(4 * booklet.sheets, count - first)):
                sides = (left, right) if direction_of(language) == "ltr" else (right, left)
                _side(pdf, [pages[number] if number < len(pages) else None for number in sides], booklet)
        pdf.remove_unreferenced_resources()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _sides(first: int, count: int) -> list[tuple[int, int]]:
    """The pages (from 0) on the left and on the right of each side of a signature of ``count`` pages."""
    sides = []
    for outer in range(0, count // 2, 2):
        last = first + count - 1 - outer
        sides += [(last, first + outer), (first + outer + 1, last - 1)]
    return sides


def _side(pdf: pikepdf.Pdf, pages: list[pikepdf.Page | None], booklet: Booklet) -> None:
    """Add a side with two pages, which meet at the fold and stand in the middle of its height."""
    width, height = _PAPERS[booklet.paper]
    pdf.add_blank_page(page_size=(width, height))
    side = pdf.pages[-1]
    for page, on_left in zip(pages, (True, False), strict=True):
        if page is None:
            continue
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        scale = min(1.0, width / 2 / (right - left), height / (top - bottom))
        across, high = scale * (right - left), scale * (top - bottom)
        start = width / 2 - across if on_left else width / 2
        foot = (height - high) / 2
        side.add_overlay(page, pikepdf.Rectangle(start, foot, start + across, foot + high))
