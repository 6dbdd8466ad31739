"""The list's records for shops and libraries: the books' own, one after the other; no more than one is in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from press.outputs.list_catalogue.listed import ListedBook
from press.outputs.list_catalogue.settings import Settings
from press.outputs.list_catalogue.shelves import newest_first
from press.outputs.metadata.onix.tags import NAMESPACE, make

_MARC = "http://www.loc.gov/MARC21/slim"


def write_onix(path: Path, books: Iterable[ListedBook], settings: Settings) -> None:
    """One ONIX 3.1 message with every product. It names no default language: each product states its own."""
    ordered = newest_first(books)
    sent = max((book.modified for book in ordered), default="1980-01-01T00:00:00Z")
    header = make(
        "Header",
        make(
            "Sender",
            make("SenderName", settings.publisher),
            make("EmailAddress", settings.contact) if settings.contact else None,
        ),
        make("SentDateTime", sent.replace("-", "").replace(":", "")),
    )
    with etree.xmlfile(path, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{NAMESPACE}}}ONIXMessage", {"release": "3.1"}, nsmap={None: NAMESPACE}):
            xml.write("\n", header, "\n")
            for book in ordered:
                for product in book.onix_products():
                    product.tail = "\n"
                    xml.write(product)


def write_marc(path: Path, books: Iterable[ListedBook]) -> None:
    """One file of ISO 2709, whose records simply follow each other."""
    with path.open("wb") as file:
        for book in newest_first(books):
            file.write(book.marc())


def write_marcxml(path: Path, books: Iterable[ListedBook]) -> None:
    """One collection of MARCXML (https://www.loc.gov/standards/marcxml/)."""
    with etree.xmlfile(path, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{_MARC}}}collection", nsmap={None: _MARC}):
            xml.write("\n")
            for book in newest_first(books):
                for record in book.marc_records():
                    record.tail = "\n"
                    xml.write(record)
