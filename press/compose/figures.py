"""Figures: a picture with caption, alternative text, long description, credit and licence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from press.core.languages import label
from press.core.xhtml import Element, make

MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


@dataclass(frozen=True)
class Picture:
    """An image file of the book, ready for every edition."""

    name: str
    data: bytes

    @property
    def media_type(self) -> str:
        """The image's media type."""
        return MEDIA_TYPES[Path(self.name).suffix.lower()]


@dataclass(frozen=True)
class Figure:
    """A figure; ``number`` counts through the book, ``fragment`` is the received caption's, 0 for none.

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


def figure_element(figure: Figure, language: str) -> Element:
    """The figure as XHTML: "Fig. 2. [30] Caption", the fragment in brackets where the caption is received text."""
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
    image = make("img", src=f"images/{figure.picture.name}", alt=figure.alt)
    return make("figure", image, make("figcaption", caption, *notice), id=figure.id)
