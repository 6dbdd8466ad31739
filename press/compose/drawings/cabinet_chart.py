"""The chart of the cabinet: the council table seen from above, a chair for each member.

Drawn from ``cabinet.yaml``: a member who was detained has a black chair at the table, one who
was not has an empty one, in outline and pushed back. The order of the chairs is the list's,
not that of any meeting.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from lxml import etree

from press.compose.drawings.outlines import Outline
from press.core.typefaces import SANS, TEXT

BLACK, WHITE = "#000000", "#ffffff"
#: Units of the drawing; at a text width of 284 pt one unit is a quarter of a point.
WIDTH, TABLE_LEFT, TABLE_RIGHT = 1125, 405, 720
ROW, TOP = 148, 250
_DETAINED = "detained"


def cabinet_chart(members: Sequence[dict[str, Any]], title: str) -> bytes:
    """The chart as an SVG document of plain shapes: the first member at the head, the others along the sides."""
    head, sides = members[0], members[1:]
    rows = math.ceil(len(sides) / 2)
    height = TOP + rows * ROW + 190
    root = etree.Element(
        "svg",
        nsmap={None: "http://www.w3.org/2000/svg"},
        width=str(WIDTH),
        height=str(height),
        viewBox=f"0 0 {WIDTH} {height}",
    )
    etree.SubElement(root, "title").text = title
    _shape(root, "rect", WHITE, width=WIDTH, height=height)
    _table(root, TOP - 40, TOP + rows * ROW)
    _chair(root, WIDTH / 2, TOP - 78, 0, head["fate"] == _DETAINED)
    _words(root, head, WIDTH / 2, 48, 0.5)
    for place, member in enumerate(sides):
        left = place % 2 == 0
        y = TOP + (place // 2 + 0.5) * ROW - 20
        _chair(root, TABLE_LEFT - 42 if left else TABLE_RIGHT + 42, y, -90 if left else 90, member["fate"] == _DETAINED)
        x = TABLE_LEFT - 124 if left else TABLE_RIGHT + 124
        lines = 1 + len(_wrapped(member["portfolio"], x if left else WIDTH - x))
        _words(root, member, x, y + 34 - 17 * lines, 1.0 if left else 0.0)
    _legend(root, height - 74)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _shape(parent: etree._Element, name: str, fill: str, **attributes: Any) -> etree._Element:
    values = {
        key.replace("_", "-"): f"{value:g}" if isinstance(value, float) else str(value)
        for key, value in attributes.items()
    }
    return etree.SubElement(parent, name, fill=fill, **values)


def _table(root: etree._Element, top: float, bottom: float) -> None:
    """A long table with the gouges of its grain, and what lies on it: sheets, a lamp, a telephone's cord."""
    _shape(root, "rect", BLACK, x=TABLE_LEFT, y=top, width=TABLE_RIGHT - TABLE_LEFT, height=bottom - top, rx=26)
    _shape(
        root,
        "rect",
        WHITE,
        x=TABLE_LEFT + 12,
        y=top + 12,
        width=TABLE_RIGHT - TABLE_LEFT - 24,
        height=bottom - top - 24,
        rx=18,
    )
    _shape(
        root,
        "rect",
        BLACK,
        x=TABLE_LEFT + 18,
        y=top + 18,
        width=TABLE_RIGHT - TABLE_LEFT - 36,
        height=bottom - top - 36,
        rx=14,
    )
    inside, length = TABLE_RIGHT - TABLE_LEFT - 110, bottom - top
    for number in range(int(length // 26)):
        # A gouge is a sliver: it opens and closes to a point, longer and shorter in turn.
        y = top + 42 + number * 26
        if y > bottom - 40:
            break
        sway = math.sin(number * 2.4)
        x0, x1 = TABLE_LEFT + 55 + 26 * (1 + sway), TABLE_LEFT + 55 + inside - 30 * (1 - sway)
        _shape(
            root,
            "path",
            WHITE,
            d=f"M{x0:.1f} {y:.1f}Q{(x0 + x1) / 2:.1f} {y - 9 - 3 * sway:.1f} {x1:.1f} {y:.1f}"
            f"Q{(x0 + x1) / 2:.1f} {y - 2:.1f} {x0:.1f} {y:.1f}Z",
        )
    middle = (TABLE_LEFT + TABLE_RIGHT) / 2
    for number in range(int((length - 120) // 210)):
        y, turn = top + 130 + number * 210, (-14, 9, -6, 17)[number % 4]
        _sheets(root, middle + (-38, 30, -20, 42)[number % 4], y, turn)


def _sheets(root: etree._Element, x: float, y: float, turn: float) -> None:
    """Two sheets of paper, one askew upon the other, with lines of writing."""
    group = etree.SubElement(root, "g", transform=f"translate({x:g} {y:g}) rotate({turn:g})")
    _shape(group, "rect", BLACK, x=-64, y=-74, width=128, height=148)
    _shape(group, "path", WHITE, d="M-46 -66L58 -50L42 66L-58 52Z")
    _shape(group, "rect", BLACK, x=-50, y=-60, width=104, height=126)
    _shape(group, "rect", WHITE, x=-45, y=-55, width=94, height=116)
    for line in range(6):
        end = (36, 40, 30, 38, 41, 8)[line]
        _shape(
            group,
            "path",
            BLACK,
            d=f"M-32 {-36 + line * 15}L{end} {-38 + line * 15}L{end - 2} {-33 + line * 15}L-31 {-31 + line * 15}Z",
        )


def _chair(root: etree._Element, x: float, y: float, turn: float, taken: bool) -> None:
    """A chair from above, its back away from the table; an empty one in outline, pushed back and aside."""
    slip = "" if taken else " translate(5 -9) rotate(12)"
    group = etree.SubElement(root, "g", transform=f"translate({x:g} {y:g}) rotate({turn:g}){slip}")
    _shape(group, "path", BLACK, d="M-46 -20C-44 -62 44 -62 46 -20L36 -16C32 -44 -32 -44 -36 -16Z")
    seat = "M-34 -26C-30 -36 30 -36 34 -26L38 22C34 32 -34 32 -38 22Z"
    _shape(group, "path", BLACK, d=seat)
    if taken:
        for line in range(4):
            at = -16 + line * 11
            _shape(group, "path", WHITE, d=f"M-24 {at}Q0 {at - 7} 24 {at}Q0 {at - 1} -24 {at}Z")
    else:
        _shape(group, "path", WHITE, d=seat, transform="scale(0.8)")
        _shape(group, "path", WHITE, d="M-37 -24C-34 -52 34 -52 37 -24L34 -23C29 -46 -29 -46 -34 -23Z")


def _words(root: etree._Element, member: dict[str, Any], x: float, y: float, anchor: float) -> None:
    """Surname and portfolio, from the baseline ``y`` downwards."""
    surname = Outline(member["surname"], TEXT, 41, weight=700)
    _shape(root, "path", BLACK, d=surname.path(x, y, anchor))
    room = WIDTH if anchor == 0.5 else (x if anchor else WIDTH - x)
    for number, line in enumerate(_wrapped(member["portfolio"], room)):
        _shape(root, "path", BLACK, d=Outline(line, SANS, 28).path(x, y + 34 + 32 * number, anchor))


def _wrapped(text: str, room: float) -> list[str]:
    """The text in as few lines as the room allows, broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and Outline(longer, SANS, 28).width > room - 8:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _legend(root: etree._Element, y: float) -> None:
    _shape(root, "rect", BLACK, x=TABLE_LEFT - 345, y=y - 72, width=1005, height=3)
    for x, taken, words in ((130, True, "Detenido el 26 de octubre"), (640, False, "No estaba en el palacio")):
        group = etree.SubElement(root, "g", transform=f"translate({x} {y + 4}) scale(0.62)")
        _chair(group, 0, 0, 0, taken)
        _shape(root, "path", BLACK, d=Outline(words, SANS, 30).path(x + 48, y + 10))
