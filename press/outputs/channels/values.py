"""What is written in each field of a channel's form: the record's own words, shortened to the channel's limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from press.input.metadata import Metadata
from press.language.languages import label, language_of
from press.outputs.channels.sentences import shortened
from press.outputs.channels.table import Channel, Field
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.metadata.licences import is_open

_AUDIENCES = {
    "general": "Adultos, lector general",
    "children": "Niños",
    "teenage": "Jóvenes",
    "scholarly": "Académico",
}
_PAPERS = {"white": "blanco, tinta negra", "cream": "crema, tinta negra"}
#: What is said of a field for which the record has nothing.
_EMPTY = {
    "subtitle": "El libro no tiene subtítulo: se deja en blanco.",
    "contributors": "El registro no da ningún autor.",
    "authors": "El registro no da ningún autor.",
    "description": "El registro no da descripción.",
    "rights": "El registro no da la licencia.",
    "keywords": "El registro no da palabras clave.",
    "subjects": "El registro no da materias.",
    "bisac": "El registro no da código BISAC: se elige en el formulario.",
    "thema": "El registro no da código Thema.",
    "audience": "El registro no dice para quién es.",
    "date": "El registro no da fecha.",
    "version": "El registro no da número de edición.",
    "isbn": "Esta edición no tiene ISBN.",
    "publisher": "El registro no da editorial ni sello.",
    "licence-address": "El registro no da licencia.",
    "protection": "El registro no dice si se admite.",
    "territory": "El registro no dice dónde se puede vender.",
    "price": "El registro no da precio: el libro es gratuito.",
    "source": "El registro no da el origen del texto.",
    "pages": "No se sabe: la orden de imprenta no está hecha.",
    "trim": "No se sabe: la orden de imprenta no está hecha.",
    "paper": "No se sabe: la orden de imprenta no está hecha.",
}


@dataclass(frozen=True)
class FilledField:
    """A field and what is copied into it, entry by entry; ``note`` says what is missing or was left out."""

    field: Field
    entries: tuple[str, ...]
    note: str = ""


def fill(channel: Channel, catalogue: Catalogue, ticket: Mapping[str, Any]) -> list[FilledField]:
    """The channel's form, filled in; ``ticket`` is the printer's job ticket, empty where there is none."""
    values = _values(channel, catalogue, ticket)
    return [
        FilledField(field, (field.text,)) if field.text else _limited(field, values[field.value], channel)
        for field in channel.fields
    ]


def keywords(metadata: Metadata) -> tuple[str, ...]:
    """The record's keywords and then its subjects, each once."""
    return tuple(dict.fromkeys((*metadata.keywords, *metadata.subjects)))


def publisher(metadata: Metadata) -> str:
    """The name under which the book is published: the imprint, or the house."""
    return metadata.imprint or metadata.publisher


def _values(channel: Channel, catalogue: Catalogue, ticket: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    metadata = catalogue.metadata
    edition = catalogue.edition(channel.edition)
    free = channel.rules["price"].limit.get("free", "") if "price" in channel.rules else ""
    single = {
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "whole-title": metadata.whole_title,
        "description": metadata.description,
        "rights": metadata.rights.statement if metadata.rights else "",
        "audience": _AUDIENCES.get(metadata.audience, ""),
        "date": metadata.date.isoformat() if metadata.date else "",
        "version": metadata.version,
        "isbn": edition.isbn if edition else "",
        "slug": metadata.slug,
        "publisher": publisher(metadata),
        "language": language_of(metadata.language).name,
        "language-code": language_of(metadata.language).iso639_2,
        "licence-address": metadata.rights.url if metadata.rights else "",
        "protection": _protection(metadata),
        "territory": f"Todo el mundo: así lo permite la licencia {_licence(metadata)}." if is_open(metadata) else "",
        "price": free,
        "source": metadata.source,
        "pages": str(_pages(channel, catalogue, ticket) or ""),
        "trim": _trim(ticket),
        "paper": _PAPERS[ticket["paper"]] if ticket else "",
    }
    several = {
        "contributors": tuple(f"{one.name} ({label('es', one.role)})" for one in metadata.contributors),
        "authors": tuple(metadata.names("aut")),
        "keywords": keywords(metadata),
        "subjects": metadata.subjects,
        "bisac": metadata.bisac,
        "thema": metadata.thema,
    }
    return {name: (text,) if text else () for name, text in single.items()} | several


def _limited(field: Field, entries: tuple[str, ...], channel: Channel) -> FilledField:
    """What fits: whole entries, and a description cut at the end of a sentence."""
    if not entries:
        return FilledField(field, (), _missing(field, channel))
    if field.value == "description":
        text = shortened(entries[0], field.length)
        note = "" if text else f"La primera frase pasa de {field.length} caracteres: hay que escribir un resumen."
        return FilledField(field, (text,) if text else (), note)
    kept = [entry for entry in entries if field.join or not field.length or len(entry) <= field.length]
    kept = kept[: field.count or None]
    if field.join:
        while field.length and len(field.join.join(kept)) > field.length:
            kept.pop()
    left = [entry for entry in entries if entry not in kept]
    note = f"No caben: {'; '.join(left)}." if left else ""
    return FilledField(field, (field.join.join(kept),) if field.join else tuple(kept), note)


def _missing(field: Field, channel: Channel) -> str:
    instead = channel.rules["isbn"].limit.get("instead", "") if "isbn" in channel.rules else ""
    return " ".join(filter(None, (_EMPTY[field.value], instead if field.value == "isbn" else "")))


def _licence(metadata: Metadata) -> str:
    return metadata.rights.licence if metadata.rights else ""


def _protection(metadata: Metadata) -> str:
    """Creative Commons 4.0, section 2.a.5: no technical measures that take away what the licence gives."""
    if not is_open(metadata):
        return ""
    return f"Ninguna: la licencia {_licence(metadata)} no deja añadir medidas que impidan lo que ella permite (2.a.5)."


def _pages(channel: Channel, catalogue: Catalogue, ticket: Mapping[str, Any]) -> int:
    if channel.printer:
        return int(ticket["pages"]) if ticket else 0
    edition = catalogue.edition(channel.edition)
    return edition.pages if edition else 0


def _trim(ticket: Mapping[str, Any]) -> str:
    """In inches, as the printers' forms have it; the ticket's lengths are in points."""
    if not ticket:
        return ""
    return " × ".join(f"{length / 72:.4g}".replace(".", ",") for length in ticket["trim"]) + " in"
