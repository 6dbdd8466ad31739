"""The signs of a typewriter in a Markdown source -> those of a language: quotation marks, apostrophes, dashes, ellipses.

They are those that the build makes of them (pandoc's ``smart``, :mod:`press.input.quotation_marks`); here they are put
into the source. Code, HTML, addresses, attributes and mathematics stay as they are, and so does a mark without its pair.
"""

from __future__ import annotations

import re

from press.core.languages import language_of
from press.core.paths import LANGUAGES
from press.input.source_text import without_code

#: What is no prose: tags, addresses, attributes, mathematics, the names of notes, and lines of tables and rules.
_NO_PROSE = re.compile(
    r"<[A-Za-z/!][^<>\n]*>|<https?://[^>\s]*>|(?<=\])\((?:<[^>\n]*>|[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\s*\)"
    r"|\{[^{}\n]*\}|https?://\S+|\$\$[\s\S]*?\$\$|(?<![\\$])\$(?=\S)[^$\n]*?(?<=\S)\$(?!\d)|\[\^[^\]\s]*\]|\\."
    r"|^ {0,3}\[[^\]^\n][^\]\n]*\]:[ \t]+\S.*$|^[ \t]*[-=|:+][-=|:+ \t]*$|^:::.*$",
    re.M,
)
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
#: The frame of a table of lines, whose columns must stay where they are.
_GRID = re.compile(r"^[ >]*\+[-=:]+(?:\+[-=:]+)*\+[ \t]*$", re.M)
_MARKUP = "*_~[]"
_OPENS_AFTER = " \t\n\u00a0\u202f([{<—–-/«“‘„‚‹「『¿¡>|\u2009"


def set_signs(text: str, language: str) -> str:
    """A Markdown text with the signs of a language (a BCP 47 tag), in the same lines."""
    if not re.search(r"[\"']|--|\.\.\.", text):
        return text
    masked = _mask(without_code(text))
    signs = list(text)
    marks = language_of(language if language.split("-")[0] in LANGUAGES else "en").quotation_marks
    for paragraph in _PARAGRAPH.finditer(masked):
        if _GRID.search(text, paragraph.start(), paragraph.end()) or _is_code(masked, paragraph):
            masked = masked[: paragraph.start()] + "\x00" * len(paragraph[0]) + masked[paragraph.end() :]
            continue
        _set_quotation_marks(masked, paragraph.start(), paragraph.end(), marks, signs)
    for match in re.finditer(r"(?<!-)(---?)(?!-)|(?<!\.)\.\.\.(?!\.)", masked):
        signs[match.start() : match.end()] = [
            {"--": "–", "---": "—", "...": "…"}[match[0]],
            *[""] * (len(match[0]) - 1),
        ]
    return "".join(signs)


def _mask(text: str) -> str:
    return _NO_PROSE.sub(lambda match: re.sub(r"[^\n]", "\x00", match[0]), text)


def _is_code(text: str, paragraph: re.Match[str]) -> bool:
    """Whether a paragraph is an indented block of code: what it could belong to is no note and no item of a list."""
    if not all(line.startswith(("    ", "\t")) for line in paragraph[0].splitlines()):
        return False
    above = [
        line for line in text[: paragraph.start()].splitlines() if line.strip() and not line.startswith(("    ", "\t"))
    ]
    return not above or not re.match(r"\s*(?:\[\^|\x00+:|[-*+:~] |\(?[\w#]+[.)] )", above[-1])


def _set_quotation_marks(text: str, start: int, end: int, marks: tuple[str, str, str, str], signs: list[str]) -> None:
    """Put the marks of a paragraph into ``signs``: the outer pair, and within it the inner one."""
    opened: list[tuple[int, str]] = []
    pairs: list[tuple[int, int, int]] = []
    apostrophes = []
    for at in range(start, end):
        sign = text[at]
        if sign not in "\"'":
            continue
        before, after = _beside(text, at, -1), _beside(text, at, 1)
        if sign == "'" and before.isalnum() and after.isalnum():
            apostrophes.append(at)
        elif before in _OPENS_AFTER and not after.isspace() and after and not (sign == "'" and after.isdigit()):
            opened.append((at, sign))
        elif (number := next((i for i in reversed(range(len(opened))) if opened[i][1] == sign), None)) is not None:
            apostrophes += [place for place, kind in opened[number + 1 :] if kind == "'"]
            pairs.append((opened[number][0], at, number))
            del opened[number:]
        elif sign == "'" and (before.isalnum() or after.isalnum()):
            apostrophes.append(at)
    apostrophes += [place for place, kind in opened if kind == "'"]
    for first, last, depth in pairs:
        signs[first], signs[last] = marks[depth % 2 * 2 : depth % 2 * 2 + 2]
    for place in apostrophes:
        signs[place] = "’"


def _beside(text: str, at: int, step: int) -> str:
    """The next sign on one side that is no markup; a line's end as a space, nothing at the text's."""
    at += step
    while 0 <= at < len(text) and text[at] in _MARKUP:
        at += step
    return text[at] if 0 <= at < len(text) else " "
