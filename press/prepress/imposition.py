"""Imposition: the page of a printer around the page of the book — bleed, boxes, and the blanks that fill its sheets."""

from __future__ import annotations

import pikepdf


def add_blanks(pdf: pikepdf.Pdf, count: int) -> None:
    """Append ``count`` blank pages of the size of the last one."""
    box = pdf.pages[-1].mediabox
    width, height = float(box[2]) - float(box[0]), float(box[3]) - float(box[1])
    for _ in range(count):
        page = pdf.add_blank_page(page_size=(width, height))
        page.Resources = pikepdf.Dictionary()


def set_boxes(pdf: pikepdf.Pdf, outer: float, spine: float, trim: tuple[float, float] | None = None) -> None:
    """Give each page its boxes, in points: the trim within a bleed of ``outer``, of ``spine`` on the bound side.

    The pages of ``pdf`` are trimmed pages, rectos first; with ``trim`` (a cover) they already hold the bleed.
    ISO 15930-1, 6.9: MediaBox ⊇ BleedBox ⊇ TrimBox; an X-1a file has no ArtBox besides.
    """
    for number, page in enumerate(pdf.pages):
        box = [float(value) for value in page.mediabox]
        width, height = (box[2] - box[0], box[3] - box[1])
        if trim:
            left, right = (width - trim[0]) / 2, (width - trim[0]) / 2
            media = [0.0, 0.0, width, height]
            inner = [left, (height - trim[1]) / 2, width - right, height - (height - trim[1]) / 2]
        else:
            left, right = (spine, outer) if number % 2 == 0 else (outer, spine)
            media = [-left, -outer, width + right, height + outer]
            inner = [0.0, 0.0, width, height]
        page.MediaBox = pikepdf.Array([round(value, 4) for value in media])
        page.BleedBox = page.MediaBox
        page.TrimBox = pikepdf.Array([round(value, 4) for value in inner])
        for name in ("/CropBox", "/ArtBox"):
            if name in page:
                del page[name]
