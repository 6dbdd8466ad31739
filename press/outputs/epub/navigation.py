"""The EPUB's navigation: the nav document with contents and landmarks, and the NCX for old readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from press.compose.composition import Composition
from press.compose.document import CONTENTS, Document
from press.compose.index import page_order
from press.core.languages import label
from press.core.xhtml import Element, append, make
from press.core.xml import maker
from press.pages.layout.endnotes import pages_of_notes
from press.pages.pagination import Pagination

NAV = "contents.xhtml"
#: Depth of the contents: Kobo flattens more than three levels, a Kindle's menu shows two.
_DEEPEST = 2
_NCX = "http://www.daisy.org/z3986/2005/ncx/"
_make = maker(_NCX, {None: _NCX})


def start(composition: Composition) -> str:
    """The file where the text proper begins."""
    return next(f"{document.id}.xhtml" for document in composition.documents if document.part == "body")


def nav(composition: Composition, pagination: Pagination) -> Element:
    """Contents, landmarks and the list of printed pages (EPUB 3.3, 7.4; EPUB Accessibility 1.1, 3.5)."""
    language = composition.metadata.language
    contents = make(
        "nav",
        make("h1", label(language, "contents"), id="contents"),
        _list(composition),
        role="doc-toc",
        data_type="toc",
        aria_labelledby="contents",
    )
    marks = [
        ("cover", "cover.xhtml", label(language, "cover")),
        ("toc", NAV, label(language, "contents")),
        ("bodymatter", start(composition), label(language, "bodymatter")),
    ]
    kinds = {
        "bibliography": "bibliography",
        "glossary": "glossary",
        "colophon": "colophon",
        "foreword": "foreword",
        "introduction": "introduction",
        "titlepage": "titlepage",
        "copyright": "copyright-page",
    }
    marks += [(kinds[d.kind], f"{d.id}.xhtml", d.title) for d in composition.documents if d.kind in kinds]
    links = [make("li", make("a", words, href=href, data_type=kind)) for kind, href, words in marks]
    landmarks = make(
        "nav",
        make("h2", label(language, "landmarks"), id="landmarks"),
        make("ol", *links),
        data_type="landmarks",
        aria_labelledby="landmarks",
        hidden="hidden",
    )
    section = make("section", contents, landmarks, _page_list(composition, pagination), klass="document contents")
    for page in pagination.starts:
        if page.document == CONTENTS and page.item == 0:
            section.insert(0, page_break(page.folio))
    return section


def page_break(folio: str) -> Element:
    """The marker of a printed page; its number is read aloud and not shown."""
    return make("span", id=f"pagina-{folio}", role="doc-pagebreak", aria_label=folio, data_type="pagebreak")


def _listed_pages(composition: Composition, pagination: Pagination) -> list[tuple[str, str]]:
    """The printed pages that have a marker: folio and address, in order."""
    files = {document.id: f"{document.id}.xhtml" for document in composition.documents} | {CONTENTS: NAV}
    places = [(page.folio, page.document) for page in pagination.starts if page.document != CONTENTS or page.item == 0]
    notes = [(f, d.id) for d in composition.documents for f in pages_of_notes(d, composition, pagination).values()]
    if notes:
        places = sorted(places + notes, key=lambda place: page_order(place[0]))
    return [(folio, f"{files[name]}#pagina-{folio}") for folio, name in places]


def _page_list(composition: Composition, pagination: Pagination) -> Element:
    language = composition.metadata.language
    links = [make("li", make("a", folio, href=href)) for folio, href in _listed_pages(composition, pagination)]
    title = make("h2", label(language, "pages"), id="pages")
    return make(
        "nav",
        title,
        make("ol", *links),
        data_type="page-list",
        role="doc-pagelist",
        aria_labelledby="pages",
        hidden="hidden",
    )


def words(composition: Composition) -> Iterator[str]:
    """Every word of the navigation, for the fonts' subset."""
    yield from "".join(nav(composition, Pagination({}, (), 0)).itertext())


def _list(composition: Composition) -> Element:
    return make("ol", *(_item(document, held) for document, held in composition.grouped))


def _item(document: Document, held: Sequence[Document] = ()) -> Element:
    number = [f"{document.printed_number}. "] if document.number else []
    link = make("a", *number, *document.title_parts, href=f"{document.id}.xhtml")
    if document.authors:
        append(link, " ")
        append(link, make("span", document.authors, klass="authors"))
    item = make("li", link)
    inner = [
        make("li", make("a", text, href=f"{document.id}.xhtml#{identifier}"))
        for level, identifier, text in document.headings
        if level <= _DEEPEST
    ]
    inner += [_item(one) for one in held]
    if inner:
        item.append(make("ol", *inner))
    return item


def ncx(composition: Composition, pagination: Pagination) -> bytes:
    """The NCX of EPUB 2 (http://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#Section2.4.1), with the printed pages.

    What reads no nav document finds the pages by its ``pageList`` (ANSI/NISO Z39.86-2005, 8.4.4).
    """
    metadata = composition.metadata
    pages = _listed_pages(composition, pagination)
    depth = max((_depth(document, held) for document, held in composition.grouped), default=1)
    head = (
        ("dtb:uid", metadata.epub_identifier),
        ("dtb:depth", str(depth)),
        ("dtb:totalPageCount", str(len(pages))),
        ("dtb:maxPageNumber", max((folio for folio, _ in pages if folio.isdecimal()), key=int, default="0")),
    )
    points = [_document_point(document, held) for document, held in composition.grouped]
    root = _make(
        "ncx",
        _make("head", [_make("meta", name=name, content=value) for name, value in head]),
        _make("docTitle", _make("text", metadata.title)),
        _make("navMap", points),
        _make("pageList", [_page_target(*page) for page in pages]) if pages else None,
        version="2005-1",
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", metadata.language)
    for order, point in enumerate(root.iter(f"{{{_NCX}}}navPoint", f"{{{_NCX}}}pageTarget"), start=1):
        point.set("playOrder", str(order))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _depth(document: Document, held: Sequence[Document] = ()) -> int:
    deep = any(level <= _DEEPEST for level, _, _ in document.headings)
    return max(1 + deep, *(1 + _depth(one) for one in held), 1)


def _document_point(document: Document, held: Sequence[Document] = ()) -> Element:
    headings = [
        _point(identifier, text, f"{document.id}.xhtml#{identifier}")
        for level, identifier, text in document.headings
        if level <= _DEEPEST
    ]
    inner = headings + [_document_point(one) for one in held]
    return _point(document.id, document.entry, f"{document.id}.xhtml", inner)


def _point(identifier: str, text: str, href: str, inner: Sequence[Element] = ()) -> Element:
    label = _make("navLabel", _make("text", text))
    return _make("navPoint", label, _make("content", src=href), list(inner), id=f"np-{identifier}")


def _page_target(folio: str, href: str) -> Element:
    """A page of the list; those with roman numbers are front matter and have no value."""
    value = {"type": "normal", "value": folio} if folio.isdecimal() else {"type": "front"}
    label = _make("navLabel", _make("text", folio))
    return _make("pageTarget", label, _make("content", src=href), id=f"page-{folio}", **value)


def owner_of(composition: Composition) -> dict[str, Document]:
    """The document in which each identifier stands."""
    owners = {}
    for document in composition.documents:
        for element in document.elements():
            if element.get("id"):
                owners[element.get("id", "")] = document
        owners |= {note.id: document for note in document.notes}
    return owners
