"""What the web asks of a list: sitemap, Atom feed of new editions, search description, checksums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from press.core.xml import maker, serialised
from press.outputs.list_catalogue.listed import ListedBook
from press.outputs.list_catalogue.opds import SEARCH, derived_urn
from press.outputs.list_catalogue.settings import Settings
from press.outputs.list_catalogue.shelves import Shelf, newest_first

NEW = "new.xml"
ATOM_TYPE = "application/atom+xml"
#: Entries of the feed of new editions, and addresses of one sitemap (https://www.sitemaps.org/protocol.html).
_NEWEST, _ADDRESSES = 50, 50_000
_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"


def new_editions(shelf: Shelf, settings: Settings) -> bytes:
    """The Atom feed (RFC 4287) of the books that were changed last, each with its page."""
    make = maker(_ATOM, {None: _ATOM})
    by_change = sorted(newest_first(shelf.books), key=lambda book: book.modified, reverse=True)
    entries = [
        make(
            "entry",
            make("id", book.identifier),
            make("title", f"{book.title}. {book.subtitle}" if book.subtitle else book.title),
            make("updated", book.modified),
            [make("author", make("name", name)) for name, _ in book.authors],
            make("link", rel="alternate", type="text/html", href=settings.base_url + book.page),
            make("summary", book.description) if book.description else None,
        )
        for book in by_change[:_NEWEST]
    ]
    own = {"rel": "self", "type": ATOM_TYPE, "href": settings.base_url + NEW}
    page = make("link", rel="alternate", type="text/html", href=settings.base_url or "index.html")
    author = make("author", make("name", settings.publisher))
    head = [make("id", derived_urn(settings, NEW)), make("title", settings.title), make("updated", shelf.updated)]
    return serialised(make("feed", head, author, make("link", **own), page, entries))


def sitemaps(books: Sequence[ListedBook], pages: Sequence[str], base_url: str) -> Iterator[tuple[str, bytes]]:
    """The sitemap of the catalogue's ``pages`` and of each book's; an index of several where there are too many."""
    make = maker(_SITEMAP, {None: _SITEMAP})
    addresses = [(page, "") for page in pages] + [(f"{book.slug}/", book.modified[:10]) for book in books]
    parts = [addresses[start : start + _ADDRESSES] for start in range(0, len(addresses), _ADDRESSES)]
    names = ["sitemap.xml"] if len(parts) == 1 else [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        entries = [
            make("url", make("loc", base_url + quote(path)), make("lastmod", date) if date else None)
            for path, date in part
        ]
        yield name, serialised(make("urlset", entries))
    if len(parts) > 1:
        entries = [make("sitemap", make("loc", base_url + name)) for name in names]
        yield "sitemap.xml", serialised(make("sitemapindex", entries))


def search_description(settings: Settings, words: Mapping[str, str]) -> bytes:
    """How a browser searches the list: on its page (https://github.com/dewitt/opensearch)."""
    make = maker(_SEARCH, {None: _SEARCH})
    template = f"{settings.base_url}index.html?query={{searchTerms}}"
    return serialised(
        make(
            "OpenSearchDescription",
            make("ShortName", settings.title[:16].strip()),
            make("Description", f"{words['search']}: {settings.title}"[:1024]),
            make("Url", type="text/html", template=template),
            make("Url", type="application/opensearchdescription+xml", rel="self", template=settings.base_url + SEARCH),
            make("LongName", settings.title[:48].strip()),
            make("Language", settings.language),
            make("InputEncoding", "UTF-8"),
            make("OutputEncoding", "UTF-8"),
        )
    )
