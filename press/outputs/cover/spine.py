"""The spine: title, author and mark, as large as its thickness and length allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from press.core.typefaces import ascent_and_descent
from press.core.xhtml import Element, make
from press.input.metadata import Metadata
from press.outputs.cover.copyfit import breakings, ink_of, width_of
from press.outputs.cover.drawing import Box

#: Sizes in points: the least that can be printed on a fold and read, the least of a mark, the largest of each.
_SMALLEST, _LARGEST, _MARKS = 6.0, 26.0, (6.5, 26.0)
#: More lines make no spine.
_MOST_LINES = 3
#: The author's size beside the title and below it, in parts of the title's, and the space between them in its ems.
_BESIDE, _BELOW, _SPACE, _LEADING = 0.75, 0.55, 1.2, 1.0
#: An author for whom the title would have to shrink more than this is left out.
_SHRINK = 0.6
#: How much of the clear length and thickness words take: what is over is for rounding.
_LONGEST, _THICKEST = 0.95, 0.96


@dataclass(frozen=True)
class _Line:
    """A line at a size, in ems of the title: where it begins along the spine and where its baseline lies across."""

    text: str
    size: float
    along: float
    across: float


def spine_words(metadata: Metadata, box: Box, clearance: float) -> Element | None:
    """Title and author along the spine's ``box``, ``clearance`` points from its folds; None where they would be too small.

    They read from head to foot, so that they stand upright while the book lies on its back (ISO 6357:1985) and
    as printers on demand expect. Much of the Spanish trade reads from foot to head; on a shelf that mixes
    languages the other way has prevailed, and on a table it is the one that can be read.
    """
    author, family = ", ".join(metadata.names("aut")), metadata.design.look.faces.heading
    breaks = breakings(metadata.spine_title or metadata.title, metadata.language)
    ways = [(_size(lines, box, clearance, family), lines) for lines in _ways(breaks, author, family)]
    with_author = [way for way in ways if way[1][-1].size < 1 and way[0] * way[1][-1].size >= _SMALLEST]
    alone = max((way for way in ways if way[1][-1].size == 1), key=lambda way: way[0])
    size, lines = max(with_author, key=lambda way: way[0], default=alone)
    if size < alone[0] * _SHRINK:
        size, lines = alone
    if size < _SMALLEST:
        return None
    above, below = _ink(lines, family)
    ascent, descent = ascent_and_descent(family)
    baseline = 0.5 + (ascent - descent) / 2  # below the head of a line of 1 em
    start = (box.width / size - above - below) / 2 + above
    spans = [
        make(
            "span",
            line.text,
            style=f"left:{line.along * size:.3f}pt;top:{(start + line.across - baseline * line.size) * size:.3f}pt;"
            f"font-size:{line.size * size:.3f}pt",
        )
        for line in lines
    ]
    place = Box(box.right, box.top, box.height, box.width)
    return make("div", *spans, klass="spine", style=place.style)


def spine_mark(box: Box, clearance: float) -> Box | None:
    """Where the mark stands on the spine: at the foot of its ``box``; None where the spine is too thin for it."""
    least, most = _MARKS
    side = min(most, box.width - 2 * clearance)
    if side < least:
        return None
    return Box(box.left + (box.width - side) / 2, box.bottom - side, side, side)


def _ways(breaks: list[list[str]], author: str, family: str) -> Iterator[list[_Line]]:
    """The ways of setting title and author: alone, with the author beside, with the author below."""
    for lines in breaks:
        if len(lines) > _MOST_LINES:
            continue
        block = [_Line(line, 1.0, 0.0, place * _LEADING) for place, line in enumerate(lines)]
        yield block
        if author:
            beside = max(width_of(line, family=family) for line in lines) + _SPACE
            yield [*block, _Line(author, _BESIDE, beside, block[-1].across)]
            yield [*block, _Line(author, _BELOW, 0.0, block[-1].across + _LEADING * 0.85)]


def _ink(lines: list[_Line], family: str) -> tuple[float, float]:
    """How far the ink of all lines reaches above the first baseline, and below it, in ems of the title."""
    inks = [(line, ink_of(line.text, family)) for line in lines]
    above = max(line.size * above - line.across for line, (above, _) in inks)
    return above, max(line.across + line.size * below for line, (_, below) in inks)


def _size(lines: list[_Line], box: Box, clearance: float, family: str) -> float:
    length = max(line.along + line.size * width_of(line.text, family=family) for line in lines)
    return min(
        _LARGEST, _THICKEST * (box.width - 2 * clearance) / sum(_ink(lines, family)), _LONGEST * box.height / length
    )
