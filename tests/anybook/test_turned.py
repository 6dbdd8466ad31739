"""Pictures and tables on pages of their own: upright, or on their side with their captions; what is too wide for that as well is named."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from press.checks import verapdf
from tests.conftest import Book

WORDS = "incomprehensible uncharacteristic"
CHAPTER = (
    "# One\n\nBefore.\n\n![On its side](wide.png){.landscape}\n\nBetween.\n\n![A whole page](wide.png){.full-page}\n\n"
    "After.\n\n![Upright, since it is high](high.png){.landscape}\n\n"
    "::: {.landscape}\n| A | B |\n|---|---|\n| one | two |\n\n: Turned by hand\n:::\n\n"
    + "\n".join("| " + " | ".join(row) + " |" for row in (["Heading"] * 7, ["---"] * 7, ["uncharacteristically"] * 7))
    + "\n\n: Turned for its width\n\nThe end.\n\n"
    + "\n".join("| " + " | ".join(row) + " |" for row in (["Much"] * 14, ["---"] * 14, ["uncharacteristically"] * 14))
    + "\n"
)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("turned")
    book = Book(folder / "book", folder / "dist").write("book.yaml", "title: A Book\nlanguage: en\n")
    for name, size in (("wide.png", (900, 600)), ("high.png", (600, 900))):
        out = io.BytesIO()
        Image.new("RGB", size, (90, 120, 200)).save(out, "PNG")
        book.write_bytes(f"chapters/{name}", out.getvalue())
    book.write("chapters/one.md", CHAPTER)
    outcome = book.run()
    assert outcome.status == 0, outcome.err
    return book


def _upright(book: Book, words: str) -> tuple[int, bool]:
    """The page on which words stand, and whether its last letters stand beside one another."""
    for number, page in enumerate(book.screen.reader):
        text = page.get_textpage()
        found = text.get_text_range().replace("\xa0", " ").find(words)
        if found >= 0:
            first, last = (text.get_charbox(found + place) for place in (0, 2))
            return number, abs(last[0] - first[0]) > abs(last[1] - first[1])
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("words", "upright"),
    [
        ("On its side", False),
        ("A whole page", True),
        ("Upright, since", True),
        ("Turned by hand", False),
        ("Turned for its", False),
    ],
)
def test_each_has_a_page_of_its_own_on_which_its_caption_lies_as_it_does(book, words, upright):
    page, stands = _upright(book, words)
    assert stands == upright
    others = {_upright(book, other)[0] for other in ("Before.", "Between.", "After.", "The end.")}
    assert page not in others


def test_a_table_that_is_too_wide_for_that_is_named(book):
    told = book.run("advice").out
    assert re.search(r"one\.md:\d+: M024 the table .Much", told)


def test_no_sign_lies_beyond_the_page(book):
    for page in book.screen.reader:
        width, height = page.get_size()
        text = page.get_textpage()
        for place in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(place)
            assert left >= 0 and right <= width and bottom >= 0 and top <= height


@pytest.mark.validators
def test_the_pdf_is_accessible(book):
    for flavour in verapdf.FLAVOURS:
        assert verapdf.find(book.screen.path, flavour) == []
