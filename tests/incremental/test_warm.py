"""After any edit, a build that uses what was made before gives the same bytes as one that makes everything anew."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from press.core.cache import _LIBRARIES, _library_version, _program_hash
from press.input import pandoc
from tests.conftest import CHECKOUT, run
from tests.reading import words_of

BOOK = """\
title: Un libro
language: es
chapter_numbers: true
credits: ["Con *permiso*."]
"""
WORKS = """\
references:
  - {id: reed, type: book, title: Diez días, author: [{family: Reed, given: John}], issued: {date-parts: [[1919]]}}
  - {id: figes, type: book, title: La tragedia, author: [{family: Figes, given: Orlando}], issued: {date-parts: [[1996]]}}
"""
PEOPLE = """\
- {id: reed, name: John Reed, index: "Reed, John", aliases: [John Reed], role: Fue *periodista*., sources: [figes]}
- {id: sujanov, name: Nikolái Sujánov, index: "Sujánov, N.", aliases: [Sujánov], role: Fue cronista., sources: [reed]}
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="{}" height="10"/></svg>'
FIRST = (
    "# Uno {#uno}\n\nJohn Reed lo contó en el siglo XX [@reed]. Véase la [p.](#dos) del libro.[^1]\n\n[^1]: Una nota.\n"
)
SECOND = "# Dos {#dos}\n\nSujánov vio la [](#tres) y a John Reed.\n\n![El patio](../patio.svg){alt='Un patio'}\n"
THIRD = "# Tres {#tres}\n\nNadie cita nada aquí, salvo a Sujánov.[^1]\n\n<!-- del editor -->\n\n[^1]: Otra nota.\n"


@pytest.fixture
def whole(book):
    """A small book with everything that is kept: citations, notes, lists, an index, a drawing."""
    (book.folder / "chapters/01-uno.md").unlink()
    for name, text in (
        ("book.yaml", BOOK),
        ("bibliography.yaml", WORKS),
        ("people.yaml", PEOPLE),
        ("patio.svg", DRAWING.format(20)),
        ("chapters/01-uno.md", FIRST),
        ("chapters/02-dos.md", SECOND),
        ("chapters/03-tres.md", THIRD),
        ("back/10-personas.md", "# Personas {#personas}\n\n::: people\n:::\n"),
        ("back/20-obras.md", "# Obras {#obras .bibliography}\n\n::: {#refs}\n:::\n"),
        ("back/30-indice.md", "# Nombres {#nombres .index}\n\n::: name-index\n:::\n"),
    ):
        book.write(name, text)
    return book


def edit(book):
    book.write("chapters/02-dos.md", SECOND.replace("vio", "miró largo rato"))


def delete(book):
    (book.folder / "chapters/03-tres.md").unlink()
    book.write("chapters/02-dos.md", SECOND.replace("[](#tres)", "plaza"))


def add(book):
    book.write("chapters/04-cuatro.md", "# Cuatro {#cuatro}\n\nOtra vez John Reed [@figes].\n")


def reorder(book):
    (book.folder / "chapters/01-uno.md").rename(book.folder / "chapters/09-uno.md")


def redraw(book):
    book.write("patio.svg", DRAWING.format(10))


def correct_a_work(book):
    book.write("bibliography.yaml", WORKS.replace("1919", "1920"))


def correct_a_person(book):
    book.write("people.yaml", PEOPLE.replace("cronista", "memorialista"))


def rename(book):
    book.write("book.yaml", BOOK.replace("Un libro", "Otro libro"))


def built(book, *options):
    """Every file of the release by its path."""
    command = [] if options[0].startswith("-") else [options[0]]
    rest = options[len(command) :]
    outcome = run(*command, "--book", str(book.folder), "--out", str(book.out), *rest)
    assert outcome.status == 0, outcome.err
    return contents(book)


def contents(book):
    return {str(path.relative_to(book.out)): path.read_bytes() for path in sorted(book.out.rglob("*.*"))}


def chapter(book, name):
    """A document of the EPUB as it is written."""
    return book.epub.read(f"{name}.xhtml").decode()


@pytest.fixture
def read(monkeypatch):
    """What pandoc is given to read, from now on."""
    texts = []
    convert = pandoc.to_html
    monkeypatch.setattr(pandoc, "to_html", lambda text, *a, **more: texts.append(text) or convert(text, *a, **more))
    return texts


@pytest.mark.parametrize("change", [edit, delete, add, reorder, redraw, correct_a_work, correct_a_person, rename])
def test_a_warm_build_gives_the_bytes_of_a_cold_one(whole, tmp_path, change):
    cache = str(tmp_path / "cache")
    first = built(whole, "--cache", cache, "--jobs", "2")
    change(whole)
    warm = built(whole, "--cache", cache, "--jobs", "2")
    assert warm != first
    assert built(whole, "--no-cache", "--jobs", "1") == warm


def test_a_changed_sheet_gives_the_bytes_of_a_cold_build(whole, tmp_path):
    checkout = tmp_path / "checkout"
    for part in ("press", "styles"):
        shutil.copytree(CHECKOUT / part, checkout / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "build.py", checkout)

    def made(*options):
        command = [sys.executable, checkout / "build.py", "--book", whole.folder.resolve(), "--out", whole.out]
        subprocess.run([*command, *options], check=True, timeout=300)
        return contents(whole)

    cache = ("--cache", tmp_path / "cache")
    first = made(*cache)
    stylesheet = checkout / "styles" / "base.css"
    stylesheet.write_text(stylesheet.read_text("utf-8") + "\np { letter-spacing: .01em }\n", "utf-8")
    warm = made(*cache)
    assert warm["un-libro.pdf"] != first["un-libro.pdf"] and warm["un-libro.epub"] != first["un-libro.epub"]
    assert made("--no-cache") == warm


def test_another_pango_does_not_answer_from_the_cache(monkeypatch):
    assert "" not in {_library_version(*library) for library in _LIBRARIES.items()}
    before = _program_hash.__wrapped__()
    monkeypatch.setattr("press.core.cache._library_version", lambda function, names: "1.99.0")
    assert _program_hash.__wrapped__() != before


def test_only_the_chapter_that_was_edited_is_read_again(whole, tmp_path, read):
    options = ("epub", "--cache", str(tmp_path / "cache"))
    built(whole, *options)
    assert any("Nadie cita" in text for text in read)
    read.clear()
    built(whole, *options)
    assert read == []
    edit(whole)
    built(whole, *options)
    assert len(read) == 1 and "miró largo rato" in read[0]


def test_a_corrected_work_is_read_again_only_where_works_are_cited(whole, tmp_path, read):
    options = ("epub", "--cache", str(tmp_path / "cache"))
    built(whole, *options)
    read.clear()
    correct_a_work(whole)
    built(whole, *options)
    assert sorted(re.sub(r"\{#value-.*", "value", text.split("\n")[0]) for text in read) == [
        "# Obras {#obras .bibliography}",
        "# Uno {#uno}",
        "::: value",
    ]
    assert "1920" in words_of(whole.epub.documents["uno.xhtml"])


def test_a_complaint_is_reported_again_of_what_was_not_read_again(whole, tmp_path):
    whole.write("chapters/03-tres.md", THIRD + "\n![Nada](../../nada.png)\n")
    options = ("epub", "--book", str(whole.folder), "--out", str(whole.out), "--cache", str(tmp_path / "cache"))
    first = run(*options)
    assert first.status == 2 and len(first.codes()) >= 1
    assert run(*options).err == first.err


def test_notes_stand_alike_whether_or_not_the_document_cites(whole, tmp_path):
    """A text that cites nothing is read without the works, and its tree is the same but for the space between blocks."""
    built(whole, "epub", "--no-cache")
    plain = chapter(whole, "tres")
    whole.write("chapters/03-tres.md", THIRD.replace("aquí,", "aquí (refs),"))
    built(whole, "epub", "--no-cache")
    cited = chapter(whole, "tres").replace("aquí (refs),", "aquí,")
    assert re.sub(r">\s+<", "><", cited) == re.sub(r">\s+<", "><", plain)
