"""A finished front: the picture, or the page of a PDF, that somebody has made with its words."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image

from press.compose.figures import Picture
from press.core.picture_kind import kind_of
from press.outputs.cover.drawing import Drawing

#: Pixels of a point of a PDF that becomes a picture: 300 an inch.
_SCALE = 300 / 72


def finished_front(path: Path | None) -> Drawing | None:
    """The front as a picture without views; None where there is none."""
    if path is None:
        return None
    data = path.read_bytes()
    kind = kind_of(data)
    if kind == "PDF":
        data, kind = _page(data), "PNG"
    return Drawing(Picture.of(f"frente.{'png' if kind == 'PNG' else 'jpg'}", data), None, None, None, None)


def shop_front(data: bytes, height: int) -> bytes:
    """A finished front as a JPEG in RGB, so many pixels high, in its own proportions."""
    with Image.open(io.BytesIO(data)) as image:
        front = image.convert("RGB").resize(
            (round(image.width * height / image.height), height), Image.Resampling.LANCZOS
        )
    out = io.BytesIO()
    front.save(out, "JPEG", quality=90, optimize=True, dpi=(300, 300))
    return out.getvalue()


def _page(pdf: bytes) -> bytes:
    """The first page of a PDF as a PNG."""
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=_SCALE).to_pil().convert("RGB")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
