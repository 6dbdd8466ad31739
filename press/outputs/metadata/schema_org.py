"""The book for search engines: schema.org as JSON-LD (https://schema.org/Book), one workExample for each edition."""

from __future__ import annotations

import json
from typing import Any

from press.input.trade import Subject
from press.outputs.metadata.accessibility import Claims
from press.outputs.metadata.catalogue import Catalogue, CoverImage, Edition, derived_urn

_ROLES = {"aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator", "aui": "contributor"}


def json_ld(catalogue: Catalogue) -> bytes:
    """The work, and its editions under their own identifiers; what is not known is not said."""
    metadata = catalogue.metadata
    book: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Book",
        "@id": derived_urn(metadata, "work"),
        "name": metadata.title,
        "alternativeHeadline": metadata.subtitle,
        "inLanguage": metadata.language,
        "bookEdition": metadata.version,
        "datePublished": metadata.date.isoformat() if metadata.date else "",
        "description": metadata.description,
        "license": metadata.rights.url if metadata.rights else "",
        "copyrightNotice": metadata.rights.statement if metadata.rights else "",
        "isBasedOn": metadata.source,
        "publisher": {"@type": "Organization", "name": metadata.publisher} if metadata.publisher else {},
        "locationCreated": {"@type": "Place", "name": metadata.place} if metadata.place else {},
        "about": [_thing(subject) for subject in metadata.subjects],
        "keywords": list(metadata.keywords),
        "image": _image(catalogue, catalogue.cover),
        "thumbnailUrl": catalogue.address(catalogue.thumbnail.path),
        "workExample": [_example(catalogue, edition) for edition in catalogue.editions],
    }
    for person in metadata.contributors:
        kind = "Organization" if person.corporate else "Person"
        book.setdefault(_ROLES[person.role], []).append({"@type": kind, "name": person.name})
    return (json.dumps(_known(book), ensure_ascii=False, indent=2) + "\n").encode()


def _thing(subject: Subject) -> dict[str, Any]:
    """A subject, and the addresses of it in authority files."""
    return _known({"@type": "Thing", "name": subject.name, "sameAs": list(subject.links)})


def _example(catalogue: Catalogue, edition: Edition) -> dict[str, Any]:
    """A form of the book: the file with its size and digest, and its accessibility; or the pages of the print edition."""
    metadata = catalogue.metadata
    return _known(
        {
            "@type": "Book",
            "@id": edition.identifier,
            "name": metadata.title,
            "bookFormat": {"@id": edition.format.schema_org},
            "isbn": edition.isbn,
            "inLanguage": metadata.language,
            "datePublished": metadata.date.isoformat() if metadata.date else "",
            "license": metadata.rights.url if metadata.rights else "",
            "numberOfPages": (edition.numbered or edition.pages) if edition.format.own_pages else 0,
            **(_accessibility(edition.accessibility) if edition.accessibility else {}),
            **({"accessibilityFeature": ["largePrint"]} if edition.format.large else {}),
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
