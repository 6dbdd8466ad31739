"""The page's own words, and the small pieces that all its parts are made of."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from lxml import etree

from press.core.languages import language_of, page_words
from press.core.xhtml import Element, make
from press.outputs.metadata.catalogue import Edition

#: The entries of ``page.yaml`` of one language, and that language under ``language``.
Words = Mapping[str, Any]


def words_of(language: str) -> Words:
    """The words of the page in a language (a BCP 47 tag)."""
    return {**page_words(language.split("-")[0]), "language": language}


def format_words(edition: Edition, words: Words) -> Mapping[str, str]:
    """What the page calls an edition (``title``) and what it is good for (``use``)."""
    found: Mapping[str, str] = words["formats"].get(edition.kind, {"title": edition.format.name, "use": ""})
    return found


def prose(text: str, *values: str, **named: str) -> list[Element]:
    """Elements out of the XHTML of ``page.yaml``, with plain values for its braces."""
    filled = text.format(*map(escape, values), **{name: escape(value) for name, value in named.items()})
    return list(etree.fromstring(f"<div>{filled}</div>"))


def section(identifier: str, title: str, *content: Element) -> Element:
    """A part of the page with its heading, which the list of parts links to."""
    return make("section", make("h2", title), *content, id=identifier)


def own(element: Element, language: str, words: Words) -> Element:
    """The element says in which language its words are, where that is not the page's."""
    if words["language"] != language:
        element.set("lang", language)
    return element


def size_in_words(size: int, language: str) -> str:
    """A file's size in bytes as readers know it: «1,2 MB», «38,9 kB»; with the decimal sign of the language."""
    number, unit = (size / 1_000_000, "MB") if size >= 1_000_000 else (size / 1000, "kB")
    return f"{language_of(language).number(number, 1)}\u00a0{unit}"
