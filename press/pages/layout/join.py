"""Joins the parts into a book: pages in order, heads and folios, one font of each face, links, outline, structure."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from press.core.stored import StoredBytes
from press.input.metadata import Metadata
from press.pages.errors import LayoutError
from press.pages.inks import grey, set_object_inks
from press.pages.layout.finish import save_final_pdf
from press.pages.layout.fonts import MergedFace, embed
from press.pages.layout.pdfua import claim_pdfua
from press.pages.layout.running_heads import SIDES
from press.pages.layout.structure import StructTreeBuilder
from press.pages.layout.weasyprint import DocumentPdf

_HEAD = b"Q /Artifact <</Type /Pagination>> BDC\n0 0 0 rg\n", b"EMC"


@dataclass(frozen=True)
class Placed:
    """A part in the book: what its pages are, where its first stands (from 0, blanks counted), and the key of its order."""

    id: str
    kind: str
    part: DocumentPdf
    first: int
    key: str = ""


@dataclass(frozen=True)
class Book:
    """The parts in order, and the faces they share."""

    placed: tuple[Placed, ...]
    fonts: tuple[MergedFace, ...]
    #: the names under which the parts know the faces
    names: dict[str, int]
    language: str
    #: the page with which the text, and the arabic folios, begin
    start: int
    #: of every identifier
    folios: dict[str, str]


def join_interior(book: Book, frame: bytes, heads: Sequence[bytes], shifts: dict[str, float]) -> bytes:
    """The pages as a printer gets them: black, moved off the spine by ``shifts``, nothing but what is printed.

    ``heads`` are those of all pages; the frame is a file with the book's metadata and one page.
    """
    with pikepdf.open(io.BytesIO(frame)) as pdf:
        size = _size(pdf.pages[0])
        del pdf.pages[0]
        fonts = _embedded(pdf, book)
        printed = []  # whose files are read when the book is written
        for placed in book.placed:
            _blanks(pdf, size, placed.first)
            printed.append(_printed(placed.part.pdf))
            with pikepdf.open(printed[-1].source()) as part:
                pages = _taken(pdf, part)
            _fill(pages, fonts)
            for number, page in enumerate(pages):
                leaf = placed.first + number
                shift = shifts[SIDES[leaf % 2]]
                before, after = f"q 1 0 0 1 {shift:g} 0 cm".encode(), b"Q 0 g\n" + heads[leaf]
                _complete(pdf, page, before, _named(page, placed, book), after)
        return save_final_pdf(pdf, book.language, 0, book.start)


def _printed(drawn: StoredBytes) -> StoredBytes:
    """A part with the content that the printer gets, its pictures in grey: no two parts are unpacked at once."""
    with pikepdf.open(drawn.source()) as part:
        for page in part.pages:
            page.obj.Contents = page.obj.Ink
            for name in ("/Ink", "/Annots", "/StructParents", "/Tabs"):
                if name in page.obj:
                    del page.obj[name]
        set_object_inks(part, grey)
        out = io.BytesIO()
        part.save(out)
    return StoredBytes(out.getvalue())


def join_screen(book: Book, frame: bytes, heads: Sequence[bytes], metadata: Metadata) -> bytes:
    """The pages with links, outline and structure, after those of a frame that is tagged and has the cover."""
    with pikepdf.open(io.BytesIO(frame)) as pdf:
        front, size = 2, _size(pdf.pages[0])  # the cover and its back
        fonts, tree = _embedded(pdf, book), StructTreeBuilder(pdf)
        spaces = pdf.pages[0].Resources.ColorSpace
        for placed in book.placed:
            _blanks(pdf, size, front + placed.first)
            with pikepdf.open(placed.part.pdf.source()) as part:
                for page in part.pages:
                    del page.obj["/Ink"]
                pages = _taken(pdf, part)
                tree.add(part, pages)
            _fill(pages, fonts)
            pages[0].Resources.ColorSpace = spaces
            for number, page in enumerate(pages):
                head = heads[placed.first + number]
                _complete(pdf, page, b"q", _named(page, placed, book), head.join(_HEAD) if head else b"Q")
        tree.close()
        _name_places(pdf, book, front)
        _outline(pdf, book, front)
        claim_pdfua(pdf, metadata)
        return save_final_pdf(pdf, book.language, front, front + book.start)


def _embedded(pdf: pikepdf.Pdf, book: Book) -> dict[str, pikepdf.Object]:
    fonts = [embed(pdf, union) for union in book.fonts]
    return {f"/{name}": fonts[number] for name, number in book.names.items()}


def _blanks(pdf: pikepdf.Pdf, size: tuple[float, float], wanted: int) -> None:
    while len(pdf.pages) < wanted:
        pdf.add_blank_page(page_size=size)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    _, _, width, height = page.mediabox
    return float(width), float(height)


def _named(page: pikepdf.Page, placed: Placed, book: Book) -> list[bytes]:
    """What draws the folios that the text of a page names."""
    gaps = [placed.part.gaps[int(number)] for number in page.obj.Gaps]
    del page.obj["/Gaps"]
    return [gap.filled(book.folios) for gap in gaps]


def _complete(pdf: pikepdf.Pdf, page: pikepdf.Page, before: bytes, named: Iterable[bytes], after: bytes) -> None:
    """Put the content of a page together: what surrounds it, its pieces, and between them what they leave open."""
    first, *more = page.obj.Contents
    contents = [pdf.make_stream(before), first]
    for folio, piece in zip(named, more, strict=True):
        contents += [pdf.make_stream(folio), piece]
    page.obj.Contents = Array([*contents, pdf.make_stream(after)])


def _taken(pdf: pikepdf.Pdf, part: pikepdf.Pdf) -> list[pikepdf.Page]:
    count = len(pdf.pages)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # destinations and structure are joined here
        pdf.pages.extend(part.pages)
    return [pdf.pages[number] for number in range(count, len(pdf.pages))]


def _fill(pages: list[pikepdf.Page], fonts: dict[str, pikepdf.Object]) -> None:
    """Put the book's fonts into the one dictionary of fonts that all pages of a part refer to."""
    held = pages[0].Resources.Font
    for name, font in fonts.items():
        held[name] = font


def _name_places(pdf: pikepdf.Pdf, book: Book, front: int) -> None:
    """Named destinations for what links lead to and for the documents (ISO 32000-1, 12.3.2.3)."""
    places = {
        name: (front + placed.first + page, x, y)
        for placed in book.placed
        for name, (page, x, y) in placed.part.anchors.items()
    }
    pages = [page.obj for page in pdf.pages]
    wanted = {str(note.Dest) for page in pages for note in page.get("/Annots", []) if "/Dest" in note}
    if lost := wanted - places.keys():
        raise LayoutError(f"nothing stands at {', '.join(sorted(lost))}")
    wanted |= {placed.id for placed in book.placed} & places.keys()
    named = []
    for name in sorted(wanted, key=lambda name: bytes(String(name))):
        page, x, y = places[name]
        named += [String(name), Array([pages[page], Name.XYZ, round(x, 3), round(y, 3), 0])]
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(named)))


def _outline(pdf: pikepdf.Pdf, book: Book, front: int) -> None:
    pages = [page.obj for page in pdf.pages]

    def item(entry: tuple[str, tuple[int, float, float], list], first: int) -> OutlineItem:  # type: ignore[type-arg]
        title, (page, x, y), below = entry
        place = Array([pages[first + page], Name.XYZ, round(x, 3), round(y, 3), 0])
        made = OutlineItem(title, destination=place)
        made.children.extend(item(each, first) for each in below)
        return made

    with pdf.open_outline() as outline:
        for placed in book.placed:
            outline.root.extend(item(entry, front + placed.first) for entry in placed.part.outline)
