"""What a compositor marks on the proofs: each kind of fault with its name, weight, authority and rule.

The rules are functions of the lines alone (:mod:`press.pages.layout.weasyprint.boxes`), one document at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from press.compose.blocks import document_of
from press.core.messages import Message
from press.pages.faults import lines, pages
from press.pages.faults.blocks import Hit
from press.pages.layout.weasyprint.boxes import Line, Piece


@dataclass(frozen=True)
class Fault:
    """A fault on a page: the piece and line where it stands, and the words that show it."""

    code: str
    piece: Piece
    line: Line
    words: str


@dataclass(frozen=True)
class FaultKind:
    """A kind of fault. ``weight`` is what one counts in the score; ``find`` looks through a document's pieces."""

    code: str
    name: Message
    serious: bool
    weight: int
    source: str
    find: Callable[[Sequence[Piece]], Iterator[Hit]]


def faults(pieces: Sequence[Piece]) -> list[Fault]:
    """All faults of a book's pieces, document by document."""
    found = []
    for _, group in groupby(sorted(pieces, key=lambda p: document_of(p.block)), key=lambda p: document_of(p.block)):
        own = sorted(group, key=lambda piece: piece.page)
        for kind in KINDS.values():
            found += [Fault(kind.code, *shown) for shown in kind.find(own)]
    return found


_RAE = "RAE, Diccionario, «línea»"
_OWN = "our own rule"
_KINDS = (
    FaultKind("R001", Message("widow"), True, 10, _RAE, pages.widow),
    FaultKind("R002", Message("orphan"), True, 10, _RAE, pages.orphan),
    FaultKind("R003", Message("short last line"), True, 6, "Hart, Rules for Compositors, «Spacing»", lines.runt),
    FaultKind(
        "R004",
        Message("more than two hyphens in a row"),
        True,
        5,
        "Hamilton, Division of Words, XXVII",
        lines.hyphens,
    ),
    FaultKind(
        "R005",
        Message("word divided where the leaf turns"),
        True,
        5,
        "Hamilton, Division of Words, «Importance of Spacing»",
        pages.divided_over(True),
    ),
    FaultKind(
        "R006",
        Message("word divided within a spread"),
        False,
        1,
        "Hamilton, Division of Words, «Importance of Spacing»",
        pages.divided_over(False),
    ),
    FaultKind(
        "R007",
        Message("same word at the edge of consecutive lines"),
        True,
        3,
        _OWN,
        lines.same_word,
    ),
    FaultKind("R008", Message("stranded heading"), True, 10, _OWN, pages.stranded),
    FaultKind("R009", Message("caption separated from its figure"), True, 10, _OWN, pages.parted),
    FaultKind("R010", Message("overfull line"), True, 10, _OWN, lines.overfull),
    FaultKind("R011", Message("open line"), False, 1, "AMA Manual of Style (2007), 22.3.2", lines.open_lines),
    FaultKind("R012", Message("short last page"), False, 2, _OWN, pages.short_page),
    FaultKind(
        "R013",
        Message("paragraph that ends in a divided word"),
        False,
        2,
        "Hamilton, Division of Words, XXVI",
        lines.divided_end,
    ),
    FaultKind(
        "R014",
        Message("address divided with a hyphen"),
        True,
        5,
        _OWN,
        lines.divided_address,
    ),
    FaultKind(
        "R015",
        Message("divided proper name"),
        True,
        5,
        _OWN,
        lines.divided_name,
    ),
    FaultKind("R016", Message("first line off the grid"), True, 4, _OWN, pages.off_grid),
    FaultKind(
        "R017",
        Message("tabular figures in text"),
        True,
        5,
        "Bringhurst, The Elements of Typographic Style, 3.2",
        lines.tabular,
    ),
    FaultKind("R018", Message("space of another width"), True, 4, _OWN, lines.odd_space),
    FaultKind(
        "R019",
        Message("address divided after a hyphen"),
        True,
        5,
        _OWN,
        lines.cut_address,
    ),
)
#: What a book has too many of, found by the review of its pages as a whole.
PAGE_KINDS = (
    FaultKind("R020", Message("too many blank pages"), True, 10, _OWN, lambda pieces: iter(())),
    FaultKind(
        "R021",
        Message("too many nearly empty pages"),
        True,
        10,
        _OWN,
        lambda pieces: iter(()),
    ),
)
#: Every kind, by code. A code never changes its meaning; a retired code is not reused.
KINDS: dict[str, FaultKind] = {kind.code: kind for kind in (*_KINDS, *PAGE_KINDS)}
