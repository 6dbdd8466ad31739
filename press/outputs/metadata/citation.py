"""CITATION.cff: how to cite the book (Citation File Format 1.2.0).

https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md. The format's own types are
software and dataset; a book stands as the preferred citation.
"""

from __future__ import annotations

from typing import Any

import yaml

from press.core.identifiers import address
from press.core.languages import label, language_of
from press.input.contributors import Contributor
from press.input.metadata import Metadata
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.metadata.licences import spdx


def citation_cff(catalogue: Catalogue) -> bytes:
    """The citation, in the words of the book's language."""
    metadata = catalogue.metadata
    authors = _names(metadata, "aut") or [{"name": catalogue.sender}]
    book: dict[str, Any] = {
        "type": "book",
        "title": metadata.whole_title,
        "authors": authors,
        "editors": _names(metadata, "edt"),
        "translators": _names(metadata, "trl"),
        "edition": metadata.edition.statement or str(metadata.edition.number or "") or metadata.version,
        "collection-title": metadata.series.title if metadata.series else "",
        "volume": metadata.series.number if metadata.series else "",
        "doi": metadata.doi,
        "publisher": _publisher(metadata),
        "isbn": next((number for _, number in metadata.isbn), ""),
        "date-released": metadata.date.isoformat() if metadata.date else "",
        "year": metadata.date.year if metadata.date else 0,
        "languages": [language_of(metadata.language).iso639_2],
        "license": spdx(metadata),
        "url": metadata.base_url,
        "identifiers": [
            *([{"type": "doi", "value": metadata.doi}] if metadata.doi else []),
            {"type": "other", "value": metadata.identifier},
        ],
    }
    whole: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": label(metadata.language, "cite"),
        "title": metadata.whole_title,
        "authors": authors,
        "version": metadata.version,
        "date-released": book["date-released"],
        "abstract": metadata.description,
        "keywords": list(dict.fromkeys((*metadata.subject_names, *metadata.keywords))),
        "license": book["license"],
        "url": metadata.base_url,
        "doi": metadata.doi,
        "identifiers": book["identifiers"],
        "preferred-citation": {name: value for name, value in book.items() if value},
    }
    known = {name: value for name, value in whole.items() if value}
    return yaml.dump(known, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110).encode()


class _Plain(yaml.SafeDumper):
    """Writes a value that occurs twice both times, not as a reference to the first."""

    def ignore_aliases(self, data: object) -> bool:
        """No value is an alias."""
        return True


def _names(metadata: Metadata, role: str) -> list[dict[str, str]]:
    return [_name(person) for person in metadata.contributors if person.role == role]


def _name(person: Contributor) -> dict[str, str]:
    """A person by family and given names where book.yaml sorts it so; a body, or a single name, by its name."""
    names = person.family_and_given
    if names is None:
        return {"name": person.name}
    orcid = {"orcid": address("orcid", person.orcid)} if person.orcid else {}
    return {"family-names": names[0], "given-names": names[1], **orcid}


def _publisher(metadata: Metadata) -> dict[str, str]:
    if not metadata.publisher:
        return {}
    known = {"name": metadata.publisher, "city": metadata.place, "country": metadata.country}
    return {name: value for name, value in known.items() if value}
