"""The drawing of a cover, what it says of itself, and where it comes to lie on a sheet.

A drawing that goes on over spine and back states three views (SVG ``<view>``):
``front``, what the front shows; ``words``, the band of even colour where title, spine and
blurb stand; ``foot``, the dark band of credits and barcode. A drawing without them is a
picture for the front alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from press.compose.figures import Picture
from press.core.paths import STYLES
from press.core.xhtml import Element

#: The colours of a wrap, which prepress maps one to one to inks.
TEXT, PAPER, WHITE = "#000000", "#f3ead8", "#ffffff"
#: What stands for the drawing of a book that has none.
DESIGNS = STYLES / "covers"
#: Where words stand on a picture without views, as a part of its height: its head.
_HEAD = 0.4
_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Box:
    """A rectangle in points from the page's top left corner (a view's: in the drawing's units)."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def style(self) -> str:
        """The CSS that places an element here."""
        return f"left:{self.left:.3f}pt;top:{self.top:.3f}pt;width:{self.width:.3f}pt;height:{self.height:.3f}pt"


@dataclass(frozen=True)
class Drawing:
    """A cover's drawing; ``front`` is None where it is no panorama."""

    picture: Picture
    whole: Box | None
    front: Box | None
    words: Box | None
    foot: Box | None
    #: the colours of the letters in the band of words, and at the foot
    letters: str = PAPER
    foot_letters: str = PAPER


def read_drawing(path: Path | None, design: str = "fields") -> Drawing:
    """The drawing at ``path``, or the design that stands for it.

    The views «words» and «foot» may say with ``color`` which colour the letters on them have.
    """
    source = path or DESIGNS / f"{design}.svg"
    picture = Picture.of(f"arte{source.suffix.lower()}", source.read_bytes())
    if source.suffix.lower() != ".svg":
        return Drawing(picture, None, None, None, None)
    root = etree.fromstring(picture.data)
    views = {view.get("id"): _box(view.get("viewBox")) for view in root.iter(f"{_SVG}view")}
    letters = {view.get("id"): view.get("color", PAPER) for view in root.iter(f"{_SVG}view")}
    if not {"front", "words", "foot"} <= set(views):
        return Drawing(picture, None, None, None, None)
    colours = letters["words"], letters["foot"]
    return Drawing(picture, _box(root.get("viewBox")), views["front"], views["words"], views["foot"], *colours)


def coloured(element: Element, colour: str) -> Element:
    """The element with its letters in a colour, which the stylesheet says of PAPER. Changes it."""
    if colour != PAPER:
        element.set("style", f"{element.get('style', '')};color:{colour}")
    return element


def recoloured(picture: Picture, colour: str) -> Picture:
    """A drawing of one colour in another: whatever it fills."""
    root = etree.fromstring(picture.data)
    for element in root.iter(etree.Element):
        if element.get("fill", "none") != "none":
            element.set("fill", colour)
    return Picture.of(picture.name, etree.tostring(root))


@dataclass(frozen=True)
class Placement:
    """Where a drawing lies: its box on the page, and its bands of words and foot (heights only count)."""

    art: Box
    words: Box
    foot: Box


def place(drawing: Drawing, front: Box, page: Box, hinge: float) -> Placement:
    """Lay a drawing so that its front fills the panel ``front`` (trim, in points) of ``page``.

    Its foot stays and its head is cropped where the panel is less tall, for there the sky is.
    A drawing without views covers front and bleed alone, from ``hinge`` on: a strip beside the
    fold is left to the field that goes over spine and back, as in quarter binding.
    """
    if not (drawing.whole and drawing.front and drawing.words and drawing.foot):
        left, right = front.left + hinge, page.right
        if front.left < page.right - front.right:  # a book bound at its right
            left, right = page.left, front.right - hinge
        head = Box(front.left, front.top, front.width, _HEAD * front.height)
        foot = Box(front.left, head.bottom, front.width, front.height - head.height)
        return Placement(Box(left, page.top, right - left, page.height), head, foot)
    shown = drawing.front
    scale = max(front.width / shown.width, front.height / shown.height)
    left = front.left + front.width / 2 - (shown.left + shown.width / 2) * scale
    top = front.bottom - shown.bottom * scale

    def on_page(view: Box) -> Box:
        return Box(left + view.left * scale, top + view.top * scale, view.width * scale, view.height * scale)

    return Placement(on_page(drawing.whole), on_page(drawing.words), on_page(drawing.foot))


def _box(view: str | None) -> Box:
    left, top, width, height = map(float, (view or "0 0 0 0").replace(",", " ").split())
    return Box(left, top, width, height)
