"""Notes at the end of the chapter, or of the text, where ``design.notes`` of ``book.yaml`` asks for it.

They are the blocks that the EPUB has. Their words are none of the text's flow: the EPUB marks the pages that begin among them
by the notes that stand there (:func:`pages_of_notes`).
"""

from __future__ import annotations

from press.compose.composition import Composition
from press.compose.document import Document
from press.compose.notes import note_element
from press.core.languages import label
from press.core.xhtml import Element, make
from press.pages.pagination import Pagination

#: The identifier of the notes of a whole book among the documents of the pages, and the class of all notes at an end.
ENDNOTES = "endnotes"
FOOT, CHAPTER, BOOK = "foot", "chapter", "book"


def notes_of_chapter(document: Document, language: str) -> Element:
    """The notes of a document, under a heading, to stand at its end."""
    notes = [note_element(note, language) for note in document.notes]
    return make("div", make("h2", label(language, "notes")), *notes, klass=ENDNOTES)


def notes_of_book(composition: Composition) -> Element | None:
    """The notes of all documents, each under the title of its own; None for a book without notes."""
    language = composition.metadata.language
    parts: list[Element] = []
    for document in composition.documents:
        if document.notes:
            parts += [make("h2", document.entry), *(note_element(note, language) for note in document.notes)]
    if not parts:
        return None
    title = make("h1", make("span", label(language, "notes"), klass="title"), id=ENDNOTES)
    return make("section", title, *parts, klass=f"document {ENDNOTES} back", role="doc-endnotes")


def before_notes(composition: Composition) -> list[str]:
    """The documents, by their ids, after which the notes of the book stand: the text proper and all that have notes."""
    documents = composition.documents
    last = max(place for place, document in enumerate(documents) if document.part == "body" or document.notes)
    return [document.id for document in documents[: last + 1]]


def pages_of_notes(document: Document, composition: Composition, pagination: Pagination) -> dict[str, str]:
    """Note -> folio, of the notes of a document with which a page begins that no word of the text begins."""
    if composition.metadata.design.notes == FOOT:
        return {}
    known = {start.folio for start in pagination.starts}
    for other in composition.documents:
        if other.id == document.id:
            break
        known |= {pagination.folios.get(note.id, "") for note in other.notes}
    found: dict[str, str] = {}
    for note in document.notes:
        folio = pagination.folios.get(note.id, "")
        if folio and folio not in known:
            known.add(folio)
            found[note.id] = folio
    return found
