"""The cover: drawing and title, set like a page and rasterised at the size that the shops ask for."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

from press.composition import Composition
from press.editions.paged import STYLES, lay_out
from press.figures import Picture
from press.titles import set_in_lines
from press.typefaces import font_face_rules
from press.xhtml import make

#: Kindle's ideal size in pixels, ratio 1 : 1.6 (KDP, «Cover image guidelines»).
WIDTH, HEIGHT = 1600, 2560


def make_cover(composition: Composition) -> Picture:
    """The front cover as a JPEG of 1600 × 2560 pixels, RGB."""
    record = composition.record
    pictures: tuple[Picture, ...] = ()
    page = make("section", klass="front-cover drawn" if record.cover else "front-cover plain")
    if record.cover:
        art = Picture(f"arte{record.cover.suffix.lower()}", record.cover.read_bytes())
        pictures = (art,)
        page.append(make("img", src=f"images/{art.name}", alt="", klass="art"))
    words = make("div", klass="words")
    words.append(set_in_lines(make("h1", klass="title"), record.title, 14))
    if record.subtitle:
        words.append(make("p", record.subtitle, klass="subtitle"))
    page.append(words)
    style = font_face_rules() + (STYLES / "cover.css").read_text("utf-8")
    html = make(
        "html",
        make("head", make("title", record.title), make("style", style)),
        make("body", page),
        lang=record.language,
    )
    return Picture("cubierta.jpg", rasterise(lay_out(html, pictures).pdf))


def rasterise(pdf: bytes) -> bytes:
    """The first page as a JPEG of the cover's size."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=WIDTH / document[0].get_width()).to_pil().convert("RGB")
    if image.size != (WIDTH, HEIGHT):
        image = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, optimize=True, dpi=(300, 300))
    return out.getvalue()
