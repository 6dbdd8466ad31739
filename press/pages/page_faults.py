"""What a compositor marks on the proofs: each kind of fault with its name, weight, authority and rule.

The rules are functions of the lines alone (:mod:`press.pages.layout.weasyprint.boxes`), one document at a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from press.compose.blocks import document_of
from press.core.messages import Message
from press.pages.layout.weasyprint.boxes import Line, Piece

#: Kinds of piece whose lines are broken over lines and pages as paragraphs are.
_PROSE = ("text", "note")
#: A last line of fewer letters is a «línea ladrona»: Hart's Rules ask for more than five, Spanish use for five.
_LETTERS = 5
#: A column of no more than so many em is a narrow measure, where short last lines are let pass, as Hart does.
_NARROW = 16
#: What justification may add to a word space, in em: with the 0.2 em of EB Garamond's, half an em in all.
_OPENED = 0.3
#: Lines that a chapter's last page should have at least.
_LAST_PAGE = 5
#: The first line of a page may stand so much (in points) below the top of the text area: what rounding does.
_LOW = 1.0
#: A line may stand out by so much (in points) of what rounding does.
_ROUNDING = 0.5


@dataclass(frozen=True)
class Fault:
    """A fault on a page: the piece and line where it stands, and the words that show it."""

    code: str
    piece: Piece
    line: Line
    words: str


Hit = tuple[Piece, Line, str]
Placed = tuple[Piece, Line]


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


def paragraphs(pieces: Sequence[Piece], kinds: tuple[str, ...] = _PROSE) -> list[list[Placed]]:
    """The lines of each block of these kinds, over all its pages, with the piece that each stands in."""
    found: dict[str, list[Placed]] = {}
    for piece in pieces:
        if piece.kind in kinds:
            found.setdefault(piece.block, []).extend((piece, line) for line in piece.lines)
    return list(found.values())


def _widow(pieces: Sequence[Piece]) -> Iterator[Hit]:
    for piece in _of_prose(pieces):
        if len(piece.lines) == 1 and piece.lines[0].last and not piece.lines[0].first:
            yield piece, piece.lines[0], piece.lines[0].text


def _orphan(pieces: Sequence[Piece]) -> Iterator[Hit]:
    for piece in _of_prose(pieces):
        if len(piece.lines) == 1 and piece.lines[0].first and not piece.lines[0].last:
            yield piece, piece.lines[0], piece.lines[0].text


def _of_prose(pieces: Sequence[Piece]) -> Iterator[Piece]:
    return (piece for piece in pieces if piece.kind in _PROSE)


def _runt(pieces: Sequence[Piece]) -> Iterator[Hit]:
    for lines in paragraphs(pieces, (*_PROSE, "caption", "cell")):
        piece, last = lines[-1]
        short = sum(c.isalnum() for c in last.text) < _LETTERS or last.width < max(piece.indent, last.size)
        if len(lines) > 1 and short and lines[0][1].measure > _NARROW * last.size:
            yield piece, last, last.text


def _divided_end(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A last line that is nothing but the end of a divided word."""
    for lines in paragraphs(pieces):
        piece, last = lines[-1]
        if len(lines) > 1 and lines[-2][1].hyphenated and len(last.text.split()) == 1:
            yield piece, last, _last_word(lines[-2][1]) + "/" + last.text


def _hyphens(pieces: Sequence[Piece]) -> Iterator[Hit]:
    for lines in paragraphs(pieces):
        for hyphenated, run in groupby(lines, key=lambda placed: placed[1].hyphenated):
            row = list(run)
            if hyphenated and len(row) > 2:
                yield *row[0], " / ".join(_last_word(line) for _, line in row)


def _divided_over(recto: bool) -> Callable[[Sequence[Piece]], Iterator[Hit]]:
    """Words divided from a page on to the next: over the leaf (from a recto), or within a spread."""

    def find(pieces: Sequence[Piece]) -> Iterator[Hit]:
        for lines in paragraphs(pieces):
            for (piece, line), (after, rest) in pairwise(lines):
                if line.hyphenated and after.page != piece.page and piece.recto is recto:
                    yield piece, line, _last_word(line) + "/" + rest.text.split()[0]

    return find


def _divided_address(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """An address with a hyphen put into it, which a reader would type."""
    for lines in paragraphs(pieces, (*_PROSE, "caption", "cell")):
        for (piece, line), (_, rest) in pairwise(lines):
            word = _last_word(line) + "/" + _first_word(rest)
            if line.hyphenated and re.search(r"://|@|\w\.\w.*/\w", word):
                yield piece, line, word


def _same_word(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """The same word of four letters or more at one edge of two lines running, or any word at that of three."""
    for lines in paragraphs(pieces):
        for word_at, edge in ((_first_word, _left), (_last_word, _right)):
            for run in _runs_alike(lines, word_at, edge):
                if len(run) > 2 or (len(run) == 2 and len(_key(word_at(run[0][1]))) >= 4):
                    yield *run[0], " / ".join(word_at(line) for _, line in run)


def _runs_alike(
    lines: list[Placed], word_at: Callable[[Line], str], edge: Callable[[Line], float]
) -> Iterator[list[Placed]]:
    """The runs of lines with the same word at an edge where they stand under one another; divided words are none."""
    run: list[Placed] = []
    for placed in lines:
        line = placed[1]
        word = "" if line.hyphenated and word_at is _last_word else _key(word_at(line))
        alike = run and word == _key(word_at(run[-1][1])) and abs(edge(line) - edge(run[-1][1])) < line.size
        if not alike:
            yield run
            run = []
        run = [*run, placed] if word else []
    yield run


def _left(line: Line) -> float:
    return line.x


def _right(line: Line) -> float:
    spaces = line.text.count(" ") + line.text.count("\u00a0")
    return line.x + line.width + line.opened * spaces


def _first_word(line: Line) -> str:
    return line.text.split()[0]


def _last_word(line: Line) -> str:
    return line.text.split()[-1]


def _key(word: str) -> str:
    return "".join(re.findall(r"[^\W\d_]", word)).lower()


def _stranded(pieces: Sequence[Piece]) -> Iterator[Hit]:
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


def _parted(pieces: Sequence[Piece]) -> Iterator[Hit]:
    pages = {piece.figure: piece.page for piece in pieces if piece.kind == "picture"}
    for piece in pieces:
        if piece.kind == "caption" and pages.get(piece.figure, piece.page) != piece.page:
            yield piece, piece.lines[0], piece.lines[0].text


def _overfull(pieces: Sequence[Piece]) -> Iterator[Hit]:
    for piece in pieces:
        for line in piece.lines:
            if line.width > line.measure + _ROUNDING and piece.kind != "display":
                yield piece, line, line.text


def _open_lines(pieces: Sequence[Piece]) -> Iterator[Hit]:
    for piece in _of_prose(pieces):
        for line in piece.lines:
            if line.opened > _OPENED * line.size:
                yield piece, line, line.text


def _short_page(pieces: Sequence[Piece]) -> Iterator[Hit]:
    flow = [piece for piece in pieces if piece.kind != "note"]
    last = [piece for piece in flow if piece.page == max(piece.page for piece in flow)] if flow else []
    if last and last[0].page > flow[0].page and all(piece.kind in ("text", "heading") for piece in last):
        lines = [line for piece in last for line in piece.lines]
        if len(lines) < _LAST_PAGE:
            yield last[-1], lines[-1], lines[-1].text


def _divided_name(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A word of a name of people.yaml, bibliography.yaml or films.yaml with a hyphen put into it."""
    for lines in paragraphs(pieces, (*_PROSE, "caption", "cell", "index")):
        for (piece, line), (_, rest) in pairwise(lines):
            if line.hyphenated and line.ends_in_name:
                yield piece, line, _last_word(line) + "/" + _first_word(rest)


def _cut_address(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """An address that is divided after a hyphen of its own, or after "https://"."""
    for lines in paragraphs(pieces, (*_PROSE, "caption", "cell")):
        for (piece, line), (_, rest) in pairwise(lines):
            end, word = _last_word(line), _last_word(line) + _first_word(rest)
            address = re.search(r"://|@|\w\.\w.*/\w", word)
            if address and (end.endswith("://") or (end.endswith("-") and not line.hyphenated)):
                yield piece, line, f"{end} / {_first_word(rest)}"


def _off_grid(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A first line below the top of the text area, on a page that the document does not begin on."""
    flow = [piece for piece in pieces if piece.kind != "note"]
    for page, group in groupby(flow, key=lambda piece: piece.page):
        first = next(group)
        top = first.lines[0].top - first.area[0] if first.lines else 0.0
        if page != flow[0].page and first.kind in ("text", "heading", "display", "index") and top > _LOW:
            yield first, first.lines[0], f"{first.lines[0].text} ({top:.1f} pt)"


def _tabular(pieces: Sequence[Piece]) -> Iterator[Hit]:
    for piece in pieces:
        hits = [line for line in piece.lines if line.tabular]
        if hits and piece.kind not in ("cell", "picture"):
            yield piece, hits[0], hits[0].text


def _odd_space(pieces: Sequence[Piece]) -> Iterator[Hit]:
    for piece in pieces:
        yield from ((piece, line, line.text) for line in piece.lines if line.odd_space)


_RAE = "RAE, Diccionario, «línea»"
_OWN = "our own rule"
_KINDS = (
    FaultKind("R001", Message("widow"), True, 10, _RAE, _widow),
    FaultKind("R002", Message("orphan"), True, 10, _RAE, _orphan),
    FaultKind("R003", Message("short last line"), True, 6, "Hart, Rules for Compositors, «Spacing»", _runt),
    FaultKind(
        "R004",
        Message("more than two hyphens in a row"),
        True,
        5,
        "Hamilton, Division of Words, XXVII",
        _hyphens,
    ),
    FaultKind(
        "R005",
        Message("word divided where the leaf turns"),
        True,
        5,
        "Hamilton, Division of Words, «Importance of Spacing»",
        _divided_over(True),
    ),
    FaultKind(
        "R006",
        Message("word divided within a spread"),
        False,
        1,
        "Hamilton, Division of Words, «Importance of Spacing»",
        _divided_over(False),
    ),
    FaultKind(
        "R007",
        Message("same word at the edge of consecutive lines"),
        True,
        3,
        _OWN,
        _same_word,
    ),
    FaultKind("R008", Message("stranded heading"), True, 10, _OWN, _stranded),
    FaultKind("R009", Message("caption separated from its figure"), True, 10, _OWN, _parted),
    FaultKind("R010", Message("overfull line"), True, 10, _OWN, _overfull),
    FaultKind("R011", Message("open line"), False, 1, "AMA Manual of Style (2007), 22.3.2", _open_lines),
    FaultKind("R012", Message("short last page"), False, 2, _OWN, _short_page),
    FaultKind(
        "R013",
        Message("paragraph that ends in a divided word"),
        False,
        2,
        "Hamilton, Division of Words, XXVI",
        _divided_end,
    ),
    FaultKind(
        "R014",
        Message("address divided with a hyphen"),
        True,
        5,
        _OWN,
        _divided_address,
    ),
    FaultKind(
        "R015",
        Message("divided proper name"),
        True,
        5,
        _OWN,
        _divided_name,
    ),
    FaultKind("R016", Message("first line off the grid"), True, 4, _OWN, _off_grid),
    FaultKind(
        "R017",
        Message("tabular figures in text"),
        True,
        5,
        "Bringhurst, The Elements of Typographic Style, 3.2",
        _tabular,
    ),
    FaultKind("R018", Message("space of another width"), True, 4, _OWN, _odd_space),
    FaultKind(
        "R019",
        Message("address divided after a hyphen"),
        True,
        5,
        _OWN,
        _cut_address,
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
