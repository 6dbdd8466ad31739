"""Faults of pages: where a paragraph, a heading or a figure is divided, and how a page begins and ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from press.pages.faults.blocks import Hit, last_word, of_prose, paragraphs
from press.pages.layout.weasyprint.boxes import Piece

#: Lines that a chapter's last page should have at least.
_LAST_PAGE = 5
#: The first line of a page may stand so much (in points) below the top of the text area: what rounding does.
_LOW = 1.0


def widow(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """The last line of a paragraph alone at the top of a page."""
    for piece in of_prose(pieces):
        if len(piece.lines) == 1 and piece.lines[0].last and not piece.lines[0].first:
            yield piece, piece.lines[0], piece.lines[0].text


def orphan(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """The first line of a paragraph alone at the foot of a page."""
    for piece in of_prose(pieces):
        if len(piece.lines) == 1 and piece.lines[0].first and not piece.lines[0].last:
            yield piece, piece.lines[0], piece.lines[0].text


def divided_over(recto: bool) -> Callable[[Sequence[Piece]], Iterator[Hit]]:
    """Words divided from a page on to the next: over the leaf (from a recto), or within a spread."""

    def find(pieces: Sequence[Piece]) -> Iterator[Hit]:
        for lines in paragraphs(pieces):
            for (piece, line), (after, rest) in pairwise(lines):
                if line.hyphenated and after.page != piece.page and piece.recto is recto:
                    yield piece, line, last_word(line) + "/" + rest.text.split()[0]

    return find


def stranded(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A heading with fewer than two lines below it on its page, unless all of the block that it heads is there."""
    flow = [piece for piece in pieces if piece.kind != "note"]
    for place, piece in enumerate(flow):
        if piece.kind != "heading" or (place + 1 < len(flow) and flow[place + 1].block == piece.block):
            continue
        below = [p for p in flow[place + 1 :] if p.kind != "heading"]
        here = [p for p in below if (p.page, p.column) == (piece.page, piece.column)]
        if not below or any(p.kind == "picture" for p in here) or sum(len(p.lines) for p in here) >= 2:
            continue
        if not here or here[0] is not below[0] or not here[0].lines[-1].last:
            yield piece, piece.lines[0], piece.lines[0].text


def parted(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A caption on another page than its picture."""
    pages = {piece.figure: piece.page for piece in pieces if piece.kind == "picture"}
    for piece in pieces:
        if piece.kind == "caption" and pages.get(piece.figure, piece.page) != piece.page:
            yield piece, piece.lines[0], piece.lines[0].text


def short_page(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A document's last page with fewer than five lines and nothing else."""
    flow = [piece for piece in pieces if piece.kind != "note"]
    last = [piece for piece in flow if piece.page == max(piece.page for piece in flow)] if flow else []
    if last and last[0].page > flow[0].page and all(piece.kind in ("text", "listing", "heading") for piece in last):
        lines = [line for piece in last for line in piece.lines]
        if len(lines) < _LAST_PAGE:
            yield last[-1], lines[-1], lines[-1].text


def off_grid(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A first line below the top of the text area, on a page that the document does not begin on."""
    flow = [piece for piece in pieces if piece.kind != "note"]
    for page, group in groupby(flow, key=lambda piece: piece.page):
        first = next(group)
        top = first.lines[0].top - first.area[0] if first.lines else 0.0
        if page != flow[0].page and first.kind in ("text", "listing", "heading", "display", "index") and top > _LOW:
            yield first, first.lines[0], f"{first.lines[0].text} ({top:.1f} pt)"
