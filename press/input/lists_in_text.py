"""Lists that begin right below a line of text, as CommonMark (mdBook, GitHub) has them; pandoc takes them for text.

A line of text may begin with a dash or a number by chance: a list has two items at least, or follows a colon; numbers begin with 1.
"""

from __future__ import annotations

import re

from press.input.source_text import without_code

_ITEM = re.compile(r"^(?P<before>(?:[ ]*>)*[ ]?)(?P<mark>[-*+]|(?P<number>\d{1,2})[.)])[ ]+\S")
#: Lines after which pandoc sees a list anyway, or that are none of a paragraph: items, headings, tables, blocks, comments, HTML.
_OTHER = re.compile(
    r"^(?:[ ]*>)*[ ]*(?:$|[-*+][ ]|\d{1,3}[.)][ ]|#{1,6}[ ]|\||:::|[`~]{3}|<|\{\{|!?\[\^|[=-]{3,}|\$\$)"
)


def part_lists(text: str) -> str:
    """The Markdown with an empty line before each list that follows a line of text."""
    lines = text.split("\n")
    prose = without_code(text).split("\n")
    parted: list[str] = []
    for number, line in enumerate(lines):
        item = _ITEM.match(prose[number])
        before = prose[number - 1] if number else ""
        if item and _is_text(before, item["before"]) and _begins_list(prose, number, item, before):
            parted.append(item["before"].rstrip())
        parted.append(line)
    return "\n".join(parted)


def _is_text(line: str, before: str) -> bool:
    """Whether a line is one of a paragraph at the same depth."""
    depth = before.count(">")
    return (
        not _OTHER.match(line)
        and line[: len(line) - len(line.lstrip(" >"))].count(">") == depth
        and not line.startswith("    ")
    )


def _begins_list(lines: list[str], number: int, item: re.Match[str], before: str) -> bool:
    if item["number"]:
        wanted = re.compile(rf"^{re.escape(item['before'])}2[.)][ ]+\S") if item["number"] == "1" else None
    else:
        wanted = re.compile(rf"^{re.escape(item['before'])}{re.escape(item['mark'])}[ ]+\S")
    if wanted is None:
        return False
    if before.rstrip().endswith(":"):
        return True
    for line in lines[number + 1 :]:
        if not line.strip(" >"):
            return False
        if wanted.match(line):
            return True
        if _ITEM.match(line) and len(_ITEM.match(line)["before"]) <= len(item["before"]):  # type: ignore[index]
            return False
    return False
