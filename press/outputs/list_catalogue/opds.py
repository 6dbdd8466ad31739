"""The list's feeds for reading applications: OPDS 1.2 and OPDS 2.0, in pages, with facets and a link to the search.

https://specs.opds.io/opds-1.2, https://drafts.opds.io/opds-2.0; pages by RFC 5005 and ``numberOfItems``. Their entries
are those of the books' own feeds.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from press.core.xml import maker, serialised
from press.outputs.list_catalogue.settings import Settings
from press.outputs.list_catalogue.shelves import PAGE, Shelf
from press.outputs.metadata.opds import ATOM_PATH, ATOM_TYPE, JSON_PATH, JSON_TYPE

SEARCH = "opensearch.xml"
SEARCH_TYPE = "application/opensearchdescription+xml"
_FOLDER = "opds/"
_FACET = "http://opds-spec.org/facet"
_PREFIXES: dict[str | None, str] = {
    None: "http://www.w3.org/2005/Atom",
    "opds": "http://opds-spec.org/2010/catalog",
    "thr": "http://purl.org/syndication/thread/1.0",
    "os": "http://a9.com/-/spec/opensearch/1.1/",
}
_make = maker(str(_PREFIXES[None]), _PREFIXES)
#: Facets of a group that a feed offers: those with the most books.
_FACETS = 100
#: Made of this and of what names a feed: the feed's own identifier.
_NAMESPACE = uuid.UUID("b3c8a9a4-58a6-5b39-9d3b-0d7a4b8f1c55")

Words = Mapping[str, str]
Facets = Mapping[str, Sequence[Shelf]]


def feed_paths(shelf: Shelf, number: int) -> tuple[str, str]:
    """Where a page of a shelf lies in the list: its feed of OPDS 1.2, and that of OPDS 2.0."""
    if not shelf.group and number == 1:
        return ATOM_PATH, JSON_PATH
    name = shelf.stem if number == 1 else f"{shelf.stem}-{number}"
    return f"{_FOLDER}{name}.xml", f"{_FOLDER}{name}.json"


def feeds(shelf: Shelf, facets: Facets, settings: Settings, words: Words) -> Iterator[tuple[str, bytes]]:
    """Every page of a shelf, in both forms, by its path in the list."""
    for number in range(1, shelf.pages + 1):
        atom, publications = feed_paths(shelf, number)
        yield atom, _atom(shelf, number, facets, settings, words)
        yield publications, _json(shelf, number, facets, settings, words)


def derived_urn(settings: Settings, name: str) -> str:
    """A lasting URN for something of the list's: always the same for the same list and name."""
    return uuid.uuid5(_NAMESPACE, f"{settings.base_url or settings.title} {name}").urn


def _title(shelf: Shelf, settings: Settings) -> str:
    return f"{settings.title}: {shelf.value}" if shelf.group else settings.title


def _pages(shelf: Shelf, number: int) -> dict[str, int]:
    """The pages that a page leads to, by relation (RFC 5005)."""
    found = {"first": 1, "previous": number - 1, "next": number + 1, "last": shelf.pages}
    return {relation: page for relation, page in found.items() if 1 <= page <= shelf.pages and shelf.pages > 1}


def _atom(
    shelf: Shelf,
    number: int,
    facets: Facets,
    settings: Settings,
    words: Words,
) -> bytes:
    own = feed_paths(shelf, number)[0]
    up = "../" * own.count("/")

    def link(relation: str, path: str, kind: str = ATOM_TYPE, **more: str) -> Any:
        return _make("link", rel=relation, href=up + path, type=kind, **more)

    own_address = f"{settings.base_url}{own}" if settings.base_url else up + own
    feed = _make(
        "feed",
        _make("id", derived_urn(settings, own)),
        _make("title", _title(shelf, settings)),
        _make("updated", shelf.updated),
        _make("author", _make("name", settings.publisher)),
        _make("link", rel="self", href=own_address, type=ATOM_TYPE),
        link("start", ATOM_PATH),
        link("up", ATOM_PATH, title=words["all"]) if shelf.group else None,
        link("alternate", feed_paths(shelf, number)[1], JSON_TYPE),
        link("search", SEARCH, SEARCH_TYPE) if settings.base_url else None,
        [link(relation, feed_paths(shelf, page)[0]) for relation, page in _pages(shelf, number).items()],
        _atom_facets(shelf, facets, up, words),
        _make("os:totalResults", str(len(shelf.books))),
        _make("os:itemsPerPage", str(PAGE)),
        _make("os:startIndex", str((number - 1) * PAGE + 1)),
        [book.atom_entry(up) for book in shelf.page(number)],
    )
    return serialised(feed)


def _atom_facets(shelf: Shelf, facets: Facets, up: str, words: Words) -> list[Any]:
    """The links to the feeds of each group, with the number of their entries (RFC 4685)."""
    facet = f"{{{_PREFIXES['opds']}}}"
    return [
        _make(
            "link",
            rel=_FACET,
            href=up + feed_paths(each, 1)[0],
            type=ATOM_TYPE,
            title=each.value,
            **{f"{facet}facetGroup": words[group], f"{{{_PREFIXES['thr']}}}count": str(len(each.books))},
            **({f"{facet}activeFacet": "true"} if each == shelf else {}),
        )
        for group, shelves in facets.items()
        for each in shelves[:_FACETS]
    ]


def _json(
    shelf: Shelf,
    number: int,
    facets: Facets,
    settings: Settings,
    words: Words,
) -> bytes:
    own = feed_paths(shelf, number)[1]
    up = "../" * own.count("/")

    def link(relation: str, path: str, kind: str = JSON_TYPE, **more: Any) -> dict[str, Any]:
        return {"rel": relation, "href": up + path, "type": kind, **more}

    self_address = f"{settings.base_url}{own}" if settings.base_url else up + own
    search = {"rel": "search", "href": f"{up}index.html{{?query}}", "type": "text/html", "templated": True}
    feed = {
        "metadata": {
            "title": _title(shelf, settings),
            "modified": shelf.updated,
            "numberOfItems": len(shelf.books),
            "itemsPerPage": PAGE,
            "currentPage": number,
        },
        "links": [
            {"rel": "self", "href": self_address, "type": JSON_TYPE},
            link("start", JSON_PATH),
            link("alternate", feed_paths(shelf, number)[0], ATOM_TYPE),
            search,
            *(link(relation, feed_paths(shelf, page)[1]) for relation, page in _pages(shelf, number).items()),
        ],
        "facets": _json_facets(shelf, facets, up, words),
        "publications": [book.publication(up) for book in shelf.page(number)],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _json_facets(shelf: Shelf, facets: Facets, up: str, words: Words) -> list[dict[str, Any]]:
    """A group of links for each group of facets that has any."""
    return [
        {
            "metadata": {"title": words[group]},
            "links": [
                {
                    "href": up + feed_paths(each, 1)[1],
                    "type": JSON_TYPE,
                    "title": each.value,
                    "properties": {"numberOfItems": len(each.books)},
                    **({"rel": "self"} if each == shelf else {}),
                }
                for each in shelves[:_FACETS]
            ],
        }
        for group, shelves in facets.items()
        if shelves
    ]
