"""Reads finished EPUBs and PDFs back, with nothing of the program's own code."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf
import pypdfium2
from lxml import etree

NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "x": "http://www.w3.org/1999/xhtml",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "epub": "http://www.idpf.org/2007/ops",
}
EPUB_TYPE = f"{{{NS['epub']}}}type"


def words_of(element: etree._Element) -> str:
    """The text of an element, white space folded."""
    return " ".join("".join(element.itertext()).split())


class Epub:
    """A finished EPUB."""

    def __init__(self, path: Path):
        self.path = path
        self.archive = zipfile.ZipFile(path)
        self.opf = etree.fromstring(self.archive.read("EPUB/content.opf"))

    def read(self, name: str) -> bytes:
        """A file of the archive, named from the package's folder."""
        return self.archive.read(f"EPUB/{name}")

    @cached_property
    def documents(self) -> dict[str, etree._Element]:
        """The documents in the order of the spine."""
        hrefs = {item.get("id"): item.get("href") for item in self.opf.iterfind("opf:manifest/opf:item", NS)}
        spine = [hrefs[ref.get("idref")] for ref in self.opf.iterfind("opf:spine/opf:itemref", NS)]
        return {href: etree.fromstring(self.read(href)) for href in spine}

    def nav(self, kind: str) -> list[tuple[str, str]]:
        """(label, address) of the entries of a nav, in order."""
        name = self.opf.xpath("//opf:item[@properties='nav']/@href", namespaces=NS)[0]
        navs = [n for n in self.documents[name].iterfind(".//x:nav", NS) if n.get(EPUB_TYPE) == kind]
        assert len(navs) == 1
        return [(words_of(a), a.get("href")) for a in navs[0].iterfind(".//x:a", NS)]

    def meta(self, name: str) -> list[str]:
        """Values of a Dublin Core element."""
        return [element.text for element in self.opf.iterfind(f"opf:metadata/dc:{name}", NS)]

    def target(self, document: str, href: str) -> etree._Element | None:
        """The element that an internal link of a document leads to."""
        file, _, anchor = href.partition("#")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(document), file)) if file else document
        tree = self.documents.get(name)
        if tree is None or not anchor:
            return tree
        found = tree.xpath(f"//*[@id='{anchor}']")
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Line:
    """The box of a line of print, in points from the page's top left corner."""

    left: float
    top: float
    right: float
    height: float
    #: height of its first sign: less than the line's where that is a note's call
    first: float = 0.0


class Pdf:
    """A finished PDF."""

    def __init__(self, path: Path):
        self.path = path
        self.pike = pikepdf.open(path)
        self.reader = pypdfium2.PdfDocument(path)

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, as it reads."""
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in self.reader]

    def head(self, number: int) -> str:
        """What stands in the head of a page."""
        page = self.reader[number]
        text = page.get_textpage().get_text_bounded(top=page.get_height(), bottom=page.get_height() - 56)
        return " ".join(text.split())

    def lines_text(self, number: int) -> str:
        """The text of a page's body down to its last full-size line: what the next page goes on from."""
        body = [line for line in self.lines(number) if line.height > 14 and line.top > 58]
        if not body:
            return ""
        page = self.reader[number]
        last, height = body[-1], page.get_height()
        text = page.get_textpage().get_text_bounded(top=height - last.top, bottom=height - last.top - last.height)
        return text.strip()

    def rows(self, number: int, right: float = 1000.0) -> list[tuple[float, str]]:
        """(height, text) of the lines below a page's head, each read from left to right up to the abscissa ``right``."""
        text, height = self.reader[number].get_textpage(), self.reader[number].get_height()
        signs = []
        for index in range(text.count_chars()):
            left, bottom, far, top = text.get_charbox(index, loose=True)
            if far > left and height - top > 57 and left < right:
                signs.append((height - (top + bottom) / 2, left, top - bottom, text.get_text_range(index, 1)))
        rows: list[list[tuple[float, float, float, str]]] = []
        for sign in sorted(signs):
            if rows and sign[0] - rows[-1][0][0] < 6:
                rows[-1].append(sign)
            else:
                rows.append([sign])
        return [
            (max(sign[2] for sign in row), "".join(sign[3] for sign in sorted(row, key=lambda sign: sign[1])))
            for row in rows
        ]

    def lines(self, number: int) -> list[Line]:
        """The lines of a page, from top to bottom."""
        text, height = self.reader[number].get_textpage(), self.reader[number].get_height()
        rows: dict[int, list[tuple[float, float, float, float]]] = {}
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index, loose=True)
            if right > left:
                rows.setdefault(round(height - bottom), []).append((left, height - top, right, top - bottom))
        return [
            Line(
                min(b[0] for b in row),
                min(b[1] for b in row),
                max(b[2] for b in row),
                max(b[3] for b in row),
                min(row)[3],
            )
            for _, row in sorted(rows.items())
        ]

    @cached_property
    def labels(self) -> list[str]:
        """The page labels: the folios, printed or not."""
        return [self.reader.get_page_label(number) for number in range(len(self.reader))]

    @cached_property
    def destinations(self) -> dict[str, int]:
        """The page (from 0) of each named destination."""
        names = self.pike.Root.get("/Names")
        if names is None or "/Dests" not in names:
            return {}
        order = {page.objgen: number for number, page in enumerate(self.pike.pages)}
        tree = pikepdf.NameTree(names.Dests)
        return {
            str(name): order[(d.D if isinstance(d, pikepdf.Dictionary) else d)[0].objgen] for name, d in tree.items()
        }

    @cached_property
    def outline(self) -> list[tuple[str, int]]:
        """(title, page) of the outline's entries."""
        return [(item.get_title(), item.get_dest().get_index()) for item in self.reader.get_toc()]

    def links(self) -> list[tuple[int, str, str]]:
        """(page, kind, target) of all link annotations: kind is «internal» or «uri»."""
        found = []
        for number, page in enumerate(self.pike.pages):
            for note in page.get("/Annots", []):
                if "/A" in note and "/URI" in note.A:
                    found.append((number, "uri", str(note.A.URI)))
                else:
                    found.append((number, "internal", str(note.get("/Dest", note.get("/A", {}).get("/D", "")))))
        return found

    def fonts(self) -> dict[str, bool]:
        """Name (without the subset's prefix) of each font, and whether it is embedded."""
        found = {}
        for page in self.pike.pages:
            for font in page.get("/Resources", {}).get("/Font", {}).values():
                for descendant in font.get("/DescendantFonts", [font]):
                    name = re.sub(r"^/?([A-Z]{6}\+)?", "", str(descendant.BaseFont))
                    found[name] = any(key.startswith("/FontFile") for key, _ in descendant.FontDescriptor.items())
        return found


def squeezed(text: str) -> str:
    """Text without white space or hyphens: what stays the same however lines are broken."""
    return re.sub(r"[\s\u00ad\u2060\u2009\u200a\u202f\ufffe-]|\u0002", "", text)
