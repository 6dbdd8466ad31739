"""Where the paragraphs of a document stand in its file, and where they stand on its pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from press.compose.blocks import block_texts
from press.compose.document import Document
from press.pages.layout.printed_part import PrintedPart

_WORD = re.compile(r"\w+")
#: Words that are sought together, and how many of a paragraph's beginnings are tried.
_RUN, _TRIES = 3, 12
#: Letters of a paragraph by which the e-reader's view knows it.
_LETTERS = 60


def block_lines(document: Document) -> dict[str, int]:
    """The line of each block and note of a document in its Markdown file; those whose words do not stand there are left out."""
    if document.markdown is None:
        return {}
    text = document.markdown.prose
    words, lines, starts = [], [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        found = _WORD.findall(line.lower())
        words += found
        lines += [number] * len(found)
        starts += len(found)
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in range(len(words)):
        for length in range(1, _RUN + 1):
            runs[tuple(words[place : place + length])].append(place)
    placed: dict[str, int] = {}
    cursor = {False: 0, True: 0}  # notes may stand anywhere, in their own order
    for block, content in block_texts(document).items():
        is_note = ":n" in block
        at = _found(_WORD.findall(content.lower()), runs, cursor[is_note])
        if at is not None:
            placed[block], cursor[is_note] = lines[at], at
    return placed


def _found(sought: list[str], runs: dict[tuple[str, ...], list[int]], cursor: int) -> int | None:
    """The place of a block's words among those of the file, after ``cursor`` where it can be."""
    length = min(_RUN, len(sought))
    if not length:
        return None
    for begin in range(min(_TRIES, len(sought) - length + 1)):
        places = runs.get(tuple(sought[begin : begin + length]))
        if places:
            return next((place for place in places if place >= cursor), places[0])
    return None


def block_at(placed: dict[str, int], line: int) -> str:
    """The block that a line of the file belongs to: the last that begins at or before it; empty for none."""
    before = [(start, number, block) for number, (block, start) in enumerate(placed.items()) if start <= line]
    return max(before)[2] if before else ""


def changed_line(old: str, new: str) -> int:
    """The first line of ``new`` (from 1) that ``old`` does not have in its place, one with words where there is one near."""
    before, after = old.split("\n"), new.split("\n")
    same = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None)
    if same is None:
        same = min(len(before), len(after)) - (len(after) < len(before))
    last = len(after) - 1
    added = max(1, len(after) - len(before) + 1)
    worded = (n for n in range(same, min(same + added, len(after))) if after[n].strip())
    return min(next(worded, same), last) + 1


def places(part: PrintedPart, document: Document | None, lines: dict[str, int]) -> list[dict[str, Any]]:
    """Every block on the pages of a part: its page, its box in points from the top left corner, its line and first words."""
    words = block_texts(document) if document else {}
    found = []
    for (block, page), pieces in groupby(part.placed.part.pieces, key=lambda piece: (piece.block, piece.page)):
        side = ("recto", "verso")[(part.placed.first + page) % 2]
        boxes = [_box(line) for piece in pieces for line in piece.lines]
        if block and boxes:
            left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
            right, foot = max(box[2] for box in boxes), max(box[3] for box in boxes)
            box = [left + part.shifts[side], top, right - left, foot - top]
            found.append(
                {
                    "block": block,
                    "page": page,
                    "box": [round(value, 1) for value in box],
                    "line": lines.get(block, 0),
                    "words": words.get(block, "")[:_LETTERS],
                }
            )
    return found


def _box(line: Any) -> tuple[float, float, float, float]:
    """Left, top, right and foot of a line."""
    return line.x, line.top, line.x + line.measure, line.top + line.size * 1.2


def each_place(part: PrintedPart, block: str) -> Iterator[int]:
    """The pages of the book, from 0, on which a block stands."""
    for piece in part.placed.part.pieces:
        if piece.block == block:
            yield part.placed.first + piece.page
