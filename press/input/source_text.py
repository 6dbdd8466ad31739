"""The text of a Markdown document as an author wrote it: what is code, what is a comment, where its headings stand."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

#: What XML 1.0 and HTML do not have, C1 controls, and a byte-order mark within a text.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff]")
_FENCE = re.compile(r"^(?P<before>[ >]*)(?P<signs>`{3,}|~{3,})(?P<rest>[^\n]*)$")
_RAW = re.compile(r"[ \t]*\{=html5?\}")
_TICKS = re.compile(r"`+")
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,32};")
#: A note as it is written: its name, and its text with the lines that go on with it.
NOTE = re.compile(
    r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?:(?:[ ]{4}|\t).*|[^\s\[#:`~>-].*|[ \t]*(?=\n(?: {4}|\t))))*)", re.M
)
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")
_ATX = re.compile(r"^[ >]*(?:[-*+][ ]+|\d+[.)][ ]+)?(#{1,6})(?:[ \t]|$)")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")


class Heading(NamedTuple):
    """A heading as it is written: its level and its line, from 1."""

    level: int
    line: int


def without_code(text: str, sign: str = " ") -> str:
    """The text with this sign for each sign of code and comments, every other character in its place; raw HTML stays."""
    return _blank_spans(_blank_comments(_blank_fences(text, sign), sign), sign)


def outside_code(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], text: str) -> str:
    """The text with ``new`` for each match that does not lie in code or a comment."""
    prose = without_code(text)
    return pattern.sub(lambda match: new(match) if prose[match.start() : match.end()].strip() else match[0], text)


def unclosed_fence(text: str) -> int:
    """The line (from 1) of a fence of code that nothing closes; 0 where there is none."""
    return next((start + 1 for start, end in fences(text.split("\n")) if end is None), 0)


def headings(prose: str) -> list[Heading]:
    """The headings of a text without code, with ``#`` before them or a line under them."""
    found = []
    lines = prose.split("\n")
    for number, line in enumerate(lines):
        if match := _ATX.match(line):
            found.append(Heading(len(match[1]), number + 1))
        elif (match := _SETEXT.match(line)) and number and _is_paragraph(lines, number - 1):
            found.append(Heading(1 if match[1][0] == "=" else 2, number))
    return found


def _is_paragraph(lines: list[str], number: int) -> bool:
    """Whether a line is a paragraph of one line, such as pandoc makes a heading of when it is underlined."""
    line = lines[number]
    alone = number == 0 or not lines[number - 1].strip()
    return alone and bool(line.strip()) and not line.startswith((":::", "|", ">", "    ", "\t"))


def fences(lines: list[str]) -> Iterator[tuple[int, int | None]]:
    """First and last line (from 0) of each fenced block; None where it is not closed."""
    at = 0
    while at < len(lines):
        opening = _FENCE.match(lines[at])
        if opening is None or (opening["signs"][0] == "`" and "`" in opening["rest"]):
            at += 1
            continue
        close = re.compile(rf"^[ >]*{re.escape(opening['signs'][0])}{{{len(opening['signs'])},}}[ \t]*$")
        end = next((place for place in range(at + 1, len(lines)) if close.match(lines[place])), None)
        yield at, end
        if end is None:
            return
        at = end + 1


def lines_of_code(lines: list[str]) -> set[int]:
    """The numbers (from 0) of the lines of fenced blocks; of one that is not closed that of its fence, as pandoc reads it."""
    return {number for first, last in fences(lines) for number in range(first, (first if last is None else last) + 1)}


def _blank_fences(text: str, sign: str) -> str:
    lines = text.split("\n")
    for start, end in fences(lines):
        if end is not None and not _RAW.search(lines[start]):
            for place in range(start, end + 1):
                lines[place] = _blank(lines[place], sign)
    return "\n".join(lines)


def _blank_comments(text: str, sign: str) -> str:
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[at:start], _blank(text[start : end + 3], sign)]
        at = end + 3
    return "".join([*parts, text[at:]])


def _blank_spans(text: str, sign: str) -> str:
    """Code spans: a run of backticks, to the next run of the same length in the paragraph."""
    if "`" not in text:
        return text
    runs = [match.span() for match in _TICKS.finditer(text)]
    ends = [match.start() for match in _BLANK_LINE.finditer(text)]
    parts, at, paragraph, number = [], 0, 0, 0
    while number < len(runs):
        start, stop = runs[number]
        while paragraph < len(ends) and ends[paragraph] < start:
            paragraph += 1
        limit = ends[paragraph] if paragraph < len(ends) else len(text)
        closing = number + 1
        while closing < len(runs) and runs[closing][0] < limit and runs[closing][1] - runs[closing][0] != stop - start:
            closing += 1
        escaped = start > 0 and text[start - 1] == "\\"
        if escaped or closing == len(runs) or runs[closing][0] >= limit:
            number += 1
            continue
        end = runs[closing][1]
        inside = text[start:end] if _RAW.match(text, end) else _blank(text[start:end], sign)
        parts += [text[at:start], inside]
        at, number = end, closing + 1
    return "".join([*parts, text[at:]])


def _blank(text: str, sign: str) -> str:
    return re.sub(r"\S", sign, text)


def line_of_entity(text: str, character: str) -> int:
    """The line (from 1) of an HTML entity that stands for a character; 0 where there is none."""
    for match in _ENTITY.finditer(text):
        if character in html.unescape(match[0]):
            return text.count("\n", 0, match.start()) + 1
    return 0
