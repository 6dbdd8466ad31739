"""What the EPUB claims of its accessibility it holds, and the proofs veto what it does not."""

from __future__ import annotations

import re
import zipfile

import pytest

from press.proofs import claims, shops
from tests.reading import NS, squeezed, words_of


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
        ("readingOrder", lambda name, text: text.replace('href="duma.xhtml"', 'href="cosacos.xhtml"')),
        ("longDescription", lambda name, text: text.replace('id="figura-plaza-descripcion"', "")),
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


def test_the_screen_pdf_reads_in_the_order_of_the_epub(real):
    """Body and notes as separate streams, word for word, as the tagged text is read."""
    pdf = squeezed("".join(real.screen.pages))
    for name, tree in real.epub.documents.items():
        if name in ("cubierta.xhtml", "indice.xhtml", "onomastico.xhtml"):
            continue
        at = 0
        for block in tree.xpath(
            "//x:div[@class='headnote']/x:p | //x:div[@class='fragment']/x:p[not(@class)]", namespaces=NS
        ):
            words = squeezed(words_of(block))[:30]
            found = pdf.find(words, at)
            assert found >= at, (name, words)
            at = found
        notes = [squeezed(words_of(note))[:30] for note in tree.xpath("//x:aside[@role='doc-footnote']", namespaces=NS)]
        places = [pdf.find(note) for note in notes]
        assert places == sorted(places) and -1 not in places, name
