"""One formula: MathML -> vector drawings of black outlines, with their place on the line (ziamath; STIX Two Math)."""

from __future__ import annotations

import logging
import math
import re
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element as XmlElement
from xml.etree.ElementTree import fromstring, tostring

import msgspec
from fontTools.ttLib import TTFont

#: The size at which formulas are drawn; their measures are given in em.
_SIZE = 20.0
#: Wider than this, in em, a formula in a line is drawn in pieces, between which the line may break.
_LONG = 7.0
_RELATIONS = frozenset("=<>≤≥≠≈≡≅≃∼∝∈∉⊂⊆⊃⊇⊢⊨→⇒⇔↔↦⟶⟹⟺⟼≔:≪≫≺≻⪯⪰∣|")
_BINARY = frozenset("+−-±∓∪∩∧∨⊕⊗⊎×⋅∘∖")
_OPEN, _CLOSE = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉")
#: What STIX Two Math draws by other means, or what is not drawn at all.
_UNSEEN = frozenset(" \n\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2009\u200a\u200b\u2061\u2062\u2063\u2064\ufe00")


class Piece(msgspec.Struct, frozen=True):
    """A drawing: its SVG, its measures in em (``depth`` is what hangs below the line), and its text."""

    svg: str
    width: float
    height: float
    depth: float
    words: str


class Drawing(msgspec.Struct, frozen=True):
    """The drawings of a formula, in order."""

    pieces: tuple[Piece, ...]


def draw(mathml: str, room: float) -> Drawing | str:
    """The drawings of a formula; words that say why there are none where it cannot be drawn.

    A display that is wider than ``room`` (in em) is broken at its relations.
    """
    root = _prepared(fromstring(mathml))
    lacking = sorted(set("".join(root.itertext())) - _coverage() - _UNSEEN)
    if lacking:
        return f"the face of formulas has no {', '.join(lacking[:8])}"
    logged: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: logged.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    try:
        pieces = _pieces(root, room)
    except Exception as error:  # whatever ziamath raises for what it does not know
        return f"{type(error).__name__}: {error}"
    finally:
        logging.getLogger().removeHandler(handler)
    if logged:
        return re.sub(r" at 0x\w+", "", logged[0])
    return Drawing(tuple(pieces))


@cache
def _engine() -> Any:
    """ziamath, which is slow to load, and most books have no formula."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it opens its typefaces in a way that Python gives up
        import ziamath.zmath
    zmath: Any = ziamath.zmath
    zmath.config.svg2 = False  # outlines in place of references to them
    zmath.config.precision = 2
    return zmath


@cache
def _coverage() -> frozenset[str]:
    with TTFont(_engine().loadedfonts["default"].info.filename) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _prepared(root: XmlElement) -> XmlElement:
    """What ziamath takes badly put otherwise: rows short of cells, an accent over several letters, the sign of a number."""
    for sign in root.iter("mi"):  # pandoc's minus of "(-1, 1)", which is no operation
        if sign.text in _BINARY:
            sign.set("form", "prefix")
    for table in root.iter("mtable"):
        rows = list(table)
        most = max((len(row) for row in rows), default=0)
        for row in rows:
            if not "".join(row.itertext()).strip() and len(row) < most:
                table.remove(row)  # what TeX has after a last \\
            for _ in range(most - len(row)):
                row.append(fromstring("<mtd><mspace width='0em'/></mtd>"))
        for cell in table.iter("mtd"):
            if not len(cell):
                cell.append(fromstring("<mspace width='0em'/>"))
    for over in root.iter("mover"):
        if len(over) == 2 and len("".join(over[0].itertext())) > 1 and over[1].text in ("¯", "‾", "^", "~"):
            over[1].set("stretchy", "true")
            over[1].text = {"¯": "‾"}.get(over[1].text or "", over[1].text)
    return root


def _pieces(root: XmlElement, room: float) -> list[Piece]:
    whole = _piece(root)
    block = root.get("display") == "block"
    if whole.width <= (room if block else _LONG):
        return [whole]
    row = root[0] if len(root) == 1 and root[0].tag == "mrow" else root
    parts = list(_parts(list(row), block))
    if len(parts) < 2:
        return [whole]
    if not block:
        return [_piece(_maths(part, root)) for part in parts]
    lines: list[list[XmlElement]] = []
    for part in parts:
        if lines and _piece(_maths([*lines[-1], *part], root)).width <= room - 2 * bool(len(lines) > 1):
            lines[-1] += part
        else:
            lines.append(list(part))
    table = XmlElement("mtable")
    for number, line in enumerate(lines):
        cell = XmlElement("mtd", columnalign="left")
        cell.extend([fromstring("<mspace width='2em'/>")] * bool(number) + line)
        table_row = XmlElement("mtr")
        table_row.append(cell)
        table.append(table_row)
    broken = _piece(_maths([table], root))
    return [broken if broken.width < whole.width else whole]


def _maths(children: list[XmlElement], like: XmlElement) -> XmlElement:
    maths = XmlElement("math", dict(like.attrib))
    maths.extend(children)
    return maths


def _parts(row: list[XmlElement], before: bool) -> Iterator[list[XmlElement]]:
    """The parts of a row between which a line may break: outside brackets, before or after a relation or a sign."""
    depth = 0
    part: list[XmlElement] = []
    for place, element in enumerate(row):
        sign = (element.text or "").strip() if element.tag == "mo" else ""
        depth += (sign in _OPEN and sign != "") - (sign in _CLOSE and sign != "")
        breaks = depth == 0 and 0 < place < len(row) - 1 and sign != "" and sign in _RELATIONS | _BINARY
        if breaks and before and part:
            yield part
            part = []
        part.append(element)
        if (breaks or (depth == 0 and sign == ",")) and not before:
            yield part
            part = []
    if part:
        yield part


def _piece(root: XmlElement) -> Piece:
    drawn = _engine().Math(tostring(root, encoding="unicode"), size=_SIZE, margin=0)
    box = drawn.node.bbox
    width, height, depth = ((box.xmax - box.xmin) / _SIZE, (box.ymax - box.ymin) / _SIZE, -box.ymin / _SIZE)
    if not all(map(math.isfinite, (width, height, depth))) or not 0 <= height < 200 or not 0 <= width < 500:
        raise ValueError("its size cannot be computed")
    return Piece(drawn.svg(), round(width, 3), round(height, 3), round(depth, 3), "".join(root.itertext()).strip())
