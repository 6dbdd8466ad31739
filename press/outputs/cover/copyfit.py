"""Copyfitting: how large words can be set in a box of the cover, reckoned before they are laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from press.compose.drawings.outlines import Outline
from press.core.typefaces import TEXT
from press.language.title_breaking import title_lines
from press.outputs.cover.drawing import Box

#: More lines than these a displayed title never has.
_MOST_LINES = 7
SMALL_CAPS = ("smcp", "c2sc")
#: Part of a measure that reckoning leaves free, for what the layout rounds.
_SLACK = 0.995


def width_of(
    text: str, style: str = "normal", features: tuple[str, ...] = (), tracking: float = 0.0, family: str = TEXT
) -> float:
    """How wide a line is in a typeface, in ems."""
    return float(Outline(text, family, 1.0, style=style, features=features, tracking=tracking).width)


def ink_of(text: str, family: str = TEXT) -> tuple[float, float]:
    """How far the ink of a line reaches above its baseline and below it, in ems."""
    line = Outline(text, family, 1.0)
    found = [(line.scale(font), font.get_glyph_extents(glyph)) for font, glyph, _ in line.glyphs]
    inked = [(scale, extent) for scale, extent in found if extent and extent.height]
    above = max((extent.y_bearing * scale for scale, extent in inked), default=0)
    below = max(((-extent.y_bearing - extent.height) * scale for scale, extent in inked), default=0)
    return above, max(0, below)


def breakings(title: str, language: str) -> list[list[str]]:
    """The ways of breaking a title into one line, two lines and so on that are worth a try."""
    found: list[list[str]] = []
    longest = max(map(len, title.split(" ")))
    for count in range(1, _MOST_LINES + 1):
        lines = title_lines(title, max(longest, ceil(len(title) / count)), language)
        more = title_lines(title, max(longest, ceil(len(title) / count) + 3), language)
        found += [way for way in (lines, more) if way not in found and len(way) <= _MOST_LINES]
    return found or [title_lines(title, longest, language)]


def leading_of(lines: Sequence[str]) -> float:
    """The leading of a displayed title, in ems: a few large lines stand closer than many."""
    return 0.88 if len(lines) <= 3 else 1.0


def fit_title(title: str, language: str, box: Box, largest: float, family: str = TEXT) -> tuple[float, list[str]]:
    """The size in points, and the lines, with which a title is largest in a box."""
    best = 0.0, [title]
    for lines in breakings(title, language):
        widest = max(width_of(line, family=family) for line in lines)
        size = min(largest, _SLACK * box.width / widest, box.height / (leading_of(lines) * len(lines)))
        if size > best[0] + 0.01:
            best = size, lines
    return best


@dataclass(frozen=True)
class Setting:
    """How running text is set: sizes and spaces in points; ``lead`` is the size of its first paragraph."""

    size: float
    lead: float
    leading: float
    gap: float


def fit_text(
    paragraphs: Sequence[str], box: Box, sizes: tuple[float, float], lead: float = 1.0, family: str = TEXT
) -> Setting | None:
    """The largest setting between two sizes (least, most) in which the paragraphs fill no more than the box.

    ``lead`` is how many times larger the first paragraph is. None: not even the least size fits.
    """
    least, most = sizes
    for step in range(round((most - least) * 4) + 1):
        size = most - step / 4
        setting = Setting(size, size * lead, 1.3, size * 0.5)
        if _height(paragraphs, setting, box.width, family) <= box.height:
            return setting
    return None


def _height(paragraphs: Sequence[str], setting: Setting, measure: float, family: str) -> float:
    total = setting.gap * max(0, len(paragraphs) - 1)
    for place, paragraph in enumerate(paragraphs):
        size = setting.size if place else setting.lead
        total += _lines(paragraph, _SLACK * measure / size, family) * size * setting.leading
    return total


def _lines(paragraph: str, measure: float, family: str) -> int:
    """How many lines a paragraph takes, ranged left and undivided; ``measure`` in ems."""
    count, at = 1, 0.0
    space = width_of(" ", family=family)
    for word in paragraph.split():
        width = width_of(word, family=family)
        if at and at + space + width > measure:
            count, at = count + 1, width
        else:
            at += space + width if at else width
    return count
