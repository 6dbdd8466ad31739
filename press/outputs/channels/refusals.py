"""What a channel would refuse today, and why: its rules held against the record and the files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from press.input.printers import Rule
from press.language.languages import label
from press.outputs.channels.pictures import pixels, size_of
from press.outputs.channels.table import Channel
from press.outputs.channels.values import FilledField, keywords, publisher
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.metadata.licences import is_open

_MEGABYTE = 1_000_000
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_NEEDS: dict[str, tuple[str, Callable[[Catalogue], object]]] = {
    "author": ("autor", lambda catalogue: catalogue.metadata.names("aut")),
    "description": ("descripción", lambda catalogue: catalogue.metadata.description),
    "publisher": ("editorial ni sello", lambda catalogue: publisher(catalogue.metadata)),
    "bisac": ("código BISAC", lambda catalogue: catalogue.metadata.bisac),
    "date": ("fecha de publicación", lambda catalogue: catalogue.metadata.date),
    "licence": ("licencia", lambda catalogue: catalogue.metadata.rights),
}
#: What makes the files that may be missing.
_MAKERS = {
    "epub": "el EPUB",
    "pdf": "el PDF de pantalla",
    "onix": "el registro ONIX",
    "interior": "el interior para esta imprenta (print.printers de book.yaml)",
    "wrap": "la cubierta para esta imprenta (print.printers de book.yaml)",
}


@dataclass(frozen=True)
class BlockingIssue:
    """Why the channel would not take the book today."""

    rule: str
    why: str
    source: str
    confidence: str


@dataclass(frozen=True)
class Submission:
    """All that goes to a channel: its ``form`` filled in, and its files' content by their names there.

    ``missing`` are what files are not made (the ``of`` of the table), ``picture`` the cover, ``epub`` the book itself.
    """

    channel: Channel
    catalogue: Catalogue
    form: list[FilledField]
    files: Mapping[str, bytes] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    picture: bytes = b""
    epub: bytes = b""


def blocking_issues(parcel: Submission) -> list[BlockingIssue]:
    """Each rule that the book breaks today, in the table's order, after what is not there to send."""
    found = [
        BlockingIssue("files", f"Falta {_MAKERS[asked.of]}.", asked.source, asked.confidence)
        for asked in parcel.channel.files
        if asked.of in parcel.missing
    ]
    picture = [parcel.channel.picture] if parcel.channel.picture and parcel.picture else []
    rules = (*picture, *parcel.channel.rules.values())
    return found + [
        BlockingIssue(rule.name, why, rule.source, rule.confidence)
        for rule in rules
        for why in _CHECKS[rule.name](parcel, rule)
    ]


def _picture(parcel: Submission, rule: Rule) -> Iterator[str]:
    size = size_of(parcel.picture)
    least, most = pixels(rule.limit.get("least", "1 x 1")), pixels(rule.limit.get("most", rule.limit["ideal"]))
    if any(own < asked for own, asked in zip(size, least, strict=True)):
        yield f"La cubierta mide {size[0]} × {size[1]} píxeles, y se piden {least[0]} × {least[1]} por lo menos."
    if any(own > asked for own, asked in zip(size, most, strict=True)):
        yield f"La cubierta mide {size[0]} × {size[1]} píxeles, y se admiten {most[0]} × {most[1]}."
    if "bytes" in rule.limit and len(parcel.picture) > _bytes(rule.limit["bytes"]):
        yield f"La cubierta pasa de {rule.limit['bytes']}."


def _title(parcel: Submission, rule: Rule) -> Iterator[str]:
    length = len(parcel.catalogue.metadata.whole_title)
    if length > rule.limit:
        yield f"Título y subtítulo suman {length} caracteres, y caben {rule.limit}."


def _needs(parcel: Submission, rule: Rule) -> Iterator[str]:
    for name in rule.limit:
        word, of = _NEEDS[name]
        if not of(parcel.catalogue):
            yield f"El registro no da {word}."


def _isbn(parcel: Submission, rule: Rule) -> Iterator[str]:
    edition = parcel.catalogue.edition(parcel.channel.edition)
    if "instead" not in rule.limit and not (edition and edition.isbn):
        yield f"No hay ISBN ({label('es', parcel.channel.edition)})."


def _price(parcel: Submission, rule: Rule) -> Iterator[str]:
    if "free" in rule.limit:
        return
    least = next((price for most, price in rule.limit.get("least", ()) if len(parcel.epub) < _bytes(most)), "")
    number, _, currency = least.partition(" ")
    told = f"; el mínimo para este archivo es {number.replace('.', ',')} {currency}" if least else ""
    yield f"No consta el precio del libro{told}."


def _freely_available(parcel: Submission, rule: Rule) -> Iterator[str]:
    metadata = parcel.catalogue.metadata
    if _LINK.match(metadata.source):
        owner = " Solo lo admite de su titular." if rule.limit == "unless-owner" else ""
        yield f"El texto deriva de {metadata.source}, que cualquiera lee gratis.{owner}"
    elif rule.limit == "always" and metadata.rights and is_open(metadata):
        yield f"La licencia {metadata.rights.licence} deja que cualquiera copie y publique el libro gratis."


def _links(parcel: Submission, rule: Rule) -> Iterator[str]:
    for filled in parcel.form:
        if any(_LINK.search(entry) for entry in filled.entries):
            yield f"El campo «{filled.field.label}» lleva una dirección de la red."


def _keywords(parcel: Submission, rule: Rule) -> Iterator[str]:
    count = len(keywords(parcel.catalogue.metadata))
    if count < rule.limit:
        yield f"El registro da {count} palabras clave, y se piden {rule.limit}."


def _page_numbers(parcel: Submission, rule: Rule) -> Iterator[str]:
    if any(b'"page-list"' in data for _, data in _inside(parcel.epub, ".xhtml")):
        what = "lista de páginas e índice con sus números" if parcel.catalogue.index else "lista de páginas"
        yield f"El EPUB lleva {what}."


def _pictures(parcel: Submission, rule: Rule) -> Iterator[str]:
    most = float(rule.limit.split()[0]) * 1_000_000
    for name, data in _inside(parcel.epub, ".jpg", ".jpeg", ".png"):
        width, height = size_of(data)
        if width * height > most:
            yield f"«{name}», del EPUB, mide {width} × {height} píxeles."


def _inside(epub: bytes, *endings: str) -> Iterator[tuple[str, bytes]]:
    """The files of the EPUB whose names end so; none where it is not made."""
    if epub:
        with zipfile.ZipFile(io.BytesIO(epub)) as archive:
            wanted = (name for name in archive.namelist() if name.lower().endswith(endings))
            yield from ((name, archive.read(name)) for name in wanted)


def _file_size(parcel: Submission, rule: Rule) -> Iterator[str]:
    for name, data in parcel.files.items():
        if len(data) > _bytes(rule.limit):
            yield f"{name} pasa de {rule.limit}."


def _fewest_pages(parcel: Submission, rule: Rule) -> Iterator[str]:
    edition = parcel.catalogue.edition(parcel.channel.edition)
    if edition and edition.pages < rule.limit:
        yield f"El libro tiene {edition.pages} páginas, y se piden {rule.limit}."


def _item(parcel: Submission, rule: Rule) -> Iterator[str]:
    if not re.fullmatch(rule.limit, parcel.catalogue.metadata.slug):
        yield f"«{parcel.catalogue.metadata.slug}» no puede ser su identificador."


def _bytes(text: str) -> int:
    """``3 MB`` -> 3,000,000."""
    return int(text.split()[0]) * _MEGABYTE


#: How each rule of the table is checked: the reasons for which the book breaks it, in Spanish.
_CHECKS: dict[str, Callable[[Submission, Rule], Iterator[Any]]] = {
    "picture": _picture,
    "title": _title,
    "needs": _needs,
    "isbn": _isbn,
    "price": _price,
    "freely-available": _freely_available,
    "links": _links,
    "keywords": _keywords,
    "page-numbers": _page_numbers,
    "pictures": _pictures,
    "file-size": _file_size,
    "pages": _fewest_pages,
    "item": _item,
}
