"""Words of another language in HTML: marked where pandoc keeps the mark, which it does of ``span`` and ``div`` alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NODE = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<(?:script|style)\b.*?</(?:script|style)\s*>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<given>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.S | re.I,
)
_LANGUAGE = re.compile(r"(?<![\w:-])(?:xml:)?lang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)(?![\w-])", re.I)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
#: Those whose own mark pandoc keeps, those that hold the whole text, and those whose words are no language.
_KEPT = frozenset("span div section h1 h2 h3 h4 h5 h6 html body head title code pre kbd samp var svg math".split())
#: What may stand in nothing but a block; all others are marked within.
_OUTSIDE = frozenset("ul ol dl table".split())
_BLOCK = re.compile(r"<(?:p|div|ul|ol|dl|table|blockquote|h[1-6]|section|figure|pre|hr)\b", re.I)


def with_marks(html: str) -> str:
    """HTML with a ``span`` or ``div`` that names the language in each other element that has ``lang`` or ``xml:lang``.

    Nothing else is changed, whatever the text: an element that is never closed stays as it is.
    """
    parts, at = [], 0
    for place, tag in sorted(_insertions(html), key=lambda pair: pair[0]):
        parts += [html[at:place], tag]
        at = place
    return "".join([*parts, html[at:]])


def _insertions(html: str) -> Iterator[tuple[int, str]]:
    opened: list[tuple[str, str, re.Match[str]]] = []
    for node in _NODE.finditer(html):
        name = (node["name"] or "").lower()
        if not name or name in _VOID or node["given"].endswith("/"):
            continue
        if not node["close"]:
            language = _LANGUAGE.search(node["given"]) if name not in _KEPT else None
            opened.append((name, language[1] if language else "", node))
            continue
        depth = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][0] == name), None)
        if depth is None:
            continue
        (_, language_of_it, first), opened[depth:] = opened[depth], []
        if language_of_it:
            yield from _marked(html, name, language_of_it, first, node)


def _marked(
    html: str, name: str, language: str, first: re.Match[str], last: re.Match[str]
) -> Iterator[tuple[int, str]]:
    if name in _OUTSIDE:
        yield first.start(), f'<div lang="{language}">'
        yield last.end(), "</div>"
        return
    tag = "div" if _BLOCK.search(html, first.end(), last.start()) else "span"
    yield first.end(), f'<{tag} lang="{language}">'
    yield last.start(), f"</{tag}>"
