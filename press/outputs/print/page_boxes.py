"""Imposition: the page of a printer around the page of the book — bleed, boxes, and the blanks that fill its sheets."""

from __future__ import annotations

import pikepdf


def add_blanks(pdf: pikepdf.Pdf, count: int) -> None:
    """Append ``count`` blank pages of the size of the last one."""
    size = _size(pdf.pages[-1])
    for _ in range(count):
        page = pdf.add_blank_page(page_size=size)
        page.Resources = pikepdf.Dictionary()


def set_boxes(pdf: pikepdf.Pdf, outer: float, spine: float) -> None:
    """Give each trimmed page its boxes, in points: a bleed of ``outer`` around it, of ``spine`` on the bound side.

    The first page is a recto. ISO 15930-1, 6.9: MediaBox ⊇ BleedBox ⊇ TrimBox; an X-1a file has no ArtBox besides.
    """
    for number, page in enumerate(pdf.pages):
        width, height = _size(page)
        left, right = (spine, outer) if number % 2 == 0 else (outer, spine)
        _set(page, [-left, -outer, width + right, height + outer], [0.0, 0.0, width, height])


def set_cover_boxes(pdf: pikepdf.Pdf, bleed: float) -> None:
    """Give a cover, which is drawn with its bleed, the boxes that say so."""
    for page in pdf.pages:
        width, height = _size(page)
        _set(page, [0.0, 0.0, width, height], [bleed, bleed, width - bleed, height - bleed])


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left, top - bottom


def _set(page: pikepdf.Page, media: list[float], trim: list[float]) -> None:
    page.MediaBox = pikepdf.Array([round(value, 4) for value in media])
    page.BleedBox = page.MediaBox
    page.TrimBox = pikepdf.Array([round(value, 4) for value in trim])
    for name in ("/CropBox", "/ArtBox"):
        if name in page:
            del page[name]
