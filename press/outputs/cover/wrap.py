"""The wrap: back, spine and front of a paperback's cover on one page, bleed to bleed, in RGB of five colours.

What becomes of the colours in ink, and the boxes of the page, is the business of prepress.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from press.compose.composition import Composition
from press.compose.figures import Picture
from press.core.problems import Problems
from press.core.xhtml import Element, make
from press.input.metadata import Metadata
from press.outputs.cover.barcode import barcode
from press.outputs.cover.drawing import Box, Drawing, Placement, coloured, place, read_drawing, recoloured
from press.outputs.cover.finished import finished_front
from press.outputs.cover.panels import blurb, credit_lines, front
from press.outputs.cover.sheet import lay_out_sheet
from press.outputs.cover.spine import spine_mark, spine_words

#: The margin of words, as a part of the trim's width; never less than the printer's safety.
_MARGIN = 0.08
#: The mark's side and the space beside it, in parts of the barcode's height and in points.
_MARK, _GUTTER = 0.62, 12.0


@dataclass(frozen=True)
class Wrap:
    """What a printer says of a cover; all lengths in points."""

    #: width and height of a panel: of the trimmed book, or of its boards
    trim: tuple[float, float]
    #: thickness; 0 for a booklet
    spine: float
    #: how far colour goes beyond the trim
    bleed: float
    #: no word or mark is nearer to the trim's edges or the spine's folds
    safety: float
    #: whether the printer allows letters on a spine of this thickness
    spine_text: bool
    #: what stays clear on each side of them
    spine_clearance: float
    #: width and height of the white box for the barcode, and its distance from trim and fold
    barcode: tuple[float, float]
    barcode_margin: float
    #: whether the printer adds a barcode in that box where there is none
    barcode_added: bool = True
    #: whether the book is read from right to left: it is bound at its right, and its front is the left half of the wrap
    mirrored: bool = False
    #: what the boards leave beside the spine, where no word stands; 0 for a paperback
    hinge: float = 0.0
    #: the ISBN of the edition, and what its front says of it
    isbn: str = ""
    edition: str = ""

    @property
    def page(self) -> Box:
        """The whole page."""
        width, height = self.trim
        return Box(0, 0, 2 * width + self.spine + 2 * self.bleed, height + 2 * self.bleed)

    @property
    def back(self) -> Box:
        """The back, trimmed."""
        return self._half(left=not self.mirrored)

    @property
    def front(self) -> Box:
        """The front, trimmed."""
        return self._half(left=self.mirrored)

    def _half(self, left: bool) -> Box:
        return Box(self.bleed + (0.0 if left else self.trim[0] + self.spine), self.bleed, *self.trim)

    @property
    def barcode_box(self) -> Box:
        """The box for the barcode: at the foot of the back, beside the spine, where printers put theirs."""
        width, height = self.barcode
        left = self.back.left + self.hinge + self.barcode_margin
        if not self.mirrored:
            left = self.back.right - self.hinge - self.barcode_margin - width
        return Box(left, self.back.bottom - self.barcode_margin - height, width, height)


def make_wrap(composition: Composition, wrap: Wrap) -> bytes:
    """The wrap as a PDF of one page.

    With an ISBN for the print edition the barcode's box holds its EAN-13; without one the box stays white for a
    printer who adds a barcode, and is left out for the others.
    Raises ManuscriptError where the texts for the back are longer than their place, or the drawing does not
    reach the edges; ValueError where the box is too small for a barcode.
    """
    metadata = composition.metadata
    drawing = finished_front(metadata.cover_front) or read_drawing(metadata.cover, metadata.cover_design)
    placed, style = _placed(metadata, wrap, drawing)
    code, pictures = barcode(wrap.isbn, wrap.barcode_box)
    pictures += (drawing.picture,)
    elements = [make("img", src=f"images/{drawing.picture.name}", alt="", klass="art", style=style)]
    if metadata.mark:
        mark = Picture.of(f"marca{metadata.mark.suffix.lower()}", metadata.mark.read_bytes())
        mark = recoloured(mark, drawing.foot_letters)
        pictures += (mark,)
        elements += [
            make("img", src=f"images/{mark.name}", alt="", klass="mark", style=box.style) for box in _marks(wrap)
        ]
    problems = Problems()
    elements += [
        *_words(metadata, wrap, drawing, placed, problems),
        *([code] if wrap.isbn or wrap.barcode_added else []),
    ]
    if drawing.front and not _covers(placed.art, wrap.page):
        size = f"{wrap.page.width:.0f} × {wrap.page.height:.0f} pt"
        message = f"the drawing does not reach the edges of a wrap of {size}"
        problems.add(
            metadata.cover or metadata.path, 0, "F001", message, "Draw on beyond its front, and widen its viewBox."
        )
    problems.stop_if_any()
    return lay_out_sheet(metadata, wrap.page, elements, pictures)


def _placed(metadata: Metadata, wrap: Wrap, drawing: Drawing) -> tuple[Placement, str]:
    """Where the drawing lies, and its style: a design of the program, whose front is its right half, may be mirrored."""
    hinge = 0.0 if metadata.cover_front else wrap.safety
    if not wrap.mirrored or metadata.cover or metadata.cover_front:
        placed = place(drawing, wrap.front, wrap.page, hinge)
        return placed, placed.art.style
    placed = place(drawing, replace(wrap, mirrored=False).front, wrap.page, hinge)
    art = Box(wrap.page.right - placed.art.right, placed.art.top, placed.art.width, placed.art.height)
    return Placement(art, placed.words, placed.foot), f"{art.style};transform:scaleX(-1)"


def _covers(art: Box, page: Box) -> bool:
    return art.left <= 0 and art.top <= 0 and art.right >= page.right and art.bottom >= page.bottom


def _margin(wrap: Wrap) -> float:
    return max(wrap.safety, _MARGIN * wrap.trim[0])


def _foot(wrap: Wrap) -> Box:
    """The foot of the back beside the barcode, as high as that."""
    code, left = wrap.barcode_box, wrap.back.left + _margin(wrap)
    bottom = min(code.bottom, wrap.back.bottom - wrap.safety)
    right = code.left - _GUTTER
    if wrap.mirrored:
        left, right = code.right + _GUTTER, wrap.back.right - _margin(wrap)
    return Box(left, code.top, right - left, bottom - code.top)


def _spine(wrap: Wrap) -> Box:
    top = wrap.back.top + wrap.safety
    return Box(wrap.bleed + wrap.trim[0], top, wrap.spine, wrap.back.bottom - wrap.safety - top)


def _marks(wrap: Wrap) -> Iterator[Box]:
    """Where the edition's mark stands: on the back, at the foot, and on a spine that has room for it."""
    foot = _foot(wrap)
    side = _MARK * wrap.barcode[1]
    yield Box(foot.left, foot.bottom - side, side, side)
    on_spine = spine_mark(_spine(wrap), wrap.spine_clearance) if wrap.spine_text else None
    if on_spine:
        yield on_spine


def _words(metadata: Metadata, wrap: Wrap, drawing: Drawing, placed: Placement, problems: Problems) -> list[Element]:
    margin = _margin(wrap)
    head = wrap.back.top + margin
    height = placed.words.bottom - head
    width = wrap.front.width - 2 * margin - wrap.hinge
    at_left, at_right = margin, margin + wrap.hinge  # of a panel at the left and at the right of the spine
    front_left, back_left = (at_left, at_right) if wrap.mirrored else (at_right, at_left)
    on_front = Box(wrap.front.left + front_left, head, width, height)
    found = [] if metadata.cover_front else [coloured(front(metadata, on_front, wrap.edition), drawing.letters)]
    on_back = Box(wrap.back.left + back_left, head, width, height)
    foot = _foot(wrap)
    if metadata.mark:
        beside = _MARK * wrap.barcode[1] + _GUTTER
        foot = Box(foot.left + beside, foot.top, foot.width - beside, foot.height)
    texts = [("cover_blurb", blurb(metadata, on_back))]
    if metadata.cover_credits:
        texts.append(("cover_credits", credit_lines(metadata, foot)))
    for key, element in texts:
        if element is None:
            problems.add(metadata.path, 0, "B006", f"{key} is longer than its place on the cover's back", "Shorten it.")
        else:
            found.append(coloured(element, drawing.letters if key == "cover_blurb" else drawing.foot_letters))
    spine = _spine(wrap)
    along = Box(spine.left, head, spine.width, placed.words.bottom - head)
    lettering = spine_words(metadata, along, wrap.spine_clearance) if wrap.spine_text else None
    return [*found, *([coloured(lettering, drawing.letters)] if lettering is not None else [])]
