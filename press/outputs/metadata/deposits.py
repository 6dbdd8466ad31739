"""What registers the DOIs of a book: a deposit for Crossref, and one for DataCite.

Crossref's schema 5.3.1 (https://www.crossref.org/documentation/schema-library/), whose XSD no package carries: the order
and the lengths here are the schema's. DataCite's kernel 4.5 in the JSON of its interface
(https://support.datacite.org/docs/api-create-dois). A DOI leads to the page of the book: without ``base_url`` there is
neither.
"""

from __future__ import annotations

import json
from typing import Any

from press.core.identifiers import address
from press.core.xml import maker, serialised
from press.input.contributors import Contributor
from press.input.metadata import Metadata
from press.input.trade import Series
from press.outputs.metadata.catalogue import Catalogue, Chapter
from press.outputs.metadata.licences import spdx

_CROSSREF = "http://www.crossref.org/schema/5.3.1"
_PREFIXES: dict[str | None, str] = {None: _CROSSREF, "ai": "http://www.crossref.org/AccessIndicators.xsd"}
_make = maker(_CROSSREF, _PREFIXES)
#: What Crossref calls contributors; it knows no illustrators.
_ROLES = {"aut": "author", "edt": "editor", "trl": "translator"}
#: What DataCite calls those who are no authors: its kernel 4.5 knows no translators.
_CONTRIBUTORS = {"edt": "Editor", "trl": "Other", "ill": "Other", "aui": "Other"}
#: The schemes of identifiers as DataCite names them, and where each is kept.
_SCHEMES = {
    "orcid": ("ORCID", "https://orcid.org"),
    "isni": ("ISNI", "https://isni.org"),
    "viaf": ("VIAF", "https://viaf.org"),
    "wikidata": ("Wikidata", "https://www.wikidata.org"),
}


def crossref(catalogue: Catalogue) -> bytes:
    """The deposit; empty where the record lacks DOI, address, publisher, date or contact, all of which it asks for."""
    metadata = catalogue.metadata
    if not (metadata.doi and metadata.base_url and metadata.publisher and metadata.date and metadata.contact):
        return b""
    depositor = _make(
        "depositor",
        _make("depositor_name", metadata.publisher[:130]),
        _make("email_address", metadata.contact),
    )
    head = _make(
        "head",
        _make("doi_batch_id", metadata.identifier.removeprefix("urn:uuid:")),
        _make("timestamp", f"{metadata.timestamp:%Y%m%d%H%M%S}"),
        depositor,
        _make("registrant", metadata.publisher[:255]),
    )
    items = [_item(catalogue, chapter) for chapter in catalogue.chapters]
    kind = "monograph" if metadata.names("aut") else "edited_book"
    own = _of_series(catalogue) if metadata.series and metadata.series.issn else _book(catalogue)
    book = _make("book", own, items, book_type=kind)
    return serialised(_make("doi_batch", head, _make("body", book), version="5.3.1"))


def _book(catalogue: Catalogue) -> Any:
    """A book that is in no series with an ISSN, without which Crossref takes none."""
    metadata = catalogue.metadata
    return _make(
        "book_metadata",
        _people(metadata),
        _titles(metadata),
        _edition(metadata),
        _particulars(catalogue),
        language=_language(metadata),
    )


def _of_series(catalogue: Catalogue) -> Any:
    metadata, series = catalogue.metadata, catalogue.metadata.series or Series("")
    return _make(
        "book_series_metadata",
        _make("series_metadata", _make("titles", _make("title", series.title)), _make("issn", series.issn)),
        _people(metadata),
        _titles(metadata),
        _make("volume", series.number) if series.number else None,
        _edition(metadata),
        _particulars(catalogue),
        language=_language(metadata),
    )


def _edition(metadata: Metadata) -> Any:
    return _make("edition_number", str(metadata.edition.number)) if metadata.edition.number else None


def _particulars(catalogue: Catalogue) -> list[Any]:
    """What book and book of a series have alike: date, ISBNs, publisher, licence, DOI."""
    metadata = catalogue.metadata
    isbns = [
        _make("isbn", edition.isbn, media_type="print" if edition.format.printed else "electronic")
        for edition in catalogue.editions
        if edition.isbn
    ]
    place = _make("publisher_place", metadata.place) if metadata.place else None
    licence = metadata.rights.url if metadata.rights else ""
    return [
        _date(metadata),
        isbns[:6] or _make("noisbn", reason="monograph"),
        _make("publisher", _make("publisher_name", metadata.publisher), place),
        _make("ai:program", _make("ai:license_ref", licence), name="AccessIndicators") if licence else None,
        _doi(metadata.doi, metadata.base_url),
    ]


def _item(catalogue: Catalogue, chapter: Chapter) -> Any:
    last = _make("last_page", chapter.end) if chapter.end != chapter.start else None
    return _make(
        "content_item",
        _make("titles", _make("title", chapter.title)),
        _date(catalogue.metadata),
        _make("pages", _make("first_page", chapter.start), last) if chapter.start else None,
        _doi(chapter.doi, catalogue.metadata.base_url),
        component_type="chapter",
        publication_type="full_text",
        language=_language(catalogue.metadata),
    )


def _people(metadata: Metadata) -> Any:
    known = [person for person in metadata.contributors if person.role in _ROLES]
    people = [_person(person, "additional" if place else "first") for place, person in enumerate(known)]
    return _make("contributors", people) if people else None


def _person(person: Contributor, place: str) -> Any:
    how = {"sequence": place, "contributor_role": _ROLES[person.role]}
    if person.corporate:
        return _make("organization", person.name, **how)
    surname, given = person.family_and_given or (person.file_as, "")
    return _make(
        "person_name",
        _make("given_name", given) if given else None,
        _make("surname", surname),
        _make("ORCID", address("orcid", person.orcid)) if person.orcid else None,
        **how,
    )


def _titles(metadata: Metadata) -> Any:
    subtitle = _make("subtitle", metadata.subtitle) if metadata.subtitle else None
    return _make("titles", _make("title", metadata.title), subtitle)


def _date(metadata: Metadata) -> Any:
    day = metadata.date
    parts = [("month", f"{day:%m}"), ("day", f"{day:%d}"), ("year", f"{day:%Y}")] if day else []
    return _make("publication_date", [_make(name, value) for name, value in parts], media_type="online")


def _doi(doi: str, where: str) -> Any:
    return _make("doi_data", _make("doi", doi), _make("resource", where))


def _language(metadata: Metadata) -> str:
    return metadata.language.split("-")[0]


def datacite(catalogue: Catalogue) -> bytes:
    """The deposit as a draft to be checked and published; empty where the record lacks DOI, address, publisher or date."""
    metadata = catalogue.metadata
    if not (metadata.doi and metadata.base_url and metadata.publisher and metadata.date):
        return b""
    data = {"type": "dois", "attributes": attributes(catalogue)}
    return (json.dumps({"data": data}, ensure_ascii=False, indent=2) + "\n").encode()


def attributes(catalogue: Catalogue) -> dict[str, Any]:
    """The metadata of the kernel; a book without an author stands under those who made it otherwise, or its publisher."""
    metadata = catalogue.metadata
    authors = [_creator(person) for person in metadata.contributors if person.role == "aut"]
    others = [
        {**_creator(person), "contributorType": _CONTRIBUTORS[person.role]}
        for person in metadata.contributors
        if person.role != "aut"
    ]
    printed = catalogue.edition("print")
    pages = catalogue.numbered(printed) if printed else 0
    publisher = {"name": metadata.publisher}
    if metadata.ror:
        scheme = {"publisherIdentifierScheme": "ROR", "schemeUri": "https://ror.org/"}
        publisher |= {"publisherIdentifier": address("ror", metadata.ror), **scheme}
    stated: dict[str, Any] = {
        "doi": metadata.doi,
        "url": metadata.base_url,
        "types": {"resourceTypeGeneral": "Book", "resourceType": "Book"},
        "creators": authors or [{"name": metadata.publisher, "nameType": "Organizational"}],
        "titles": _title_list(metadata),
        "publisher": publisher,
        "publicationYear": str(metadata.date.year) if metadata.date else "",
        "subjects": [_subject(name, link) for name, link in _subject_links(metadata)],
        "contributors": others,
        "dates": [{"date": metadata.date.isoformat(), "dateType": "Issued"}] if metadata.date else [],
        "language": metadata.language,
        "relatedIdentifiers": _related(catalogue),
        "sizes": [f"{pages} pages"],
        "formats": [edition.media_type for edition in catalogue.downloads],
        "version": metadata.version,
        "rightsList": _rights(metadata),
        "descriptions": [{"description": metadata.description, "descriptionType": "Abstract"}]
        if metadata.description
        else [],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return {name: value for name, value in stated.items() if value}


def _creator(person: Contributor) -> dict[str, Any]:
    if person.corporate:
        named = {"name": person.name, "nameType": "Organizational"}
    else:
        names = person.family_and_given
        parts = {"givenName": names[1], "familyName": names[0]} if names else {}
        named = {"name": person.file_as, "nameType": "Personal", **parts}
    known = [
        {"nameIdentifier": address(scheme, value), "nameIdentifierScheme": name, "schemeUri": where}
        for scheme, value in person.identifiers.items()
        for name, where in [_SCHEMES[scheme]]
    ]
    return {**named, **({"nameIdentifiers": known} if known else {})}


def _title_list(metadata: Metadata) -> list[dict[str, str]]:
    titles = [{"title": metadata.title, "lang": metadata.language}]
    if metadata.subtitle:
        titles.append({"title": metadata.subtitle, "titleType": "Subtitle", "lang": metadata.language})
    return titles


def _subject_links(metadata: Metadata) -> list[tuple[str, str]]:
    named = [(subject.name, subject.links[0] if subject.links else "") for subject in metadata.subjects]
    return list(dict.fromkeys([*named, *((word, "") for word in metadata.keywords)]))


def _subject(name: str, link: str) -> dict[str, str]:
    return {"subject": name, **({"valueUri": link} if link else {})}


def _related(catalogue: Catalogue) -> list[dict[str, str]]:
    """The editions by their ISBNs, the chapters by their DOIs, and the series."""
    series = catalogue.metadata.series
    related = [(edition.isbn, "ISBN", "HasVersion") for edition in catalogue.editions if edition.isbn]
    related += [(chapter.doi, "DOI", "HasPart") for chapter in catalogue.chapters]
    related += [(series.issn, "ISSN", "IsPartOf")] if series and series.issn else []
    return [
        {"relatedIdentifier": value, "relatedIdentifierType": kind, "relationType": relation}
        for value, kind, relation in related
    ]


def _rights(metadata: Metadata) -> list[dict[str, str]]:
    if metadata.rights is None:
        return []
    told = {"rights": metadata.rights.statement, "rightsUri": metadata.rights.url}
    if code := spdx(metadata):
        told |= {"rightsIdentifier": code, "rightsIdentifierScheme": "SPDX", "schemeUri": "https://spdx.org/licenses/"}
    return [{name: value for name, value in told.items() if value}]
