"""The book for search engines: schema.org as JSON-LD (https://schema.org/Book), one workExample for each edition."""

from __future__ import annotations

import json
from typing import Any

from press.outputs.metadata.accessibility import Claims
from press.outputs.metadata.catalogue import Catalogue, CoverImage, Edition, derived_urn

_FORMATS = {
    "epub": "https://schema.org/EBook",
    "pdf": "https://schema.org/EBook",
    "print": "https://schema.org/Paperback",
}
_ROLES = {"aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator", "aui": "contributor"}


def json_ld(catalogue: Catalogue) -> bytes:
    """The work, and its editions under their own identifiers; what is not known is not said."""
    record = catalogue.record
    book: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Book",
        "@id": derived_urn(record, "work"),
        "name": record.title,
        "alternativeHeadline": record.subtitle,
        "inLanguage": record.language,
        "bookEdition": record.version,
        "datePublished": record.date.isoformat() if record.date else "",
        "description": record.description,
        "license": record.rights.url if record.rights else "",
        "copyrightNotice": record.rights.statement if record.rights else "",
        "isBasedOn": record.source,
        "publisher": {"@type": "Organization", "name": record.publisher} if record.publisher else {},
        "locationCreated": {"@type": "Place", "name": record.place} if record.place else {},
        "about": list(record.subjects),
        "keywords": list(record.keywords),
        "image": _image(catalogue, catalogue.cover),
        "thumbnailUrl": catalogue.address(catalogue.thumbnail.path),
        "workExample": [_example(catalogue, edition) for edition in catalogue.editions],
    }
    for person in record.contributors:
        kind = "Organization" if person.corporate else "Person"
        book.setdefault(_ROLES[person.role], []).append({"@type": kind, "name": person.name})
    return (json.dumps(_known(book), ensure_ascii=False, indent=2) + "\n").encode()


def _example(catalogue: Catalogue, edition: Edition) -> dict[str, Any]:
    """A form of the book: the file with its size and digest, and its accessibility; or the pages of the print edition."""
    record = catalogue.record
    return _known(
        {
            "@type": "Book",
            "@id": edition.identifier,
            "name": record.title,
            "bookFormat": _FORMATS[edition.kind],
            "isbn": edition.isbn,
            "inLanguage": record.language,
            "datePublished": record.date.isoformat() if record.date else "",
            "license": record.rights.url if record.rights else "",
            "numberOfPages": 0 if edition.kind == "epub" else edition.pages,
            **(_accessibility(edition.accessibility) if edition.accessibility else {}),
            "encoding": _encoding(catalogue, edition) if edition.path else {},
        }
    )


def _encoding(catalogue: Catalogue, edition: Edition) -> dict[str, Any]:
    return _known(
        {
            "@type": "MediaObject",
            "name": edition.path,
            "encodingFormat": edition.media_type,
            "contentSize": f"{edition.size} B",
            "sha256": edition.sha256,
            "contentUrl": catalogue.address(edition.path),
        }
    )


def _accessibility(claims: Claims) -> dict[str, Any]:
    """https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20241209/."""
    return {
        "accessMode": list(claims.modes),
        "accessModeSufficient": [
            {"@type": "ItemList", "itemListElement": modes.split(",")} for modes in claims.sufficient
        ],
        "accessibilityFeature": list(claims.features),
        "accessibilityHazard": list(claims.hazards),
        "accessibilitySummary": claims.summary,
    }


def _image(catalogue: Catalogue, image: CoverImage) -> dict[str, Any]:
    """The cover once it has an address; a name alone shows nobody anything."""
    address = catalogue.address(image.path)
    if not address:
        return {}
    return {"@type": "ImageObject", "contentUrl": address, "width": image.width, "height": image.height}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
