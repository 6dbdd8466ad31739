"""A seating chart: a council table seen from above, with a chair for each entry of a table of the book.

A taken chair is black and at the table; an empty one is in outline and pushed back. The first sits at the head; of an odd number along the sides the last sits at the foot, so that no place is empty. The order of the chairs is the list's, not that of any meeting.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from press.compose.drawings.geometry import gouge
from press.compose.drawings.outlines import Outline
from press.compose.drawings.shapes import shape
from press.core.typefaces import SANS, TEXT
from press.core.xhtml import Element

BLACK, WHITE = "#000000", "#ffffff"
#: Units of the drawing; at a text width of 284 pt one unit is a quarter of a point.
WIDTH, TABLE_LEFT, TABLE_RIGHT = 1125, 412, 713
ROW, TOP = 121, 232
#: width of the words of the legend, at most
_MEANING = 430
#: size of the labels (7 pt and more in print) and from one of their lines to the next
_SMALL, _LEADING = 29, 32
#: lines of the pages of the minute book, left (-1) and right (1): row, and how far from the fold each ends
_WRITING = {-1: ((0, 60), (1, 56), (2, 62), (3, 58), (4, 60)), 1: ((0, 62), (1, 58), (2, 60), (3, 30))}


@dataclass(frozen=True)
class Seat:
    """A chair: the name and the line under it, in plain text, and whether it is taken."""

    name: str
    label: str
    taken: bool


def draw_seating(members: Sequence[Seat], title: str, legend: tuple[str, str]) -> bytes:
    """The chart as an SVG document of plain shapes: the first member at the head, the others around the table.

    ``legend`` says what a taken chair means, and what an empty one.
    """
    head, others = members[0], members[1:]
    foot = others[-1] if len(others) % 2 else None
    sides = others[:-1] if foot else others
    bottom = TOP + math.ceil(len(sides) / 2) * ROW
    height = bottom + (276 if foot else 120)
    size = {"width": str(WIDTH), "height": str(height), "viewBox": f"0 0 {WIDTH} {height}"}
    root = etree.Element("svg", size, nsmap={None: "http://www.w3.org/2000/svg"})
    etree.SubElement(root, "title").text = title
    shape(root, "rect", WHITE, width=WIDTH, height=height)
    _table(root, TOP - 20, bottom)
    _chair(root, WIDTH / 2, TOP - 62, 0, head.taken)
    _words(root, head, WIDTH / 2, 44, 0.5)
    for place, member in enumerate(sides):
        left = place % 2 == 0
        y = TOP + (place // 2 + 0.5) * ROW - 10
        _chair(root, TABLE_LEFT - 42 if left else TABLE_RIGHT + 42, y, -90 if left else 90, member.taken)
        x = TABLE_LEFT - 116 if left else TABLE_RIGHT + 116
        lines = 1 + len(_wrapped(member.label, x if left else WIDTH - x))
        _words(root, member, x, y + 36 - 17 * lines, 1.0 if left else 0.0)
    if foot:
        _chair(root, WIDTH / 2, bottom + 42, 180, foot.taken)
        _words(root, foot, WIDTH / 2, bottom + 130, 0.5)
    _legend(root, height - 40, legend)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _table(root: Element, top: float, bottom: float) -> None:
    """A long table with the gouges of its grain, and what lies on it: papers, minute books, glasses of tea."""
    for inset, ink in ((0, BLACK), (12, WHITE), (18, BLACK)):
        width, height = TABLE_RIGHT - TABLE_LEFT - 2 * inset, bottom - top - 2 * inset
        shape(root, "rect", ink, x=TABLE_LEFT + inset, y=top + inset, width=width, height=height, rx=26 - inset * 0.7)
    inside, length = TABLE_RIGHT - TABLE_LEFT - 110, bottom - top
    grain = []
    for row in range(int((length - 72) // 26)):
        # A gouge opens and closes to a point, longer and shorter in turn.
        y, sway = top + 42 + row * 26, math.sin(row * 2.4)
        x0, x1 = TABLE_LEFT + 55 + 26 * (1 + sway), TABLE_LEFT + 55 + inside - 30 * (1 - sway)
        grain.append(gouge((x0, y), (x1, y), 4 + sway))
    shape(root, "path", WHITE, d="".join(grain))
    middle, count = (TABLE_LEFT + TABLE_RIGHT) / 2, int((length - 120) // 125)
    for place in range(count):
        y = top + 100 + place * (length - 200) / max(1, count - 1)
        side = 1 if place % 2 else -1
        draw = (_sheets, _tea, _notebook, _tea)[place % 4]
        draw(root, middle + side * (24 + 10 * math.sin(place)), y, 14 * math.sin(2.2 * place + 1))


def _group(root: Element, x: float, y: float, turn: float) -> Element:
    return etree.SubElement(root, "g", transform=f"translate({x:.1f} {y:.1f}) rotate({turn:.1f})")


def _sheets(root: Element, x: float, y: float, turn: float) -> None:
    """Two sheets of paper, one askew upon the other, with lines of writing and a pen."""
    group = _group(root, x, y, turn)
    shape(group, "rect", BLACK, x=-64, y=-72, width=128, height=140)
    shape(group, "path", WHITE, d="M-46 -62L56 -48L42 62L-58 50Z")
    shape(group, "rect", BLACK, x=-50, y=-58, width=102, height=118)
    shape(group, "rect", WHITE, x=-45, y=-53, width=92, height=108)
    lines = [gouge((-32, -34 + 14 * row), (end, -36 + 14 * row), 4) for row, end in enumerate((34, 38, 28, 36, 6))]
    shape(group, "path", BLACK, d="".join(lines))
    shape(group, "path", BLACK, d="M62 -34L68 -30L22 44L12 50L14 38Z", stroke=WHITE, stroke_width=4)


def _notebook(root: Element, x: float, y: float, turn: float) -> None:
    """A minute book, open at two written pages."""
    group = _group(root, x, y, turn)
    shape(group, "path", BLACK, d="M-80 -64H80V68H-80Z")
    for side in (-1, 1):
        page = f"M{4 * side} -40C{24 * side} -52 {48 * side} -54 {72 * side} -46V54C{48 * side} 46 {24 * side} 48 {4 * side} 58Z"
        shape(group, "path", WHITE, d=page)
        lines = [gouge((14 * side, -26 + 15 * row), (end * side, -32 + 15 * row), 4) for row, end in _WRITING[side]]
        shape(group, "path", BLACK, d="".join(lines))


def _tea(root: Element, x: float, y: float, turn: float) -> None:
    """A glass of tea on its saucer, with a spoon."""
    group = _group(root, x, y, turn)
    for radius, ink in ((44, BLACK), (36, WHITE), (30, BLACK), (27, WHITE), (19, BLACK)):
        shape(group, "circle", ink, cx=0, cy=0, r=radius)
    shape(group, "path", WHITE, d="M-12 -5Q-6 -14 6 -13Q-4 -10 -12 -5Z")
    shape(
        group, "path", WHITE, d="M10 8C16 4 24 8 26 14L60 36L57 41L22 20C15 20 9 15 10 8Z", stroke=BLACK, stroke_width=4
    )


def _chair(root: Element, x: float, y: float, turn: float, taken: bool) -> None:
    """A chair from above, its back away from the table; an empty one in outline, pushed back and aside."""
    slip = "" if taken else " translate(5 -9) rotate(12)"
    group = etree.SubElement(root, "g", transform=f"translate({x:g} {y:g}) rotate({turn:g}){slip}")
    shape(group, "path", BLACK, d="M-46 -20C-44 -62 44 -62 46 -20L36 -16C32 -44 -32 -44 -36 -16Z")
    seat = "M-34 -26C-30 -36 30 -36 34 -26L38 22C34 32 -34 32 -38 22Z"
    shape(group, "path", BLACK, d=seat)
    if taken:
        for line in range(4):
            at = -16 + line * 11
            shape(group, "path", WHITE, d=f"M-24 {at}Q0 {at - 7} 24 {at}Q0 {at - 1} -24 {at}Z")
    else:
        shape(group, "path", WHITE, d=seat, transform="scale(0.8)")
        shape(group, "path", WHITE, d="M-37 -24C-34 -52 34 -52 37 -24L34 -23C29 -46 -29 -46 -34 -23Z")


def _words(root: Element, member: Seat, x: float, y: float, anchor: float) -> None:
    """Name and label, from the baseline ``y`` downwards."""
    name = Outline(member.name, TEXT, 40, weight=700)
    shape(root, "path", BLACK, d=name.path(x, y, anchor))
    room = WIDTH if anchor == 0.5 else (x if anchor else WIDTH - x)
    for number, line in enumerate(_wrapped(member.label, room)):
        shape(root, "path", BLACK, d=Outline(line, SANS, _SMALL).path(x, y + 34 + _LEADING * number, anchor))


def _wrapped(text: str, room: float) -> list[str]:
    """The text in as few lines as the room allows, broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and Outline(longer, SANS, _SMALL).width > room - 8:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _legend(root: Element, y: float, words: tuple[str, str]) -> None:
    shape(root, "rect", BLACK, x=60, y=y - 52, width=1005, height=3)
    for x, taken, meaning in ((130, True, words[0]), (640, False, words[1])):
        group = etree.SubElement(root, "g", transform=f"translate({x} {y + 4}) scale(0.62)")
        _chair(group, 0, 0, 0, taken)
        width = Outline(meaning, SANS, 30).width
        size = min(30.0, 30 * _MEANING / width) if width else 30.0
        shape(root, "path", BLACK, d=Outline(meaning, SANS, size).path(x + 48, y + 10))
