"""Task lists, wide tables, verse and boxes: nothing to press, nothing beyond the margin, no line lost."""

from __future__ import annotations

import pytest

from press.checks import epubcheck, verapdf
from press.input.head_rows import read_head_rows
from tests.conftest import Book
from tests.reading import NS, words_of

CHAPTER = """\
# One {#one}

- [ ] todo
- [x] done

::: note
In a box.
:::

| A line of verse
|    and an indented one

""" + "\n".join(
    "|" + "|".join(row) + "|" for row in (["heading"] * 12, ["---"] * 12, ["a_long_identifier_in_a_cell"] * 12)
)


def test_tasks_verse_boxes_and_wide_tables(book):
    book.write("book.yaml", "title: A book\nlanguage: en\n").write("chapters/01-uno.md", CHAPTER)
    outcome = book.run()
    assert outcome.status == 0, outcome.err
    chapter = book.epub.documents["one.xhtml"]
    assert not list(chapter.iter("{*}input"))
    assert [words_of(item) for item in chapter.iterfind(".//x:li", NS)] == ["[ ] todo", "[x] done"]
    pdf = book.screen
    text = "".join("".join(page.split()) for page in pdf.pages)
    assert "[x]done" in text and "Alineofverse" in text
    for number, page in enumerate(pdf.reader):
        assert max((line.right for line in pdf.lines(number)), default=0) <= page.get_width() - 53


SPANS = """\
# One {#one}

|            |  Grouping[^g] ||
| First      | Second | Third |
| ---------- | :----: | ----: |
| Content `a|b` | *Long cell*   ||
| More       | **two** | 3[^c] |
[Of MultiMarkdown][mmd]

[^g]: Note of a head.
[^c]: Note of a cell.

<table>
<caption>Of HTML[^h]</caption>
<thead><tr><th rowspan="2">Year</th><th colspan="2">Rain</th></tr><tr><th>Winter</th><th>Summer</th></tr></thead>
<tbody><tr><th scope="row" rowspan="2">1900</th><td>1[^i]</td><td>2</td></tr><tr><td colspan="2">no data</td></tr></tbody>
</table>

[^h]: Note of a caption.
[^i]: Note of a cell of HTML.

See [](#mmd).
"""


@pytest.fixture(scope="module")
def spans(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spans")
    book = Book(folder / "book", folder / "dist").write("book.yaml", "title: A book\nlanguage: en\n")
    outcome = book.write("chapters/01-uno.md", SPANS).run()
    assert outcome.status == 0, outcome.err
    return book


def test_heads_in_rows_spans_and_notes_of_tables_are_in_the_epub(spans):
    chapter = spans.epub.documents["one.xhtml"]
    first, second = ([
        [(words_of(cell), cell.get("colspan", "1"), cell.get("rowspan", "1")) for cell in row]
        for row in table.iter("{*}tr")
    ] for table in chapter.iter("{*}table"))  # fmt: skip
    assert [len(table.findall("x:thead/x:tr", NS)) for table in chapter.iter("{*}table")] == [2, 2]
    assert first[0] == [("", "1", "1"), ("Grouping1", "2", "1")]
    assert first[2] == [("Content a|b", "1", "1"), ("Long cell", "2", "1")]
    assert second == [
        [("Year", "1", "2"), ("Rain", "2", "1")],
        [("Winter", "1", "1"), ("Summer", "1", "1")],
        [("1900", "1", "2"), ("14", "1", "1"), ("2", "1", "1")],
        [("no data", "2", "1")],
    ]
    notes = [words_of(note) for note in chapter.iterfind(".//x:aside[@class='note']", NS)]
    assert notes == ["1 Note of a head.", "2 Note of a cell.", "3 Note of a caption.", "4 Note of a cell of HTML."]
    assert "See table 1." in words_of(chapter)


def test_they_are_on_the_pages(spans):
    text = " ".join(" ".join(spans.screen.pages).split())
    for words in ("Table 1. Of MultiMarkdown", "Table 2. Of HTML", "no data", "See table 1."):
        assert words in text
    for note in ("a head", "a cell", "a caption", "a cell of HTML"):
        assert text.count(f"Note of {note}.") == 1


@pytest.mark.validators
def test_they_are_valid_and_accessible(spans):
    for version in (epubcheck.CURRENT, epubcheck.OLD):
        assert epubcheck.find(spans.epub.path, version) == []
    for flavour in verapdf.FLAVOURS:
        assert verapdf.find(spans.screen.path, flavour) == []


@pytest.mark.unit
@pytest.mark.parametrize(
    "text",
    [
        "| A | B |\n|---|---|\n| a || b |\n| c | d |",
        "Use a | b here\n| A | B |\n|---|---|\n| a | b |",
        "```\n| A | B |\n| C | D |\n|---|---|\n| a | b |\n```",
        "| a line of verse\n| and another\n| and a third\n| and a last",
    ],
)
def test_what_is_no_table_with_several_rows_of_heads_stays_as_it_is(text):
    assert read_head_rows(text) == text
