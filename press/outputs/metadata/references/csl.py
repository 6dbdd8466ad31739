"""The book as items of CSL-JSON (https://github.com/citation-style-language/schema, csl-data.json).

What the schema has no variable for stands in ``custom``, as it asks: the licence, and the URN that never changes.
"""

from __future__ import annotations

import json
from typing import Any

from press.core.isbn import hyphenated
from press.input.contributors import Contributor
from press.outputs.metadata.catalogue import Catalogue, Chapter
from press.outputs.metadata.licences import spdx

#: MARC relators as name variables of CSL; the author of an introduction is one of the contributors.
_ROLES = {"aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator", "aui": "contributor"}


def csl_json(catalogue: Catalogue) -> bytes:
    """The items as a file."""
    return (json.dumps(items(catalogue), ensure_ascii=False, indent=2) + "\n").encode()


def items(catalogue: Catalogue) -> list[dict[str, Any]]:
    """The book, then its chapters with authors or DOIs of their own; what is not known is not said."""
    book = _book(catalogue)
    return [book, *(_chapter(chapter, number, book) for number, chapter in enumerate(catalogue.contributions, 1))]


def _book(catalogue: Catalogue) -> dict[str, Any]:
    """The ISBN of the print edition is the first: there all pages are counted, and some programs keep one alone."""
    metadata, printed = catalogue.metadata, catalogue.edition("print")
    editions = sorted(catalogue.editions, key=lambda edition: edition.kind != "print")
    item: dict[str, Any] = {
        "id": metadata.slug,
        "type": "book",
        "title": metadata.whole_title,
        **_names(metadata.contributors),
        "edition": metadata.edition.statement or str(metadata.edition.number or ""),
        "version": metadata.version,
        "collection-title": metadata.series.title if metadata.series else "",
        "collection-number": metadata.series.number if metadata.series else "",
        "publisher": metadata.publisher,
        "publisher-place": metadata.place,
        "issued": {"date-parts": [[metadata.date.year, metadata.date.month, metadata.date.day]]}
        if metadata.date
        else {},
        "number-of-pages": str(printed.numbered) if printed else "",
        "ISBN": " ".join(hyphenated(edition.isbn) for edition in editions if edition.isbn),
        "DOI": metadata.doi,
        "URL": metadata.base_url,
        "language": metadata.language,
        "abstract": metadata.description,
        "keyword": "; ".join(keywords(catalogue)),
        "custom": {
            name: value
            for name, value in {
                "licence": metadata.rights.url if metadata.rights else "",
                "spdx": spdx(metadata),
                "identifier": metadata.identifier,
            }.items()
            if value
        },
    }
    return {name: value for name, value in item.items() if value}


#: What a chapter says of the book that it stands in.
_OF_THE_BOOK = (
    "editor", "edition", "version", "collection-title", "collection-number", "publisher", "publisher-place", "issued",
    "ISBN", "URL", "language",
)  # fmt: skip


def _chapter(chapter: Chapter, number: int, book: dict[str, Any]) -> dict[str, Any]:
    item = {
        "id": f"{book['id']}-{number}",
        "type": "chapter",
        "title": chapter.title,
        **(_names(chapter.authors) or {"author": book.get("author", [])}),
        "container-title": book["title"],
        "page": "-".join(dict.fromkeys(filter(None, (chapter.start, chapter.end)))),
        "DOI": chapter.doi,
        **{name: book[name] for name in _OF_THE_BOOK if name in book},
        "custom": {name: value for name, value in book["custom"].items() if name != "identifier"},
    }
    return {name: value for name, value in item.items() if value}


def keywords(catalogue: Catalogue) -> list[str]:
    """Subjects and keywords, each once."""
    metadata = catalogue.metadata
    return list(dict.fromkeys((*metadata.subject_names, *metadata.keywords)))


def _names(contributors: tuple[Contributor, ...]) -> dict[str, list[dict[str, str]]]:
    names: dict[str, list[dict[str, str]]] = {}
    for person in contributors:
        names.setdefault(_ROLES[person.role], []).append(_name(person))
    return names


def _name(person: Contributor) -> dict[str, str]:
    """A person by family and given names where the record sorts it so; a body, or a single name, as it is."""
    names = person.family_and_given
    return {"family": names[0], "given": names[1]} if names else {"literal": person.name}


def sorted_name(name: dict[str, str]) -> str:
    """A name of an item as it is sorted."""
    return name.get("literal") or f"{name['family']}, {name['given']}"
