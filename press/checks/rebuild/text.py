"""Where two texts differ, or two files that are no text."""

from __future__ import annotations

from itertools import zip_longest

from press.core.messages import Message

#: Characters shown before the first that differs, and from it on.
_BEFORE, _AFTER = 30, 40


def where_in_text(one: bytes, other: bytes) -> str:
    """The line and the column, from 1, with both versions; of what is not UTF-8, the byte."""
    try:
        mine, theirs = one.decode(), other.decode()
    except UnicodeDecodeError:
        return where_in_bytes(one, other)
    for number, (ours, again) in enumerate(zip_longest(mine.split("\n"), theirs.split("\n")), start=1):
        if ours is None or again is None:
            return Message("line {}: {}, rebuilt {}", number, _shown(ours, 0), _shown(again, 0))
        if ours != again:
            column = first_different(ours, again)
            lines = _shown(ours, column), _shown(again, column)
            return Message("line {}, column {}: {}, rebuilt {}", number, column + 1, *lines)
    raise AssertionError("texts that do not differ")


def where_in_bytes(one: bytes, other: bytes) -> str:
    """The first byte, from 0, and the sizes where they differ."""
    first = first_different(one, other)
    if len(one) == len(other):
        return Message("byte {}", first)
    return Message("byte {} ({} bytes, rebuilt {})", first, len(one), len(other))


def first_different(one: str | bytes, other: str | bytes) -> int:
    """The first place, from 0, at which two sequences differ; the length of the shorter where it begins the other."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _shown(line: str | None, column: int) -> str:
    """A line around a column, with what cannot be seen written out."""
    if line is None:
        return Message("no such line")
    start, end = max(0, column - _BEFORE), column + _AFTER
    return f"{'…' if start else ''}{line[start:end]!r}{'…' if end < len(line) else ''}"
