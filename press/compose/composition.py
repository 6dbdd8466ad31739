"""Manuscript -> Composition: one semantic XHTML tree for each document, ready for every edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from press.compose.adjustments import Adjustment, read_adjustments
from press.compose.cross_references import Named
from press.compose.document import Document
from press.compose.figures import Picture
from press.compose.front_matter import front_documents, mark_picture
from press.compose.index import IndexEntry, index_entries
from press.compose.line_breaks import proper_names
from press.compose.pictures import usable_picture
from press.compose.resolution import check_resolution
from press.compose.steps import Around, complete, make_all
from press.core.fallbacks import fallbacks
from press.core.languages import label
from press.core.problems import Problems
from press.input.collation import Difference, collate
from press.input.markdown import Reader
from press.input.metadata import Metadata
from press.input.page_form import PageForm, page_form
from press.input.print_orders import printers_of
from press.input.received_text import ReceivedText
from press.language.es import check_book, fix, is_spanish


@dataclass(frozen=True)
class Composition:
    """The whole book, composed."""

    metadata: Metadata
    documents: tuple[Document, ...]
    pictures: tuple[Picture, ...]
    #: the measures of the pages
    form: PageForm
    differences: tuple[Difference, ...] = ()
    index: tuple[IndexEntry, ...] = ()
    received_text: ReceivedText | None = None
    adjustments: tuple[Adjustment, ...] = ()
    #: the words of proper names, which the pages do not divide
    names: frozenset[str] = frozenset()
    witnesses: tuple[dict[str, Any], ...] = ()
    #: the index of terms
    terms: tuple[IndexEntry, ...] = ()
    #: the drawings of its formulas, which the pages show
    formulas: tuple[Picture, ...] = ()
    #: the families of the signs that the text's typeface lacks
    fallbacks: tuple[str, ...] = ()
    #: what can be referred to
    named: Named = field(default_factory=Named, repr=False)

    @property
    def start(self) -> Document:
        """The document with which the text proper, and its arabic folios, begin."""
        return next(document for document in self.documents if document.part == "body")

    @property
    def page_pictures(self) -> tuple[Picture, ...]:
        """What the pages show: the pictures, and the drawings of formulas, which the EPUB has as MathML."""
        return (*self.pictures, *self.formulas)

    @property
    def grouped(self) -> tuple[tuple[Document, tuple[Document, ...]], ...]:
        """The listed documents, each with those that it holds: a part holds the chapters up to the next part."""
        groups: list[tuple[Document, list[Document]]] = []
        for document in self.listed:
            if groups and groups[-1][0].kind == "part" and document.part == "body" and document.kind != "part":
                groups[-1][1].append(document)
            else:
                groups.append((document, []))
        return tuple((document, tuple(held)) for document, held in groups)

    @property
    def listed(self) -> tuple[Document, ...]:
        """The documents that a table of contents lists."""
        return tuple(document for document in self.documents if document.is_listed)


def compose(reader: Reader, problems: Problems) -> Composition:
    """Compose all documents of the manuscript that is read; whatever is wrong with any is added to ``problems``."""
    manuscript, cache = reader.manuscript, reader.cache
    metadata, received = manuscript.metadata, manuscript.received_text
    check_book(manuscript, problems, cache)
    form = _form(reader, problems)
    for drawing in (metadata.cover, metadata.mark):
        if drawing:
            usable_picture(drawing, drawing.read_bytes(), problems, cache)
    documents, plates, witnesses = make_all(reader, reader.documents(problems), Around(), problems)
    front = front_documents(reader, problems)
    differences = collate(received, [*witnesses, *plates.witnesses()], problems) if received else []
    completed = complete(documents, front, reader, form, Around(), problems)
    index = index_entries(reader, completed.mentions, problems)
    documents = [*front, *documents]
    if is_spanish(manuscript):
        fix(*(entry.heading for entry in (*index, *completed.terms)), cache=cache)
    mark = mark_picture(metadata)
    pictures = (*plates.pictures.values(), *([mark] if mark else []))
    if not problems.strict:
        check_resolution(documents, pictures, form, problems)
    # without the apparatus an adjustment of one of its paragraphs would be reported as lost
    adjustments = read_adjustments(manuscript, documents, problems) if completed.has_apparatus else ()
    return Composition(
        metadata,
        tuple(documents),
        pictures,
        form,
        tuple(differences),
        index,
        received,
        adjustments,
        proper_names(manuscript),
        tuple(manuscript.lists["witnesses"].value) if "witnesses" in manuscript.lists else (),
        terms=completed.terms,
        formulas=completed.formulas,
        fallbacks=fallback_families(documents, metadata),
        named=completed.named,
    )


def _form(reader: Reader, problems: Problems) -> PageForm:
    """The measures of the pages, by what book.yaml asks for and the length of the text."""
    manuscript, metadata = reader.manuscript, reader.manuscript.metadata
    signs = sum(len(document.text) for document in manuscript.documents)
    printers = (*printers_of(metadata.printing), *printers_of(metadata.editions.hardcover))  # who bind the same pages
    return page_form(metadata.design, printers, signs, metadata.language, metadata.path, problems)


def fallback_families(documents: Iterable[Document], metadata: Metadata) -> tuple[str, ...]:
    """The fallback families of what the book prints: of its documents, of the title of its contents, and of its own title."""
    look = metadata.design.look
    signs = {*metadata.whole_title, *label(metadata.language, "contents"), *look.ornament}
    for document in documents:
        for root in document.roots():
            signs.update(*root.itertext())
    return fallbacks(signs, metadata.language, look.faces.text)
