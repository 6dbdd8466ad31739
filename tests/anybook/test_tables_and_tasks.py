"""Task lists, wide tables, verse and boxes: nothing to press, nothing beyond the margin, no line lost."""

from __future__ import annotations

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
