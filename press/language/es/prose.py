"""Markdown -> paragraphs as a reader reads them, each character with its line.

What is not Spanish prose (code, addresses, citation keys, attributes, LaTeX, runs in another
language or script) becomes one :data:`OBJECT` each, so that the signs beside it keep their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from press.input.markdown import PAGE

#: Stands for something that no rule looks into.
OBJECT = "\ufffc"
#: Addresses: of the web, of mail, and citation keys.
ADDRESS = (
    r"(?:https?://|www\.)[^\s<>«»“”]*[^\s<>«»“”.,;:)…\]]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)-?@\{?\w(?:\w|[:.#$%&+?~/-](?=\w))*\}?"
)
_TOKEN = re.compile(
    rf"""(?P<escape>\\[!-/:-@\[-`{{-~])
    |(?P<html><(?P<tag>code|pre|kbd|samp|script|style|svg|math)\b.*?</(?P=tag)>)
    |(?P<other><(?P<element>\w+)[^>]*\blang="(?!es\b)[^"]*"[^>]*>.*?</(?P=element)>)
    |(?P<code>(?P<ticks>`+).+?(?<!`)(?P=ticks)(?!`)(?:\{{[^}}]*\}})?)
    |(?P<math>\$\$.+?\$\$|\$(?=\S)[^$]+?(?<=\S)\$(?!\d)|\\[A-Za-z]+\*?(?:\[[^\]]*\])*(?:\{{[^{{}}]*\}})*)
    |(?P<auto><[a-z]+:[^>]*>|<[^@\s<>]+@[^>]+>)
    |(?P<address>{ADDRESS})
    |(?P<gone><!--.*?-->|</?[A-Za-z][^>]*>|\{{[#.=][^}}\n]*\}}|\{{\w[\w-]*=[^}}\n]*\}}|~~|\\\n)
    |(?P<call>\[\^[^\]]+\])
    |(?P<open>!?\[)
    |(?P<stars>\*+(?=\S)|(?<=\S)\*+|(?<!\w)_+(?=\w)|(?<=[\w.…»!?])_+(?!\w))
    |(?P<script>[\u0370-\u1cff\u2de0-\u2dff\u3040-\ufaff]+)
    |(?P<fold>[ \t]*\n[ \t]*)""",
    re.X | re.S,
)
_ATTRIBUTES = re.compile(r"\{([^}]*)\}")
_TARGET = re.compile(r"\((?:[^()\s]|\([^()]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\)")
_LANGUAGE = re.compile(r"\blang=\"?([\w-]+)")
_CITATION = re.compile(r"(?:^|[\s;(-])@\{?\w")


@dataclass(frozen=True)
class Prose:
    """A paragraph: its text, the line and the face of each character, and where notes are called."""

    text: str
    lines: tuple[int, ...] = field(repr=False)
    italic: tuple[bool, ...] = field(repr=False)
    calls: tuple[int, ...] = ()

    def line(self, at: int) -> int:
        """The line of the character ``at``."""
        return self.lines[min(at, len(self.lines) - 1)]


def prose_of(text: str, first: int = 1, *, one_line: bool = False) -> Iterator[Prose]:
    """The paragraphs of a Markdown text whose first line is ``first``; ``one_line``: all stand on that line."""
    for block in _blocks(text):
        scanner = _Scanner(block, first, one_line)
        if scanner.text:
            yield Prose("".join(scanner.text), tuple(scanner.lines), tuple(scanner.italic), tuple(scanner.calls))


def _is_foreign(attributes: str) -> bool:
    language = _LANGUAGE.search(attributes)
    return bool(language) and language[1].split("-")[0] != "es"  # type: ignore[index]


class _Scanner:
    """Reads one block of lines (number from 0, text) character by character."""

    def __init__(self, block: list[tuple[int, str]], first: int, one_line: bool) -> None:
        self.text: list[str] = []
        self.lines: list[int] = []
        self.italic: list[bool] = []
        self.calls: list[int] = []
        self._slanted = False
        self._source = "\n".join(text for _, text in block)
        self._at: list[int] = []
        for number, text in block:
            self._at += [first if one_line else first + number] * (len(text) + 1)
        self._scan(0, len(self._source))

    def _put(self, text: str, at: int) -> None:
        lines = self._at[at : at + len(text)]
        self.text += text
        self.lines += lines + self._at[-1:] * (len(text) - len(lines))
        self.italic += [self._slanted] * len(text)

    def _scan(self, start: int, end: int) -> None:
        at = start
        while at < end:
            match = _TOKEN.search(self._source, at, end)
            if match is None:
                break
            self._put(self._source[at : match.start()], at)
            at = self._token(match, end)
        self._put(self._source[at:end], at)

    def _token(self, match: re.Match[str], end: int) -> int:
        """Take in one piece of markup; returns where to go on."""
        kind, at = match.lastgroup, match.start()
        if kind in ("tag", "element", "ticks"):  # a group within a group
            kind = "code"
        if kind == "escape":
            self._put(match[0][1], at + 1)
        elif kind == "fold":
            self._put(" ", at)
        elif kind == "call":
            self.calls.append(len(self.text))
        elif kind == "stars":
            self._slanted ^= len(match[0]) % 2 == 1
        elif kind == "open":
            return self._bracket(match, end)
        elif kind != "gone":
            self._put(OBJECT, at)
        return match.end()

    def _bracket(self, match: re.Match[str], end: int) -> int:
        """``[text](address)``, ``[text]{attributes}``, ``[@key, p. 3]``, or a bracket of the text."""
        close = self._closing(match.end(), end)
        if close < 0:
            self._put(match[0], match.start())
            return match.end()
        inside = self._source[match.end() : close]
        target = _TARGET.match(self._source, close + 1, end)
        after = target.end() if target else close + 1
        attributes = _ATTRIBUTES.match(self._source, after, end)
        after = attributes.end() if attributes else after
        if attributes and _is_foreign(attributes[1]):
            self._put(OBJECT, match.start())
        elif target or attributes:
            if inside.strip():
                self._scan(match.end(), close)
                if inside == PAGE and target and target[0].startswith("(#"):
                    self._put(f"\u00a0{OBJECT}", close)  # the number that print has here
            else:
                self._put(OBJECT, match.start())  # a reference that the program fills in
        else:
            cited = _CITATION.search(inside)  # citeproc sets it between parentheses
            self._put("(" if cited else "[", match.start())
            self._scan(match.end(), close)
            self._put(")" if cited else "]", close)
        return after

    def _closing(self, at: int, end: int) -> int:
        depth = 1
        while at < end:
            character = self._source[at]
            if character == "\\":
                at += 1
            depth += (character == "[") - (character == "]")
            if not depth:
                return at
            at += 1
        return -1


_VERBATIM_BLOCK = re.compile(r"<!--.*?-->|<(pre|script|style|svg|math)\b.*?</\1>", re.S)
_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})")
_DIV = re.compile(r"^\s*:{3,}\s*(.*?)\s*:*$")
_RULE = re.compile(r"^[\s|+:=*_-]*$")
_HEADING = re.compile(r"^#{1,6}\s+")
_ITEM = re.compile(r"^\s*(?:[-*+]|\(?(?:\d+|[a-z]|#)[.)]|:)\s+")
_NOTE = re.compile(r"^\[\^[^\]]+\]:\s*")
_LINK = re.compile(r"^\[[^\]^]+\]:\s+\S+")
_QUOTE = re.compile(r"^(?:\s*>\s?)+")
_INDENTED = re.compile(r"^(?: {4}|\t)")


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    """The paragraphs, items, cells, headings and notes of a text, as lines (number from 0, text)."""
    text = _VERBATIM_BLOCK.sub(lambda match: "\n" * match[0].count("\n"), text)
    block: list[tuple[int, str]] = []
    nested = False
    for number, line in _prose_lines(text):
        if _INDENTED.match(line) and not block and not nested:
            continue  # a block of code
        line = _QUOTE.sub("", line)
        begins = not block or _ITEM.match(block[0][1]) is not None
        item = _ITEM.match(line) if begins else None
        alone = _HEADING.match(line) or line.startswith("|") or _RULE.match(line)
        if alone or item or _NOTE.match(line) or not line.strip():
            yield _bare(block)
            block = []
        if line.strip():
            nested = bool(item or _NOTE.match(line)) or (nested and bool(_INDENTED.match(line)))
        if line.startswith("|"):
            yield from ([(number, cell)] for cell in line.strip("|").split("|") if not _RULE.match(cell))
        elif _HEADING.match(line):
            yield _bare([(number, line)])
        elif line.strip() and not _RULE.match(line) and not _LINK.match(line):
            block.append((number, line))
    yield _bare(block)


def _bare(block: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """A block without the mark that begins it."""
    if not block:
        return []
    number, line = block[0]
    for mark in (_HEADING, _NOTE, _ITEM):
        line = mark.sub("", line, count=1)
    return [(number, line.lstrip()), *block[1:]]


def _prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines outside front matter, blocks of code and blocks in another language."""
    fence, divs = "", list[bool]()
    matter = text.startswith("---\n")
    for number, line in enumerate(text.split("\n")):
        if matter:
            matter = number == 0 or line not in ("---", "...")
        elif fence:
            fence = "" if line.strip().startswith(fence) else fence
        elif opened := _FENCE.match(line):
            fence = opened[1]
        elif div := _DIV.match(line):
            if div[1]:
                divs.append(_is_foreign(div[1]))
            elif divs:
                divs.pop()
            yield number, ""
        elif not any(divs):
            yield number, line
