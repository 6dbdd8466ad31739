"""Cross-references: ``[](#id)`` gets its words, ``[p.](#id)`` its page, in every edition.

Written once in the manuscript; the words are the target's own (a title between quotation marks,
«fragmento 15», «figura 1»), a page is a number in print and a link on a screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from press.compose.document import Document
from press.compose.mathematics import EQUATION, NUMBER
from press.core.languages import label
from press.core.xhtml import Element, classes, text_of, with_class
from press.input.markdown import PAGE
from press.input.metadata import Metadata

#: The classes of links that :mod:`press.input.references` makes: to a number alone, and with a capital letter.
_NUMBER, _CAPITAL, _REFERENCES = "ref-number", "ref-capital", frozenset(("ref", "ref-number", "ref-capital"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SAYS, _COUNTS = "data-says", "data-counts"


@dataclass(frozen=True)
class Named:
    """What can be referred to, by identifier: what it is called in running text, its number, and its part of the book.

    Every identifier of the documents has a part.
    """

    words: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)


def set_name(element: Element, kind: str, number: str) -> None:
    """Note at an element that can be referred to what it is called within a sentence, and its number."""
    element.set(_SAYS, f"{kind} {number}")
    element.set(_COUNTS, number)


def fill_references(documents: Sequence[Document], metadata: Metadata, elsewhere: Named | None = None) -> Named:
    """Give every empty internal link its words, and mark the references to pages (class ``pageref``).

    ``elsewhere`` is what other documents have that can be referred to; returns that with what these have.
    """
    known = elsewhere or Named()
    words = known.words | _names(documents, metadata.language)
    numbers = known.numbers | _numbers(documents)
    owned = ((element.get("id"), document.part) for document in documents for element in document.elements())
    parts = known.parts | {identifier: part for identifier, part in owned if identifier}
    for document in documents:
        for link in document.elements():
            target = link.get("href", "") if link.tag == "a" else ""
            if target[1:] not in words:
                if target[1:] in parts and not text_of(link) and not len(link):
                    link.text = target[1:]  # its name is all that a reader can be given
                continue
            if text_of(link) == PAGE:
                link.set("class", "pageref")
                link.set("title", words[target[1:]])
                link.set("data-part", parts[target[1:]])
            elif not text_of(link) and not len(link):
                link.text = words[target[1:]]
                if _NUMBER in classes(link):
                    link.text = numbers.get(target[1:], link.text)
                elif _CAPITAL in classes(link):
                    link.text = link.text[:1].upper() + link.text[1:]
    for link in (link for document in documents for link in document.elements() if link.tag == "a"):
        if kept := [name for name in classes(link) if name not in _REFERENCES]:
            link.set("class", " ".join(kept))
        elif "class" in link.attrib:
            del link.attrib["class"]
    for element in (element for document in documents for element in document.elements()):
        element.attrib.pop(_SAYS, None)
        element.attrib.pop(_COUNTS, None)
    return Named(words, numbers, parts)


def _numbers(documents: Sequence[Document]) -> dict[str, str]:
    """The numbers of what has one, by identifier."""
    numbers = {figure.id: str(figure.number) for document in documents for figure in document.figures if figure.number}
    numbers |= {document.id: str(document.number) for document in documents if document.number}
    for element in (element for document in documents for element in document.elements() if element.get("id")):
        if element.get(_COUNTS):
            numbers[element.get("id", "")] = element.get(_COUNTS, "")
        elif EQUATION in classes(element):
            numbers |= {element.get("id", ""): text_of(number).strip("()") for number in with_class(element, NUMBER)}
    return numbers


def _names(documents: Sequence[Document], language: str) -> dict[str, str]:
    """What each thing that can be referred to is called in running text."""
    names: dict[str, str] = {}
    for document in documents:
        names |= {identifier: label(language, "part").format(text) for _, identifier, text in document.headings}
        names |= {
            figure.id: f"{label(language, 'figure')} {figure.number}" for figure in document.figures if figure.number
        }
        for element in document.elements():
            if EQUATION in classes(element) and element.get("id"):
                names |= {element.get("id", ""): text_of(number) for number in with_class(element, NUMBER)}
        for element in document.elements():
            if element.tag in _HEADINGS and element.get("id") and element.get("id", "") not in names:
                names[element.get("id", "")] = label(language, "part").format(text_of(element, "call"))
            if element.get(_SAYS) and element.get("id"):
                names[element.get("id", "")] = element.get(_SAYS, "")
            identifier = element.get("id", "")
            if identifier.startswith("fragmento-") and not identifier.endswith("-n"):
                names[identifier] = f"{label(language, 'fragment_in_text')} {identifier.removeprefix('fragmento-')}"
        names[document.id] = label(language, "part").format(document.title)
    return names


def page_references(root: Element) -> list[Element]:
    """The references to pages in a tree."""
    return [link for link in root.iter("a") if link.get("class") == "pageref"]
