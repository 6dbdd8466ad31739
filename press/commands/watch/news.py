"""What the session sends to the page."""

from __future__ import annotations

from typing import Any, NamedTuple


class Listed(NamedTuple):
    """A problem, as the page lists it."""

    code: str
    file: str
    line: int
    message: str
    hint: str


class Focus(NamedTuple):
    """What was edited last: document, block and page (from 0; -1 where it is on none), and its place in the manuscript."""

    document: str
    block: str
    file: str
    line: int
    page: int


class ShownDocument(NamedTuple):
    """A document on the pages: ``key`` names its pages, ``places`` its paragraphs, as they were sent.

    ``first`` is its first page in the book, from 0; ``side`` the number of blank pages that its PDF begins with.
    """

    id: str
    title: str
    key: str
    places: str
    first: int
    leaves: int
    side: int
    file: str


class Busy(NamedTuple):
    """A save is being worked on."""


class Broken(NamedTuple):
    """The book cannot be made; what was shown last stays."""

    problems: tuple[Listed, ...]


class Outside(NamedTuple):
    """The files that the book reads outside its folder, relative to it."""

    files: tuple[str, ...]


class Leaves(NamedTuple):
    """The PDF of the pages of a document, and its paragraphs; None for what has been sent before."""

    key: str
    pdf: bytes | None
    places_key: str
    places: list[dict[str, Any]] | None


class Ready(NamedTuple):
    """What the pages are now; the first of two after a save has the edited document alone."""

    title: str
    language: str
    direction: str
    documents: tuple[ShownDocument, ...]
    pages: int
    start: int
    advice: tuple[Listed, ...]
    focus: Focus | None
    seconds: float


class Draft(NamedTuple):
    """Pages around an edit that are shown in the place of the document's own until the next :class:`Ready`."""

    pages: ShownDocument
    focus: Focus


class Editions(NamedTuple):
    """The EPUB with its documents in reading order (file, title), the shops' cover, and each printer's wrap as PDF."""

    epub: bytes
    reading: tuple[tuple[str, str], ...]
    cover: bytes
    wraps: dict[str, bytes]
    problems: tuple[Listed, ...]


News = Busy | Broken | Outside | Leaves | Draft | Ready | Editions
