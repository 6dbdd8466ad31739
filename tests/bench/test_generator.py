"""The book that the bench makes: it repeats, it builds, and it has what a build has to work for."""

from __future__ import annotations

from tests.conftest import CHECKOUT, Book
from tests.reading import NS
from tools.bench.generator import WORDS_TO_A_PAGE, write_book


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_seed_makes_the_same_book(tmp_path):
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_book(tmp_path / name, 100, CHECKOUT, seed)
    assert files(tmp_path / "one") == files(tmp_path / "again")
    assert files(tmp_path / "one") != files(tmp_path / "other")


def test_a_longer_book_has_more_chapters_of_a_chapters_length(tmp_path):
    for pages in (100, 300):
        write_book(tmp_path / str(pages), pages, CHECKOUT)
    short, long = (sorted((tmp_path / str(pages) / "book/chapters").glob("*.md")) for pages in (100, 300))
    assert len(long) > 2 * len(short)
    for chapter in short + long:
        assert 8 * WORDS_TO_A_PAGE < len(chapter.read_text("utf-8").split()) < 30 * WORDS_TO_A_PAGE


def test_the_book_builds_with_notes_figures_and_references_between_chapters(tmp_path):
    book = Book(write_book(tmp_path, 10, CHECKOUT), tmp_path / "dist")
    assert book.run().err == ""
    chapters = {name: tree for name, tree in book.epub.documents.items() if tree.xpath("//*[@role='doc-chapter']")}
    assert len(chapters) == 3
    for name, tree in chapters.items():
        calls = tree.xpath("//x:a[@role='doc-noteref']", namespaces=NS)
        assert calls
        assert all(book.epub.target(name, call.get("href")) is not None for call in calls)
        assert tree.xpath("//x:figure//x:img", namespaces=NS)
    links = [(name, href) for name, tree in chapters.items() for href in tree.xpath("//x:a/@href", namespaces=NS)]
    assert [href for name, href in links if "capitulo" in href and not href.startswith(("#", name))]
    assert all(book.epub.target(name, href) is not None for name, href in links if "://" not in href)
