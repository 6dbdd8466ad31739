"""What the records leave out because the record of the book does not know it."""

from __future__ import annotations

from dataclasses import dataclass

from press.core.formats import FORMATS
from press.input.metadata import Metadata
from press.language.languages import label


@dataclass(frozen=True)
class MissingField:
    """A key of book.yaml without a value, and what the records lack for it (in Spanish, for the report)."""

    key: str
    left_out: str


def missing_fields(metadata: Metadata) -> list[MissingField]:
    """The keys that nobody has filled in, in the order in which a publisher would."""
    isbn = dict(metadata.isbn)
    missing = [
        (
            "publisher",
            not metadata.publisher,
            "el editor y los derechos de venta en ONIX; el editor en MARC (264) y schema.org",
        ),
        ("place", not metadata.place, "el lugar de publicación en ONIX y MARC (264)"),
        ("country", not metadata.country, "el país de publicación en ONIX y MARC (008/15-17)"),
        (
            "contact",
            not metadata.contact,
            "la dirección de quien responde de la accesibilidad (ONIX, lista 196, código 99)",
        ),
        (
            "base_url",
            not metadata.base_url,
            "los enlaces a los archivos y a la cubierta en ONIX, MARC (856) y schema.org",
        ),
        *(
            (
                f"isbn.{kind}",
                kind not in isbn,
                f"el ISBN ({label('es', kind)}), sin el que ninguna tienda la da de alta",
            )
            for kind in FORMATS
        ),
        ("legal_deposit", not metadata.legal_deposit, "el número de depósito legal en MARC (017)"),
        ("contributors", not metadata.contributors, "el autor en todos los registros"),
        ("date", metadata.date is None, "la fecha de publicación en todos los registros"),
        ("description", not metadata.description, "la descripción en todos los registros"),
        ("rights", metadata.rights is None, "la licencia y el acceso abierto en todos los registros"),
        ("thema", not metadata.thema, "la materia Thema en ONIX y MARC (072)"),
        ("bisac", not metadata.bisac, "la materia BISAC en ONIX y MARC (072)"),
        ("audience", not metadata.audience, "el público en ONIX y MARC (008/22)"),
        (
            "certified_by",
            not metadata.certified_by,
            "la conformidad del EPUB con WCAG 2.2 AA en ONIX, MARC (532) y OPDS",
        ),
    ]
    found = [MissingField(key, f"Falta {what}.") for key, absent, what in missing if absent]
    for order in metadata.printing.orders if metadata.printing else ():
        if order.source:  # a width that the house cannot work out: whoever uploads the cover should know whose it is
            key = f"print.printers.{order.printer.key}.spine"
            found.append(
                MissingField(key, f"El ancho del lomo no se calcula: está escrito en el registro. {order.source}")
            )
    return found
