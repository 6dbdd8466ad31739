"""The page's own words, and the small pieces that all its parts are made of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

from press.core.xhtml import Element, make

#: The entries of ``words.yaml`` in one language, and that language under ``language``.
Words = Mapping[str, Any]


def page_words(language: str) -> Words:
    """The words in a language (a BCP 47 tag), English where the house lacks it."""
    known = all_words()
    own = language.split("-")[0]
    return {**known[own], "language": language} if own in known else {**known["en"], "language": "en"}


@cache
def all_words() -> dict[str, Any]:
    """The words of every language that the house has."""
    words: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return words


def prose(text: str, *values: str, **named: str) -> list[Element]:
    """Elements out of the XHTML of ``words.yaml``, with plain values for its braces."""
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
    """A file's size in bytes as readers know it: «1,2 MB», «38,9 kB»; in Spanish with a comma, as in book and records."""
    number, unit = (size / 1_000_000, "MB") if size >= 1_000_000 else (size / 1000, "kB")
    figures = f"{number:.1f}"
    return f"{figures.replace('.', ',') if language.split('-')[0] == 'es' else figures}\u00a0{unit}"
