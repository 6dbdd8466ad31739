"""The forms of text: verse, drama, epigraphs, letters, sources, asides, scene breaks, ruby, notes everywhere, an index."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.checks import ace, epubcheck, verapdf
from tests.conftest import Book
from tests.reading import NS, words_of

BOOK = Path(__file__).parents[1] / "books" / "forms"


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    book = Book(BOOK, tmp_path_factory.mktemp("forms") / "dist")
    run = book.run()
    assert run.status == 0, run.err
    return book


def _document(book, words):
    return next(tree for name, tree in book.epub.documents.items() if words in words_of(tree) and name[0].isdigit())


def test_each_line_of_verse_stands_alone_and_every_second_has_its_number(forms):
    lines = [words_of(line) for line in _document(forms, "The first line").iterfind(".//x:span[@class='line']", NS)]
    assert ["".join(line.split())[:10] for line in lines if line] == [
        *("Thefirstli", "2thesecond", "thethirdis", "4thefourth", "andthefift"),
    ]
    page = next(page for page in forms.screen.pages if "The first line" in page)
    rows = [row.strip() for row in page.splitlines()]
    assert "the third is long and has to be turned over, since no page" in rows
    assert "of this book is as wide as that line," in rows


def test_an_aside_is_a_note_among_the_others(forms):
    chapter = _document(forms, "The first line")
    notes = [words_of(note) for note in chapter.iterfind(".//x:aside[@class='note']", NS)]
    assert notes == [
        "1 On the fifth line, | with a sign.",
        "2 An aside of the author, which would stand in the margin.",
        "3 A note after the aside.",
    ]
    assert "After another.2 It goes on.3" in words_of(chapter)


def test_scene_breaks_and_sources_are_known_by_their_signs(forms):
    chapter = _document(forms, "The first line")
    found = [(p.get("class"), words_of(p)) for p in chapter.iterfind(".//x:p", NS) if p.get("class")]
    assert found == [("source", "— Its author, Its Work"), ("scene-break", "* * *"), ("scene-break", "⁂")]


def test_readings_of_ruby_stand_in_brackets_on_the_page(forms):
    text = "".join("".join(forms.screen.pages).split())
    assert "漢字(かんじ),or東(とう)." in text


def test_notes_to_tables_and_captions_stand_at_the_foot(forms):
    pages = [page.replace("\u00a0", " ") for page in forms.screen.pages]
    page = next(page for page in pages if "A note to a caption." in page)
    for note in ("A note in a list.", "A note to a head.", "A note to a cell."):
        assert page.index(note) > page.index("In the middle.")


def test_numbered_lists_have_the_numbers_of_their_author(forms):
    page = next(page for page in forms.screen.pages if "eleven" in page).split()
    marks = [word for word in page if len(word) < 5 and word.endswith(".") and word != "on."]
    assert marks == ["11.", "12.", "iv.", "v.", "1.", "2.", "B.", "A.", "7.", "c.", "d."]
    assert "Added words go on." in [words_of(p) for p in _document(forms, "eleven").iterfind(".//x:p", NS)]


@pytest.mark.validators
def test_the_validators_accept_a_book_of_every_form(forms):
    for version in (epubcheck.CURRENT, epubcheck.OLD):
        assert epubcheck.find(forms.epub.path, version) == []
    for flavour in ("2a", "ua1"):
        assert verapdf.find(forms.screen.path, flavour) == []
    assert ace.find(forms.epub.path) == []


def test_that_notes_in_the_margin_are_set_elsewhere_is_advice(forms):
    assert "01-verse.md:42: M027 2 notes in the margin" in forms.run("advice").out
