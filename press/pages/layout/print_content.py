"""What the printer gets of a page: the same drawing in black ink, without tags and without what only a screen shows.

The screen's stylesheet sets in ``--accent`` what is black in print, and strokes in ``--unprinted`` what print leaves out.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pikepdf

from press.core.paths import STYLES
from press.pages.inks import coloured, grey, refuse_transparency
from press.pages.layout.tree import SCREEN

_COLOUR = re.compile(r"--(accent|unprinted):\s*#([0-9a-f]{6})")


@cache
def _colours() -> dict[str, tuple[int, ...]]:
    css = (STYLES / SCREEN).read_text("utf-8")
    return {name: tuple(bytes.fromhex(value)) for name, value in _COLOUR.findall(css)}


def print_content(page: pikepdf.Page) -> bytes:
    """The content of the printed page, from that of the screen's; where it names a page, the mark is kept."""
    colours = _colours()
    kept: list[Any] = []
    opened: list[int] = []  # where each open q stands in what is kept
    unprinted: set[int] = set()  # those whose drawing print leaves out
    marks: list[Any] = []  # the tags of the open marked contents
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator in ("BDC", "BMC"):
            marks.append(operands[0])
            if marks[-1] == pikepdf.Name.Gap:
                kept.append(instruction)
            continue
        if operator == "EMC":
            if marks.pop() == pikepdf.Name.Gap:
                kept.append(instruction)
            continue
        if operator == "q":
            opened.append(len(kept))
        elif operator == "gs":
            refuse_transparency(page.Resources.ExtGState[str(operands[0])])
            continue
        elif operator in ("rg", "RG"):
            picture = pikepdf.Name.Figure in marks
            values = [float(value) for value in operands]
            colour = tuple(round(255 * value) for value in values)
            if colour == colours["unprinted"] and not picture:
                unprinted.add(opened[-1])
            accent = colour == colours["accent"] and not picture
            kept.append(coloured([0.0] * 3 if accent else values, operator, grey))
            continue
        kept.append(instruction)
        if operator == "Q":
            begun = opened.pop()
            if begun in unprinted:
                unprinted.remove(begun)
                del kept[begun:]
    return bytes(pikepdf.unparse_content_stream(kept))
