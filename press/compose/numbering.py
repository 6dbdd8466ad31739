"""The numbers of tables, listings and theorems of a book that is not strict, in their captions and titles.

Figures are numbered where they are placed (:mod:`press.compose.figure_collector`), equations where they are set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from press.compose.boxes import THEOREMS, TITLE
from press.compose.cross_references import set_name
from press.compose.document import Document
from press.core.languages import Language
from press.core.xhtml import Element, classes, make, text_of, with_class

#: Lists of the program's own, which have no number.
_OWN = frozenset(("data", "chronology", "fragment-sources"))


def number_blocks(documents: Sequence[Document], language: Language, before: Sequence[Document] = ()) -> None:
    """Number the captioned tables and the named listings through the book, theorems and the like by chapter, in place.

    ``before`` are documents before these that have their numbers.
    """
    counts = Counter({kind: sum(_numbered(document, kind) for document in before) for kind in ("table", "listing")})
    for document in documents:
        here: Counter[str] = Counter()
        for element in document.elements():
            if element.tag == "table" and not _OWN & {*classes(element)}:
                _number_table(element, element.find("caption"), counts, language)
            elif "table-group" in classes(element):
                _number_table(element, next(iter(with_class(element, "caption", "p")), None), counts, language)
            elif element.get("id") and {"sourceCode", "listing"} & {*classes(element)} and element.tag == "div":
                _number_listing(element, counts, language)
            elif element.get("data-kind"):
                _number_theorem(element, document, here, language)


def _numbered(document: Document, kind: str) -> int:
    return len(with_class(document.body, f"{kind}-number", "span"))


def _number_table(table: Element, caption: Element | None, counts: Counter[str], language: Language) -> None:
    if caption is None or not text_of(caption):
        return
    counts["table"] += 1
    number = make("span", f"{language.block('table')} {counts['table']}.", klass="table-number")
    number.tail, caption.text = f" {caption.text or ''}", None
    caption.insert(0, number)
    set_name(table, language.blocks["table"], str(counts["table"]))


def _number_listing(listing: Element, counts: Counter[str], language: Language) -> None:
    """Number a listing that has an identifier, before its title."""
    counts["listing"] += 1
    number = make("span", f"{language.block('listing')} {counts['listing']}.", klass="listing-number")
    title = listing.getprevious()
    if title is None or "listing-title" not in classes(title):
        title = make("p", klass="listing-title")
        listing.addprevious(title)
    number.tail, title.text = f" {title.text or ''}".rstrip() if not len(title) else f" {title.text or ''}", None
    title.insert(0, number)
    set_name(listing, language.blocks["listing"], str(counts["listing"]))


def _number_theorem(block: Element, document: Document, counts: Counter[str], language: Language) -> None:
    """``Theorem 2.1 (Title).`` where it has an identifier, ``Proof.`` or ``Example (Title).`` where it has none."""
    kind = block.attrib.pop("data-kind")
    title = block[0]
    if kind not in THEOREMS or TITLE not in classes(title):
        return
    name = language.block(kind)
    if block.get("id") and kind not in ("proof", "solution"):
        counts[kind] += 1
        number = f"{document.number}.{counts[kind]}" if document.number else str(counts[kind])
        name = f"{name} {number}"
        set_name(block, language.blocks[kind], number)
    has_title = bool(text_of(title))
    words = make("span", name, klass="theorem-name")
    words.tail, title.text = f" ({title.text or ''}" if has_title else ".", None
    title.insert(0, words)
    if has_title:
        last = title[-1]
        last.tail = f"{(last.tail or '').rstrip().rstrip('.')})."
