"""The edition in large print: the same text on pages of its own, which say where those of the print edition begin.

Its form follows the guidelines of the organisations for the blind as far as they agree: UKAAF G003 (2019), which the RNIB
names, the American Printing House for the Blind, and the American Council of the Blind.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from press.compose.composition import Composition, fallback_families
from press.compose.document import Document
from press.compose.page_items import PRINT_PAGE, mark_pages
from press.core.languages import label
from press.core.problems import Problems
from press.core.stored import StoredFiles
from press.core.xhtml import Element, make, with_class
from press.input.page_form import page_form
from press.input.print_orders import printers_of
from press.outputs.print.print_files import make_printer_files
from press.outputs.release_inputs import ReleaseInputs
from press.pages.pagination import Pagination

#: The kind of the edition, and where its files are.
KIND, FOLDER = "large_print", "large-print"


def make_files(inputs: ReleaseInputs) -> StoredFiles:
    """The interior, and the files of each printer, by their path in ``dist/``."""
    composition, pages = inputs.large, inputs.large_pages
    assert composition is not None  # noqa: S101 - it is made where the book has the edition
    assert pages is not None  # noqa: S101
    metadata = composition.metadata
    interior = pages.interior()
    files = StoredFiles({f"{FOLDER}/{metadata.slug}-interior.pdf": interior})
    printing = metadata.printing
    files.add(make_printer_files(composition, KIND, printing, interior, inputs.problems, inputs.cache))
    return files


def large_composition(composition: Composition, pagination: Pagination, problems: Problems) -> Composition:
    """The book as large print has it: another form, no adjustments of lines, and marks where the print edition's pages
    begin, by its ``pagination``.
    """
    asked = composition.metadata.editions.large_print
    assert asked is not None  # noqa: S101 - the caller has looked
    metadata = replace(composition.metadata, design=asked.design, printing=asked.printing)
    signs = sum(len("".join(root.itertext())) for document in composition.documents for root in document.roots())
    printers = printers_of(asked.printing)
    form = page_form(asked.design, printers, signs, metadata.language, metadata.path, problems)
    documents = tuple(_marked(document, pagination, metadata.language) for document in composition.documents)
    return replace(
        composition,
        metadata=metadata,
        form=form,
        documents=documents,
        adjustments=(),
        fallbacks=fallback_families(documents, metadata),
    )


def _marked(document: Document, pagination: Pagination, language: str) -> Document:
    """A document with the numbers of the print edition's pages where they begin; the credits say what these are."""
    body: Element = etree.fromstring(etree.tostring(document.body))
    if document.kind == "copyright":
        (credits,) = with_class(body, "credits", "div")
        credits.append(make("p", label(language, "print_pages")))
        return replace(document, body=body)
    if document.part != "front":
        starts = [start for start in pagination.starts if start.document == document.id]
        mark_pages(body, [(start.item, make("span", start.folio, klass=PRINT_PAGE)) for start in starts])
    return replace(document, body=body)
