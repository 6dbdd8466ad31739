"""Another book is built with the same care, in its own language."""

from __future__ import annotations

import re

import pytest

from tests.reading import EPUB_TYPE, NS, squeezed, words_of


@pytest.fixture(scope="module")
def epub(other):
    return other.epub


def test_its_words_are_in_its_language(epub):
    assert [label for label, _ in epub.nav("landmarks")][:3] == ["Cover", "Contents", "Beginning of the text"]
    assert epub.opf.findtext("opf:metadata/dc:language", namespaces=NS) == "en"
    assert "1 March 2025" in words_of(epub.documents["copyright.xhtml"])


def test_headings_of_two_levels_make_the_contents(epub):
    assert epub.nav("toc") == [
        ("Soil and “water”", "01-soil.xhtml"),
        ("Kinds of soil", "01-soil.xhtml#01-soil-kinds-of-soil"),
        ("Water", "01-soil.xhtml#01-soil-water"),
        ("Beds", "beds.xhtml"),
        ("What to sow", "beds.xhtml#beds-what-to-sow"),
    ]


def test_links_between_chapters_land_on_what_they_name(epub):
    links = {words_of(a): a.get("href") for a in epub.documents["01-soil.xhtml"].iterfind(".//x:p/x:a", NS)}
    assert links["the beds"] == "beds.xhtml"
    assert links["sources"] == "https://example.org/soil?a=1&b=2"
    assert words_of(epub.target("01-soil.xhtml", links["their table"])) == "What to sow"
    back = {words_of(a): a.get("href") for a in epub.documents["beds.xhtml"].iterfind(".//x:p/x:a", NS)}
    assert words_of(epub.target("beds.xhtml", back["water"])) == "Water"
    assert words_of(epub.target("beds.xhtml", back["this table"])) == "What to sow"


def test_notes_of_several_paragraphs_in_lists_and_tables_are_kept(epub):
    notes = [n for tree in epub.documents.values() for n in tree.iterfind(".//x:aside", NS) if n.get(EPUB_TYPE)]
    assert [len(note.findall("x:p", NS)) for note in notes] == [2, 1, 1]
    assert words_of(notes[2]) == "1 Runner beans."


def test_pictures_tables_lists_and_quotations_are_kept(epub):
    soil, beds = epub.documents["01-soil.xhtml"], epub.documents["beds.xhtml"]
    figure = soil.find(".//x:figure", NS)
    assert figure.find("x:img", NS).get("alt") == "Three spoons: sand, loam and clay"
    assert words_of(figure.find("x:figcaption", NS)) == "Fig. 1. Three spoons of soil"
    assert soil.find(".//x:p/x:img", NS).get("alt") == "spoon"
    assert [words_of(item) for item in soil.iterfind(".//x:li/x:ol/x:li", NS)] == ["roots breathe", "worms live"]
    assert words_of(soil.find(".//x:blockquote", NS)).startswith("Whoever could make")
    assert [words_of(head) for head in beds.iterfind(".//x:thead//x:th", NS)] == ["Month", "Seeds", "Grams"]
    assert "  with its spaces" in "".join(soil.find(".//x:pre", NS).itertext())


def test_its_pdfs_are_whole(other, epub):
    screen, interior = other.screen, other.interior
    assert screen.labels == ["Cover", "", "i", "ii", "iii", "iv", "v", "vi", "1", "2", "3"] or screen.labels[-3:] == [
        "1",
        "2",
        "3",
    ]
    assert [title for title, _ in screen.outline] == [
        "Contents",
        *[label for label, _ in epub.nav("toc")],
        "In the open",
    ]
    printed = squeezed("".join(interior.pages))
    for words in (
        "Clay holds water.",
        "It also holds warmth",
        "Runner beans.",
        "verbatim text",
        "Русский, Ελληνικά, français.",
    ):
        assert squeezed(words) in printed
    assert interior.links() == [] and {kind for _, kind, _ in screen.links()} == {"internal", "uri"}
    assert all(
        re.match("EB-Garamond|Source-Sans|IBM-Plex-Mono|Gentium|Noto", name)
        for name in (*screen.fonts(), *interior.fonts())
    )
    assert all(interior.fonts().values())
