"""The lines of a laid-out document, read out of WeasyPrint's boxes.

This is below WeasyPrint's public interface, which speaks of pages, anchors and bookmarks only. It
relies on: ``Page._page_box``; the classes of ``weasyprint.formatting_structure.boxes`` with their
``children``, ``element``, ``style``, ``position_x``, ``position_y``, ``width``, ``height``;
``PageBox.page_type.side``; ``Box.is_column`` and ``is_in_normal_flow()``; ``TextBox.text``, which holds the
hyphen of a divided word, and ``TextBox.justification_spacing``. ``tests/review/test_boxes.py`` fails when
an upgrade changes any of it: look there first.

Left out on purpose: running heads and folios (margin boxes), and all that is set absolutely (numbers
of fragments, credits, imprint), since none of it is broken over lines or pages; and the contents, whose
entries are not blocks of a document. The lines of tables and of the index in its columns are given,
as ``cell`` and ``index``: rows and entries are never divided, so that no rule for paragraphs is for them,
but they fill pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from weasyprint.formatting_structure import boxes

from press.compose.blocks import ATTRIBUTE
from press.compose.line_breaks import NAME
from press.pages.layout.weasyprint.advances import has_odd_space, has_tabular_figures
from press.pages.layout.weasyprint.folio_placeholders import placeholder_token

#: Points to a CSS pixel.
_POINTS = 0.75
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt"))


@dataclass(frozen=True)
class Line:
    """A line of print. Lengths are in points; ``x`` and ``top`` count from the page's top left corner.

    ``width`` is the natural width of its text, ``measure`` the width that it may fill, and ``opened`` what
    justification adds to each of its word spaces. ``hyphenated``: its last word is divided by a hyphen that
    the text does not have. ``first`` and ``last``: of its block, on whatever page.
    """

    text: str
    x: float
    top: float
    width: float
    measure: float
    size: float
    opened: float = 0.0
    hyphenated: bool = False
    first: bool = False
    last: bool = False
    #: its last word belongs to a proper name
    ends_in_name: bool = False
    #: it has figures of one width outside tables, and folios, whose face has proportional ones
    tabular: bool = False
    #: a space of it is of another width than in the regular face
    odd_space: bool = False


@dataclass(frozen=True)
class Piece:
    """What of a block stands on one page, or in one column of it.

    ``page`` counts from 0 in the document that was laid out. ``kind`` is ``text``, ``heading``, ``note``, ``caption``,
    ``cell``, ``index``, ``listing``, ``display`` (centred lines) or ``picture``, which has no lines. ``figure`` is the name of
    the figure that holds it; ``indent`` the indent of its first line in points, negative where it hangs.
    """

    block: str
    kind: str
    page: int
    recto: bool
    column: int = 0
    figure: str = ""
    indent: float = 0.0
    lines: tuple[Line, ...] = ()
    #: top and height of the page's text area, in points
    area: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class _Place:
    """Where the walk through the boxes is."""

    page: int
    recto: bool
    area: tuple[float, float]
    block: str = ""
    kind: str = "text"
    column: int = 0
    figure: str = ""


def read_pieces(document: Any) -> tuple[Piece, ...]:
    """The pieces of a ``weasyprint.Document`` in reading order, the notes of a page after its text."""
    texts: dict[str, str] = {}
    found: list[Piece] = []
    for number, page in enumerate(document.pages):
        box = page._page_box
        area = box.content_box_y() * _POINTS, box.height * _POINTS
        place = _Place(number, (box.page_type.side == "right") == (box.style["direction"] == "ltr"), area)
        for note_area in (False, True):
            for child in box.children:
                if not isinstance(child, boxes.MarginBox) and isinstance(child, boxes.FootnoteAreaBox) is note_area:
                    found += _walk(child, place, texts)
    return _mark_line_ends(_merged(found), texts)


def _walk(box: Any, place: _Place, texts: dict[str, str]) -> Iterator[Piece]:
    """The pieces of a box, one for each box with lines; notes the text of each block in ``texts``."""
    if box.element is not None:
        place = _inside(box.element, place)
        if place.block and place.block == box.element.get(ATTRIBUTE):
            texts.setdefault(place.block, "".join(box.element.itertext()))
    if isinstance(box, boxes.ReplacedBox):
        yield _piece("picture", place)
        return
    children = [child for child in getattr(box, "children", ()) if child.is_in_normal_flow() or child.is_footnote()]
    lines = [line for line in children if isinstance(line, boxes.LineBox)]
    if lines:
        if place.block:
            kind = (
                "display" if place.kind == "text" and box.style["text_align_all"] in ("center", "right") else place.kind
            )
            read = [line for line in (_line(line, box) for line in lines) if line]
            yield _piece(kind, place, box.style["text_indent"].value * _POINTS, tuple(read))
        for line in lines:
            for inner in line.descendants():
                if isinstance(inner, boxes.ReplacedBox):
                    yield _piece("picture", place)
        return
    columns = 0
    for child in children:
        columns += child.is_column
        yield from _walk(child, replace(place, column=columns) if child.is_column else place, texts)


def _piece(kind: str, place: _Place, indent: float = 0.0, lines: tuple[Line, ...] = ()) -> Piece:
    return Piece(place.block, kind, place.page, place.recto, place.column, place.figure, indent, lines, place.area)


def _inside(element: Any, place: _Place) -> _Place:
    classes = element.get("class", "").split()
    place = replace(place, block=element.get(ATTRIBUTE, place.block))
    if element.tag == "figure":
        return replace(place, figure=place.block)
    kind = {"figcaption": "caption", "td": "cell", "th": "cell", "pre": "listing"}.get(element.tag, "")
    kind = "heading" if element.tag in _HEADINGS else kind
    kind = "note" if "fn" in classes else "index" if {"name-index", "term-index"} & {*classes} else kind
    return replace(place, kind=kind) if kind and place.kind == "text" else place


def _line(line: Any, container: Any) -> Line | None:
    """A line box as data, None where it holds no text."""
    texts = list(_texts(line))
    if not texts:
        return None
    x, right = min(t.position_x for t in texts), max(t.position_x + t.width for t in texts)
    spacing = max(t.justification_spacing for t in texts)
    added = sum(t.justification_spacing * (t.text.count(" ") + t.text.count("\u00a0")) for t in texts)
    return Line(
        text="".join(placeholder_token(t) or t.text for t in texts),
        x=x * _POINTS,
        top=line.position_y * _POINTS,
        width=(right - x - added) * _POINTS,
        measure=(container.content_box_x() + container.width - x) * _POINTS,
        size=container.style["font_size"] * _POINTS,
        opened=spacing * _POINTS,
        ends_in_name=NAME in (texts[-1].element.get("class") or "").split(),
        tabular=any(map(has_tabular_figures, texts)),
        odd_space=any(map(has_odd_space, texts)),
    )


def _texts(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
            yield from _texts(child)


def _merged(found: list[Piece]) -> list[Piece]:
    """One piece where several boxes of a block follow one another on a page: the lines of a title."""
    merged = []
    for _, group in groupby(found, key=lambda piece: (piece.block, piece.kind, piece.page, piece.column)):
        first, *others = group
        merged.append(replace(first, lines=sum((piece.lines for piece in others), first.lines)))
    return [piece for piece in merged if piece.lines or piece.kind == "picture"]


def _mark_line_ends(found: list[Piece], texts: dict[str, str]) -> tuple[Piece, ...]:
    """The pieces whose lines know whether they begin or end their block, and whether a word is divided after them."""
    of_block: dict[str, list[Line]] = defaultdict(list)
    for piece in found:
        of_block[piece.block] += piece.lines
    finished: dict[str, Iterator[Line]] = {}
    for block, lines in of_block.items():
        finished[block] = iter(
            [
                replace(
                    line,
                    first=place == 0,
                    last=place == len(lines) - 1,
                    hyphenated=_is_divided(line, lines[place + 1 : place + 2], texts.get(block, "")),
                )
                for place, line in enumerate(lines)
            ]
        )
    return tuple(replace(piece, lines=tuple(next(finished[piece.block]) for _ in piece.lines)) for piece in found)


def _is_divided(line: Line, after: list[Line], text: str) -> bool:
    """Whether the hyphen at a line's end is not the text's own: joined to the next line, it gives a word of the text."""
    if not line.text.endswith("-") or not after:
        return False
    return line.text.split()[-1][:-1] + after[0].text.split()[0] in text
