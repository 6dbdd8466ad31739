"""Below WeasyPrint's public interface, and the one place that is: this module, and those beside it.

Against WeasyPrint 70.0. It takes from there what the public interface does not give:

- fonts stay whole while a part is drawn, and the glyphs that it uses are reported (``pdf.build_fonts_dictionary``,
  ``pdf.stream.Font``): the joined file has one subset of each face;
- spaces that stand alone are drawn with the word before them (``draw.text.draw_first_line``);
- the folios that a text names are left out of the drawing (``draw.text.draw_first_line``), and filled in when joined;
- the tags of notes, languages, contents and heads of cells are completed (``pdf.tags._build_box_tree``);
- the laid-out boxes of a page are read (``Page._page_box``): its first word, the lines, the running heads, the margins.

``tests/layout/test_engine.py`` fails when an upgrade changes any of it; ``build.py --plain-layout`` does without.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar

import pydyf
import uharfbuzz as hb
import weasyprint.pdf
import weasyprint.pdf.stream
from weasyprint import CSS, HTML
from weasyprint.formatting_structure.boxes import MarginBox
from weasyprint.layout.absolute import AbsolutePlaceholder

from press.compose.figures import Picture
from press.core.parallel import gc_disabled
from press.core.stored import StoredBytes
from press.core.typefaces import has_face
from press.pages.layout.reading import first_items
from press.pages.layout.weasyprint.boxes import Piece, read_pieces
from press.pages.layout.weasyprint.folio_placeholders import FolioPlaceholder, Gaps, features
from press.pages.layout.weasyprint.memory import attributes_released
from press.pages.layout.weasyprint.monkeypatch import patched
from press.pages.layout.weasyprint.notes import notes_at_their_calls
from press.pages.layout.weasyprint.public_api import BASE, Pictures, no_warnings, own_fonts
from press.pages.layout.weasyprint.scripts import letters, scripts_drawn
from press.pages.layout.weasyprint.spaces import spaces_drawn
from press.pages.layout.weasyprint.tags import Repeated, tags_completed

#: The version of WeasyPrint that this module is written against.
VERSION = "70.0"
_POINTS = 0.75
#: The side of a spread on which a recto stands.
_RECTO = {"ltr": "right", "rtl": "left"}


@dataclass(frozen=True)
class Face:
    """A face as a part uses it: the name in its resources, what it is, the Unicode text of each glyph.

    ``data`` is the file of a face that is not the program's (a system's, for a sign that ours lack), and ``index`` its
    number in it.
    """

    resource: str
    family: str
    weight: int
    style: str
    unicode: dict[int, str]
    data: bytes = field(default=b"", repr=False)
    index: int = 0


@dataclass(frozen=True)
class DocumentPdf:
    """A document drawn alone. Lengths in points, from the page's bottom left corner."""

    pdf: StoredBytes
    #: the first place of each identifier: page (from 0), x, y
    anchors: dict[str, tuple[int, float, float]]
    #: (label, (page, x, y), entries below)
    outline: list[Any]
    faces: tuple[Face, ...]
    #: the first item that begins on each page
    firsts: tuple[int | None, ...]
    #: what the running heads call it
    title: str
    #: whether it begins on a recto
    recto: bool
    #: its lines, for the review of the pages
    pieces: tuple[Piece, ...] = ()
    #: the folios that it names, by the numbers of their marks
    gaps: tuple[FolioPlaceholder, ...] = ()


@dataclass(frozen=True)
class MarginText:
    """A text in a page's head as the stylesheet sets it: points, features and tracking ready for HarfBuzz."""

    text: str
    align: str
    left: float
    width: float
    baseline: float
    family: str
    weight: int
    style: str
    size: float
    features: tuple[tuple[str, int], ...]
    tracking: float


@dataclass(frozen=True)
class Margins:
    """What a page has around its text: the left margin, and the texts of its head."""

    left: float
    texts: tuple[MarginText, ...]


def draw(html: str, style: str, pictures: tuple[Picture, ...], draft: bool = False) -> DocumentPdf:
    """Lay one document out, a section in the body, and draw it tagged, its fonts left out; a ``draft`` is not drawn."""
    faces: list[Face] = []
    gaps: list[FolioPlaceholder] = []
    repeated = Repeated()
    with gc_disabled(), no_warnings(), attributes_released(), notes_at_their_calls(), _left_out(faces, gaps, repeated):
        source = _source(html, pictures)
        sheet, fonts = _sheet(style)
        options = {"pdf_variant": "pdf/a-2a"}
        document = source.render(font_config=fonts, stylesheets=[sheet], **options)
        repeated.find(_box_of(page) for page in document.pages)
        # Compressed once, when it is finished.
        pdf = StoredBytes(b"" if draft else document.write_pdf(uncompressed_pdf=True, **options))
        root = source.etree_element.find("body/section")
        pages = [_box_of(page) for page in document.pages]
        firsts = first_items(root, [list(_pieces(page)) for page in pages])
        anchors: dict[str, tuple[int, float, float]] = {}
        for number, page in enumerate(document.pages):
            for name, (x, y, _, _) in page.anchors.items():
                anchors.setdefault(name, (number, x * _POINTS, (page.height - y) * _POINTS))
        title, recto = _title_and_side(pages[0], root)
        outline = [_entry(*entry) for entry in document.make_bookmark_tree(_POINTS, transform_pages=True)]
    return DocumentPdf(pdf, anchors, outline, tuple(faces), firsts, title, recto, read_pieces(document), tuple(gaps))


def warm(style: str) -> None:
    """Read a stylesheet and the fonts into this process."""
    with no_warnings():
        _sheet(style)


def margins(html: str, style: str) -> tuple[dict[str, int], list[Margins]]:
    """Of every page of a sample its margins; and on which page each identifier stands."""
    with gc_disabled(), no_warnings():
        source = _source(html, ())
        sheet, fonts = _sheet(style)
        document = source.render(font_config=fonts, stylesheets=[sheet])
        found = []
        for page in document.pages:
            box = _box_of(page)
            heads = [child for child in box.children if isinstance(child, MarginBox)]
            texts = [
                _margin_text(text, page.height) for head in heads for text in _boxes(head) if hasattr(text, "text")
            ]
            found.append(Margins(box.margin_left * _POINTS, tuple(texts)))
        anchors = {name: number for number, page in enumerate(document.pages) for name in page.anchors}
    return anchors, found


def _source(html: str, pictures: tuple[Picture, ...]) -> Any:
    return HTML(string=html, base_url=BASE, url_fetcher=Pictures(pictures))


def _sheet(style: str) -> tuple[Any, Any]:
    """A stylesheet and its fonts, read once for all the parts that a run makes."""
    return _sheet_of_run(style, tempfile.gettempdir())


@cache
def _sheet_of_run(style: str, _folder: str) -> tuple[Any, Any]:
    """The fonts are files in the temporary folder of the run, and go with it: those of another run are no use."""
    fonts = own_fonts()
    return CSS(string=style, base_url=BASE, url_fetcher=Pictures(()), font_config=fonts), fonts


def _entry(label: str, place: tuple[int, float, float], below: list[Any], _: str) -> Any:
    return label, place, [_entry(*entry) for entry in below]


def _box_of(page: Any) -> Any:
    return page._page_box


def _boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    yield box
    for child in box.all_children():
        yield from _boxes(child)


def _pieces(page: Any) -> Iterator[tuple[Any, str]]:
    """What :func:`press.pages.layout.reading.first_items` reads of a page."""
    for box in _boxes(page):
        tag = box.element_tag or ""
        if box.element is None or ("::" in tag and not tag.endswith("::first-letter")):  # which is of the text
            continue
        if hasattr(box, "text"):
            yield box.element, box.text
        elif box.element_tag == "figure":
            yield box.element, ""


def _title_and_side(page: Any, root: Any) -> tuple[str, bool]:
    title, recto = "", False
    for box in _boxes(page):
        if box.string_set and box.string_set != "none":
            title = title or next((text for name, text in box.string_set if name == "document"), "")
        if box.element is root and box.style["break_before"] in ("recto", _RECTO[page.style["direction"]]):
            recto = True
    return title, recto


def _margin_text(box: Any, height: float) -> MarginText:
    style = box.style
    tracking = 0.0 if style["letter_spacing"] == "normal" else style["letter_spacing"] * _POINTS
    return MarginText(
        box.text,
        style["text_align_all"],
        box.position_x * _POINTS,
        box.width * _POINTS,
        (height - box.position_y - box.baseline) * _POINTS,
        style["font_family"][0],
        style["font_weight"],
        style["font_style"],
        style["font_size"] * _POINTS,
        tuple(sorted(features(style).items())),
        tracking,
    )


@contextmanager
def _left_out(faces: list[Face], gaps: list[FolioPlaceholder], repeated: Repeated) -> Iterator[None]:
    """Draw with glyph numbers and widths of the whole faces, embed none, and report which glyphs are used; leave the gaps."""
    left = Gaps()

    def report(pdf: Any, fonts: dict[Any, Any], *_: object) -> Any:
        gaps.extend(left.found({font.hash: font for font in fonts.values()}))
        for font in fonts.values():
            style = ("normal", "oblique", "italic")[int(font.style)]
            face = font.family, int(font.weight), style
            more = (b"", 0) if has_face(*face) else (font.file_content, font.index)
            faces.append(Face(font.hash, *face, letters(font), *more))
        return pydyf.Dictionary()

    with (
        patched(weasyprint.pdf, "build_fonts_dictionary", report),
        patched(weasyprint.pdf.stream, "Font", _WholeFont),
        scripts_drawn(),
        left.recording(),
        spaces_drawn(),
        tags_completed(repeated),
    ):
        yield


class _WholeFont(weasyprint.pdf.stream.Font):
    """A font whose widths are those of its file, not those rounded at the size where a glyph was first met."""

    _widths: ClassVar[dict[bytes, dict[int, int]]] = {}

    def __init__(self, pango_font: Any, description: Any, font_size: float):
        super().__init__(pango_font, description, font_size)
        if self.name not in self._widths:
            font = hb.Font(hb.Face(self.file_content))
            advances = (font.get_glyph_h_advance(glyph) for glyph in range(self.glyph_count))
            self._widths[self.name] = {glyph: round(width * 1000 / self.upem) for glyph, width in enumerate(advances)}
        self.widths = self._widths[self.name]
