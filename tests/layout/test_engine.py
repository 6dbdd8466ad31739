"""What the engine relies on below WeasyPrint's public interface, held against the slow way through it.

After an upgrade of WeasyPrint: read ``press/pages/layout/weasyprint/__init__.py``, then set its VERSION.
"""

from __future__ import annotations

import re

import pikepdf
import pytest
import weasyprint

from press.pages.layout import weasyprint as engine
from press.pages.layout.tree import style
from tests.conftest import Book


def test_the_engine_is_written_against_the_installed_weasyprint():
    assert weasyprint.__version__ == engine.VERSION


@pytest.fixture(scope="module")
def whole(almanac, tmp_path_factory) -> Book:
    """The almanac, laid out whole through the public interface."""
    built = Book(almanac.folder, tmp_path_factory.mktemp("whole") / "dist")
    outcome = built.run("--plain-layout")
    assert outcome.status == 0, outcome.err
    return built


def signs(pdf, number):
    """(place, sign) of everything on a page, in reading order of the sheet."""
    text = pdf.reader[number].get_textpage()
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, _ = text.get_charbox(index, loose=True)
        if right > left and text.get_text_range(index, 1).strip():
            found.append((round(bottom), left, text.get_text_range(index, 1)))
    return sorted(found)


@pytest.mark.parametrize("edition", ["interior", "screen"])
def test_the_parts_make_the_pages_that_the_whole_makes(almanac, whole, edition):
    joined, plain = getattr(almanac, edition), getattr(whole, edition)
    assert joined.labels == plain.labels
    assert len(joined.pages) > 40
    for number, label in enumerate(joined.labels):
        ours, theirs = signs(joined, number), signs(plain, number)
        assert [(y, sign) for y, _, sign in ours] == [(y, sign) for y, _, sign in theirs], label
        for (_, x, sign), (_, other, _) in zip(ours, theirs, strict=True):
            assert abs(x - other) < 0.6, (label, sign)


def test_folios_and_first_words_of_the_parts_are_those_of_the_whole(almanac, whole):
    """The EPUB has them all: its page list, its page breaks, its index."""
    assert almanac.epub.path.read_bytes() == whole.epub.path.read_bytes()


def test_links_outline_and_destinations_are_those_of_the_whole(almanac, whole):
    joined, plain = almanac.screen, whole.screen
    assert joined.outline == plain.outline
    assert sorted(joined.links()) == sorted(plain.links())
    assert {
        name: page for name, page in plain.destinations.items() if name in joined.destinations
    } == joined.destinations


def test_each_face_is_embedded_once(real):
    for pdf in (real.screen, real.interior):
        files = {
            descendant.FontDescriptor.FontFile2.objgen
            for page in pdf.pike.pages
            for font in page.get("/Resources", {}).get("/Font", {}).values()
            for descendant in font.DescendantFonts
        }
        assert len(files) == len(pdf.fonts())


def test_running_heads_are_artifacts_and_no_part_of_the_text(real):
    """ISO 14289-1, 7.8: what pagination adds is not read aloud."""
    screen = real.screen
    streams = [page.obj.Contents for page in screen.pike.pages]
    heads = [stream[-1].read_bytes() for stream in streams if isinstance(stream, pikepdf.Array)]
    drawn = [head for head in heads if b"Tf" in head]
    assert len(drawn) > 40
    assert all(re.fullmatch(rb"Q /Artifact <<.*>> BDC\n.*EMC", head, re.S) for head in drawn)


@pytest.mark.build
def test_a_warning_of_weasyprint_is_still_an_error(book, monkeypatch):
    monkeypatch.setattr(
        "press.pages.layout.book.style", lambda *sheets, **more: style(*sheets, **more) + "p { colour: red }"
    )
    outcome = book.run("screen", "--no-cache", "--jobs", "1")
    assert outcome.status != 0 and "colour" in outcome.err
