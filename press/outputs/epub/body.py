"""A document of the EPUB: its text, and after it the notes and the long descriptions of its figures."""

from __future__ import annotations

from lxml import etree

from press.compose.composition import Composition
from press.compose.coverage import with_characters
from press.compose.cross_references import page_references
from press.compose.document import Document
from press.compose.index import index_element, index_holders, reference_words
from press.compose.notes import note_element
from press.compose.page_items import mark_pages
from press.core.cache import Cache, cache_key
from press.core.languages import label, language_of
from press.core.xhtml import Element, classes, make, parent_of, replace, text_of, with_class
from press.input.metadata import Metadata
from press.outputs.epub import navigation
from press.outputs.epub.style import STYLESHEET
from press.outputs.epub.xhtml import serialise
from press.pages.layout.endnotes import pages_of_notes
from press.pages.pagination import Pagination


def document_file(
    document: Document, composition: Composition, pagination: Pagination, owners: dict[str, Document], cache: Cache
) -> bytes:
    """A document as it stands in the EPUB, made again only where it, its pages or the files it leads to changed."""

    def make() -> bytes:
        section = _body(document, composition, pagination)
        _link_files(section, document, owners)
        return serialise(document.entry, section, composition.metadata.language, document.part, STYLESHEET)

    if any(index_holders(document.body, composition.index, composition.terms)):
        return make()  # it stands on all the others
    targets = sorted({link.get("href", "") for link in document.elements() if link.tag == "a"})
    known = (
        *(composition.metadata.language, document.part, document.id, document.entry),
        [(start.folio, start.item) for start in pagination.starts if start.document == document.id],
        pages_of_notes(document, composition, pagination),
        [(figure.id, figure.description, text_of(figure.caption)) for figure in document.figures],
        [(note.number, note.id, note.call_id, len(note.content)) for note in document.notes],
        [(target, owners[target[1:]].id) for target in targets if target[1:] in owners],
    )
    return cache.get_or_make(
        cache_key("XHTML", repr(known), *(etree.tostring(root) for root in document.roots())), make
    )


def _body(document: Document, composition: Composition, pagination: Pagination) -> Element:
    """The document with its notes and the long descriptions of its figures after the text, links by file."""
    metadata = composition.metadata
    section: Element = etree.fromstring(etree.tostring(document.body))
    words = reference_words(metadata.language)
    for holder, entries in index_holders(section, composition.index, composition.terms):
        # under the printed page numbers, each a link to the place
        holder.append(index_element(entries, pagination.folios, lambda mention: f"#{mention.anchor}", words))
    _mark_pages(section, document, pagination)
    for page in list(section.xpath(".//span[@data-page]")):
        replace(page)
    for reference in page_references(section):
        reference.text = reference.attrib.pop("title")
        del reference.attrib["class"]
    _make_scrollable(section, metadata)
    _add_notes(section, document, composition, pagination)
    _add_descriptions(section, document, metadata.language)
    with_characters(section)
    _mark_formulas(section)
    return section


def _mark_formulas(section: Element) -> None:
    """A character of no width beside a formula that is the whole head of a column: Ace takes mathematics for no text.

    A name (``aria-label``) would hide the formula from who hears it, and EPUBCheck knows none there.
    """
    for head in section.iter("th"):
        formulas = list(head.iter("math"))
        if formulas and len("".join(text_of(head).split())) == sum(
            len("".join(text_of(each).split())) for each in formulas
        ):
            formulas[-1].tail = f"\u200b{formulas[-1].tail or ''}"


def _add_notes(section: Element, document: Document, composition: Composition, pagination: Pagination) -> None:
    """The notes after the text, each with a page break where the printed one begins a page."""
    if not document.notes:
        return
    language = composition.metadata.language
    heading = make("h2", label(language, "notes"), id=f"{document.id}-notes")
    notes = [note_element(note, language) for note in document.notes]
    begun = pages_of_notes(document, composition, pagination)
    for element in notes:
        if folio := begun.get(element.get("id", "")):
            element.insert(0, navigation.page_break(folio))
    section.append(
        make("section", heading, *notes, klass="notes", role="doc-endnotes", aria_labelledby=f"{document.id}-notes")
    )


def _add_descriptions(section: Element, document: Document, language: str) -> None:
    """The long descriptions of figures after the text, with links from the captions and back."""
    for figure in document.figures:
        if not figure.description:
            continue
        link = make("a", label(language, "description"), href=f"#{figure.id}-description", id=f"{figure.id}-link")
        captions = section.xpath(f".//figure[@id='{figure.id}']/figcaption")
        captions[0].append(make("p", link, klass="describe"))
        back = make("a", text_of(figure.caption), href=f"#{figure.id}-link", role="doc-backlink")
        heading = make("p", make("strong", label(language, "description")), ": ", back, klass="description-of")
        section.append(
            make("aside", heading, make("p", figure.description), id=f"{figure.id}-description", klass="description")
        )


def _make_scrollable(section: Element, metadata: Metadata) -> None:
    """Wide tables and displays scroll within the page, and so can be reached with the keyboard (WCAG 2.2, 2.1.1)."""
    for display in with_class(section, "equation"):
        display.set("tabindex", "0")
    tables = (
        () if metadata.strict else [table for table in section.iter("table") if {"wide", "wider"} & {*classes(table)}]
    )
    for table in tables:
        if parent_of(table).tag in ("section", "div"):
            caption = table.find("caption")
            name = (text_of(caption) if caption is not None else "") or language_of(metadata.language).block("table")
            holder = make("div", klass="scroll", role="region", aria_label=name, tabindex="0")
            table.addprevious(holder)
            holder.tail, table.tail = table.tail, None
            holder.append(table)


def _mark_pages(section: Element, document: Document, pagination: Pagination) -> None:
    """A page break before the word with which each printed page begins."""
    starts = [start for start in pagination.starts if start.document == document.id]
    mark_pages(section, [(start.item, navigation.page_break(start.folio)) for start in starts])


def _link_files(section: Element, document: Document, owners: dict[str, Document]) -> None:
    """``#id`` becomes ``file.xhtml#id`` where it stands in another file."""
    for link in section.iter("a"):
        target = link.get("href", "")
        owner = owners.get(target[1:]) if target.startswith("#") else None
        if owner is not None and owner is not document:
            whole = target[1:] == owner.id
            link.set("href", f"{owner.id}.xhtml" if whole else f"{owner.id}.xhtml{target}")
