"""The paged editions: one HTML for WeasyPrint, laid out on pages of the book's trim.

Screen and print share the sheet ``paged.css`` and so the same text on the same pages;
they differ in margins, colour, cover and links.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from press.adjustments import adjust
from press.boxes import Piece, read_pieces
from press.composition import Composition
from press.crossrefs import page_references
from press.document import Document
from press.editions.pdfua import claim_pdfua
from press.figures import Picture
from press.index import index_element
from press.labels import label
from press.record import Record
from press.typefaces import font_face_rules
from press.words import wrap
from press.xhtml import Element, append, inner, make, replace, with_class

STYLES = Path(__file__).parents[2] / "styles"
#: An address that no file of the machine has.
_BASE = "file:///libro/"
PRINT_SHEETS = ("base.css", "paged.css", "print.css")
#: Keeps a note's call on the line of the word that it follows.
WORD_JOINER = "\u2060"
#: What the ids of measured words begin with, and the name of the contents among the documents.
WORD, CONTENTS = "w-", "indice"
_INLINE = ("a", "abbr", "b", "cite", "code", "em", "i", "span", "strong")


class LayoutError(Exception):
    """WeasyPrint complained of something that the house itself wrote."""


class Pictures(URLFetcher):
    """Serves the book's pictures from memory and its fonts from disk; reaches nothing else."""

    def __init__(self, pictures: tuple[Picture, ...]):
        super().__init__(allowed_protocols=("file", "data"))
        self._pictures = {f"{_BASE}images/{picture.name}": picture for picture in pictures}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The picture of this address, or the file."""
        if url in self._pictures:
            picture = self._pictures[url]
            return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})
        return super().fetch(url, headers)


@dataclass(frozen=True)
class Layout:
    """A laid-out PDF; ``pages`` tells on which page (from 0) each identifier begins."""

    pdf: bytes
    pages: dict[str, int]


def lay_out(html: Element, pictures: tuple[Picture, ...], **options: object) -> Layout:
    """The PDF of a whole HTML tree; anything that WeasyPrint warns of is an error of ours."""
    document = _render(html, pictures, **options)
    with _no_warnings():
        return Layout(bytes(document.write_pdf(**options)), _anchors(document))


def _render(html: Element, pictures: tuple[Picture, ...], **options: object) -> Any:
    source = "<!DOCTYPE html>" + etree.tostring(html, encoding="unicode", method="html")
    with _no_warnings():
        page = HTML(string=source, base_url=_BASE, url_fetcher=Pictures(pictures))
        return page.render(font_config=FontConfiguration(), **options)


def _anchors(document: Any) -> dict[str, int]:
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for identifier in page.anchors:
            pages.setdefault(identifier, number)
    return pages


@contextmanager
def _no_warnings() -> Iterator[None]:
    complaints: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: complaints.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
    if complaints:
        raise LayoutError("; ".join(sorted(set(complaints))))


def measure(html: Element, pictures: tuple[Picture, ...]) -> tuple[dict[str, int], int]:
    """On which page (from 0) each identifier begins, and how many pages there are, without drawing any."""
    document = _render(html, pictures)
    return _anchors(document), len(document.pages)


def read_lines(html: Element, pictures: tuple[Picture, ...]) -> tuple[Piece, ...]:
    """The lines of every page, as laid out, without drawing any."""
    return read_pieces(_render(html, pictures))


def page_tree(
    composition: Composition,
    sheets: tuple[str, ...],
    linked: bool,
    folios: dict[str, str],
    cover: Picture | None = None,
    measured: bool = False,
) -> Element:
    """The whole book as one HTML tree; without ``linked`` no link is left in it.

    ``folios`` are those of the index's anchors; while they are not known the index stays empty.
    In a tree that is ``measured`` every word has an id, to find where pages begin.
    """
    record = composition.record
    running = f":root {{ --title: {_css_string(record.title)} }}"
    style = "\n".join([font_face_rules(), running, *((STYLES / sheet).read_text("utf-8") for sheet in sheets)])
    body = make("body")
    if cover is not None:
        body.append(
            make(
                "section",
                make("img", src=f"images/{cover.name}", alt=record.cover_text or record.whole_title),
                klass="cover",
            )
        )
    start = composition.start
    for document in composition.documents:
        section = _section(document, "start" if document is start else "", measured)
        adjust(section, document, composition.adjustments, wrapped=measured and document.kind != "index")
        for holder in with_class(section, "name-index", "div") if folios else []:
            holder.append(index_element(composition.index, folios, lambda mention: f"#{mention.anchor}"))
        if measured and document.kind == "index":
            wrap(section, f"{WORD}{document.id}-")
        body.append(section)
        if document.kind == "copyright":
            body.append(_contents(composition))
            if measured:
                wrap(body[-1], f"{WORD}{CONTENTS}-")
    for reference in page_references(body):
        reference.attrib.pop("title")
        number = make("span", klass=f"page {reference.get('data-part')}", data_page=reference.get("href", ""))
        number.tail, reference.tail = reference.tail, "\u00a0"
        reference.addnext(number)
    if not linked:
        _unlink(body)
    else:
        for link in list(body.iter("a")):
            _push_down(link)
    _lead_with_spaces(body)
    head = make("head", make("title", record.whole_title), *_metadata(record), make("style", style))
    return make("html", head, body, lang=record.language)


def _css_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _metadata(record: Record) -> list[Element]:
    values = [("author", name) for name in record.names("aut")]
    values += [("description", record.description)] if record.description else []
    values += [("keywords", ", ".join(record.subjects))] if record.subjects else []
    moment = record.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    values += [("dcterms.created", moment), ("dcterms.modified", moment)]
    return [make("meta", name=name, content=content) for name, content in values]


def _section(document: Document, start: str, measured: bool) -> Element:
    """A document whose notes stand at their calls, ready for ``float: footnote``."""
    section: Element = etree.fromstring(etree.tostring(document.body))
    section.set("class", f"{section.get('class')} {document.part} {start}".strip())
    if measured and document.kind != "index":
        wrap(section, f"{WORD}{document.id}-")
    notes = {note.id: note for note in document.notes}
    for call in list(section.xpath(".//a[@role='doc-noteref']")):
        note = notes[call.get("href", "")[1:]]
        back = make("a", str(note.number), href=f"#{note.call_id}")
        footnote = make("span", make("span", back, klass="fn-number"), " ", klass="fn", id=note.id)
        for place, block in enumerate(note.content):
            for part in inner(block) if block.tag == "p" else [block]:
                append(footnote, part)
            if place < len(note.content) - 1:
                append(footnote, make("br"))
        sup = call.getparent()
        footnote.tail, sup.tail = sup.tail, None
        sup.addnext(footnote)
        sup.text = WORD_JOINER
    return section


def _contents(composition: Composition) -> Element:
    """The contents; the sheet adds leaders and page numbers after ``data-page``."""
    language = composition.record.language
    items = []
    for document in composition.listed:
        parts: list[Element | str] = [make("span", str(document.number), klass="ordinal")] if document.number else []
        link = make("a", document.title, href=f"#{document.id}")
        items.append(
            make(
                "li",
                *parts,
                make("span", link, klass="entry"),
                make("span", klass="leader page", data_page=f"#{document.id}"),
                klass=document.part,
            )
        )
    title = make("h1", make("span", label(language, "contents"), klass="title"), id="indice")
    return make("section", title, make("ol", *items), klass="document toc front", role="doc-toc")


def _unlink(body: Element) -> None:
    """Links become plain text: a printer takes no annotations."""
    for link in list(body.iter("a")):
        link.tag = "span"
        link.attrib.pop("href", None)


def _push_down(link: Element) -> None:
    """``<a>x <em>y</em></a>`` -> ``<a>x </a><em><a>y</a></em>``: WeasyPrint tags an element inside a link wrongly."""
    if not len(link) or any(child.tag == "img" for child in link.iter()):
        return
    href = link.get("href", "")
    holder = make("span", *inner(link))
    for element in list(holder.iter()):
        children = list(element)
        if element.text and element.text.strip():
            text, element.text = element.text, None
            element.insert(0, make("a", text, href=href))
        for child in children:
            if child.tail and child.tail.strip():
                text, child.tail = child.tail, None
                child.addnext(make("a", text, href=href))
    if link.get("id"):
        holder.set("id", link.get("id", ""))
    replace(link, holder)


def _lead_with_spaces(body: Element) -> None:
    """``x <em>y</em>`` -> ``x<em> y</em>``, which reads the same.

    WeasyPrint 70 measures a text before an element with its last space, finds it too wide
    when only the space is, and breaks the line after its first word.
    """
    for element in body.iter(*_INLINE):
        previous, parent = element.getprevious(), element.getparent()
        before = previous.tail if previous is not None else parent.text
        if not before or not before.endswith(" ") or not before.strip():
            continue
        inside = element
        while not inside.text and len(inside) and inside[0].tag in _INLINE:
            inside = inside[0]
        if not inside.text or inside.text.startswith(" ") or "fn" in element.get("class", "").split():
            continue
        inside.text = " " + inside.text
        if previous is not None:
            previous.tail = before[:-1]
        else:
            parent.text = before[:-1]


def finish(layout: Layout, composition: Composition, accessible: bool = False) -> bytes:
    """The PDF with page labels (the printed folios) and its title shown; the same bytes for the same book.

    An ``accessible`` one also claims PDF/UA-1.
    """
    start = composition.start
    front = layout.pages[composition.documents[0].id]
    labels: list[object] = [0, pikepdf.Dictionary(P=label(composition.record.language, "cover"))] if front else []
    labels += [front, pikepdf.Dictionary(S=pikepdf.Name.r)]
    labels += [layout.pages[start.id], pikepdf.Dictionary(S=pikepdf.Name.D)]
    with pikepdf.open(io.BytesIO(layout.pdf)) as pdf:
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if accessible:
            claim_pdfua(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
