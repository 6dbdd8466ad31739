"""HTML between the lines of Markdown as CommonMark has it -> as pandoc reads it the same.

In CommonMark a block of HTML goes on to an empty line, however far its lines are indented
(https://spec.commonmark.org/0.31.2/#html-blocks), and ``<ins>`` at the beginning of a paragraph is a part of it. Pandoc
takes indented lines for code, and ends the paragraph after ``</ins>``.
"""

from __future__ import annotations

import re

from press.input.source_text import lines_of_code

_BLOCK = (
    "address|article|aside|blockquote|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|"
    "hgroup|legend|li|main|menu|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_OPENS = re.compile(rf" {{0,3}}<(?:{_BLOCK})(?=[\s>/]|$)", re.I)
_CLOSES = re.compile(rf"(?:</(?:{_BLOCK})>\s*)+", re.I)
_INDENTED = re.compile(r"(?: {4}|\t)[ \t]*(?=\S)")
_TAG = re.compile(rf"<(/?)({_BLOCK})\b[^<>]*?(/?)>", re.I)
_NEVER_CLOSED = frozenset(("p", "li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot"))
#: Elements whose lines stay as they are.
_KEPT = re.compile(r"<(/?)(?:pre|script|style|textarea|svg|math)\b", re.I)
#: What pandoc takes for a block of its own at the beginning of a line.
_INLINE = re.compile(r"^( {0,3})(?=<(ins|del|button|map|object|progress|output)\b[^\n]*</\2>[^\n]*\S)", re.M | re.I)


def as_pandoc_reads_it(text: str) -> str:
    """The text with its blocks of HTML not indented, and nothing before the words of a paragraph that would end it.

    Its lines keep their numbers. Code is left as it is.
    """
    if "<" not in text:
        return text
    lines = text.split("\n")
    code = lines_of_code(lines)
    # in a block of HTML; one whose lines are indented; how many elements are open
    is_raw, indents, depth, kept = False, False, 0, 0
    for number, line in enumerate(lines):
        if number in code or not line.strip():
            is_raw = False
            continue
        plain = _INDENTED.sub("", line, count=1)
        if plain == line and _OPENS.match(line):
            is_raw, indents = True, indents and depth > 0
        elif plain != line and not kept and (is_raw or _goes_on(plain, indents, depth)):
            lines[number] = plain
            is_raw = indents = True
        if not is_raw:
            lines[number] = _INLINE.sub(r"\1[]{}", line)
            continue
        for match in _TAG.finditer(line):
            if match[2].lower() not in _NEVER_CLOSED and not match[3]:
                depth = max(depth + (-1 if match[1] else 1), 0)
        for match in _KEPT.finditer(line):
            kept = max(kept + (-1 if match[1] else 1), 0)
    return "\n".join(lines)


def _goes_on(line: str, indents: bool, depth: int) -> bool:
    """Whether a line after an empty one is of the HTML above: within an element whose lines are indented, or its end."""
    return indents and (_CLOSES.fullmatch(line) is not None or (depth > 0 and _OPENS.match(line) is not None))
