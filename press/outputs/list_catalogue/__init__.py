"""The catalogue of a list: its feeds, records and pages, computed from the records of the books' finished releases.

No record is made here: what the list says of a book is what the book's own release says, with the address of its folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from press.core.cache import Cache
from press.core.languages import language_data, language_with
from press.core.release_mark import SUMS, checksums, read_mark
from press.outputs.list_catalogue.listed import ListedBook, read_listed
from press.outputs.list_catalogue.merged import write_marc, write_marcxml, write_onix
from press.outputs.list_catalogue.opds import SEARCH, feeds
from press.outputs.list_catalogue.pages import (
    MARC,
    MARCXML,
    ONIX,
    SCRIPT,
    STYLE,
    index_pages,
    page_path,
    search_script,
    shelf_pages,
)
from press.outputs.list_catalogue.settings import Settings, read_settings
from press.outputs.list_catalogue.shelves import Shelf, all_books, facets
from press.outputs.list_catalogue.web import NEW, new_editions, search_description, sitemaps
from press.outputs.web_page import page_style

__all__ = ["Settings", "read_settings", "write_catalogue"]


def write_catalogue(folder: Path, out: Path, slugs: Iterable[str], settings: Settings, cache: Cache) -> dict[str, str]:
    """Write the catalogue of the releases ``out/<slug>`` into an empty folder; the SHA-256 of its files by their path.

    Raises OSError, and ValueError for a release whose records are damaged.
    """
    books = [read_listed(out / slug) for slug in sorted(slugs)]
    known = settings.completed(book.language for book in books)
    words = language_data(language_with(known.language, "catalogue"), "catalogue", "catalogue_words")
    groups, everything = facets(books, known.language), all_books(books)
    digests: dict[str, str] = {}
    for path, data in _files(everything, groups, known, words, cache):
        _place(folder, path).write_bytes(data)
        digests[path] = hashlib.sha256(data).hexdigest()
    write_onix(_place(folder, ONIX), books, known)
    write_marc(_place(folder, MARC), books)
    write_marcxml(_place(folder, MARCXML), books)
    for path in (ONIX, MARC, MARCXML):
        with (folder / path).open("rb") as file:
            digests[path] = hashlib.file_digest(file, "sha256").hexdigest()
    released = {f"{book.slug}/{name}": digest for book in books for name, digest in _released(book)}
    sums = checksums(digests | released)
    (folder / SUMS).write_bytes(sums)
    return {**digests, SUMS: hashlib.sha256(sums).hexdigest()}


def _files(
    everything: Shelf,
    groups: Mapping[str, Sequence[Shelf]],
    settings: Settings,
    words: Mapping[str, str],
    cache: Cache,
) -> Iterator[tuple[str, bytes]]:
    """The files of the catalogue that are made in memory, one after the other."""
    shelves = [everything, *(shelf for group in groups.values() for shelf in group)]
    letters: set[str] = set()
    for shelf in shelves:
        yield from feeds(shelf, groups, settings, words)
        for path, page in shelf_pages(shelf, groups, settings, words):
            letters |= set(page.decode())
            yield path, page
    for path, page in index_pages(everything.books, groups, settings, words):
        letters |= set(page.decode())
        yield path, page
    text = "".join(sorted(letters))
    yield STYLE, page_style(text, settings.language, cache, "web.css", "list.css").encode()
    yield SCRIPT, search_script(everything.books)
    yield NEW, new_editions(everything, settings)
    if settings.base_url:
        pages = ["", *(page_path(shelf) for shelf in shelves[1:])]
        yield from sitemaps(everything.books, pages, settings.base_url)
        yield SEARCH, search_description(settings, words)


def _released(book: ListedBook) -> list[tuple[str, str]]:
    """The files of a book's release and their SHA-256, as the release itself lists them."""
    return list((read_mark(book.folder) or {}).items())


def _place(folder: Path, path: str) -> Path:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place
