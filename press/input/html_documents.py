"""A document that is written in HTML from end to end, as those of Standard Ebooks -> Markdown that holds it as it is.

Pandoc reads Markdown in the elements of HTML, where what is indented is code.
"""

from __future__ import annotations

import re

_PROLOG = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE[^>]*>\s*)?(?:<!--.*?-->\s*)*", re.S | re.I)
_BODY = re.compile(r"<body\b[^>]*>(.*)</body\s*>", re.S | re.I)
_FIRST = re.compile(r"<(section|article|div|main|nav|header|figure)\b", re.I)
_FENCE = "`" * 12


def is_html(text: str) -> bool:
    """Whether a document is a page of HTML, or one element of HTML without an empty line in it."""
    prolog = _PROLOG.match(text)
    rest = text[prolog.end() if prolog else 0 :].strip()
    if re.match(r"<html\b", rest, re.I):
        return True
    first = _FIRST.match(rest)
    if not first or re.search(r"\n[ \t]*\n", rest):
        return False
    return re.search(rf"</{first[1]}\s*>\Z", rest, re.I) is not None and rest.count(f"<{first[1]}") == rest.count(
        f"</{first[1]}"
    )


def html_as_markdown(text: str) -> str:
    """The document as one block of raw HTML; its lines keep their numbers."""
    body = _BODY.search(text)
    prolog = _PROLOG.match(text)
    start, end = (body.start(1), body.end(1)) if body else (prolog.end() if prolog else 0, len(text))
    above = text.count("\n", 0, start)
    opening = f"{_FENCE}{{=html}}"
    inside = text[start:end].rstrip()
    if above:
        return "\n" * (above - 1) + f"{opening}\n{inside.lstrip(' ')}\n{_FENCE}\n"
    return f"{opening}\n{inside}\n{_FENCE}\n"
