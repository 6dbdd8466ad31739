"""Figures: a picture with caption, alternative text, long description, credit and licence."""

from __future__ import annotations

import io
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from press.core.languages import label
from press.core.stored import StoredBytes
from press.core.xhtml import Element, make, text_of

_SIZE = re.compile(r"(?<![-\w])(width|height)\s*:\s*([^;\s]+)")
_LENGTH = re.compile(r"\d{1,4}(?:\.\d{1,6})?(?:%|em|rem|px|pt|mm|cm|in)")
MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


@dataclass(frozen=True)
class Picture:
    """An image file of the book, ready for every edition; its bytes are read when they are asked for."""

    name: str
    stored: StoredBytes

    @classmethod
    def of(cls, name: str, data: bytes) -> Picture:
        """A picture of these bytes."""
        return cls(name, StoredBytes(data))

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.stored.read()

    @property
    def media_type(self) -> str:
        """The image's media type."""
        return MEDIA_TYPES[Path(self.name).suffix.lower()]


@dataclass(frozen=True)
class Figure:
    """A figure; ``number`` counts through the book, 0 for a picture without a caption; ``fragment`` is the received caption's.

    ``title`` says what the picture is, before a received caption; ``note`` stands in the list of figures only.
    """

    id: str
    number: int
    picture: Picture
    caption: Element
    alt: str
    description: str
    credit: str
    licence: str
    fragment: int = 0
    title: str = ""
    note: str = ""
    #: the size that its author gives it, as a style
    size: str = ""
    is_map: bool = False
    #: ``full-page`` for a page of its own, ``landscape`` for one on which it lies on its side; empty within the text
    page: str = ""


def page_of(names: Collection[str], picture: Picture) -> str:
    """How the classes of an author put a picture on a page of its own; one that is higher than wide is not turned."""
    if "landscape" in names:
        width, height = proportions(picture)
        return "landscape" if width > height else "full-page"
    return "full-page" if "full-page" in names else ""


def proportions(picture: Picture) -> tuple[float, float]:
    """Width and height of a picture, in any unit."""
    if picture.media_type != "image/svg+xml":
        with Image.open(io.BytesIO(picture.data)) as opened:
            return opened.size
    box = re.search(rb"viewBox\s*=\s*[\"'][-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.e]+)[\s,]+([\d.e]+)", picture.data)
    return (float(box[1]), float(box[2])) if box else (1.0, 1.0)


def size_of(image: Element) -> str:
    """The width and height that an author gives a picture, as a style: ``width: 50%``; empty for none."""
    sizes = dict(_SIZE.findall(image.get("style", "")))
    for name in ("width", "height"):
        if image.get(name) and name not in sizes:
            sizes[name] = f"{image.get(name)}px" if image.get(name, "").isdecimal() else image.get(name, "")
    if "width" in sizes:
        sizes.pop("height", None)  # the proportions stay
    return "; ".join(f"{name}: {sizes[name]}" for name in ("width", "height") if _LENGTH.fullmatch(sizes.get(name, "")))


def figure_element(figure: Figure, language: str) -> Element:
    """The figure as XHTML, with the class of one that has a page of its own."""
    element = _figure_element(figure, language)
    if figure.page:
        element.set("class", figure.page)
    return element


def _figure_element(figure: Figure, language: str) -> Element:
    """The figure as XHTML: "Fig. 2. [30] Caption", the fragment in brackets where the caption is received text."""
    image = make("img", src=f"images/{figure.picture.name}", alt=figure.alt)
    if figure.size:
        image.set("style", figure.size)
    if not figure.number:
        own = [make("figcaption", make("p", figure.caption, klass="caption"))] if text_of(figure.caption) else []
        return make("figure", image, *own, id=figure.id)
    number = make("span", f"{label(language, 'figure_short')} {figure.number}.", klass="figure-number")
    caption = make("p", number, " ", klass="caption")
    if figure.title:
        caption.append(make("span", f"{figure.title}.", klass="figure-title"))
        caption[-1].tail = " "
    if figure.fragment:
        identifier = f"fragmento-{figure.fragment}"
        caption.append(make("span", f"[{figure.fragment}]", klass="fragment-number", id=identifier))
        caption[-1].tail = " "
    caption.append(figure.caption)
    notice = [make("p", figure.credit, klass="credit")] if figure.credit else []
    return make("figure", image, make("figcaption", caption, *notice), id=figure.id)
