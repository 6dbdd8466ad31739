"""The feeds that reading applications browse: OPDS 1.2 (Atom) and OPDS 2.0 (JSON).

https://specs.opds.io/opds-1.2 and https://drafts.opds.io/opds-2.0. They lie in dist/ beside the files, whose
addresses are relative; the feed's own is whole once book.yaml says where dist/ is published.
"""

from __future__ import annotations

import json
from typing import Any

from press.core.identifiers import address
from press.core.xml import maker, serialised
from press.input.metadata import Metadata
from press.outputs.metadata.catalogue import Catalogue, CoverImage, Edition, derived_urn
from press.outputs.metadata.licences import is_open

ATOM_PATH, JSON_PATH = "opds.xml", "opds.json"
ATOM_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
JSON_TYPE = "application/opds+json"
_PREFIXES: dict[str | None, str] = {
    None: "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/terms/",
    "schema": "http://schema.org/",
}
make = maker(str(_PREFIXES[None]), _PREFIXES)
#: Without an open licence nothing is said of what the file costs.
_OPEN, _ANY = "http://opds-spec.org/acquisition/open-access", "http://opds-spec.org/acquisition"
#: A subject without a heading is left out: readers would be shown its code.
_THEMA = "https://ns.editeur.org/thema/"
_COVER, _THUMBNAIL = "http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"
#: Readium Web Publication Manifest, contributors by role.
_ROLES = {"aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator", "aui": "contributor"}
#: EPUB Accessibility 1.1 with WCAG 2.2 AA as the address that the manifest asks for.
_CONFORMANCE = "https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aa"


def opds_atom(catalogue: Catalogue) -> bytes:
    """An acquisition feed with one entry, the book."""
    metadata = catalogue.metadata
    updated = f"{metadata.timestamp:%Y-%m-%dT%H:%M:%SZ}"
    return serialised(
        make(
            "feed",
            make("id", derived_urn(metadata, "opds")),
            make("title", metadata.title),
            make("updated", updated),
            make("author", make("name", catalogue.sender)),
            [
                make("link", rel=relation, href=_own(catalogue, ATOM_PATH), type=ATOM_TYPE)
                for relation in ("self", "start")
            ],
            make("link", rel="alternate", href=JSON_PATH, type=JSON_TYPE),
            _entry(catalogue, updated),
        )
    )


def _entry(catalogue: Catalogue, updated: str) -> Any:
    metadata = catalogue.metadata
    return make(
        "entry",
        make("id", metadata.identifier),
        make("title", metadata.whole_title),
        make("updated", updated),
        [
            make("author" if person.role == "aut" else "contributor", make("name", person.name))
            for person in metadata.contributors
        ],
        make("rights", metadata.rights.statement) if metadata.rights else None,
        make("summary", metadata.description, type="text") if metadata.description else None,
        make("dc:language", metadata.language),
        make("dc:publisher", metadata.publisher) if metadata.publisher else None,
        make("dc:issued", metadata.date.isoformat()) if metadata.date else None,
        [make("dc:identifier", edition.identifier) for edition in catalogue.downloads],
        make("dc:identifier", address("doi", metadata.doi)) if metadata.doi else None,
        make("dc:isPartOf", metadata.series.title) if metadata.series else None,
        make("dc:source", metadata.source) if metadata.source else None,
        make("dc:license", metadata.rights.url) if metadata.rights and metadata.rights.url else None,
        [make("category", term=code, scheme=_THEMA, label=name) for code, name in metadata.thema_headings],
        [make("category", term=words, label=words) for words in (*metadata.subject_names, *metadata.keywords)],
        _atom_accessibility(catalogue),
        [_atom_image(image, relation) for image, relation in _images(catalogue)],
        [
            make(
                "link",
                rel=_relation(metadata),
                href=edition.path,
                type=edition.media_type,
                length=str(edition.size),
                title=edition.format.name.upper(),
            )
            for edition in catalogue.downloads
        ],
    )


def _atom_accessibility(catalogue: Catalogue) -> list[Any]:
    """Atom has no elements of its own for this: those of schema.org, stated of the first edition, the EPUB."""
    claims = catalogue.downloads[0].accessibility if catalogue.downloads else None
    if claims is None:
        return []
    stated = (
        ("accessMode", claims.modes),
        ("accessModeSufficient", claims.sufficient),
        ("accessibilityFeature", claims.features),
        ("accessibilityHazard", claims.hazards),
        ("accessibilitySummary", (claims.summary,) if claims.summary else ()),
    )
    elements = [make(f"schema:{name}", value) for name, values in stated for value in values]
    return [*elements, make("dc:conformsTo", claims.conformance)] if claims.conformance else elements


def _atom_image(image: CoverImage, relation: str) -> Any:
    return make("link", rel=relation, href=image.path, type="image/jpeg")


def opds_json(catalogue: Catalogue) -> bytes:
    """An OPDS 2.0 feed with one publication."""
    metadata = catalogue.metadata
    feed = {
        "metadata": {
            "title": metadata.title,
            "modified": f"{metadata.timestamp:%Y-%m-%dT%H:%M:%SZ}",
            "numberOfItems": 1,
        },
        "links": [
            {"rel": "self", "href": _own(catalogue, JSON_PATH), "type": JSON_TYPE},
            {"rel": "alternate", "href": ATOM_PATH, "type": ATOM_TYPE},
        ],
        "publications": [
            {
                "metadata": _metadata(catalogue),
                "links": [_json_link(metadata, edition) for edition in catalogue.downloads],
                "images": [
                    {"href": i.path, "type": "image/jpeg", "width": i.width, "height": i.height}
                    for i, _ in _images(catalogue)
                ],
            }
        ],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=2) + "\n").encode()


def _json_link(metadata: Metadata, edition: Edition) -> dict[str, Any]:
    return {
        "rel": _relation(metadata),
        "href": edition.path,
        "type": edition.media_type,
        "title": edition.format.name,
        "size": edition.size,
    }


def _metadata(catalogue: Catalogue) -> dict[str, Any]:
    metadata = catalogue.metadata
    printed = catalogue.edition("print")
    publication: dict[str, Any] = {
        "@type": "http://schema.org/Book",
        "identifier": (catalogue.downloads or catalogue.editions)[0].identifier,
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "language": metadata.language,
        "modified": f"{metadata.timestamp:%Y-%m-%dT%H:%M:%SZ}",
        "published": metadata.date.isoformat() if metadata.date else "",
        "publisher": metadata.publisher,
        "imprint": metadata.imprint,
        "description": metadata.description,
        "altIdentifier": [address("doi", metadata.doi)] if metadata.doi else [],
        "belongsTo": _collection(metadata),
        "tdm": _mining(metadata),
        "numberOfPages": catalogue.numbered(printed) if printed else 0,
        "subject": [
            *({"name": name, "code": code, "scheme": _THEMA} for code, name in metadata.thema_headings),
            *({"name": words} for words in (*metadata.subject_names, *metadata.keywords)),
        ],
        "accessibility": _json_accessibility(catalogue),
    }
    for person in metadata.contributors:
        named = {"name": person.name, "sortAs": person.file_as}
        named |= {"identifier": person.links[0]} if person.links else {}
        publication.setdefault(_ROLES[person.role], []).append(named)
    return {name: value for name, value in publication.items() if value}


def _collection(metadata: Metadata) -> dict[str, Any]:
    """The series, and the place of the book in it where that is a number."""
    series = metadata.series
    if series is None:
        return {}
    position = {"position": int(series.number)} if series.number.isdecimal() else {}
    return {"series": [{"name": series.title, **position}]}


def _mining(metadata: Metadata) -> dict[str, Any]:
    """Whether text and data mining is reserved, in the words of the manifest."""
    mining = metadata.data_mining
    if mining is None:
        return {}
    policy = {"policy": mining.policy} if mining.policy else {}
    return {"reservation": "all" if mining.reserved else "none", **policy}


def _json_accessibility(catalogue: Catalogue) -> dict[str, Any]:
    """The accessibility object of the first edition, the EPUB (Readium, ``a11y.schema.json``)."""
    edition = catalogue.downloads[0] if catalogue.downloads else None
    claims = edition.accessibility if edition else None
    if edition is None or claims is None:
        return {}
    edition_data = {
        "conformsTo": _CONFORMANCE if edition.format.is_publication and claims.conformance else "",
        "certification": {"certifiedBy": claims.certified_by} if claims.certified_by else {},
        "summary": claims.summary,
        "accessMode": list(claims.modes),
        "accessModeSufficient": [modes.split(",") if "," in modes else modes for modes in claims.sufficient],
        "feature": list(claims.features),
        "hazard": list(claims.hazards),
    }
    return {name: value for name, value in edition_data.items() if value}


def _images(catalogue: Catalogue) -> tuple[tuple[CoverImage, str], ...]:
    return ((catalogue.cover, _COVER), (catalogue.thumbnail, _THUMBNAIL))


def _relation(metadata: Metadata) -> str:
    return _OPEN if is_open(metadata) else _ANY


def _own(catalogue: Catalogue, path: str) -> str:
    return catalogue.address(path) or path
