"""The ways to look through a list: all books, and those of each language, subject and author, in pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from press.core.languages import language_of
from press.input.metadata import slugify
from press.outputs.list_catalogue.listed import ListedBook

#: Entries of one page of a feed or of the browsable catalogue.
PAGE = 60
#: The groups of facets, in the order in which they are shown: the keys of their names in ``catalogue.yaml``.
GROUPS = ("language", "subject", "author")


@dataclass(frozen=True)
class Shelf:
    """Some books of a list, newest first: all, or those of one facet.

    ``group`` is empty, or one of :data:`GROUPS`; ``value`` is what the facet is called and ``stem`` its files.
    """

    group: str
    value: str
    stem: str
    books: tuple[ListedBook, ...]

    @property
    def pages(self) -> int:
        """The number of its pages."""
        return max(1, -(-len(self.books) // PAGE))

    def page(self, number: int) -> tuple[ListedBook, ...]:
        """The books of a page, from 1."""
        return self.books[(number - 1) * PAGE : number * PAGE]

    @property
    def updated(self) -> str:
        """When the newest of its books was last changed; the beginning of ZIP's time for none."""
        return max((book.modified for book in self.books), default="1980-01-01T00:00:00Z")


def newest_first(books: Iterable[ListedBook]) -> list[ListedBook]:
    """The books by date of publication, then of change, the latest first; those of one day by slug."""
    by_slug = sorted(books, key=lambda book: book.slug)
    return sorted(by_slug, key=lambda book: (book.published, book.modified), reverse=True)


def all_books(books: Sequence[ListedBook]) -> Shelf:
    """The shelf of the whole list."""
    return Shelf("", "", "all", tuple(newest_first(books)))


def facets(books: Sequence[ListedBook], language: str) -> dict[str, list[Shelf]]:
    """The shelves of each group, those with the most books first, else in the order of the catalogue's language."""
    ordered = newest_first(books)
    values: dict[str, Callable[[ListedBook], Iterable[tuple[str, str]]]] = {
        "language": lambda book: [(book.language.split("-")[0], language_of(book.language).name)],
        "subject": lambda book: [(subject, subject) for subject in book.subjects],
        "author": lambda book: [(name, name) for name, _ in book.authors],
    }
    return {group: _shelves(group, ordered, values[group], language) for group in GROUPS}


def _shelves(
    group: str, books: list[ListedBook], values: Callable[[ListedBook], Iterable[tuple[str, str]]], language: str
) -> list[Shelf]:
    found: dict[str, tuple[str, list[ListedBook]]] = {}
    for book in books:
        for key, value in dict(values(book)).items():
            found.setdefault(key, (value, []))[1].append(book)
    own = language_of(language)
    shelves = [Shelf(group, value, _stem(group, key), tuple(own_books)) for key, (value, own_books) in found.items()]
    return sorted(shelves, key=lambda shelf: (-len(shelf.books), own.sort_key(shelf.value)))


def _stem(group: str, key: str) -> str:
    """A name for files that no other value gets: readable where it can be, and with a hash of the value."""
    if group == "language":
        return f"language-{key}"
    return f"{group}-{slugify(key)[:40].strip('-')}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
