"""Small tools over lxml trees of XHTML without namespaces."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

#: lxml has no types that help here; an element is what :func:`make` gives.
Element: TypeAlias = Any
_THIN = re.compile(r"\S*\u202f\S*")
#: Elements whose text is not prose.
_VERBATIM = ("code", "pre")


def make(tag: str, *children: Element | str, **attributes: str) -> Element:
    """An element; ``klass`` and ``for_`` stand for class and for, and ``_`` in a name for ``-``."""
    element = etree.Element(tag)
    for name, value in attributes.items():
        element.set({"klass": "class"}.get(name, name.replace("_", "-")), value)
    for child in children:
        append(element, child)
    return element


def append(parent: Element, child: Element | str) -> None:
    """Add an element or a piece of text at the end of ``parent``."""
    if not isinstance(child, str):
        parent.append(child)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + child
    else:
        parent.text = (parent.text or "") + child


def text_of(element: Element, *without: str) -> str:
    """The text of an element, white space folded, without the elements of these classes."""

    def pieces(node: Element) -> Iterator[str]:
        yield node.text or ""
        for child in node:
            if isinstance(child.tag, str) and not set(classes(child)) & set(without):
                yield from pieces(child)
            yield child.tail or ""

    return re.sub(r"[ \t\n]+", " ", "".join(pieces(element))).strip(" ")


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return str(element.get("class", "")).split()


def with_class(root: Element, name: str, tag: str = "*") -> list[Element]:
    """All descendants with this class, in document order."""
    return [element for element in root.iter(tag) if name in classes(element)]


def replace(old: Element, *new: Element) -> None:
    """Put elements in the place of another, whose tail stays."""
    parent = old.getparent()
    if parent is None:
        raise ValueError("the root cannot be replaced")
    tail, place = old.tail, parent.index(old)
    old.tail = None
    parent[place : place + 1] = list(new)
    if new:
        new[-1].tail = (new[-1].tail or "") + (tail or "")
    else:
        add_text_at(parent, place, tail or "")


def add_text_at(parent: Element, place: int, text: str) -> None:
    """Add text before the child number ``place`` of ``parent``."""
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def inner(element: Element) -> list[Element | str]:
    """Copies of what an element holds, ready for :func:`make`."""
    parts: list[Element | str] = [element.text] if element.text else []
    for child in element:
        twin = copy.deepcopy(child)
        tail, twin.tail = twin.tail, None
        parts.append(twin)
        if tail:
            parts.append(tail)
    return parts


def bind_thin_spaces(root: Element) -> None:
    """U+202F, which few typefaces have, becomes a thin space in a span that does not break.

    Groups of three figures are kept on one line (RAE, Ortografía 2010, VIII.2.1.1.2).
    """
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _VERBATIM:
            continue
        if element.text and "\u202f" in element.text:
            parts = _bound(element.text)
            element.text = None
            for place, part in enumerate(parts):
                if isinstance(part, str):
                    add_text_at(element, place_of_text(parts, place), part)
                else:
                    element.insert(place_of_text(parts, place), part)
        if element.tail and "\u202f" in element.tail:
            parent = element.getparent()
            if parent is None:
                continue
            parts, first = _bound(element.tail), parent.index(element) + 1
            element.tail = None
            for place, part in enumerate(parts):
                at = first + place_of_text(parts, place)
                if isinstance(part, str):
                    add_text_at(parent, at, part)
                else:
                    parent.insert(at, part)


def place_of_text(parts: list[Element | str], place: int) -> int:
    """How many elements stand before ``parts[place]``."""
    return sum(not isinstance(part, str) for part in parts[:place])


def _bound(text: str) -> list[Element | str]:
    parts: list[Element | str] = []
    at = 0
    for match in _THIN.finditer(text):
        parts.append(text[at : match.start()])
        parts.append(make("span", match[0].replace("\u202f", "\u2009"), klass="nowrap"))
        at = match.end()
    return [part for part in [*parts, text[at:]] if not isinstance(part, str) or part]
