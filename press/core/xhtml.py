"""Small tools over lxml trees of XHTML without namespaces."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from lxml import etree

#: lxml has no types that help here; an element is what :func:`make` gives.
Element: TypeAlias = etree._Element
#: The letters of a script, by its ISO 15924 code, as a range of a regular expression.
_LETTERS = {
    "Arab": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Armn": "\u0531-\u058f",
    "Cyrl": "\u0400-\u04ff",
    "Deva": "\u0900-\u097f",
    "Geor": "\u10a0-\u10ff",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff",
    "Hebr": "\u0590-\u05ff",
    "Jpan": "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff",
    "Kore": "\u1100-\u11ff\uac00-\ud7a3",
    "Thai": "\u0e00-\u0e7f",
}
_THIN = re.compile(r"\S*\u202f\S*")
#: An hour of the clock: the old-style 1 of many text faces reads as I where no other figure helps («11:00»).
_HOUR = re.compile(r"(?<![\w:])[0-2]?\d:[0-5]\d(?![\w:])")
#: Elements whose text is not prose.
_VERBATIM = ("code", "pre", "kbd", "samp", "math")


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


def parent_of(element: Element) -> Element:
    """The element around this one; :class:`ValueError` for a root."""
    parent = element.getparent()
    if parent is None:
        raise ValueError(f"{element} is a root")
    return parent


#: A piece of text: the element, the text, and whether it is the element's tail.
TextRun: TypeAlias = tuple[Element, str, bool]


def text_runs(root: Element, skip: Callable[[Element], bool] = lambda element: False) -> Iterator[TextRun]:
    """Every piece of text within an element in order; ``root``'s own tail is none of it.

    Comments, and elements for which ``skip`` holds, are left out with all they contain, but not the text after them.
    What has been yielded may be changed.
    """
    if skip(root):
        return
    if root.text:
        yield root, root.text, False
    for child in list(root):
        if isinstance(child.tag, str):
            yield from text_runs(child, skip)
        if child.tail:
            yield child, child.tail, True


def text_of(element: Element, *without: str) -> str:
    """The text of an element, white space folded, without the elements of these classes."""
    runs = text_runs(element, lambda node: node is not element and not set(without).isdisjoint(classes(node)))
    return re.sub(r"[ \t\n]+", " ", "".join(text for _, text, _ in runs)).strip(" ")


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


def unwrap(element: Element) -> None:
    """Put what an element holds in its place."""
    parent = parent_of(element)
    place, tail = parent.index(element), element.tail or ""
    text, children = element.text or "", list(element)
    element.tail = None
    parent.remove(element)
    add_text_at(parent, place, text)
    parent[place:place] = children
    add_text_at(parent, place + len(children), tail)


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


Parts = list[Element | str]


def rewrite_text(
    root: Element, rewrite: Callable[[str, Element], Parts | None], skip: Callable[[Element], bool]
) -> None:
    """Give every piece of text, with the element it stands in, to ``rewrite``; what that returns takes its place.

    Elements for which ``skip`` holds are left alone with all they contain.
    """
    if skip(root):
        return
    children = [child for child in root if isinstance(child.tag, str)]
    if root.text and (parts := rewrite(root.text, root)) is not None:
        root.text = None
        _insert(root, 0, parts)
    for child in children:
        rewrite_text(child, rewrite, skip)
        if child.tail and (parts := rewrite(child.tail, root)) is not None:
            child.tail = None
            _insert(root, root.index(child) + 1, parts)


def _insert(parent: Element, place: int, parts: Parts) -> None:
    for part in parts:
        if isinstance(part, str):
            add_text_at(parent, place, part)
        else:
            parent.insert(place, part)
            place += 1


def prose_and_code(root: Element) -> tuple[str, str]:
    """The text of a tree outside code, and that of its code."""
    prose: list[str] = []
    code: list[str] = []

    def read(element: Element, within: list[str]) -> None:
        if element.tag == "math":
            return  # set in a face of its own
        within = code if is_verbatim(element) else within
        within.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                read(child, within)
            within.append(child.tail or "")

    read(root, prose)
    return "".join(prose), "".join(code)


def bind_thin_spaces(root: Element) -> None:
    """U+202F, which few typefaces have, becomes U+2009 in a span of class ``thin`` within one that does not break.

    The stylesheets give the space one width in every face (the U+2009 of EB Garamond is 0.10 em in Regular and 0.51 in
    Bold). Groups of three figures are kept on one line (RAE, Ortografía 2010, «Los números»). Changes ``root``.
    """
    rewrite_text(root, lambda text, _: _bound(text) if "\u202f" in text else None, is_verbatim)


def mark_hours(root: Element) -> None:
    """Put each hour of the clock in a span of class ``hour``, which has lining figures. Changes ``root``."""
    rewrite_text(root, lambda text, _: _with_hours(text), is_verbatim)


def _with_hours(text: str) -> Parts | None:
    parts: Parts = []
    at = 0
    for match in _HOUR.finditer(text):
        parts += [text[at : match.start()], make("span", match[0], klass="hour")]
        at = match.end()
    return [*parts, text[at:]] if parts else None


def mark_scripts(root: Element, languages: Iterable[tuple[str, str]], own: str) -> None:
    """Mark every run of a script with its language, where nothing gives it yet (WCAG 2.2, 3.1.2). Changes ``root``.

    ``languages`` has ISO 15924 codes and BCP 47 tags, those of the schema of ``book.yaml``; ``own`` is the language of
    the book, whose elements are looked at.
    """
    for script, language in languages:
        letters = _LETTERS[script]
        run = re.compile(f"[{letters}](?:[{letters}\\d\\s.,:;-]*[{letters}])?")
        rewrite_text(
            root,
            lambda text, _, run=run, language=language: _marked(text, run, language),  # type: ignore[misc]
            lambda element: element.get("lang", own) != own,
        )


def _marked(text: str, run: re.Pattern[str], language: str) -> Parts | None:
    parts: Parts = []
    at = 0
    for match in run.finditer(text):
        parts += [text[at : match.start()], make("span", match[0], lang=language)]
        at = match.end()
    return [*parts, text[at:]] if parts else None


def is_verbatim(element: Element) -> bool:
    """Whether the text of an element is no prose."""
    return element.tag in _VERBATIM


def _bound(text: str) -> Parts:
    parts: Parts = []
    at = 0
    for match in _THIN.finditer(text):
        groups = make("span", klass="nowrap")
        for place, group in enumerate(match[0].split("\u202f")):
            if place:
                groups.append(make("span", "\u2009", klass="thin"))
            append(groups, group)
        parts += [text[at : match.start()], groups]
        at = match.end()
    return [*parts, text[at:]]
