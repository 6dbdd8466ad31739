"""Notes wherever an author wants them: at the foot, at the end of the chapter or of the text, each a link to its call and back."""

from __future__ import annotations

import re

import pytest

from press.checks import verapdf
from tests.conftest import Book

TEXT = "Words of the text, number {0}, that go on for a while.[^{0}] More words to fill the line.\n\n[^{0}]: Note {0} of it.\n\n"


@pytest.fixture(params=["chapter", "book"])
def noted(request, tmp_path):
    book = Book(tmp_path / "book", tmp_path / "dist")
    book.write("book.yaml", f"title: Notes\nlanguage: en\ndesign:\n  notes: {request.param}\n")
    for chapter in (1, 2):
        book.write(f"chapters/0{chapter}.md", f"# Chapter {chapter}\n\n" + "".join(TEXT.format(n) for n in range(45)))
    run = book.write("back/01.md", "# Afterword\n\nThe end.^[Of the end.]\n").run("screen")
    assert run.status == 0, run.err
    return request.param, book


def test_notes_stand_where_the_design_asks_for_them(noted):
    where, book = noted
    text = " ".join(" ".join(book.screen.pages).split())
    places = [text.index(words) for words in ("number 44,", "Note 44 of it.", "Chapter 2", "The end.1", "Of the end.")]
    order = ["number", "note", "second", "end", "last note"]
    found = [name for _, name in sorted(zip(places, order, strict=True))]
    wanted = order if where == "chapter" else ["second", "number", "end", "note", "last note"]
    assert [name for name in found if name != "second"] == [name for name in wanted if name != "second"]
    titles = [title for title, _ in book.screen.outline]
    assert titles.count("Notes") == (3 if where == "chapter" else 1)
    assert book.run("epub").status == 0
    pages = [page for page, _ in book.epub.nav("page-list")]
    assert [page for page in book.screen.labels if page.isdecimal()] == [page for page in pages if page.isdecimal()]


def test_notes_that_pandoc_would_lose_are_kept(tmp_path):
    book = Book(tmp_path / "book", tmp_path / "dist").write("book.yaml", "title: Notes\nlanguage: en\n")
    chapter = "# T\n\na[^1] b[^2] c[^2] [^a-z]\n[^1]: One.\n\n[^2]: Two.\n\n[^2]: Other.\n\n[^9]: Uncalled.\n\n```\n[^x]\n```\n"
    run = book.write("chapters/01.md", chapter).run("epub")
    assert run.status == 0, run.err
    document = next(tree for name, tree in book.epub.documents.items() if name == "01.xhtml")
    words = "".join("".join(document.find("{*}body").itertext()).split())
    assert words == "Ta1b2c3[^a-z]Uncalled.[^x]Notes1One.2Two.3Other."


@pytest.mark.validators
def test_notes_longer_than_a_page_go_on_on_the_next_pages_in_order(tmp_path):
    def sentences(note):
        return " ".join(f"Sentence{note}n{number} of the note says that much and goes on." for number in range(120))

    book = Book(tmp_path / "book", tmp_path / "dist").write("book.yaml", "title: A Book\nlanguage: en\n")
    text = "".join(f"A paragraph.[^{n}] {'It goes on. ' * 200}\n\n[^{n}]: {sentences(n)}\n\n" for n in (1, 2))
    outcome = book.write("chapters/one.md", f"# One\n\n{text}").run("screen")
    assert outcome.status == 0, outcome.err
    found = re.findall(r"Sentence(\d)n(\d+)", " ".join(book.screen.pages))
    assert found == [(str(note), str(number)) for note in (1, 2) for number in range(120)]
    for number, page in enumerate(book.screen.reader):
        assert min((line.top for line in book.screen.lines(number)), default=99) > 30
        assert max((line.top + line.height for line in book.screen.lines(number)), default=0) < page.get_height() - 30
    for flavour in verapdf.FLAVOURS:
        assert verapdf.find(book.screen.path, flavour) == []
