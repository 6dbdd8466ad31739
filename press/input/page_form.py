"""The measures of the page: from the design, the printers and the typeface, computed once for every edition.

The text block keeps the proportions at which the theme is drawn; a line has 58 to 68 signs (Bringhurst 2.1.2: 45 to 75,
66 the ideal), and no margin is narrower than a printer allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import ceil
from pathlib import Path

from press.core.lengths import points
from press.core.problems import Problems
from press.core.typefaces import face_font
from press.input.design import SIDES, Design
from press.input.printers import Printer

#: Signs of a line in scripts whose signs are as wide as they are high: the fewest and the most (JLREQ 2.4.2).
_WIDE_SIGNS = (22.0, 34.0)
_WIDE = frozenset({"ja", "zh", "ko"})
#: The sizes (points) between which one is chosen where book.yaml gives none, for a theme drawn at 11.4 pt.
_LEAST, _MOST = 10.0 / 11.4, 12.5 / 11.4
#: How often each sign comes in running text in Latin letters, in percent: between Spanish, English and French.
_FREQUENCY = {
    **{" ": 18, "e": 10, "a": 7, "o": 6.5, "i": 6, "n": 6, "s": 6, "t": 6, "r": 5.5, "l": 4, "d": 4, "u": 3.2, "c": 3},
    **{"m": 2.4, "p": 2.2, "h": 2, "b": 1.3, "g": 1.3, "f": 1.2, "v": 1.1, "y": 1, ",": 1, ".": 1, "w": 0.6, "q": 0.5},
    **{"j": 0.3, "z": 0.3, "x": 0.2, "k": 0.2},
}
#: Lines between the text and the running head, and the folio at the foot, with what is clear of ink in them.
_HEAD, _FOOT = 1.8, 2.0
#: The part of a page's signs that headings, short lines and notes leave, and how far an estimate may be exceeded.
_FILLED, _SPARE = 0.75, 1.15
#: The narrowest margin of a book that names no printer: half an inch. The least text block: in ems, and in lines.
_NARROWEST, _FEWEST_EMS, _FEWEST_LINES = 36.0, 12.0, 8
#: Lines of a page that a figure leaves to its caption.
_CAPTION = 8
#: The size (points) at which the stylesheets are drawn, those of themes too.
_DRAWN = 11.4
#: The lines of a capital at the beginning of a chapter.
_INITIAL_LINES = 3
#: The size of a raised figure, in ems of the text, and the least in points: printers refuse type of less than 7 pt.
_CALL, _LEAST_CALL = 0.68, 7.1
#: What rounding may leave over, in points.
_ROUNDING = 0.05


@dataclass(frozen=True)
class PageForm:
    """The page in points. ``measure`` is the width of the text block, ``height`` that of its ``lines``; ``scale`` is what
    lengths of the theme's stylesheets are multiplied by, ``sign`` the mean width of a sign of the text.
    """

    trim: tuple[float, float]
    inside: float
    outside: float
    top: float
    foot: float
    size: float
    leading: float
    scale: float
    sign: float
    #: the size of the type of listings
    code: float
    #: size and line height of a capital of three lines that stands on the third
    initial: tuple[float, float] = (0.0, 0.0)

    @property
    def measure(self) -> float:
        """The width of the text block."""
        return round(self.trim[0] - self.inside - self.outside, 3)

    @property
    def height(self) -> float:
        """The height of the text block."""
        return round(self.trim[1] - self.top - self.foot, 3)

    @property
    def lines(self) -> int:
        """The lines of the text on a page."""
        return round(self.height / self.leading)

    @property
    def figure_height(self) -> float:
        """The most that a picture is high, with room for its caption."""
        return self.height - _CAPTION * self.leading

    @property
    def signs(self) -> float:
        """How many signs a full page of text holds, more or less."""
        return self.lines * self.measure / self.sign

    @property
    def properties(self) -> dict[str, str]:
        """The measures as custom properties of the stylesheets."""
        lengths = {
            "trim-width": self.trim[0],
            "trim-height": self.trim[1],
            **{side: getattr(self, side) for side in SIDES},
            "measure": self.measure,
            "height": self.height,
            "size": self.size,
            "line": self.leading,
            "head": self.top - 2 * self.leading,
            "code": self.code,
            "call": max(_CALL * self.size, _LEAST_CALL),
            "initial": self.initial[0],
            "initial-line": self.initial[1],
            "figure-height": self.figure_height,
        }
        return {name: f"{length:.3f}".rstrip("0").rstrip(".") + "pt" for name, length in lengths.items()}


def page_form(
    design: Design, printers: Sequence[Printer], signs: int, language: str, path: Path, problems: Problems
) -> PageForm:
    """The form of the pages of a book of so many ``signs``.

    A Problem at ``path`` for each margin of book.yaml that one of the ``printers`` does not allow, and for a text
    block in which no text can be set.
    """
    form = _form(design, _least_margins(design, printers, 0), language)
    pages = int(_SPARE * signs / (_FILLED * max(form.signs, 1.0)))
    least = _least_margins(design, printers, pages)
    form = _form(design, least, language)
    for side, length in design.margins.items():
        if length < least[side] - 0.01:
            problems.add(
                path,
                design.lines["margins"],
                "D002",
                f"the {side} margin is {length:.4g} pt, and the printers of the book ask for {least[side]:.4g} pt",
                "Make it wider, or leave it out: it is then computed.",
            )
    if form.measure < _FEWEST_EMS * form.size or form.lines < _FEWEST_LINES:
        message = f"a text block of {form.measure:.4g} × {form.height:.4g} pt holds no text of {form.size:.4g} pt"
        line = design.lines.get("margins", design.lines.get("size", design.lines.get("trim", 0)))
        problems.add(path, line, "D002", message, "Choose a larger trim, smaller margins or a smaller size.")
        return _form(replace(design, margins={}, size=0.0, leading=0.0, trim=design.theme.trim), least, language)
    return form


def _form(design: Design, least: Mapping[str, float], language: str) -> PageForm:
    """The form of a page whose computed margins are no narrower than these."""
    theme = design.theme
    sign = sign_width(design.look.faces.text)
    fewest, most = _WIDE_SIGNS if language.split("-")[0] in _WIDE else theme.signs
    sign = 1.0 if language.split("-")[0] in _WIDE else sign
    margins = {side: max(theme.margins[side] * _share(design, side), least[side]) for side in SIDES}
    room = design.trim[0] - margins["inside"] - margins["outside"]
    size = design.size
    if not size:
        size = min(max(theme.size, room / most / sign), room / fewest / sign)
        size = round(min(max(size, _LEAST * theme.size), _MOST * theme.size), 1)
    leading = design.leading or round(size * theme.leading / theme.size, 1)
    spare = (
        room - most * sign * size
    )  # a line that is still too long gives way to wider margins, a short one to narrower
    lacking = fewest * sign * size - room
    if spare > _ROUNDING:
        whole = margins["inside"] + margins["outside"]
        margins = margins | {side: margins[side] + spare * margins[side] / whole for side in ("inside", "outside")}
    elif lacking > _ROUNDING:
        given = min(lacking / 2, *(margins[side] - least[side] for side in ("inside", "outside")))
        margins = margins | {side: margins[side] - given for side in ("inside", "outside")}
    margins |= design.margins
    block = design.trim[1] - margins["top"] - margins["foot"]
    short = block - int(block / leading + 0.001) * leading
    free = [side for side in ("top", "foot") if side not in design.margins]
    whole = sum(margins[side] for side in free)
    margins |= {side: margins[side] + short * margins[side] / whole for side in free}  # the page holds whole lines
    rounded = {side: round(margins[side], 3) for side in SIDES}
    measures = {"size": size, "leading": leading, "scale": size / _DRAWN, "sign": sign * size}
    measures["code"] = theme.code * max(1.0, size / theme.size)
    return PageForm(design.trim, **rounded, **measures, initial=_initial(design.look.faces.text, size, leading))


def _share(design: Design, side: str) -> float:
    """How much larger the page is than the one that the theme is drawn at, in the direction of a margin."""
    across = int(side in ("top", "foot"))
    return design.trim[across] / design.theme.trim[across]


def _least_margins(design: Design, printers: Sequence[Printer], pages: int) -> dict[str, float]:
    """The narrowest margins of the text that all these printers allow, with heads and folios in them."""
    inside = max((_inside_margin(printer, pages) for printer in printers), default=0.0)
    rules = (printer.interior.get("outside-margin") for printer in printers)
    outside = max((points(rule.limit) for rule in rules if rule), default=0.0)
    inside, outside = (ceil(max(margin, _NARROWEST) * 1000) / 1000 for margin in (inside, outside))
    leading = design.leading or design.theme.leading
    return {
        "inside": inside,
        "outside": outside,
        "top": outside + _HEAD * leading,
        "foot": outside + _FOOT * leading,
    }


def _inside_margin(printer: Printer, pages: int) -> float:
    """What a printer asks for at the spine; that more pages are estimated than it binds is for preflight to report."""
    rule = printer.interior.get("inside-margin")
    return printer.inside_margin(min(pages, rule.limit[-1][0])) if rule else 0.0


def _initial(family: str, size: float, leading: float) -> tuple[float, float]:
    """The size of a capital as high as three lines from the head of the capitals of the first, and the height of the line
    in which it stands on the baseline of the third; in points, from the font's own metrics.
    """
    font = face_font(family)
    unit = font.face.upem
    extents, letter = font.get_font_extents("ltr"), font.get_glyph_extents(font.get_nominal_glyph(ord("H")) or 0)
    capital = letter.y_bearing / unit if letter and letter.y_bearing else 0.7
    middle = (extents.ascender + extents.descender) / 2 / unit  # of a line lies so far above its baseline, in ems
    large = (2 * leading + capital * size) / capital
    baseline = _INITIAL_LINES * leading - leading / 2 + middle * size
    return large, 2 * (baseline - middle * large)


@cache
def sign_width(family: str) -> float:
    """The mean width of a sign of running text in a typeface, in ems, from the font's own advances."""
    font = face_font(family)
    widths = {sign: font.get_glyph_h_advance(font.get_nominal_glyph(ord(sign)) or 0) for sign in _FREQUENCY}
    mean = sum(widths[sign] * share for sign, share in _FREQUENCY.items()) / sum(_FREQUENCY.values())
    return float(mean / font.face.upem)
