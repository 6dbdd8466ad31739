"""Which witness tells which field: the table of what the proof compares.

A witness that always tells a field and is silent where others speak differs from them; one that may tell it is
compared when it does, for the reason given beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

BYTES, EPUB, PDF, INTERIOR, TICKET = "archivo", "EPUB", "PDF", "interior", "ficha"
ONIX, MARC, OPDS1, OPDS2, JSON_LD, CFF, PAGE = "ONIX", "MARC", "OPDS 1.2", "OPDS 2.0", "JSON-LD", "CFF", "página"
#: In the order in which they are believed where as many say one thing as another.
ORDER = (BYTES, EPUB, PDF, INTERIOR, ONIX, MARC, JSON_LD, OPDS1, OPDS2, CFF, TICKET, PAGE)


#: Names of the fields in the report.
NAMES = {
    "title": "título",
    "subtitle": "subtítulo",
    "whole title": "título completo",
    "contributors": "contribuciones",
    "collaborators": "colaboradores",
    "author line": "autoría",
    "sorted name": "nombre para ordenar",
    "language": "lengua",
    "identifier": "identificador",
    "identifiers": "identificadores de todas las ediciones",
    "downloads": "identificadores de los archivos",
    "isbns": "todos los ISBN",
    "cited isbn": "ISBN de la cita",
    "reference": "URN permanente",
    "rights": "derechos",
    "licence": "licencia",
    "date": "fecha",
    "year": "año",
    "front": "páginas preliminares",
    "text": "páginas del texto",
    "numbered": "páginas numeradas",
    "sheets": "páginas con las blancas del final",
    "pages": "páginas",
    "size": "tamaño",
    "sha256": "SHA-256",
    "address": "dirección",
    "modes": "accesibilidad: modos de acceso",
    "sufficient": "accesibilidad: modos suficientes",
    "features": "accesibilidad: rasgos",
    "shown features": "accesibilidad: rasgos visibles en el PDF",
    "feature count": "accesibilidad: número de rasgos",
    "hazards": "accesibilidad: riesgos",
    "summary": "accesibilidad: resumen",
    "conformance": "accesibilidad: conformidad",
    "certifier": "accesibilidad: quien responde",
    "codes": "accesibilidad: códigos de la lista 196",
    "protection": "protección",
}


@dataclass(frozen=True)
class Row:
    """A field of the book, of an edition, …: who always tells it, and who may; «*» in ``of`` is whatever it is of."""

    field: str
    of: str
    always: tuple[str, ...]
    may: tuple[str, ...] = ()

    @property
    def witnesses(self) -> tuple[str, ...]:
        """All who are compared."""
        return self.always + self.may

    def name(self, of: str) -> str:
        """The field's name in the report, and what it is of."""
        return f"{NAMES[self.field]} ({of})" if of else NAMES[self.field]

    @property
    def told(self) -> str:
        """The row in words: «título: EPUB, ONIX…; si lo dicen, CFF»."""
        always, may = ", ".join(self.always), ", ".join(self.may)
        return (
            f"{self.name(self.of.replace('*', 'de cada cual'))}: {'; si lo dicen, '.join(filter(None, (always, may)))}."
        )


ROWS = (
    Row("title", "", (EPUB, ONIX, MARC, OPDS2, JSON_LD, PAGE)),
    Row("subtitle", "", (EPUB, ONIX, MARC, OPDS2, JSON_LD, PAGE)),
    Row("whole title", "", (EPUB, PDF, INTERIOR, ONIX, MARC, OPDS1, OPDS2, JSON_LD, CFF, TICKET, PAGE)),
    Row("contributors", "aut", (EPUB, PDF, ONIX, MARC, OPDS1, OPDS2, JSON_LD, CFF, PAGE)),
    Row("contributors", "edt", (EPUB, ONIX, MARC, OPDS2, JSON_LD, CFF, PAGE)),
    Row("contributors", "trl", (EPUB, ONIX, MARC, OPDS2, JSON_LD, CFF, PAGE)),
    Row("contributors", "ill", (EPUB, ONIX, MARC, OPDS2, JSON_LD, PAGE)),
    Row("contributors", "otr", (EPUB, ONIX, MARC, OPDS2, JSON_LD, PAGE)),
    Row("collaborators", "", (EPUB, ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE)),
    # A printer may ask for files without metadata.
    Row("author line", "", (EPUB, PDF), (INTERIOR,)),
    # Only of persons, whom the EPUB does not tell from bodies.
    Row("sorted name", "*", (), (EPUB, ONIX, MARC, OPDS2, CFF)),
    # A printer's interior has lost its language with its structure.
    Row("language", "", (EPUB, PDF, ONIX, MARC, OPDS1, OPDS2, JSON_LD, CFF, PAGE), (INTERIOR,)),
    # The page shows an ISBN, not a URN.
    Row("identifier", "epub", (EPUB, ONIX, MARC, OPDS2, JSON_LD, PAGE)),
    Row("identifier", "pdf", (ONIX, MARC, JSON_LD, PAGE)),
    # Without an ISBN the EPUB names the print edition in words, and the ticket says nothing.
    Row("identifier", "print", (ONIX, MARC, JSON_LD, PAGE), (EPUB, TICKET)),
    Row("identifiers", "", (ONIX, MARC, JSON_LD, PAGE)),
    Row("downloads", "", (ONIX, MARC, OPDS1, JSON_LD, PAGE)),
    Row("isbns", "", (EPUB, PDF, INTERIOR, ONIX, MARC, JSON_LD, PAGE)),
    Row("reference", "epub", (ONIX, MARC, OPDS1, CFF, PAGE)),
    Row("reference", "pdf", (ONIX, MARC)),
    Row("reference", "print", (ONIX, MARC)),
    Row("rights", "", (EPUB, MARC, OPDS1, JSON_LD, PAGE)),
    # ONIX and SPDX name licences, which not every licence has.
    Row("licence", "", (EPUB, MARC, OPDS1, JSON_LD, PAGE), (PDF, ONIX, CFF)),
    Row("date", "", (EPUB, ONIX, OPDS1, OPDS2, JSON_LD, CFF, PAGE)),
    # ONIX tells a year of copyright only where it knows the publisher.
    Row("year", "", (EPUB, MARC, CFF), (ONIX,)),
    # A printer's interior has lost its page labels.
    Row("front", "print", (EPUB, ONIX, MARC), (INTERIOR,)),
    Row("text", "print", (EPUB, ONIX, MARC), (INTERIOR,)),
    Row("numbered", "print", (EPUB, INTERIOR, ONIX, MARC)),
    # Each printer adds its own blanks: the records tell one printer's count.
    Row("sheets", "print", (ONIX, OPDS2, JSON_LD, PAGE), (INTERIOR,)),
    Row("sheets", "*", (), (INTERIOR, TICKET)),
    Row("pages", "pdf", (PDF, ONIX, JSON_LD, PAGE)),
    Row("size", "epub", (BYTES, ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE)),
    Row("size", "pdf", (BYTES, ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE)),
    Row("sha256", "epub", (BYTES, JSON_LD, PAGE)),
    Row("sha256", "pdf", (BYTES, JSON_LD, PAGE)),
    # The cover's particulars are told once it has an address.
    Row("size", "cover", (BYTES,), (ONIX,)),
    Row("sha256", "cover", (BYTES, EPUB), (ONIX, PAGE)),
    Row("sha256", "*", (BYTES,), (PAGE,)),
    Row("address", "epub", (ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE)),
    Row("address", "pdf", (ONIX, MARC, OPDS1, OPDS2, JSON_LD, PAGE)),
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
    Row("codes", "epub", (EPUB, ONIX)),
    Row("codes", "pdf", (ONIX, JSON_LD, PAGE)),
    Row("protection", "epub", (EPUB, ONIX)),
    Row("protection", "pdf", (PDF, ONIX)),
)


def row(field: str, of: str) -> Row | None:
    """The row of a fact; None for what is not compared."""
    found = [row for row in ROWS if row.field == field and row.of in (of, "*")]
    return min(found, key=lambda row: row.of == "*", default=None)
