"""Paragraphs in a script of the other direction than the text around them, which no author marks: ``dir``.

As a browser has ``dir="auto"``, but by most of the letters: a paragraph that begins with the name of a program stays as it is.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from press.compose.document import Document
from press.core.languages import direction_of
from press.core.xhtml import Element, make, text_runs

_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "figcaption", "caption", "li")
_VERBATIM = ("code", "pre", "kbd", "samp", "math")
_WITHIN = (*_BLOCKS, "ul", "ol", "dl", "table", "div", "section", "blockquote", "figure")


def set_directions(documents: Iterable[Document], language: str) -> None:
    """Give the blocks whose letters run the other way than those around them their direction. Changes the documents."""
    for document in documents:
        for root in document.roots():
            for block in list(root.iter(*_BLOCKS)):
                around = block.xpath("string(ancestor-or-self::*[@dir][1]/@dir)") or direction_of(language)
                if block.get("dir") is None and _direction(block) not in ("", around):
                    _set(block, "ltr" if around == "rtl" else "rtl")


def _direction(block: Element) -> str:
    """The direction of most of the letters that stand in a block itself; empty where it has none."""
    kinds = Counter(
        unicodedata.bidirectional(sign)
        for element, text, is_tail in text_runs(block, lambda one: one.tag in _VERBATIM)
        if not any(one.tag in _WITHIN for one in _up(element.getparent() if is_tail else element, block))
        for sign in text
    )
    left, right = kinds["L"], kinds["R"] + kinds["AL"]
    return "" if left == right else "ltr" if left > right else "rtl"


def _up(element: Element | None, end: Element) -> Iterable[Element]:
    """An element and those around it, up to ``end`` and without it."""
    while element is not None and element is not end:
        yield element
        element = element.getparent()


def _set(block: Element, direction: str) -> None:
    """Set the direction of a block; that of its words alone in a list, whose signs stay at its side."""
    if block.tag != "li":
        block.set("dir", direction)
        return
    end = next((place for place, child in enumerate(block) if child.tag in _WITHIN), len(block))
    words = make("span", dir=direction)
    words.text, block.text = block.text, None
    words.extend(list(block[:end]))
    block.insert(0, words)
