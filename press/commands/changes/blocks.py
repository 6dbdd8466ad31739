"""A finished EPUB as its readers take it in: paragraph by paragraph, each with its page of the print edition.

What the program makes of other things (title pages, contents, indexes, numbers, places of pages) is left out: a change
there is the effect of one that is reported where it was made.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

from lxml import etree

from press.checks.epub_file import EpubFile
from press.commands.changes.words import BLOCKS, Place, Words, is_set
from press.core.xhtml import Element

_TYPE = "{http://www.idpf.org/2007/ops}type"
#: Documents that repeat what stands elsewhere, by the ``epub:type`` of their section or by its class.
_REPEATING = frozenset("cover halftitlepage titlepage copyright-page toc index contents".split())
#: What is read where something leads to it, by its class.
_APART = ("note", "description")


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, row of a table, note, caption, picture, description or listing.

    ``text`` is what is read; ``key`` what is compared: the same with its emphasis and without the numbers that the program
    sets. ``page`` is the folio of the print edition on which it begins, empty where the EPUB has none. Blocks of one
    ``unit`` belong together: a figure with its caption, a paragraph with its notes.
    """

    kind: str
    text: str
    key: str
    document: str
    title: str
    page: str
    unit: int
    id: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """What is the same in a block that was not changed."""
        return self.kind, self.key


def read_blocks(epub: EpubFile) -> list[Block]:
    """The blocks of an EPUB in reading order, a note after the paragraph that calls it, a description after its figure."""
    reader = _Reader(epub)
    for name, root in epub.documents.items():
        section = next(iter(root.iterfind("{*}body/{*}section")), None)
        if section is not None and not {section.get(_TYPE, ""), *section.get("class", "").split()} & _REPEATING:
            reader.read(name, section)
    return list(reader.in_order())


class _Reader:
    """Goes through the documents, page by page."""

    def __init__(self, epub: EpubFile):
        self._epub = epub
        self._place = Place(self._digest)
        self._unit, self._title = 0, ""
        #: the blocks so far, each with the addresses to which it leads
        self._blocks: list[tuple[Block, list[str]]] = []
        self._apart: dict[str, list[tuple[Block, list[str]]]] = {}

    def read(self, name: str, section: Element) -> None:
        """Take the blocks of a document."""
        self._place.document = name
        heading = Words(Place(self._digest, name))
        for found in section.iter("{*}h1", "{*}h2"):
            heading.read(found)
            break
        self._title = heading.plain
        self._walk(section, "")

    def in_order(self) -> Iterator[Block]:
        """All blocks; what stands apart has the page and the unit of the one that leads to it."""
        apart = dict(self._apart)
        for block, links in self._blocks:
            yield block
            for address in links:
                for other, _ in apart.pop(address, ()):
                    yield replace(other, page=block.page, unit=block.unit)
        for blocks in apart.values():
            yield from (block for block, _ in blocks)

    def _walk(self, element: Element, kind: str, own_unit: bool = True) -> None:
        """The blocks in an element: those of its block elements, and the runs of text between them."""
        run: list[Element | str] = [element.text or ""]
        for child in element:
            if isinstance(child.tag, str) and etree.QName(child).localname in BLOCKS:
                self._add(run, kind, element, own_unit)
                run = []
                self._enter(child, kind, own_unit)
            else:
                run.append(child)
            run.append(child.tail or "")
        self._add(run, kind, element, own_unit)

    def _enter(self, child: Element, kind: str, own_unit: bool) -> None:
        name, classes = etree.QName(child).localname, child.get("class", "").split()
        apart = next((each for each in _APART if each in classes), "") if child.get("id") else ""
        parent = child.getparent()
        of_notes = name == "h2" and parent is not None and parent.get("class") == "notes"
        if is_set(child) or of_notes:
            self._skip(child)
        elif name == "aside" and apart:
            self._stand_apart(child, apart)
        elif name == "figure":
            self._unit += 1
            self._walk(child, "", own_unit=False)
        elif name == "tr":
            self._add(list(child), "row", child, own_unit)
        else:
            self._walk(child, kind, own_unit)

    def _skip(self, element: Element) -> None:
        """Nothing of it is read but the pages that begin in it, and where it leads."""
        words = Words(self._place)
        words.read(element, silent=True)
        if self._blocks:
            self._blocks[-1][1].extend(
                f"{self._place.document}{each}" if each[0] == "#" else each for each in _led(element)
            )

    def _stand_apart(self, aside: Element, kind: str) -> None:
        blocks, page = self._blocks, self._place.page
        self._blocks = []
        self._walk(aside, kind, own_unit=False)
        self._apart[f"{self._place.document}#{aside.get('id')}"] = self._blocks
        self._blocks, self._place.page = blocks, page

    def _add(self, run: Sequence[Element | str], kind: str, element: Element, own_unit: bool) -> None:
        words = Words(self._place)
        for part in run:
            if isinstance(part, str):
                words.say(part)
            else:
                words.read(part)
        found = [("picture", *picture) for picture in words.pictures]
        if words.plain:
            found.append((kind or _kind(element), words.plain, words.key))
        if found and own_unit:
            self._unit += 1
        page = self._place.page if words.page is None else words.page
        for name, text, key in found:
            block = Block(name, text, key, self._place.document, self._title, page, self._unit, _identifier(element))
            self._blocks.append((block, words.links))

    def _digest(self, document: str, address: str) -> str:
        folder = posixpath.dirname(posixpath.join(posixpath.dirname(self._epub.package_path), document))
        data = self._epub.files.get(posixpath.normpath(posixpath.join(folder, unquote(address))), b"")
        return hashlib.sha256(data).hexdigest()


def _led(element: Element) -> list[str]:
    return [link.get("href", "") for link in element.iter("{*}a") if "#" in link.get("href", "")]


def _identifier(element: Element) -> str:
    parent = element.getparent()
    return element.get("id", "") or (parent.get("id", "") if parent is not None else "")


def _kind(element: Element) -> str:
    """What a block is called."""
    name = etree.QName(element).localname
    if re.fullmatch("h[1-6]", name):
        return "heading"
    if name in ("figcaption", "caption") or "caption" in element.get("class", "").split():
        return "caption"
    return "code" if name == "pre" else "paragraph"
