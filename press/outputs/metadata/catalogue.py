"""The catalogue: what every record says of the book, computed once from the finished files.

A record cannot say what the files are not: sizes, digests, pages and claims are those of the bytes that leave.
"""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

from press.compose.composition import Composition
from press.compose.figures import Picture
from press.core.formats import FORMATS, Format
from press.core.languages import label
from press.input.contributors import Contributor
from press.input.design import Design
from press.input.metadata import Metadata
from press.input.print_orders import bound_pages
from press.outputs.metadata.accessibility import Claims, claims, pdf_claims
from press.pages.pagination import Pagination

#: Height in pixels of the picture that a feed lists the book with.
THUMBNAIL = 400


@dataclass(frozen=True)
class Edition:
    """One form in which the book leaves: ``kind`` is a key of :data:`press.core.formats.FORMATS`.

    ``path`` is inside dist/, empty for what nobody downloads, and then size (in bytes), ``sha256`` and
    ``media_type`` are empty too. ``reference`` is a URN that stays when an ISBN is assigned; ``identifier``
    is the ISBN's URN once there is one. ``pages`` are the PDF's own, cover and all, or those of the print edition
    (for the EPUB too, which carries their numbers), or 0 for a format without pages: ``front`` are numbered in roman, ``text`` in arabic, and the
    rest are the printer's blanks. ``trim`` is the printed page's width and height in mm; ``version`` the format's.
    """

    kind: str
    isbn: str
    identifier: str
    reference: str
    pages: int
    path: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    front: int = 0
    text: int = 0
    trim: tuple[float, float] | None = None
    accessibility: Claims | None = None
    version: str = ""

    @property
    def numbered(self) -> int:
        """The pages that have numbers, in roman and in arabic; 0 for an edition without any."""
        return self.front + self.text

    @property
    def format(self) -> Format:
        """The row of its format."""
        return FORMATS[self.kind]


@dataclass(frozen=True)
class CoverImage:
    """A JPEG of the front cover; size in pixels."""

    path: str
    width: int
    height: int
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The digest of the file, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Chapter:
    """A document with a DOI or authors of its own.

    ``part`` is front, body or back; ``start`` and ``end`` are printed page numbers.
    """

    doi: str
    title: str
    part: str
    start: str
    end: str
    authors: tuple[Contributor, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """The book as its records describe it."""

    metadata: Metadata
    editions: tuple[Edition, ...]
    cover: CoverImage
    thumbnail: CoverImage
    contents: tuple[str, ...]
    figures: int
    bibliography: bool
    index: bool
    maps: bool = False
    contributions: tuple[Chapter, ...] = ()

    def edition(self, kind: str) -> Edition | None:
        """The edition of this kind, if it was built."""
        return next((edition for edition in self.editions if edition.kind == kind), None)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The contributions that have DOIs."""
        return tuple(chapter for chapter in self.contributions if chapter.doi)

    @property
    def downloads(self) -> tuple[Edition, ...]:
        """The editions that are files to read."""
        return tuple(edition for edition in self.editions if edition.path)

    def numbered(self, edition: Edition) -> int:
        """The numbered pages of an edition, roman and arabic: the one count that every record states.

        The screen PDF has those of the print edition; 0 for what has no pages.
        """
        printed = self.edition("print")
        return edition.numbered or (printed.numbered if printed and edition.pages else 0)

    @property
    def sender(self) -> str:
        """Who answers for the records: the publisher, or the editors of the book where no publisher is known."""
        metadata = self.metadata
        return metadata.publisher or metadata.imprint or label(metadata.language, "editors_of").format(metadata.title)

    def address(self, path: str) -> str:
        """Where a file of dist/ is published; empty where book.yaml gives no address."""
        return f"{self.metadata.base_url}{path}" if self.metadata.base_url else ""


def catalogue(
    composition: Composition,
    pagination: Pagination,
    files: Mapping[str, bytes],
    cover: Picture,
    *,
    pages: int = 0,
    large: Pagination | None = None,
) -> Catalogue:
    """The catalogue of the built ``files`` (path inside dist/ -> content) and of the printed editions.

    ``pages`` are the printer's, where they are more than the pagination's; ``large`` is that of the large print.
    """
    metadata = composition.metadata
    printed = _printed(metadata, "print", pagination, pages, metadata.design)
    others = []
    if large and (asked := metadata.editions.large_print):
        bound = bound_pages(asked.printing, large.pages)
        others.append(_printed(metadata, "large_print", large, bound, asked.design))
    if hardcover := metadata.editions.hardcover:
        bound = bound_pages(hardcover, pagination.pages)
        others.append(_printed(metadata, "hardcover", pagination, bound, metadata.design))
    editions = [
        _download(row, path, files[path], composition, printed)
        for row in FORMATS.values()
        if row.path and (path := row.path.format(metadata.slug)) in files
    ]
    return Catalogue(
        metadata=metadata,
        editions=(*editions, printed, *others),
        cover=_image(f"{metadata.slug}-cover.jpg", cover.data),
        thumbnail=_image(f"{metadata.slug}-thumbnail.jpg", _thumbnail(cover.data)),
        contents=tuple(document.entry for document in composition.listed),
        figures=sum(len(document.figures) for document in composition.documents),
        bibliography=any(document.kind == "bibliography" for document in composition.documents),
        index=bool(composition.index or composition.terms),
        maps=any(figure.is_map for document in composition.documents for figure in document.figures),
        contributions=_contributions(composition, pagination),
    )


def _contributions(composition: Composition, pagination: Pagination) -> tuple[Chapter, ...]:
    """The documents that have DOIs or authors, in reading order."""
    metadata = composition.metadata
    dois = {metadata.path.parent / file: doi for file, doi in metadata.chapter_dois}
    authors = {metadata.path.parent / file: people for file, people in metadata.chapter_authors}
    folios: dict[str, list[str]] = {}
    for start in pagination.starts:
        folios.setdefault(start.document, []).append(start.folio)
    chapters: dict[Path, Chapter] = {}
    for document in composition.documents:
        path = document.markdown.path if document.markdown else None
        if path and path in dois | authors and path not in chapters:  # a file may make several documents
            pages = folios.get(document.id, [""])
            people = authors.get(path, ())
            chapters[path] = Chapter(dois.get(path, ""), document.title, document.part, pages[0], pages[-1], people)
    return tuple(chapters.values())


def _printed(metadata: Metadata, kind: str, pagination: Pagination, bound: int, design: Design) -> Edition:
    text = max(int(start.folio) for start in pagination.starts if start.folio.isdigit())
    pages, front = max(bound, pagination.pages), pagination.pages - text
    return _edition(metadata, kind, pages=pages, front=front, text=text, trim=_millimetres(design.trim))


def _millimetres(trim: tuple[float, float]) -> tuple[float, float]:
    width, height = (round(length / 72 * 25.4, 1) for length in trim)
    return width, height


def derived_urn(metadata: Metadata, name: str) -> str:
    """A lasting URN for something of the book's (an edition, a feed): always the same for the same name."""
    return uuid.uuid5(uuid.UUID(metadata.identifier), name).urn


def _download(row: Format, path: str, data: bytes, composition: Composition, printed: Edition) -> Edition:
    facts: dict[str, Any] = {"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    if row.is_publication:
        counterpart = {"pages": printed.pages, "front": printed.front, "text": printed.text}
        return _edition(
            composition.metadata, row.kind, version="3.3", accessibility=claims(composition), **counterpart, **facts
        )
    if row.media_type != "application/pdf":
        return _edition(composition.metadata, row.kind, pages=0, **facts)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        facts |= {"pages": len(pdf.pages), "version": pdf.pdf_version, "accessibility": pdf_claims(composition, pdf)}
    return _edition(composition.metadata, row.kind, **facts)


def _edition(metadata: Metadata, kind: str, **facts: Any) -> Edition:
    """With its ISBN and URN. The first format bears the book's own URN; the others derive theirs from it."""
    isbn = dict(metadata.isbn).get(kind, "")
    reference = metadata.identifier if kind == next(iter(FORMATS)) else derived_urn(metadata, kind)
    identifier = edition_identifier(metadata, kind)
    return Edition(
        kind, isbn=isbn, identifier=identifier, reference=reference, media_type=FORMATS[kind].media_type, **facts
    )


def edition_identifier(metadata: Metadata, kind: str) -> str:
    """What an edition is known by: its ISBN as a URN, or a URN derived from the book's, which the first format bears."""
    isbn = dict(metadata.isbn).get(kind, "")
    own = metadata.identifier if kind == next(iter(FORMATS)) else derived_urn(metadata, kind)
    return f"urn:isbn:{isbn}" if isbn else own


def _image(path: str, data: bytes) -> CoverImage:
    with Image.open(io.BytesIO(data)) as image:
        return CoverImage(path, *image.size, data)


def _thumbnail(cover: bytes) -> bytes:
    with Image.open(io.BytesIO(cover)) as image:
        width = round(image.width * THUMBNAIL / image.height)
        small = image.resize((width, THUMBNAIL), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
