"""Which kind of file states which field: the table of what the check compares.

One that always states a field and is silent where others state it differs from them; one that may state it is
compared when it does, for the reason given beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from press.core.messages import Message

BYTES, INTERIOR, TICKET, PAGE = Message("file"), Message("interior"), Message("job ticket"), Message("page")
#: The interiors of large print and hardcover.
FURTHER = Message("interior of another edition")
CHECKSUMS, NOTE = "SHA256SUMS", "README.txt"
PROVENANCE = Message("record of provenance")
TDMREP = "tdmrep.json"
EPUB, KEPUB, PDF, ONIX, MARC, OPDS1, OPDS2, JSON_LD, CFF, CSL, BIBTEX, RIS = (
    "EPUB",
    "Kepub",
    "PDF",
    "ONIX",
    "MARC",
    "OPDS 1.2",
    "OPDS 2.0",
    "JSON-LD",
    "CFF",
    "CSL-JSON",
    "BibTeX",
    "RIS",
)
#: The printed editions, and where the files of each are, by the folder of the release.
PRINTED = ("print", "large_print", "hardcover")
PRINT_FOLDERS = {"print": "print", "large-print": "large_print", "hardcover": "hardcover"}
#: In the order in which they are believed where as many say one thing as another.
ORDER = (
    *(BYTES, EPUB, KEPUB, PDF, INTERIOR, FURTHER, ONIX, MARC, JSON_LD, OPDS1, OPDS2, CFF, CSL, BIBTEX, RIS, TICKET),
    *(PAGE, CHECKSUMS, PROVENANCE, NOTE, TDMREP),
)
#: What reference managers load.
_CITED = (CSL, BIBTEX, RIS)


#: Names of the fields in the report.
NAMES: dict[str, Message] = {
    "title": Message("title"),
    "subtitle": Message("subtitle"),
    "whole title": Message("full title"),
    "contributors": Message("contributors"),
    "collaborators": Message("collaborators"),
    "author line": Message("author statement"),
    "sorted name": Message("sorted name"),
    "language": Message("language"),
    "identifier": Message("identifier"),
    "identifiers": Message("identifiers of all editions"),
    "downloads": Message("identifiers of the files"),
    "isbns": Message("all ISBNs"),
    "cited isbn": Message("ISBN in the citation"),
    "reference": Message("permanent URN"),
    "doi": Message("DOI"),
    "chapter dois": Message("DOIs of chapters"),
    "chapter title": Message("title of a chapter"),
    "chapter authors": Message("authors of a chapter"),
    "chapter doi": Message("DOI of a chapter"),
    "chapter pages": Message("pages of a chapter"),
    "edition": Message("edition statement"),
    "series": Message("series"),
    "series number": Message("number in the series"),
    "issn": Message("ISSN of the series"),
    "original": Message("language of the original"),
    "person": Message("identifiers of a person"),
    "ror": Message("identifier of the publisher"),
    "prices": Message("prices"),
    "mining": Message("reservation of text and data mining"),
    "mining policy": Message("conditions of text and data mining"),
    "public domain": Message("public domain"),
    "subject links": Message("addresses of subjects"),
    "rights": Message("rights"),
    "licence": Message("licence"),
    "date": Message("date"),
    "year": Message("year"),
    "publisher": Message("publisher"),
    "place": Message("place of publication"),
    "description": Message("description"),
    "keywords": Message("subjects and keywords"),
    "version": Message("version"),
    "cited edition": Message("edition as it is cited"),
    "front": Message("front matter pages"),
    "text": Message("text pages"),
    "numbered": Message("numbered pages"),
    "sheets": Message("pages with the blank ones at the end"),
    "size": Message("size"),
    "sha256": Message("SHA-256"),
    "address": Message("address"),
    "modes": Message("accessibility: access modes"),
    "sufficient": Message("accessibility: sufficient modes"),
    "features": Message("accessibility: features"),
    "shown features": Message("accessibility: features visible in the PDF"),
    "feature count": Message("accessibility: number of features"),
    "hazards": Message("accessibility: hazards"),
    "summary": Message("accessibility: summary"),
    "conformance": Message("accessibility: conformance"),
    "certifier": Message("accessibility: certifier"),
    "contact": Message("accessibility: contact"),
    "codes": Message("accessibility: codes of list 196"),
    "protection": Message("protection"),
}


@dataclass(frozen=True)
class Row:
    """A field of the book, of an edition, …: who always states it, and who may; "*" in ``of`` is whatever it is of."""

    field: str
    of: str
    always: tuple[str, ...]
    may: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """All that are compared."""
        return self.always + self.may

    def name(self, of: str) -> Message:
        """The field's name in the report, and what it is of."""
        return Message("{} ({})", NAMES[self.field], of) if of else NAMES[self.field]

    @property
    def description(self) -> Message:
        """The row in words: "title: EPUB, ONIX…; where they state it, CFF."."""
        name = self.name(Message("of each") if self.of == "*" else self.of)
        if self.always and self.may:
            return Message("{}: {}; where they state it, {}.", name, self.always, self.may)
        return Message("{}: {}.", name, self.kinds)


_ROWS = (
    Row("title", "", (EPUB, ONIX, MARC, OPDS2, JSON_LD, PAGE, PROVENANCE)),
    Row("subtitle", "", (EPUB, ONIX, MARC, OPDS2, JSON_LD, PAGE, PROVENANCE)),
    Row(
        "whole title",
        "",
        (EPUB, PDF, INTERIOR, ONIX, MARC, OPDS1, OPDS2, JSON_LD, CFF, *_CITED, TICKET, PAGE, PROVENANCE, NOTE),
    ),
    Row("contributors", "aut", (EPUB, PDF, ONIX, MARC, OPDS1, OPDS2, JSON_LD, CFF, *_CITED, PAGE)),
    Row("contributors", "edt", (EPUB, ONIX, MARC, OPDS2, JSON_LD, CFF, *_CITED, PAGE)),
    Row("contributors", "trl", (EPUB, ONIX, MARC, OPDS2, JSON_LD, CFF, *_CITED, PAGE)),
    # RIS has no tag for the others.
    Row("contributors", "ill", (EPUB, ONIX, MARC, OPDS2, JSON_LD, CSL, BIBTEX, PAGE)),
    Row("contributors", "otr", (EPUB, ONIX, MARC, OPDS2, JSON_LD, CSL, BIBTEX, PAGE)),
    Row("collaborators", "", (EPUB, ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE)),
    # A printer may ask for files without metadata.
    Row("author line", "", (EPUB, PDF), (INTERIOR,)),
    # Only of persons, whom the EPUB does not distinguish from organisations.
    Row("sorted name", "*", (), (EPUB, ONIX, MARC, OPDS2, CFF, *_CITED, PAGE)),
    # A printer's interior has lost its language with its structure.
    Row("language", "", (EPUB, PDF, ONIX, MARC, OPDS1, OPDS2, JSON_LD, CFF, *_CITED, PAGE, PROVENANCE), (INTERIOR,)),
    # The page shows an ISBN, not a URN.
    Row("identifier", "epub", (EPUB, ONIX, MARC, OPDS2, JSON_LD, PAGE)),
    Row("identifier", "pdf", (ONIX, MARC, JSON_LD, PAGE)),
    # Without an ISBN the EPUB names the print edition in words, and the ticket says nothing.
    Row("identifier", "print", (ONIX, MARC, JSON_LD, PAGE), (EPUB, TICKET)),
    Row("identifier", "kepub", (KEPUB, ONIX, MARC, JSON_LD, PAGE)),
    Row("identifier", "large_print", (ONIX, MARC, JSON_LD, PAGE), (TICKET,)),
    Row("identifier", "hardcover", (ONIX, MARC, JSON_LD, PAGE), (TICKET,)),
    Row("identifiers", "", (ONIX, MARC, JSON_LD, PAGE)),
    Row("downloads", "", (ONIX, MARC, OPDS1, JSON_LD, PAGE)),
    Row("isbns", "", (EPUB, PDF, INTERIOR, ONIX, MARC, JSON_LD, *_CITED, PAGE)),
    Row("reference", "epub", (ONIX, MARC, OPDS1, CFF, *_CITED, PAGE, PROVENANCE)),
    Row("reference", "pdf", (ONIX, MARC)),
    *(Row("reference", kind, (ONIX, MARC)) for kind in ("kepub", *PRINTED)),
    Row("doi", "", (EPUB, PDF, ONIX, MARC, OPDS1, OPDS2, JSON_LD, CFF, *_CITED, PAGE)),
    Row("chapter dois", "", (EPUB, ONIX, JSON_LD, *_CITED, PAGE)),
    # Each by its number among the chapters that have entries.
    *(Row(f"chapter {what}", "*", (*_CITED, PAGE)) for what in ("title", "authors", "doi", "pages")),
    # The EPUB states its version instead, where the record gives no edition.
    Row("edition", "", (ONIX, MARC, JSON_LD, RIS, PAGE), (EPUB,)),
    # What is cited is its number or its statement; RIS has the statement that is printed.
    Row("cited edition", "", (CSL, BIBTEX, PAGE)),
    Row("version", "", (CSL, BIBTEX)),
    Row("series", "", (EPUB, ONIX, MARC, OPDS1, OPDS2, JSON_LD, CFF, *_CITED, PAGE)),
    # EPUB and OPDS take figures alone.
    Row("series number", "", (ONIX, MARC, JSON_LD, CFF, *_CITED, PAGE), (EPUB, OPDS2)),
    Row("issn", "", (EPUB, ONIX, MARC, JSON_LD, PAGE)),
    Row("original", "", (ONIX, MARC, JSON_LD, PAGE)),
    Row("person", "*", (EPUB, ONIX, MARC, JSON_LD, PAGE)),
    Row("ror", "", (ONIX, MARC, JSON_LD, PAGE)),
    # ONIX names nobody who sells the book where it knows no publisher.
    Row("prices", "*", (JSON_LD, PAGE), (ONIX,)),
    Row("prices", "print", (MARC, JSON_LD, PAGE), (ONIX,)),
    Row("prices", "files", (MARC, JSON_LD, PAGE), (ONIX,)),
    Row("mining", "", (EPUB, PDF, ONIX, OPDS2, PAGE, TDMREP)),
    Row("mining policy", "", (EPUB, PDF, ONIX, MARC, OPDS2, JSON_LD, PAGE, TDMREP)),
    Row("public domain", "", (EPUB, MARC)),
    Row("subject links", "", (MARC, JSON_LD, PAGE)),
    Row("rights", "", (EPUB, PDF, MARC, OPDS1, JSON_LD, RIS, PAGE)),
    # ONIX and SPDX name licences, which not every licence has.
    Row("licence", "", (EPUB, PDF, MARC, OPDS1, JSON_LD, *_CITED, PAGE, PROVENANCE), (ONIX, CFF)),
    Row("date", "", (EPUB, ONIX, OPDS1, OPDS2, JSON_LD, CFF, *_CITED, PAGE, PROVENANCE)),
    Row("year", "", (EPUB, MARC, CFF, *_CITED)),
    Row("publisher", "", (EPUB, OPDS1, OPDS2, JSON_LD, *_CITED, PAGE)),
    Row("place", "", (JSON_LD, *_CITED, PAGE)),
    Row("description", "", (EPUB, OPDS1, OPDS2, JSON_LD, *_CITED, PAGE)),
    Row("keywords", "", (EPUB, OPDS1, OPDS2, JSON_LD, *_CITED, PAGE)),
    # A printer's interior has lost its page labels.
    Row("front", "print", (EPUB, ONIX, MARC), (INTERIOR,)),
    Row("text", "print", (EPUB, ONIX, MARC), (INTERIOR,)),
    Row("numbered", "print", (EPUB, PDF, INTERIOR, ONIX, MARC, OPDS2, JSON_LD, *_CITED, PAGE)),
    Row("numbered", "large_print", (ONIX, MARC, JSON_LD, PAGE), (FURTHER,)),
    Row("numbered", "hardcover", (ONIX, MARC, JSON_LD, PAGE), (FURTHER,)),
    # Each printer adds its own blanks, which no record counts.
    Row("sheets", "*", (), (INTERIOR, TICKET)),
    Row("size", "epub", (BYTES, ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE, PROVENANCE)),
    Row("size", "kepub", (BYTES, ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE, PROVENANCE)),
    Row("size", "pdf", (BYTES, ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE, PROVENANCE)),
    Row("sha256", "epub", (BYTES, JSON_LD, PAGE, CHECKSUMS, PROVENANCE)),
    Row("sha256", "kepub", (BYTES, JSON_LD, PAGE, CHECKSUMS, PROVENANCE)),
    Row("sha256", "pdf", (BYTES, JSON_LD, PAGE, CHECKSUMS, PROVENANCE)),
    # The cover's details are stated once it has an address.
    Row("size", "cover", (BYTES,), (ONIX,)),
    Row("sha256", "cover", (BYTES, EPUB, CHECKSUMS), (ONIX, PAGE)),
    Row("sha256", "*", (BYTES, CHECKSUMS), (PAGE, PROVENANCE)),
    Row("address", "epub", (ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE)),
    Row("address", "kepub", (ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE)),
    Row("address", "pdf", (ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE)),
    Row("address", "page", (*_CITED, PAGE)),
    Row("address", "cover", (ONIX, OPDS1, OPDS2, JSON_LD, PAGE)),
    Row("modes", "epub", (EPUB, OPDS1, OPDS2, JSON_LD, PAGE)),
    Row("modes", "pdf", (JSON_LD, PAGE)),
    Row("sufficient", "epub", (EPUB, OPDS1, OPDS2, JSON_LD, PAGE)),
    Row("sufficient", "pdf", (JSON_LD, PAGE)),
    Row("features", "epub", (EPUB, MARC, OPDS1, OPDS2, JSON_LD, PAGE)),
    Row("features", "pdf", (MARC, JSON_LD, PAGE)),
    Row("shown features", "pdf", (PDF, MARC, JSON_LD, PAGE)),
    Row("feature count", "epub", (EPUB, JSON_LD, PAGE)),
    Row("feature count", "pdf", (JSON_LD, PAGE)),
    Row("hazards", "epub", (EPUB, ONIX, OPDS1, OPDS2, JSON_LD, PAGE)),
    Row("hazards", "pdf", (ONIX, JSON_LD, PAGE)),
    Row("summary", "epub", (EPUB, ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE)),
    Row("summary", "pdf", (ONIX, MARC, JSON_LD, PAGE)),
    Row("conformance", "epub", (EPUB, ONIX, MARC, OPDS1, OPDS2, PAGE)),
    Row("conformance", "pdf", (PDF, ONIX, MARC, PAGE)),
    Row("certifier", "epub", (EPUB, ONIX, MARC, OPDS2, PAGE)),
    # Only where somebody can be asked.
    Row("contact", "", (ONIX, PAGE)),
    Row("codes", "epub", (EPUB, ONIX)),
    Row("codes", "pdf", (ONIX, JSON_LD, PAGE)),
    Row("protection", "epub", (EPUB, ONIX)),
    Row("protection", "pdf", (PDF, ONIX)),
)


def _with_further(row: Row) -> Row:
    """A row with those who may state it besides: the Kepub and the interiors of further editions say what others of their
    kind say of the book.
    """
    more: tuple[str, ...] = (KEPUB,) if EPUB in row.kinds and row.of != "epub" else ()
    more += (FURTHER,) if INTERIOR in row.kinds and row.of in ("", "*") else ()
    return replace(row, may=(*row.may, *more))


ROWS = tuple(map(_with_further, _ROWS))


def row(field: str, of: str) -> Row | None:
    """The row of a fact; None for what is not compared."""
    found = [row for row in ROWS if row.field == field and row.of in (of, "*")]
    return min(found, key=lambda row: row.of == "*", default=None)
