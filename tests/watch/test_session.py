"""What an editor sees after a save: the pages that a build would make, the edited ones first; none while the text is broken."""

from __future__ import annotations

import io
import zipfile

import pypdfium2 as pdfium
import pytest

from press.commands.watch.changes import is_temporary
from press.commands.watch.lines import changed_line
from press.commands.watch.news import Broken, Busy, Draft, Editions, Leaves, Outside, Ready
from tests.conftest import run
from tests.watch.conftest import Watched

pytestmark = pytest.mark.build


def pictures(pdf):
    """Every page of a PDF, drawn."""
    file = pdfium.PdfDocument(pdf)
    return [page.render(scale=1).to_pil().tobytes() for page in file]


def texts(pdf):
    """The words of every page of a PDF."""
    return [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(pdf)]


def shown(news, leaves):
    """Every page of the book as the page shows it, drawn; blanks left out."""
    (*_, ready) = [each for each in news if isinstance(each, Ready)]
    found = {}
    for document in ready.documents:
        for number, page in enumerate(pictures(leaves[document.key])[document.side :]):
            found[document.first + number] = page
    return found


def test_the_pages_are_those_of_the_build_after_many_edits_as_after_none(watched, tmp_path):
    leaves = {each.key: each.pdf for each in watched.of(Leaves)}
    for name, old, new in (
        ("chapters/1.md", "Paragraph 3", "Paragraph 3, which grows " + "and grows " * 300),
        ("chapters/2.md", "[^4]\n", "[^4] See [the end](#3).\n"),
        ("chapters/3.md", "# Three", "# Three {#3}"),
        ("book.yaml", "Lazy", "Very Lazy"),
        ("chapters/1.md", "and grows " * 150, ""),
    ):
        news = watched.edit(name, old, new)
        leaves |= {each.key: each.pdf for each in news if isinstance(each, Leaves) and each.pdf}
    build = run("print", "--book", str(watched.book), "--out", str(tmp_path / "dist"))
    assert build.status == 0, build.err
    built = pictures(next((tmp_path / "dist" / "print").glob("*-interior.pdf")).read_bytes())
    found = shown(news, leaves)
    assert len(built) == watched.of(Ready)[-1].pages
    assert {number: built[number] for number in found} == found
    assert len({built[number] for number in set(range(len(built))) - found.keys()}) <= 1  # the blanks


def test_after_an_edit_of_a_word_its_chapter_alone_is_made_and_sent_first(watched):
    news = watched.edit("chapters/2.md", "Paragraph 9 of Two", "Paragraph nine of Two")
    assert isinstance(news[0], Busy)
    draft, first, *others = [each for each in news if isinstance(each, Leaves)]
    assert others == []
    assert all(any("Paragraph nine of Two" in text for text in texts(leaves.pdf)) for leaves in (draft, first))
    assert news.index(draft) < news.index(watched.of(Draft)[0]) < news.index(first) < news.index(watched.of(Ready)[0])
    assert watched.of(Ready)[0].focus.file.endswith("chapters/2.md")
    assert watched.of(Ready)[0].focus.line == 1 + 2 + 4 * 8
    (editions,) = watched.of(Editions)
    assert b"Paragraph nine of Two" in zipfile.ZipFile(io.BytesIO(editions.epub)).read("EPUB/2.xhtml")


def test_it_says_on_which_page_the_edited_paragraph_stands(watched):
    watched.edit("chapters/3.md", "Paragraph 14 of Three", "Paragraph fourteen of Three")
    ready, (_, leaves) = watched.of(Ready)[-1], watched.of(Leaves)
    (document,) = [each for each in ready.documents if each.key == leaves.key]
    page = ready.focus.page - document.first
    assert "Paragraph fourteen of Three" in texts(leaves.pdf)[document.side + page]
    (place,) = [each for each in leaves.places if each["block"] == ready.focus.block]
    assert place["page"] == page and place["words"].startswith("Paragraph fourteen")


def test_every_paragraph_and_note_knows_its_line(watched, folder):
    lines = (folder / "chapters" / "1.md").read_text().split("\n")
    (places,) = [each.places for each in watched.of(Leaves) if any("of One" in place["words"] for place in each.places)]
    assert len([place for place in places if place["line"]]) >= 30
    for place in places:
        if place["words"] and "block" in place:
            words = place["words"].split("[")[0][:20]
            assert words in lines[place["line"] - 1], place


def test_while_the_text_is_broken_no_page_changes_and_the_problems_come(watched):
    news = watched.edit("chapters/2.md", "Paragraph 5", "![](../../none.png) Paragraph 5")
    assert [type(each) for each in news] == [Busy, Broken]
    (problem,) = news[1].problems
    assert (problem.code, problem.line) == ("F004", 19) and problem.hint
    news = watched.edit("chapters/2.md", "![](../../none.png) Paragraph 5", "Paragraph 5")
    assert watched.of(Leaves) == [] and watched.of(Ready)  # the pages are as before


def test_a_save_without_a_change_and_an_editors_files_make_nothing(watched, folder):
    chapter = folder / "chapters" / "1.md"
    chapter.write_text(chapter.read_text())
    for name in (".1.md.swp", "1.md~", "4913", "#1.md#", ".#1.md", "1.md.tmp"):
        (folder / "chapters" / name).write_text("x")
        assert is_temporary(f"chapters/{name}")
    assert watched.update() == []
    assert not is_temporary("../images/a.svg") and not is_temporary("chapters/1.md")


def test_a_folder_that_is_gone_is_a_problem_and_when_it_comes_back_the_pages_go_on(watched, folder):
    away = folder.rename(folder.with_name("away"))
    news = watched.update()
    assert news[-1].problems[0].message == "the book's folder is not there"
    away.rename(folder)
    watched.update()
    assert watched.of(Ready) and watched.of(Leaves) == []


def test_the_session_outlives_an_error_of_the_program(watched, monkeypatch, capsys):
    def fails(*_):
        raise ZeroDivisionError("a fault")

    with monkeypatch.context() as patch:
        patch.setattr("press.commands.watch.session.compose", fails)
        news = watched.edit("chapters/1.md", "Paragraph 1 ", "Paragraph one ")
    assert "a fault" in news[-1].problems[0].message
    assert "error of the program: ZeroDivisionError" in capsys.readouterr().err
    watched.edit("chapters/1.md", "Paragraph 2 ", "Paragraph two ")
    assert watched.of(Ready)


def test_what_a_newer_save_will_change_is_not_made(watched, folder):
    chapter, texts_saved = folder / "chapters" / "2.md", []

    def is_waiting():
        texts_saved.append(chapter.read_text())
        chapter.write_text(texts_saved[-1].replace("Paragraph 3", "Paragraph three"))
        return True

    watched.session._is_waiting = is_waiting
    watched.edit("chapters/2.md", "Paragraph 9 of Two", "Paragraph nine of Two")
    assert watched.of(Draft) and watched.of(Ready) == watched.of(Editions) == []
    watched.session._is_waiting = lambda: False
    watched.update()
    assert watched.of(Draft) and watched.of(Ready) and watched.of(Editions)
    assert watched.of(Ready)[-1].focus.line == 1 + 2 + 4 * 2


def test_a_newer_save_without_a_change_stops_nothing(folder):
    watched = Watched(folder)
    watched.session._is_waiting = lambda: True
    watched.update()
    assert watched.of(Ready) and watched.of(Editions)


def test_the_covers_are_shown_with_the_wrap_of_each_printer(watched):
    record = "description: Why.\nprint:\n  printers:\n    kdp:\n"
    watched.edit("book.yaml", "language: en\n", f"language: en\n{record}")
    (editions,) = watched.of(Editions)
    assert editions.cover.startswith(b"\xff\xd8") and list(editions.wraps) == ["kdp"]
    (wrap,) = pdfium.PdfDocument(editions.wraps["kdp"])
    assert wrap.get_width() > 2 * 396


def test_pictures_outside_the_folder_are_watched_too(folder):
    images = folder.parent / "images"
    images.mkdir()
    (images / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    )
    chapter = folder / "chapters" / "1.md"
    chapter.write_text(chapter.read_text() + "\n![A dot](../../images/dot.svg)\n")
    (folder / "book.yaml").write_text("title: The Lazy Dog\nlanguage: en\nfolders: [../images]\n")
    watched = Watched(folder)
    watched.update()
    assert watched.of(Outside), watched.news
    assert "../images/dot.svg" in watched.of(Outside)[0].files
    (images / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'
    )
    watched.update()
    assert len(watched.of(Leaves)) == 1


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("a\n\nb\n", "a\n\nc\n", 3), ("a\n\nb", "a\n\nb\n\nnew", 5), ("a\n\nb\n\nc", "a\n\nc", 3), ("a", "a\n", 2)],
)
def test_the_line_that_changed(old, new, line):
    assert changed_line(old, new) == line
