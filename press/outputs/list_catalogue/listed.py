"""A book of the list, as the records of its own finished release describe it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from press.core.xhtml import Element
from press.outputs.metadata.opds import ATOM_PATH, JSON_PATH


@dataclass(frozen=True)
class ListedBook:
    """What the catalogue sorts and finds a book by. ``folder`` is its release's, whose name is the book's ``slug``.

    ``authors`` are names and how they are sorted; ``subjects`` words in the book's language; ``modified`` a time of RFC
    3339. ``thumbnail`` is a path in the release with width and height in pixels.
    """

    folder: Path
    slug: str
    identifier: str
    title: str
    subtitle: str
    language: str
    authors: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]
    modified: str
    published: str
    description: str
    thumbnail: tuple[str, int, int]

    @property
    def page(self) -> str:
        """The path of the book's own page in the list."""
        return f"{self.slug}/index.html"

    def atom_entry(self, up: str) -> Element:
        """The entry of its OPDS 1.2 feed, with addresses from a feed that is ``up`` from the list's folder."""
        entry = etree.parse(self.folder / ATOM_PATH).getroot().find("{*}entry")
        if entry is None:
            raise ValueError(f"{self.folder / ATOM_PATH}: there is no entry")
        for link in entry.iterfind("{*}link"):
            link.set("href", f"{up}{self.slug}/{link.get('href')}")
        entry.tail = None
        return entry

    def publication(self, up: str) -> dict[str, Any]:
        """The publication of its OPDS 2.0 feed, with addresses from a feed that is ``up`` from the list's folder."""
        found: dict[str, Any] = _publication(self.folder)
        for link in (*found["links"], *found["images"]):
            link["href"] = f"{up}{self.slug}/{link['href']}"
        return found

    def onix_products(self) -> Iterator[Element]:
        """The products of its ONIX message."""
        root = etree.parse(self.folder / "records" / f"{self.slug}.onix.xml").getroot()
        yield from root.iterfind("{*}Product")

    def marc(self) -> bytes:
        """Its MARC records in ISO 2709."""
        return (self.folder / "records" / f"{self.slug}.mrc").read_bytes()

    def marc_records(self) -> Iterator[Element]:
        """Its records of MARCXML."""
        root = etree.parse(self.folder / "records" / f"{self.slug}.marc.xml").getroot()
        yield from root.iterfind("{*}record")

    @cached_property
    def words(self) -> str:
        """All that a search looks through."""
        names = " ".join(name for name, _ in self.authors)
        return " ".join(filter(None, (self.title, self.subtitle, names, *self.subjects)))


def read_listed(folder: Path) -> ListedBook:
    """The book whose release lies in a folder. Raises OSError, and ValueError for a record that is damaged."""
    found = _publication(folder)
    metadata, images = found["metadata"], found["images"]
    thumbnail = images[-1]
    return ListedBook(
        folder=folder,
        slug=folder.name,
        identifier=metadata["identifier"],
        title=metadata["title"],
        subtitle=metadata.get("subtitle", ""),
        language=metadata["language"],
        authors=tuple((each["name"], each.get("sortAs") or each["name"]) for each in metadata.get("author", ())),
        subjects=tuple(dict.fromkeys(each["name"] for each in metadata.get("subject", ()) if "scheme" not in each)),
        modified=metadata["modified"],
        published=metadata.get("published", ""),
        description=metadata.get("description", ""),
        thumbnail=(thumbnail["href"], thumbnail["width"], thumbnail["height"]),
    )


def _publication(folder: Path) -> dict[str, Any]:
    publication: dict[str, Any] = json.loads((folder / JSON_PATH).read_bytes())["publications"][0]
    return publication
