"""The barcode of the back cover: the white box that the printer reserves, and the EAN-13 of an ISBN in it."""

from __future__ import annotations

from barcode.ean import EuropeanArticleNumber13

from press.compose.figures import Picture
from press.core.isbn import hyphenated
from press.core.xhtml import Element, make
from press.outputs.cover.drawing import TEXT, Box

#: Width of a module at 100 %, in points: 0.33 mm (GS1 General Specifications, 5.2).
_MODULE = 0.33 * 72 / 25.4
#: Quiet zones and symbol in modules; 11 on the left hold the first digit.
_LEFT, _BARS, _RIGHT = 11, 95, 7
#: Heights at 100 %, in modules: bars 22.85 mm, symbol with its digits 25.93 mm; guards reach five modules lower.
_TALL, _WHOLE, _GUARD = 22.85 / 0.33, 25.93 / 0.33, 5
#: Where the guard bars stand.
_GUARDS = (*range(3), *range(45, 50), *range(92, 95))
#: The digits are 2.75 mm tall at 100 %. Those of Source Sans 3 are 0.66 em, and reach from the head of a
#: line of 1 em down to 0.824 em (half of ascent less descent, half an em, and what the 0 hangs below the line).
_DIGITS, _REACH = 2.75 / 0.33 / 0.66, 0.5 + (1.024 - 0.4) / 2 + 0.012
#: The breadth of a digit's place, in modules.
_SET = 6.7
_SMALLEST = 0.8
#: The height of the line with the ISBN over the bars, and its size, in points.
_NUMBER, _NUMBER_SIZE = 9.5, 7.5


def barcode(isbn: str, box: Box) -> tuple[Element, tuple[Picture, ...]]:
    """The reserved box, empty for the printer without ``isbn``, and the bars that it shows.

    The symbol is as large as the box allows, from 80 to 100 %, and centred.
    Raises ValueError where the box is too small for a barcode that scanners read.
    """
    holder = make("div", klass="barcode", style=box.style)
    if not isbn:
        return holder, ()
    module = _MODULE * min(1.0, box.width / _MODULE / (_LEFT + _BARS + _RIGHT), box.height / _MODULE / _WHOLE)
    if module < _SMALLEST * _MODULE:
        raise ValueError(f"no EAN-13 fits a box of {box.width} x {box.height} pt")
    bars = Picture.of("barras.svg", _bars(EuropeanArticleNumber13(isbn).build()[0]))
    left = (box.width - (_LEFT + _BARS + _RIGHT) * module) / 2 + _LEFT * module
    spare = box.height - _WHOLE * module
    over = _NUMBER if spare > _NUMBER + 2 else 0.0  # the number in its parts, where there is room over the bars
    top = (spare - over) / 2 + over
    symbol = Box(left, top, _BARS * module, (_TALL + _GUARD) * module)
    holder.append(make("img", src=f"images/{bars.name}", alt="", style=symbol.style))
    if over:
        number = Box(left, top - over, _BARS * module, over)
        style = f"{number.style};font-size:{_NUMBER_SIZE}pt"
        holder.append(make("span", f"ISBN {hyphenated(isbn)}", klass="digit", style=style))
    holder.extend(_digits(isbn, left, top, module))
    return holder, (bars,)


def _bars(modules: str) -> bytes:
    """The bars as a drawing, one unit to the module."""
    parts = []
    at = 0
    while at < len(modules):
        width = len(modules[at:]) - len(modules[at:].lstrip("1"))
        if width:
            height = _TALL + (_GUARD if at in _GUARDS else 0)
            parts.append(f"M{at},0h{width}v{height:.4f}h-{width}z")
        at += width or 1
    box = f'viewBox="0 0 {_BARS} {_TALL + _GUARD:.4f}" width="{_BARS}" height="{_TALL + _GUARD:.4f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path fill="{TEXT}" d="{"".join(parts)}"/></svg>'.encode()


def _digits(isbn: str, left: float, top: float, module: float) -> list[Element]:
    """The digits below: the first in the quiet zone, six under each half, a little closer than theirs to clear the guards."""
    starts = [-_LEFT, *(half + 0.9 + _SET * n for half in (3, 50) for n in range(6))]
    size = _DIGITS * module
    head = top + _WHOLE * module - _REACH * size
    return [
        make(
            "span",
            digit,
            klass="digit",
            style=f"{Box(left + start * module, head, _SET * module, size).style};font-size:{size:.3f}pt",
        )
        for digit, start in zip(isbn, starts, strict=True)
    ]
