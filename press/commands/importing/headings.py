"""The headings of a Markdown text that divide it, and what each opens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.compose.document import ROLES
from press.core.languages import language_data, language_with
from press.input.source_text import headings, without_code

_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
#: The attributes of a heading; those of a span at its end are not.
_ATTRIBUTES = re.compile(r"(?:(?<!\])|[ \t])[ \t]*\{([^{}]*)\}[ \t]*$")
_SPAN = re.compile(r"\[([^\[\]]*)\]\{[^{}]*\}")
_DIV_OPEN, _DIV_CLOSE = re.compile(r"^:{3,}[ \t]*(?:\{|[\w.-])"), re.compile(r"^:{3,}[ \t]*$")
#: What may stand before and after the words: numbers, signs.
_AROUND = re.compile(r"^[\W\d_]+")
#: The kinds that stand before the text where they come first, and after it where they come last.
FRONT = ("dedication", "foreword", "preface", "acknowledgments")
BACK = ("afterword", "appendix", "glossary", "bibliography", "acknowledgments")
_LONGEST = 120


@dataclass(frozen=True)
class Heading:
    """A heading at the margin: its level, the lines that it takes (from 0, the last one excluded), words and attributes.

    ``kind`` is what it opens: ``part``, ``chapter``, ``preface``… as far as its words say so.
    """

    level: int
    first: int
    last: int
    words: str
    attributes: str
    kind: str

    def markdown(self, level: int, kind: str = "") -> str:
        """The heading at another level, with the class of a kind."""
        given = self.attributes
        if kind and kind != "chapter" and not any(name.removeprefix(".") in ROLES for name in given.split()):
            given = f"{given} .{kind}".strip()
        return f"{'#' * max(1, min(level, 6))} {self.words}{f' {{{given}}}' if given else ''}"


def without_spans(words: str) -> str:
    """The words of a heading without the marks of spans, such as those of another language."""
    return _SPAN.sub(r"\1", words)


def headings_of(text: str, language: str) -> list[Heading]:
    """The headings of a text that stand outside of code, blocks, quotations and lists, in their order."""
    lines = text.split("\n")
    prose = without_code(text).split("\n")
    inside = _lines_in_blocks(prose)
    found = []
    for heading in headings("\n".join(prose)):
        at = heading.line - 1
        match = _ATX.match(lines[at])
        if inside[at] or (match is None and at + 1 >= len(lines)):
            continue
        if match is None and not re.match(r"^ {0,3}(=+|-+)[ \t]*$", lines[at + 1]):
            continue  # within a quotation or a list
        written = match[2] if match else lines[at].strip()
        given = _ATTRIBUTES.search(written)
        words = written[: given.start()] if given else written
        attributes = given[1].strip() if given else ""
        found.append(Heading(heading.level, at, at + (1 if match else 2), words, attributes, kind_of(words, language)))
    return [heading for heading in found if heading.words]


def _lines_in_blocks(lines: list[str]) -> list[bool]:
    """Whether each line stands within a ``:::`` block."""
    depth, inside = 0, []
    for line in lines:
        if _DIV_OPEN.match(line):
            depth += 1
        inside.append(depth > 0)
        if _DIV_CLOSE.match(line) and depth:
            depth -= 1
    return inside


def kind_of(words: str, language: str) -> str:
    """The kind of document that a heading opens by its first words, in a language; empty where they say nothing."""
    plain = _AROUND.sub("", re.sub(r"[*_\[\]]", "", words)).casefold()
    if not plain or len(plain) > _LONGEST:
        return ""
    for kind, starts in language_data(language_with(language, "manuscript"), "manuscript")["headings"].items():
        for start in starts:
            pattern = re.escape(start.casefold()).replace(r"\*", r"\w{1,6}?")
            # a part or a chapter is counted: "Book Two" opens one, "Book reviews" does not
            after = (
                r"(?:$|[\s:.,–—-]+(?:[\divxlc]+\b|\w+(?:$|\s*[:.–—-])))" if kind in ("part", "chapter") else r"(?:$|\W)"
            )
            if re.match(pattern + ("" if "*" in start else after), plain):
                return str(kind)
    return ""
