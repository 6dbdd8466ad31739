"""Where two texts differ, or two files that are no text."""

from __future__ import annotations

from itertools import zip_longest

#: Signs shown before the first that differs, and from it on.
_BEFORE, _AFTER = 30, 40


def where_in_text(one: bytes, other: bytes) -> str:
    """The line and the column, from 1, with both versions; of what is not UTF-8, the byte."""
    try:
        mine, theirs = one.decode(), other.decode()
    except UnicodeDecodeError:
        return where_in_bytes(one, other)
    for number, (ours, again) in enumerate(zip_longest(mine.split("\n"), theirs.split("\n")), start=1):
        if ours is None or again is None:
            return f"line {number}: {_shown(ours, 0)}, rebuilt {_shown(again, 0)}"
        if ours != again:
            column = first_different(ours, again)
            return f"line {number}, column {column + 1}: {_shown(ours, column)}, rebuilt {_shown(again, column)}"
    raise AssertionError("texts that do not differ")


def where_in_bytes(one: bytes, other: bytes) -> str:
    """The first byte, from 0, and the sizes where they differ."""
    sizes = "" if len(one) == len(other) else f" ({len(one)} bytes, rebuilt {len(other)})"
    return f"byte {first_different(one, other)}{sizes}"


def first_different(one: str | bytes, other: str | bytes) -> int:
    """The first place, from 0, at which two sequences differ; the length of the shorter where it begins the other."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _shown(line: str | None, column: int) -> str:
    """A line around a column, with what cannot be seen written out."""
    if line is None:
        return "no such line"
    start, end = max(0, column - _BEFORE), column + _AFTER
    return f"{'…' if start else ''}{line[start:end]!r}{'…' if end < len(line) else ''}"
