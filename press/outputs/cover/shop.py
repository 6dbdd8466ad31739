"""The cover of the EPUB and of the shops: the front of the design, rasterised at the size that they ask for."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

from press.compose.composition import Composition
from press.compose.figures import Picture
from press.core.xhtml import make
from press.outputs.cover.drawing import Box, place, read_drawing
from press.outputs.cover.panels import front
from press.outputs.cover.sheet import lay_out_sheet

#: Kindle's ideal size in pixels, ratio 1 : 1.6 (KDP, «Cover image guidelines»).
WIDTH, HEIGHT = 1600, 2560
#: The same in points, four pixels to each.
_PAGE = Box(0, 0, WIDTH / 4, HEIGHT / 4)
_MARGIN = 32.0
#: What the shops' cover is called.
SHOP = "cover.jpg"


def make_cover(composition: Composition) -> Picture:
    """The front cover as a JPEG of 1600 × 2560 pixels, RGB."""
    metadata = composition.metadata
    drawing = read_drawing(metadata.cover)
    placed = place(drawing, _PAGE, _PAGE, 0.0)
    art = make("img", src=f"images/{drawing.picture.name}", alt="", klass="art", style=placed.art.style)
    words = Box(_MARGIN, _MARGIN, _PAGE.width - 2 * _MARGIN, placed.words.bottom - _MARGIN)
    pdf = lay_out_sheet(metadata, _PAGE, [art, front(metadata, words)], (drawing.picture,))
    return Picture(SHOP, rasterise(pdf))


def rasterise(pdf: bytes) -> bytes:
    """The first page as a JPEG of the cover's size."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=WIDTH / document[0].get_width()).to_pil().convert("RGB")
    if image.size != (WIDTH, HEIGHT):
        image = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, optimize=True, dpi=(300, 300))
    return out.getvalue()
