"""The EPUB's claims of accessibility, checked against the file itself.

EPUB Accessibility 1.1 (https://www.w3.org/TR/epub-a11y-11/); reads the finished file and nothing else.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from press.checks.epub_file import EpubFile
from press.checks.outcome import Check, Finding, main_of_check, reports_unreadable
from press.core.messages import Message
from press.core.xhtml import Element

_NS = {"o": "http://www.idpf.org/2007/opf", "x": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"}
_TYPE = f"{{{_NS['e']}}}type"
#: The exact form of a claim of conformance (EPUB Accessibility 1.1, 4.2).
_CONFORMANCE = re.compile(r"^EPUB Accessibility 1\.[1-9]\d* - WCAG 2\.[0-2] Level A{1,3}$")

#: What in a style of one element a reader could not change: sizes, faces, colours.
_FIXED = re.compile(r"font|colou?r|background|line-height|\d(px|pt)")


class Book(EpubFile):
    """An EPUB with what is asked of its package and documents."""

    def values(self, name: str) -> list[str]:
        """The values of a schema.org or Dublin Core property."""
        return [str(meta.text) for meta in self.package.iterfind(f".//o:meta[@property='{name}']", _NS)]

    def typed(self, name: str) -> list[Element]:
        """All elements with this ``epub:type``."""
        return [e for tree in self.documents.values() for e in tree.iter() if name in str(e.get(_TYPE, "")).split()]

    def all(self, tag: str) -> list[Element]:
        """All XHTML elements of this name."""
        return [element for tree in self.documents.values() for element in tree.iterfind(f".//x:{tag}", _NS)]


def _page_breaks_are_listed(book: Book) -> bool:
    breaks = [
        f"{name}#{e.get('id')}" for name, t in book.documents.items() for e in t.iter() if e.get(_TYPE) == "pagebreak"
    ]
    lists = [[a.get("href") for a in nav.iterfind(".//x:a", _NS)] for nav in book.typed("page-list")]
    return bool(breaks) and lists == [breaks]


def _headings_keep_their_places(book: Book) -> bool:
    for tree in book.documents.values():
        levels = [int(str(e.tag)[-1]) for e in tree.iter() if re.fullmatch(r"\{.*\}h[1-6]", str(e.tag))]
        if any(b > a + 1 for a, b in pairwise(levels)) or levels.count(1) > 1:
            return False
    return bool(book.all("h1"))


def _contents_follow_the_spine(book: Book) -> bool:
    order = list(book.documents)
    places = [
        order.index(a.get("href", "").split("#")[0]) for nav in book.typed("toc") for a in nav.iterfind(".//x:a", _NS)
    ]
    return bool(places) and places == sorted(places)


def _long_descriptions_are_linked(book: Book) -> bool:
    found = book.typed("figure") or book.all("figure")
    links = [a for f in found for a in f.iterfind(".//x:p[@class='describe']/x:a", _NS)]
    return bool(links) and all(
        any(t.xpath(f"//*[@id='{a.get('href', '')[1:]}']") for t in book.documents.values()) for a in links
    )


#: What each claimed feature requires of the file.
_FEATURES: dict[str, Callable[[Book], bool]] = {
    "tableOfContents": lambda book: bool(book.typed("toc")),
    "readingOrder": _contents_follow_the_spine,
    "structuralNavigation": _headings_keep_their_places,
    "displayTransformability": lambda book: not any(_FIXED.search(e.get("style", "")) for e in book.all("*")),
    "ARIA": lambda book: any(str(e.get("role", "")).startswith("doc-") for e in book.all("*")),
    "pageNavigation": lambda book: len(book.typed("page-list")) == 1,
    "pageBreakMarkers": _page_breaks_are_listed,
    "alternativeText": lambda book: bool(book.all("img")) and all(image.get("alt") for image in book.all("img")),
    "longDescription": _long_descriptions_are_linked,
    "index": lambda book: bool(book.typed("index")) and bool(book.all("li")),
}


@reports_unreadable
def find(path: Path) -> list[Finding]:
    """Every claim that the file does not bear out, and every claim that is missing."""
    book = Book(path)
    found: list[Message] = []
    for feature in book.values("schema:accessibilityFeature"):
        if feature not in _FEATURES:
            found.append(Message('accessibilityFeature "{}": nobody checks it', feature))
        elif not _FEATURES[feature](book):
            found.append(Message('accessibilityFeature "{}": the file does not have it', feature))
    for name in (
        "accessMode",
        "accessModeSufficient",
        "accessibilityFeature",
        "accessibilityHazard",
        "accessibilitySummary",
    ):
        if not book.values(f"schema:{name}"):
            found.append(Message("schema:{} is missing", name))
    pictures = [
        image for image in book.all("img") if image.get("role") != "doc-cover"
    ]  # a cover is no part of the text
    if "visual" not in book.values("schema:accessMode") and pictures:
        found.append(Message('there are pictures and no accessMode "visual"'))
    for claim in book.values("dcterms:conformsTo"):
        if not _CONFORMANCE.match(claim):
            found.append(Message('dcterms:conformsTo "{}" does not have the required form', claim))
        if not book.values("a11y:certifiedBy"):
            found.append(Message("conformance is claimed and nobody certifies it"))
    if book.typed("pagebreak") and "pagination" not in book.values("source-of"):
        found.append(Message("page breaks without the name of the print edition"))
    return [Finding("claims", "EPUB/content.opf", "error", message) for message in found]


CHECKS = (
    Check(
        Message("press, accessibility claims"),
        "1",
        Message("The EPUB has every accessibility feature that it claims"),
        "*.epub",
        ".venv/bin/python -m press.checks.claims {file}",
        find,
    ),
)

if __name__ == "__main__":
    sys.exit(main_of_check(find, sys.argv[1:]))
