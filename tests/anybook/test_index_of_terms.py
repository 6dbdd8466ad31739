"""The index of terms: what an author marks stands in it with the pages of the print edition, each a link to its place."""

from __future__ import annotations

import pytest

from tests.conftest import Book
from tests.reading import NS, words_of

CHAPTER = r"""# One

The [ox]{.index} and the [plough]{.index entry="tools!plough"}[]{.index entry="tillage" see="tools"}.^[On [oxen]{.index entry="ox"}.]

`\index{code}` and \index{yoke!wooden|textbf} and \index{USSR|see{Russia}}. A [cart]{.index entry="carts" see-also="ox"}.

## The *[scythe]{.index}*

\newpage

[Russia]{.index} and [ox]{.index}
"""


@pytest.fixture(scope="module")
def indexed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("indexed")
    book = Book(folder / "book", folder / "dist").write("book.yaml", "title: Terms\nlanguage: en\n")
    (folder / "book/chapters").mkdir()
    (folder / "book/chapters/01.md").write_text(CHAPTER)
    run = book.write("back/01.md", "# Index {.index}\n\n::: term-index\n:::\n").run()
    assert run.status == 0, run.err
    return book


ENTRIES = [
    "carts, 1; see also ox",
    "ox, 1-2",
    "Russia, 2",
    "scythe, 1",
    "tillage, see tools",
    "tools plough, 1",
    "USSR, see Russia",
    "yoke wooden, 1",
]


def test_the_printed_index_has_entries_and_pages_in_order(indexed):
    page = next(page for page in reversed(indexed.screen.pages) if "tillage" in page)
    assert " ".join(page.replace("\u00a0", " ").split()).startswith(f"Index {' '.join(ENTRIES)}")


def test_each_locator_of_the_epub_leads_to_the_word(indexed):
    name, index = next(
        (n, t)
        for n, t in indexed.epub.documents.items()
        if "tillage" in words_of(t) and n != "one.xhtml" and "Index" in words_of(t)[:12]
    )
    led = {}
    for link in index.iterfind(".//x:a[@class='locator']", NS):
        target = indexed.epub.target(name, link.get("href"))
        assert target is not None, link.get("href")
        led[words_of(link.getparent().find("x:span", NS))] = words_of(target)
    assert led == {
        "carts": "cart",
        "ox": "ox",
        "Russia": "Russia",
        "scythe": "scythe",
        "plough": "plough",
        "wooden": "",
    }
    references = [link for link in index.iterfind(".//x:a", NS) if link.get("href", "").startswith("#term")]
    assert [words_of(link) for link in references] == ["ox", "tools", "Russia"]
    assert all(indexed.epub.target(name, link.get("href")) is not None for link in references)


def test_code_that_shows_a_mark_is_printed(indexed):
    assert r"\index{code}" in " ".join(indexed.screen.pages)


def test_a_reference_to_no_entry_is_advice_with_its_line(tmp_path):
    book = Book(tmp_path / "book", tmp_path / "dist").write("book.yaml", "title: Terms\nlanguage: en\n")
    book.write("chapters/01.md", '# One\n\nx[]{.index entry="a" see="nothing"}\n')
    run = book.run("advice")
    assert 'chapters/01.md:3: L001 the index refers to "nothing", which is no entry of it' in run.out


def test_marks_without_an_index_are_no_feature_of_the_book(tmp_path):
    book = Book(tmp_path / "book", tmp_path / "dist").write("book.yaml", "title: Terms\nlanguage: en\n")
    book.write("chapters/01.md", "# One\n\nThe [ox]{.index}.\n")
    assert book.run().status == 0
    assert b">index<" not in book.epub.read("content.opf")
