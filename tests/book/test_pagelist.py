"""The page numbers of the EPUB are those of the printed page, to the word."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from tests.reading import EPUB_TYPE, NS, squeezed, words_of

#: Signs that are compared at the beginning of each page.
REACH = 24


def after_marker(tree, marker):
    """The text after a page break, without notes, descriptions and what only one of the editions shows."""
    passed, pieces = False, []

    def walk(element):
        nonlocal passed
        if element is marker:
            passed = True
        skipped = element.get("role") in ("doc-endnotes", "doc-pagelist") or "describe" in element.get("class", "")
        skipped = skipped or element.get(EPUB_TYPE) == "landmarks" or element.get("class") == "description"
        skipped = skipped or (
            element.get("class") == "word" and not element.xpath("ancestor::x:figcaption", namespaces=NS)
        )
        if not skipped:
            if passed and element.text:
                pieces.append(element.text)
            for child in element:
                walk(child)
                if passed and child.tail:
                    pieces.append(child.tail)

    walk(tree.find("x:body", NS))
    return "".join(pieces)


def printed(interior, number):
    """The text of a page below its head, by coordinates, without the rest of a word begun on the page before."""
    in_columns = "Índice de nombres" in interior.head(number) or number - 1 == interior.index_page
    text = " ".join(text for _, text in interior.rows(number, right=190 if in_columns else 1000))
    before = interior.lines_text(number - 1) if number else ""
    if before.endswith(("-", "\u0002", "\ufffe")):
        text = text.split(None, 1)[1]
    return text


def matches(epub_text, pdf_text):
    """Whether two pages begin alike."""
    ours, theirs = (squeezed(text).lower() for text in (epub_text, pdf_text))
    return bool(ours) and ours[:REACH] == theirs[:REACH]


@pytest.fixture(scope="module")
def pages(real):
    """(folio, text of the EPUB from its marker on, text of the printed page) of every page that has text."""
    epub, interior = real.epub, real.interior
    interior.index_page = real.screen.destinations["onomastico"] - real.screen.labels.index("i")
    found = []
    for folio, href in epub.nav("page-list"):
        name, _, anchor = href.partition("#")
        tree = epub.documents[name]
        marker = tree.xpath(f"//*[@id='{anchor}']")[0]
        text = printed(interior, interior.labels.index(folio))
        table = next((e for e in marker.iterancestors() if e.tag.endswith("}table")), None)
        head = squeezed(words_of(table.find("x:thead", NS))) if table is not None else ""
        if head and squeezed(text).startswith(head) and not squeezed(after_marker(tree, marker)).startswith(head):
            text = squeezed(text)[len(head) :]  # the table's head is printed again on every page
        ours = after_marker(tree, marker)
        if table is not None:  # the cells of a row stand side by side: its first words must do
            first = (
                1 if "fragment-sources" in table.get("class", "") else 14
            )  # there the number alone: two lines of a cell
            ours, text = squeezed(ours)[:first] + " — fin", squeezed(text)[:first] + " — fin"
        if name == "contents.xhtml":  # the printed contents have leaders and folios: its title must do
            ours, text = ours[: len("Índice")] + " — fin", text.split()[0] + " — fin"
        if name == "recibido.xhtml":  # the numbers of the fragments stand in the margin
            ours, text = re.sub(r"\d", "", ours), re.sub(r"\d", "", text)
        found.append((folio, ours, text))
    return found


def test_every_printed_page_is_in_the_list_and_blanks_are_not(real, pages):
    with_ink = [label for label, text in zip(real.interior.labels, real.interior.pages, strict=True) if text.strip()]
    assert [folio for folio, _, _ in pages] == with_ink


def test_every_marker_stands_before_the_word_that_begins_its_page(pages):
    for folio, ours, theirs in pages:
        assert matches(ours, theirs), (folio, ours[:60], theirs[:60])


def test_a_marker_moved_by_one_word_would_be_found(pages):
    for folio, ours, theirs in pages:
        assert not matches(ours.split(None, 1)[1], theirs), folio
        assert not matches(f"palabra {ours}", theirs), folio


def test_markers_and_list_name_each_other(real):
    epub = real.epub
    markers = [
        (name, m.get("id"), m.get("aria-label"))
        for name, tree in epub.documents.items()
        for m in tree.iterfind(".//x:span", NS)
        if m.get(EPUB_TYPE) == "pagebreak"
    ]
    assert [(f"{name}#{identifier}", folio) for name, identifier, folio in markers] == [
        (href, folio) for folio, href in epub.nav("page-list")
    ]
    assert all(re.fullmatch(r"[ivxl]+|\d+", folio) for _, _, folio in markers)


def test_the_list_names_the_print_edition_as_its_source(real):
    source = real.epub.opf.xpath("//opf:meta[@property='source-of']", namespaces=NS)[0]
    assert source.text == "pagination"
    named = real.epub.opf.xpath(f"//*[@id='{source.get('refines')[1:]}']")[0]
    assert named.text == "Asalto al Palacio de Invierno. Petrogrado, octubre de 1917. Edición impresa"


def test_no_marker_stands_in_a_note(real):
    for tree in real.epub.documents.values():
        assert not tree.xpath("//x:aside//x:span[@role='doc-pagebreak']", namespaces=NS)


def test_no_heading_is_read_with_a_page_number(real):
    marked = "//*[self::x:h1 or self::x:h2 or self::x:h3][.//x:span[@role='doc-pagebreak']]"
    before = "//x:span[@role='doc-pagebreak']/following-sibling::*[1][self::x:h1]"
    found = [tree.xpath(marked, namespaces=NS) for tree in real.epub.documents.values()]
    assert not any(found)
    assert any(tree.xpath(before, namespaces=NS) for tree in real.epub.documents.values())


def test_readers_without_the_nav_document_find_the_same_pages(real):
    ncx = etree.fromstring(real.epub.read("toc.ncx"))
    targets = ncx.findall("ncx:pageList/ncx:pageTarget", NS)
    listed = [
        (t.findtext("ncx:navLabel/ncx:text", namespaces=NS), t.find("ncx:content", NS).get("src")) for t in targets
    ]
    assert listed == real.epub.nav("page-list")
    stated = {meta.get("name"): meta.get("content") for meta in ncx.iterfind("ncx:head/ncx:meta", NS)}
    assert stated["dtb:totalPageCount"] == str(len(listed))
    assert stated["dtb:maxPageNumber"] == listed[-1][0]
