"""The book for search engines: schema.org as JSON-LD (https://schema.org/Book), one workExample for each edition."""

from __future__ import annotations

import json
from typing import Any

from press.core.identifiers import address
from press.input.contributors import Contributor
from press.input.metadata import Metadata
from press.input.trade import WORLD, Price, Subject
from press.outputs.metadata.accessibility import Claims
from press.outputs.metadata.catalogue import Catalogue, Chapter, CoverImage, Edition, derived_urn

#: What a subject is, by its kind in the record.
_THINGS = {"person": "Person", "body": "Organization", "place": "Place", "event": "Event"}
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
        "bookEdition": metadata.edition_statement,
        "datePublished": metadata.date.isoformat() if metadata.date else "",
        "description": metadata.description,
        "license": metadata.rights.url if metadata.rights else "",
        "copyrightNotice": metadata.rights.statement if metadata.rights else "",
        "isBasedOn": metadata.source,
        "identifier": _doi(metadata.doi),
        "sameAs": address("doi", metadata.doi) if metadata.doi else "",
        "isPartOf": _series(metadata),
        "position": metadata.series.number if metadata.series else "",
        "translationOfWork": _original(metadata),
        "hasPart": [_chapter(chapter) for chapter in catalogue.chapters],
        "usageInfo": metadata.data_mining.policy if metadata.data_mining else "",
        "publisher": _publisher(metadata),
        "locationCreated": {"@type": "Place", "name": metadata.place} if metadata.place else {},
        "about": [_thing(subject) for subject in metadata.subjects],
        "keywords": list(metadata.keywords),
        "image": _image(catalogue, catalogue.cover),
        "thumbnailUrl": catalogue.address(catalogue.thumbnail.path),
        "workExample": [_example(catalogue, edition) for edition in catalogue.editions],
    }
    for person in metadata.contributors:
        book.setdefault(_ROLES[person.role], []).append(_person(person))
    return (json.dumps(_known(book), ensure_ascii=False, indent=2) + "\n").encode()


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
            "numberOfPages": catalogue.numbered(edition) if edition.format.own_pages else 0,
            "offers": [_offer(price) for price in metadata.prices if price.edition == edition.kind],
            **(_accessibility(edition.accessibility) if edition.accessibility else {}),
            **({"accessibilityFeature": ["largePrint"]} if edition.format.large else {}),
            "encoding": _encoding(catalogue, edition) if edition.path else {},
        }
    )


def _person(person: Contributor) -> dict[str, Any]:
    kind = "Organization" if person.corporate else "Person"
    return _known({"@type": kind, "name": person.name, "sameAs": list(person.links)})


def _publisher(metadata: Metadata) -> dict[str, Any]:
    if not metadata.publisher:
        return {}
    link = address("ror", metadata.ror) if metadata.ror else ""
    return _known({"@type": "Organization", "name": metadata.publisher, "sameAs": link})


def _thing(subject: Subject) -> dict[str, Any]:
    return _known({"@type": _THINGS.get(subject.kind, "Thing"), "name": subject.name, "sameAs": list(subject.links)})


def _series(metadata: Metadata) -> dict[str, Any]:
    series = metadata.series
    return _known({"@type": "BookSeries", "name": series.title, "issn": series.issn}) if series else {}


def _original(metadata: Metadata) -> dict[str, Any]:
    original = metadata.original
    told = {"@type": "Book", "name": original.title, "inLanguage": original.language} if original else {}
    return _known(told)


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return _known(
        {
            "@type": "Chapter",
            "name": chapter.title,
            "identifier": _doi(chapter.doi),
            "sameAs": address("doi", chapter.doi),
            "pageStart": chapter.start,
            "pageEnd": chapter.end,
        }
    )


def _doi(doi: str) -> dict[str, Any]:
    return {"@type": "PropertyValue", "propertyID": "doi", "value": doi} if doi else {}


def _offer(price: Price) -> dict[str, Any]:
    """A price and where it holds; without tax that is in it where the record says so."""
    told = {
        "@type": "Offer",
        "price": price.written,
        "priceCurrency": price.currency,
        "eligibleRegion": [code for code in price.territory if code != WORLD],
    }
    terms = {"@type": "PriceSpecification", "price": price.written, "priceCurrency": price.currency}
    without = {**terms, "valueAddedTaxIncluded": False}
    return _known(told) | ({"priceSpecification": without} if price.tax == "excluded" else {})


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
