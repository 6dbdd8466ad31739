"""A book reads its own files and no others: a manuscript of a stranger must not publish a file of the machine."""

from __future__ import annotations

import os

import pytest

from press.core.problems import Problems
from press.input.manuscript import outside_files, read_manuscript
from tests.manuscript.test_errors import CHAPTER, SVG, complaint
from tests.manuscript.test_picture_files import made

SHOWN = "# Uno {{#uno}}\n\n![x]({})\n"


@pytest.fixture
def outside(tmp_path):
    """A folder beside the book's that the book does not declare."""
    folder = tmp_path / "ajeno"
    folder.mkdir()
    (folder / "foto.png").write_bytes(made("RGB"))
    (folder / "secreto.md").write_text("# Secreto\n", "utf-8")
    (folder / "dibujo.svg").write_text(SVG.format('<path d="M0 0h9v9z"/>'), "utf-8")
    return folder


def test_a_chapter_that_is_a_link_out_of_the_book(book, outside):
    (book.folder / "chapters/02-dos.md").symlink_to(outside / "secreto.md")
    message = complaint(book, "chapters/01-uno.md", "# Uno\n")
    assert message == "libro/chapters/02-dos.md: F004 the file is a link that leads outside the book's folders"


def test_a_part_that_is_a_link_out_of_the_book(book, outside):
    (book.folder / "back").symlink_to(outside)
    message = complaint(book, "chapters/01-uno.md", "# Uno\n")
    assert message == "libro/back: F004 the folder is a link that leads outside the book's folders"


@pytest.mark.parametrize("name", ["book.yaml", "people.yaml", "foreign.yaml"])
def test_a_list_that_is_a_link_out_of_the_book(book, outside, name):
    (outside / "datos.yaml").write_text("title: Un secreto\nlanguage: es\n", "utf-8")
    (book.folder / name).unlink(missing_ok=True)
    (book.folder / name).symlink_to(outside / "datos.yaml")
    message = complaint(book, "chapters/01-uno.md", "# Uno\n")
    assert message == f"libro/{name}: F004 the file is a link that leads outside the book's folders"


def test_a_picture_of_another_folder(book, outside):
    message = complaint(book, "chapters/01-uno.md", SHOWN.format("../../ajeno/foto.png"))
    assert message == f"{CHAPTER}:3: F004 the picture ../../ajeno/foto.png lies outside the book's folders"


def test_a_picture_that_is_a_link_out_of_the_book(book, outside):
    (book.folder / "foto.png").symlink_to(outside / "foto.png")
    message = complaint(book, "chapters/01-uno.md", SHOWN.format("../foto.png"))
    assert message == f"{CHAPTER}:3: F004 the picture ../foto.png is a link that leads outside the book's folders"


def test_a_picture_by_its_absolute_path(book):
    path = book.write_bytes("foto.png", made("RGB")).folder.absolute() / "foto.png"
    message = complaint(book, "chapters/01-uno.md", SHOWN.format(path))
    assert message == f"{CHAPTER}:3: F004 the picture {path} is an absolute path"


def test_a_picture_of_the_network(book):
    message = complaint(book, "chapters/01-uno.md", SHOWN.format("https://example.org/foto.png"))
    assert message == f"{CHAPTER}:3: F004 the picture https://example.org/foto.png is an address of the network"


def test_a_picture_that_is_a_pipe_does_not_hold_up_the_build(book):
    os.mkfifo(book.folder / "foto.png")
    message = complaint(book, "chapters/01-uno.md", SHOWN.format("../foto.png"))
    assert message == f"{CHAPTER}:3: F004 the picture ../foto.png is a pipe or a device, not a regular file"


def test_a_chapter_that_is_a_pipe_does_not_hold_up_the_build(book):
    os.mkfifo(book.folder / "chapters/02-dos.md")
    message = complaint(book, "chapters/01-uno.md", "# Uno\n")
    assert message == "libro/chapters/02-dos.md: F004 the file is a pipe or a device, not a regular file"


@pytest.mark.parametrize("key", ["cover", "mark"])
def test_a_cover_or_mark_of_another_folder(book, outside, key):
    message = complaint(book, "book.yaml", f"title: U\nlanguage: es\n{key}: ../ajeno/dibujo.svg\n")
    assert message == f"libro/book.yaml:3: F004 the {key}'s drawing ../ajeno/dibujo.svg lies outside the book's folders"


@pytest.mark.build
@pytest.mark.parametrize("name", ["../ajeno", "../ajeno/"])
def test_a_folder_that_the_book_declares_is_read(book, outside, name):
    book.write("book.yaml", f"title: U\nlanguage: es\nfolders: [{name}]\ncover: ../ajeno/dibujo.svg\n")
    run = book.write("chapters/01-uno.md", SHOWN.format("../../ajeno/foto.png")).run("epub")
    assert run.status == 0, run.err


def test_only_the_files_that_a_book_names_are_read_outside_its_folder(book, outside):
    book.write("book.yaml", "title: U\nlanguage: es\nfolders: [../ajeno]\ncover: ../ajeno/dibujo.svg\n")
    book.write("chapters/01-uno.md", SHOWN.format("../../ajeno/foto.png"))
    manuscript = read_manuscript(book.folder, Problems())
    assert manuscript and {path.name for path in outside_files(manuscript)} == {
        "foto.png",
        "dibujo.svg",
        "figures.yaml",
    }


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../nada", 'the folder "../nada" does not exist'),
        ("../enlace", 'the folder "../enlace" does not lie beside the book\'s folder'),
        ("../libro", 'the folder "../libro" does not lie beside the book\'s folder'),
        ("../..", 'folders.1: "../.." does not have the form asked for'),
        ("/srv", 'folders.1: "/srv" does not have the form asked for'),
    ],
)
def test_a_declared_folder_lies_beside_the_book(book, tmp_path, name, message):
    (tmp_path / "enlace").symlink_to("/")
    code = "B004" if "form" in message else "F004"
    assert complaint(book, "book.yaml", f"title: U\nlanguage: es\nfolders:\n  - {name}\n") == (
        f"libro/book.yaml:4: {code} {message}"
    )


@pytest.mark.parametrize("name", ["02-dos.MD", "02-dos.markdown", "02-dos.txt", "02-dos.docx", "parte/02-dos.txt"])
def test_a_chapter_that_no_edition_would_have(book, name):
    message = complaint(book, f"chapters/{name}", "# Dos\n")
    assert message.startswith(f"libro/chapters/{name}: B008 the text would be in no edition")


@pytest.mark.build
@pytest.mark.parametrize("name", [".#01-uno.md", "._01-uno.md", ".obsidian/notas.md", "01-uno.md~"])
def test_what_editors_and_systems_leave_beside_a_chapter_is_no_chapter(book, name):
    book.write_bytes(f"chapters/{name}", b"\x00\xff")
    assert book.run("epub").status == 0


@pytest.mark.build
def test_a_lock_of_emacs_is_no_chapter(book):
    (book.folder / "chapters/.#01-uno.md").symlink_to("ana@casa.1234")
    assert book.run("epub").status == 0


def test_a_text_included_from_a_declared_folder_is_part_of_what_a_release_is_made_from(book, tmp_path):
    """Otherwise a save of it would never reach the book."""
    (tmp_path / "comun").mkdir()
    (tmp_path / "comun/nota.md").write_text("Una nota.\n", "utf-8")
    book.write("book.yaml", "title: Un libro\nlanguage: es\nfolders: [../comun]\n")
    book.write("chapters/01-uno.md", "# Uno\n\n{{#include ../../comun/nota.md}}\n")
    manuscript = read_manuscript(book.folder, Problems())
    assert manuscript and {path.name for path in outside_files(manuscript)} == {"nota.md"}


def test_a_hidden_file_is_no_part_of_a_book(book):
    (book.folder / ".git").mkdir()
    (book.folder / ".git/foto.png").write_bytes(made("RGB"))
    message = complaint(book, "chapters/01-uno.md", SHOWN.format("../.git/foto.png"))
    assert (
        message == "libro/chapters/01-uno.md:3: F004 the picture ../.git/foto.png is hidden, or lies in a hidden folder"
    )
