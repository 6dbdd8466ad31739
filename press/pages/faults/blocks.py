"""What the rules of page faults read: the lines of the blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.pages.layout.weasyprint.boxes import Line, Piece

#: Kinds of piece whose lines are broken over lines and pages as paragraphs are.
PROSE = ("text", "note")
#: A hit of a rule: the piece and line where the fault stands, and the words that show it.
Hit = tuple[Piece, Line, str]
Placed = tuple[Piece, Line]


def paragraphs(pieces: Sequence[Piece], kinds: tuple[str, ...] = PROSE) -> list[list[Placed]]:
    """The lines of each block of these kinds, over all its pages, with the piece that each stands in."""
    found: dict[str, list[Placed]] = {}
    for piece in pieces:
        if piece.kind in kinds:
            found.setdefault(piece.block, []).extend((piece, line) for line in piece.lines)
    return list(found.values())


def of_prose(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of running text and notes, and listings, whose lines are not broken but whose pages are."""
    return (piece for piece in pieces if piece.kind in (*PROSE, "listing"))


def first_word(line: Line) -> str:
    """The first word of a line that has words."""
    return line.text.split()[0]


def last_word(line: Line) -> str:
    """The last word of a line that has words."""
    return line.text.split()[-1]
