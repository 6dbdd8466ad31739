"""What ``fix --write`` may cost an editor: nothing but the signs that it corrects."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

import press.commands.advice
from tests.conftest import Book

OLD, NEW = 'El "asalto".', "El «asalto»."


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A Spanish book with one straight quotation."""
    monkeypatch.chdir(tmp_path)
    book = Book(Path("book"), tmp_path / "dist").write("book.yaml", "title: Libro\nlanguage: es\n")
    return book.write("chapters/01.md", f"# Uno {{#uno}}\n\n{OLD}\n")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_line_keeps_its_own_end(book):
    book.write_bytes("chapters/01.md", f"# Uno {{#uno}}\r\n\n{OLD}\r\nUno\rdos\n".encode("utf-8-sig"))
    assert book.run("fix", "--write").status == 0
    assert (book.folder / "chapters/01.md").read_bytes() == f"# Uno {{#uno}}\r\n\n{NEW}\r\nUno\rdos\n".encode(
        "utf-8-sig"
    )


def test_a_chapter_keeps_its_permissions_and_a_link_goes_on_leading_to_it(book):
    chapter, link = book.folder / "chapters/01.md", book.folder / "chapters/02.md"
    chapter.rename(book.folder / "text.md")
    chapter = book.folder / "text.md"
    chapter.chmod(0o640)
    link.symlink_to("../text.md")
    assert book.run("fix", "--write").status == 0
    assert link.is_symlink() and NEW in chapter.read_text("utf-8")
    assert chapter.stat().st_mode & 0o777 == 0o640


def test_a_link_out_of_the_book_is_not_written_through(book, tmp_path):
    own = tmp_path / "own.md"
    own.write_text(f"# Uno {{#uno}}\n\n{OLD}\n", "utf-8")
    (book.folder / "chapters/02.md").symlink_to(own)
    run = book.run("fix", "--write")
    assert run.status == 2 and run.codes() == ["F004"]
    assert OLD in own.read_text("utf-8")


def test_a_full_disk_leaves_the_chapter_as_it_was(book, monkeypatch):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    run = book.run("fix", "--write")
    assert run.status == 4 and "the disk is full" in run.err
    assert OLD in (book.folder / "chapters/01.md").read_text("utf-8")
    assert names(book.folder / "chapters") == ["01.md"]


def test_a_chapter_saved_meanwhile_is_left_as_it_was_saved(book, monkeypatch):
    chapter = book.folder / "chapters/01.md"

    def saved_meanwhile(document, *_):
        chapter.write_text("# Uno\n\nUn texto muy distinto.\n", "utf-8")
        return document.text.replace(OLD, NEW)

    monkeypatch.setattr(press.commands.advice, "fixed", saved_meanwhile)
    run = book.run("fix", "--write")
    assert run.status == 2 and "changed while it was read" in run.err
    assert chapter.read_text("utf-8") == "# Uno\n\nUn texto muy distinto.\n"
