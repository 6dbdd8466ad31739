"""CITATION.cff: how to cite the book (Citation File Format 1.2.0).

https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md. The format's own types are
software and dataset; a book stands as the preferred citation.
"""

from __future__ import annotations

from typing import Any

import yaml

from press.input.metadata import Contributor, Record
from press.language.labels import label
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.metadata.languages import three_letters
from press.outputs.metadata.licences import spdx


def citation_cff(catalogue: Catalogue) -> bytes:
    """The citation, in the words of the book's language."""
    record = catalogue.record
    authors = _names(record, "aut") or [{"name": catalogue.sender}]
    book: dict[str, Any] = {
        "type": "book",
        "title": record.whole_title,
        "authors": authors,
        "editors": _names(record, "edt"),
        "translators": _names(record, "trl"),
        "edition": record.version,
        "publisher": _publisher(record),
        "isbn": next((number for _, number in record.isbn), ""),
        "date-released": record.date.isoformat() if record.date else "",
        "year": record.date.year if record.date else 0,
        "languages": [three_letters(record.language)],
        "license": spdx(record),
        "url": record.base_url,
        "identifiers": [{"type": "other", "value": record.identifier}],
    }
    whole: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": label(record.language, "cite"),
        "title": record.whole_title,
        "authors": authors,
        "version": record.version,
        "date-released": book["date-released"],
        "abstract": record.description,
        "keywords": list(dict.fromkeys((*record.subjects, *record.keywords))),
        "license": book["license"],
        "url": record.base_url,
        "identifiers": book["identifiers"],
        "preferred-citation": {name: value for name, value in book.items() if value},
    }
    told = {name: value for name, value in whole.items() if value}
    return yaml.dump(told, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110).encode()


class _Plain(yaml.SafeDumper):
    """Writes a value that occurs twice both times, not as a reference to the first."""

    def ignore_aliases(self, data: object) -> bool:
        """No value is an alias."""
        return True


def _names(record: Record, role: str) -> list[dict[str, str]]:
    return [_name(person) for person in record.contributors if person.role == role]


def _name(person: Contributor) -> dict[str, str]:
    """A person by family and given names where the record sorts it so; a body, or a single name, by its name."""
    family, comma, given = person.file_as.partition(", ")
    if person.corporate or not comma:
        return {"name": person.name}
    return {"family-names": family, "given-names": given}


def _publisher(record: Record) -> dict[str, str]:
    if not record.publisher:
        return {}
    told = {"name": record.publisher, "city": record.place, "country": record.country}
    return {name: value for name, value in told.items() if value}
