"""What the EPUB claims of its accessibility it holds, and the proofs veto what it does not."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections import Counter

import pytest
from lxml import etree

from press.checks import claims, shops
from tests.conftest import CHECKOUT
from tests.reading import NS

#: The documents of the real book that are prose, by their identifiers.
PROSE = [
    re.search(r"\{#(\w+)", path.read_text("utf-8"))[1]
    for folder in ("front", "chapters")
    for path in sorted((CHECKOUT / "book" / folder).glob("*.md"))
]


def altered(epub, target, change):
    """A copy of an EPUB with its text files changed."""
    with zipfile.ZipFile(epub.path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith((".xhtml", ".opf", ".css")):
                data = change(name, data.decode("utf-8")).encode("utf-8")
            new.writestr(name, data)
    return target


def test_the_real_book_and_the_other_hold_what_they_claim(real, other):
    assert claims.find(real.epub.path) == []
    assert claims.find(other.epub.path) == []


def test_the_claims_are_those_that_the_book_bears_out(real, other):
    features = {m.text for m in real.epub.opf.iterfind(".//opf:meta[@property='schema:accessibilityFeature']", NS)}
    assert {"longDescription", "index", "alternativeText", "pageBreakMarkers", "pageNavigation"} <= features
    others = {m.text for m in other.epub.opf.iterfind(".//opf:meta[@property='schema:accessibilityFeature']", NS)}
    assert not others & {"longDescription", "index"}


def test_conformance_is_claimed_only_where_somebody_answers_for_it(real, other):
    for book, claimed in ((real, ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]), (other, [])):
        found = [m.text for m in book.epub.opf.iterfind(".//opf:meta[@property='dcterms:conformsTo']", NS)]
        assert found == claimed


@pytest.mark.parametrize(
    ("feature", "change"),
    [
        ("alternativeText", lambda name, text: re.sub(r' alt="[^"]*"', ' alt=""', text)),
        ("pageBreakMarkers", lambda name, text: text.replace('id="pagina-17"', 'id="pagina-x"')),
        ("pageNavigation", lambda name, text: text.replace('epub:type="page-list"', 'epub:type="lot"')),
        ("tableOfContents", lambda name, text: text.replace('epub:type="toc"', 'epub:type="lot"')),
        ("structuralNavigation", lambda name, text: text.replace("<h2", "<h4").replace("</h2>", "</h4>")),
        ("readingOrder", lambda name, text: text.replace(f'href="{PROSE[-1]}.xhtml"', f'href="{PROSE[0]}.xhtml"')),
        ("longDescription", lambda name, text: re.sub(r'id="figura-[\w-]+-description"', "", text)),
        ("index", lambda name, text: text.replace('epub:type="index"', "")),
        ("displayTransformability", lambda name, text: text.replace("<h1", '<h1 style="font-size: 20px"', 1)),
    ],
)
def test_a_claim_that_the_file_no_longer_holds_is_vetoed(real, tmp_path, feature, change):
    found = claims.find(altered(real.epub, tmp_path / "book.epub", change))
    assert any(feature in finding.message for finding in found), found


def test_the_shops_refuse_nothing(real, other):
    assert shops.find(real.epub.path) == []
    assert shops.find(other.epub.path) == []


def test_the_table_of_the_shops_gives_a_source_for_every_figure():
    for row in shops.table():
        assert row["rule"] in shops.RULES
        assert len(row["source"]) > 8 and row["confidence"] in ("official", "secondary", "memory")


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("body-colour", lambda name, text: text.replace("body {", "body { color: #333;")),
        ("cover-meta", lambda name, text: text.replace('name="cover"', 'name="covered"')),
        ("cover-size", lambda name, text: text.replace('properties="cover-image"', "")),
    ],
)
def test_what_a_shop_refuses_is_found(real, tmp_path, rule, change):
    found = shops.find(altered(real.epub, tmp_path / "book.epub", change))
    assert any(finding.rule.endswith(rule) for finding in found)


@pytest.mark.parametrize("name", PROSE)
def test_the_screen_pdf_has_every_letter_of_the_epub_and_no_other(real, name):
    """Text, apparatus, captions and notes; what only the EPUB has (headings of notes, long descriptions) left out."""
    screen, tree = real.screen, real.epub.documents[f"{name}.xhtml"]
    starts = sorted(
        page for identifier, page in screen.destinations.items() if f"{identifier}.xhtml" in real.epub.documents
    )
    first = screen.destinations[name]
    pages = range(first, next(page for page in starts if page > first))
    rows = [text for number in pages for _, text in screen.rows(number)]
    printed = "".join(text for text in rows if not re.fullmatch(r"[ivxlc]+|\d+", text.strip()))
    only = "//x:p[@class='describe']|//x:section[@role='doc-endnotes']/x:h2|//*[@class='word']"
    for left_out in tree.xpath(f"{only}|//x:aside[not(@role='doc-footnote')]", namespaces=NS):
        left_out.clear(keep_tail=True)
    spoken = "".join(tree.find("x:body", NS).itertext())
    assert letters(printed) == letters(spoken)


def letters(text):
    """How often each letter stands in a text."""
    return Counter(sign for sign in unicodedata.normalize("NFC", text) if sign.isalpha())


def test_drawings_stand_on_white_so_that_night_mode_does_not_swallow_them(real):
    names = [name for name in real.epub.archive.namelist() if name.endswith(".svg")]
    assert len(names) == 6
    for name in names:
        drawing = etree.fromstring(real.epub.archive.read(name))
        ground = next(element for element in drawing if element.tag.endswith("}rect"))
        assert ground.get("fill") == "#ffffff"
        assert [float(ground.get(side)) for side in ("width", "height")] == [
            float(n) for n in drawing.get("viewBox").split()[2:]
        ]


def test_no_call_has_two_targets(real):
    for tree in real.epub.documents.values():
        calls = [a.get("href") for a in tree.xpath("//x:a[@role='doc-noteref']", namespaces=NS)]
        assert len(calls) == len(set(calls))
