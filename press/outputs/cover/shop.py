"""The cover of the EPUB and of the shops: the front of the design, rasterised at the size that they ask for."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

from press.compose.composition import Composition
from press.compose.figures import Picture
from press.core.xhtml import make
from press.outputs.cover.drawing import Box, coloured, place, read_drawing
from press.outputs.cover.finished import finished_front, shop_front
from press.outputs.cover.panels import front
from press.outputs.cover.sheet import lay_out_sheet

#: Kindle's ideal size in pixels, ratio 1 : 1.6 (KDP, «Cover image guidelines»).
WIDTH, HEIGHT = 1600, 2560
#: The same in points, four pixels to each.
_PAGE = Box(0, 0, WIDTH / 4, HEIGHT / 4)
_MARGIN = 32.0
#: The proportions of a page of 5.5 × 8.5 in, which shows the cover of the shops, and what may be cropped from it.
_USUAL, _CROPPED = 8.5 / 5.5, 0.06
#: What the shops' cover is called.
SHOP = "cover.jpg"


def make_cover(composition: Composition, page: Box = _PAGE) -> Picture:
    """The front cover as a JPEG of 1600 × 2560 pixels (or four for each point of ``page``), RGB; a finished one in its
    own proportions, 2560 pixels high.
    """
    metadata = composition.metadata
    if finished := finished_front(metadata.cover_front):
        return Picture.of(SHOP, shop_front(finished.picture.data, HEIGHT))
    drawing = read_drawing(metadata.cover, metadata.cover_design)
    placed = place(drawing, page, page, 0.0)
    art = make("img", src=f"images/{drawing.picture.name}", alt="", klass="art", style=placed.art.style)
    words = Box(_MARGIN, _MARGIN, page.width - 2 * _MARGIN, placed.words.bottom - _MARGIN)
    pdf = lay_out_sheet(metadata, page, [art, coloured(front(metadata, words), drawing.letters)], (drawing.picture,))
    return Picture.of(SHOP, rasterise(pdf, round(4 * page.height)))


def page_cover(composition: Composition, cover: Picture) -> Picture:
    """The cover as a page of the book shows it: that of the shops, or of a page of other proportions one of its own."""
    width, height = composition.metadata.design.trim
    if composition.metadata.cover_front or abs(height / width - _USUAL) < _CROPPED:
        return cover
    return make_cover(composition, Box(0, 0, _PAGE.width, round(_PAGE.width * height / width)))


def rasterise(pdf: bytes, height: int = HEIGHT) -> bytes:
    """The first page as a JPEG of the cover's width and so many pixels high."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=WIDTH / document[0].get_width()).to_pil().convert("RGB")
    if image.size != (WIDTH, height):
        image = image.resize((WIDTH, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, optimize=True, dpi=(300, 300))
    return out.getvalue()
