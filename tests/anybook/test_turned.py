"""Pictures and tables on pages of their own: upright, or on their side with their captions, or divided so that nothing is lost."""

from __future__ import annotations

import io
import re
from collections import Counter

import pikepdf
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


def test_that_a_table_is_divided_is_advice(book):
    told = book.run("advice").out
    assert re.search(r"one\.md:\d+: M026 the table .Much.* 2 parts", told)


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


#: Forty rows of thirty columns, each cell a word of its own; notes in a cell and in the caption; a head over two columns.
_ROWS = "".join(
    f"<tr><td>station{row}</td>"
    + "".join(f"<td>at{row}x{column}{' here[^n]' if (row, column) == (3, 25) else ''}</td>" for column in range(1, 30))
    + "</tr>"
    for row in range(40)
)
_HEADS = "".join(f"<th>measure{column}</th>" for column in range(30))
WIDE = (
    "# One {#one}\n\nBefore: [](#tbl-big).\n\n"
    f"<table id='tbl-big'><caption>All of it</caption><thead><tr>{_HEADS}</tr></thead><tbody>{_ROWS}</tbody></table>"
    "\n\n[^n]: The note of a cell.\n\nAfter.\n"
)


@pytest.fixture(scope="module", params=["en", "he"])
def divided(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("divided")
    book = Book(folder / "book", folder / "dist").write("book.yaml", f"title: A Book\nlanguage: {request.param}\n")
    book.write("chapters/one.md", WIDE)
    outcome = book.run()
    assert outcome.status == 0, outcome.err
    return book


def test_no_cell_of_a_divided_table_is_lost_and_its_heads_come_again(divided):
    if divided.epub.meta("language") == ["he"]:
        pytest.skip("the words of this table are not in the direction of the page")
    text = " ".join(" ".join(divided.screen.pages).split())
    found = Counter(re.findall(r"station\d+|measure\d+|at\d+x\d+", text))
    assert [found[f"at{row}x{column}"] for row in range(40) for column in range(1, 30)] == [1] * 40 * 29
    across = found["station0"]  # parts side by side
    assert across > 1 and [found[f"station{row}"] for row in range(40)] == [across] * 40
    down = found["measure1"]
    assert down > 1 and [found[f"measure{column}"] for column in range(1, 30)] == [down] * 29
    assert found["measure0"] == across * down == _tables(divided)
    assert text.count("All of it") == text.count("(continued)") + 1 == across * down
    assert text.count("The note of a cell.") == 1


def _tables(book: Book) -> int:
    pdf = book.screen
    objects = [each for each in pdf.pike.objects if isinstance(each, pikepdf.Dictionary)]
    return sum(str(each.get("/S", "")) == "/Table" for each in objects)


def test_each_part_of_a_divided_table_is_a_table(divided):
    assert _tables(divided) > 3


def test_the_pages_of_a_divided_table_come_in_order_in_the_epub(divided):
    document = divided.epub.documents["one.xhtml"]
    folios = [int(each.get("title", "0")) for each in document.iter("{*}span") if each.get("role") == "doc-pagebreak"]
    assert len(folios) > 3 and folios == sorted(folios)
    assert len(list(document.iter("{*}table"))) == 1


def test_no_sign_of_a_divided_table_lies_beyond_the_text(divided):
    for page in divided.screen.reader:
        width, height = page.get_size()
        text = page.get_textpage()
        for place in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(place)
            assert left >= 18 and right <= width - 18 and bottom >= 18 and top <= height - 18


@pytest.mark.validators
def test_a_divided_table_is_accessible(divided):
    for flavour in verapdf.FLAVOURS:
        assert verapdf.find(divided.screen.path, flavour) == []


def test_a_table_within_a_table_that_is_wider_than_any_page_is_refused_with_its_line(tmp_path):
    inner = "<table><tr>" + "".join(f"<td>{number}</td>" for number in range(90)) + "</tr></table>"
    outer = f"<table><tr><td>Outer</td><td>{inner}</td></tr></table>"
    nested = Book(tmp_path / "book", tmp_path / "dist").write("book.yaml", "title: A Book\nlanguage: en\n")
    outcome = nested.write("chapters/one.md", f"# One\n\nText.\n\n{outer}\n").run("screen")
    assert outcome.status == 2
    assert re.search(r"one\.md:5: M025 the table .Outer", outcome.err)
