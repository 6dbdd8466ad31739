"""Faults of lines and words: what a compositor marks in a paragraph, whatever page it stands on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from press.pages.faults.blocks import PROSE, Hit, Placed, first_word, last_word, of_prose, paragraphs
from press.pages.layout.weasyprint.boxes import Line, Piece

#: A last line of fewer letters is a «línea ladrona»: Hart's Rules ask for more than five, Spanish use for five.
_LETTERS = 5
#: A column of no more than so many em is a narrow measure, where short last lines are let pass, as Hart does.
_NARROW = 16
#: What justification may add to a word space, in em: with the 0.2 em of EB Garamond's, half an em in all.
_OPENED = 0.3
#: A line may stand out by so much (in points) of what rounding does.
_ROUNDING = 0.5


def runt(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A last line of a few letters, or shorter than the indent of the next paragraph."""
    for lines in paragraphs(pieces, (*PROSE, "caption", "cell")):
        piece, last = lines[-1]
        short = sum(c.isalnum() for c in last.text) < _LETTERS or last.width < max(piece.indent, last.size)
        if len(lines) > 1 and short and lines[0][1].measure > _NARROW * last.size:
            yield piece, last, last.text


def divided_end(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A last line that is nothing but the end of a divided word."""
    for lines in paragraphs(pieces):
        piece, last = lines[-1]
        if len(lines) > 1 and lines[-2][1].hyphenated and len(last.text.split()) == 1:
            yield piece, last, last_word(lines[-2][1]) + "/" + last.text


def hyphens(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """More than two lines running that end in a divided word."""
    for lines in paragraphs(pieces):
        for hyphenated, run in groupby(lines, key=lambda placed: placed[1].hyphenated):
            row = list(run)
            if hyphenated and len(row) > 2:
                yield *row[0], " / ".join(last_word(line) for _, line in row)


def divided_address(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """An address with a hyphen put into it, which a reader would type."""
    for lines in paragraphs(pieces, (*PROSE, "caption", "cell")):
        for (piece, line), (_, rest) in pairwise(lines):
            word = last_word(line) + "/" + first_word(rest)
            if line.hyphenated and re.search(r"://|@|\w\.\w.*/\w", word):
                yield piece, line, word


def same_word(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """The same word of four letters or more at one edge of two lines running, or any word at that of three."""
    for lines in paragraphs(pieces):
        for word_at, edge in ((first_word, _left), (last_word, _right)):
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
        word = "" if line.hyphenated and word_at is last_word else _key(word_at(line))
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


def _key(word: str) -> str:
    return "".join(re.findall(r"[^\W\d_]", word)).lower()


def overfull(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A line wider than its measure."""
    for piece in pieces:
        for line in piece.lines:
            if line.width > line.measure + _ROUNDING and piece.kind != "display":
                yield piece, line, line.text


def open_lines(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A justified line whose word spaces are opened beyond half an em."""
    for piece in of_prose(pieces):
        for line in piece.lines:
            if line.opened > _OPENED * line.size:
                yield piece, line, line.text


def divided_name(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A word of a name of people.yaml, bibliography.yaml or films.yaml with a hyphen put into it."""
    for lines in paragraphs(pieces, (*PROSE, "caption", "cell", "index")):
        for (piece, line), (_, rest) in pairwise(lines):
            if line.hyphenated and line.ends_in_name:
                yield piece, line, last_word(line) + "/" + first_word(rest)


def cut_address(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """An address that is divided after a hyphen of its own, or after "https://"."""
    for lines in paragraphs(pieces, (*PROSE, "caption", "cell")):
        for (piece, line), (_, rest) in pairwise(lines):
            end, word = last_word(line), last_word(line) + first_word(rest)
            address = re.search(r"://|@|\w\.\w.*/\w", word)
            if address and (end.endswith("://") or (end.endswith("-") and not line.hyphenated)):
                yield piece, line, f"{end} / {first_word(rest)}"


def tabular(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """Figures of one width in running text; a table and a drawing may have them."""
    for piece in pieces:
        hits = [line for line in piece.lines if line.tabular]
        if hits and piece.kind not in ("cell", "picture"):
            yield piece, hits[0], hits[0].text


def odd_space(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """A thin space of another width than the stylesheets give it."""
    for piece in pieces:
        yield from ((piece, line, line.text) for line in piece.lines if line.odd_space)
