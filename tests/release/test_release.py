"""dist/ is whole or untouched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press.commands import build, release
from press.compose import composition
from press.core import publish
from press.core.release_mark import release_files
from press.outputs import epub
from tests.reading import words_of

pytestmark = pytest.mark.build

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90" width="90" height="90"><path d="M0 0h9v9z"/></svg>'
)


def contents(folder):
    return {name: path.read_bytes() for name, path in release_files(folder).items()}


def test_the_files_have_the_names_of_the_record(real, record):
    slug = record["slug"]
    editions = {f"{slug}.epub", f"{slug}.pdf", f"print/{slug}-interior.pdf"}
    parts = ("interior.pdf", "cover.pdf", "ticket.json")
    printed = {f"print/{slug}-{printer}-{part}" for printer in ("kdp", "ingramspark") for part in parts}
    records = {
        f"records/{slug}.{form}" for form in (*"onix.xml mrc marc.xml jsonld provenance.json bib ris csl.json".split(),)
    } | {"records/CITATION.cff"}
    feeds = {"opds.xml", "opds.json", f"{slug}-cover.jpg", f"{slug}-thumbnail.jpg"}
    emendations = {f"{slug}-emendations.json", f"{slug}-tei.xml"}
    found = {name for name in contents(real.out) if not name.startswith("channels/")}
    assert found == editions | printed | records | feeds | emendations | {"index.html", "README.txt", "SHA256SUMS"}


def test_one_edition_leaves_the_others_alone(book):
    assert book.run().status == 0
    before = contents(book.out)
    book.write("chapters/02-dos.md", "# Dos\n\nMás texto.\n").run("epub")
    after = contents(book.out)
    assert {name for name in after if before[name] != after[name]} == {"un-libro.epub", "SHA256SUMS"}
    assert {"un-libro.pdf", "print/un-libro-interior.pdf"} < set(after)


def test_a_new_build_takes_away_the_report_on_the_old_one(book):
    assert book.run("epub").status == 0
    (book.out / "report.html").write_text("superadas")
    assert book.run("epub").status == 0
    assert set(contents(book.out)) == {
        "un-libro.epub",
        "report.html",
        "SHA256SUMS",
    }  # nothing was edited: it is still true
    assert book.write("chapters/02-dos.md", "# Dos\n\nMás texto.\n").run("epub").status == 0
    assert set(contents(book.out)) == {"un-libro.epub", "SHA256SUMS"}


def test_a_build_that_dies_leaves_the_last_release(book, monkeypatch):
    assert book.run("epub").status == 0
    before = contents(book.out)
    book.write("chapters/02-dos.md", "# Dos\n\nTexto que no llega a imprimirse.\n")

    def die(*_):
        raise RuntimeError

    monkeypatch.setattr(epub, "make_epub", die)
    outcome = book.run("epub")
    assert (outcome.status, outcome.err.count("\n")) == (70, 1) and "RuntimeError" in outcome.err
    (details,) = re.findall(r"\S+\.txt", outcome.err)
    assert "def die" not in outcome.err and "raise RuntimeError" in Path(details).read_text("utf-8")
    Path(details).unlink()
    assert contents(book.out) == before
    assert [path.name for path in book.out.parent.iterdir() if path.name.startswith(".press")] == []


def test_a_build_killed_while_it_writes_leaves_the_last_release(tmp_path, monkeypatch):
    out = tmp_path / "dist"
    publish.publish({"a": b"1"}, out)
    monkeypatch.setattr(type(out), "write_bytes", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        publish.publish({"a": b"2"}, out)
    assert contents(out)["a"] == b"1"


def test_the_same_book_makes_the_same_bytes(book):
    book.write("chapters/01-uno.md", "# Uno\n\nTexto con nota.[^a]\n\n[^a]: Nota.\n\n## Dos\n\n*Más* texto.\n")
    assert book.run().status == 0
    before = contents(book.out)
    again = type(book)(book.folder, book.out.with_name("again"))
    assert again.run("--no-cache").status == 0
    assert contents(again.out) == before


def test_what_was_made_once_is_published_again_without_being_made(book, monkeypatch):
    assert book.run().status == 0
    before = contents(book.out)
    monkeypatch.setattr(composition, "compose", lambda *_: pytest.fail("nothing was edited"))
    assert book.run().status == 0
    assert contents(book.out) == before
    again = type(book)(book.folder, book.out.with_name("again"))
    assert again.run().status == 0
    assert contents(again.out) == before


@pytest.mark.parametrize("name", ["chapters/01-uno.md", "book.yaml", "a.svg"])
def test_an_edit_of_text_record_or_picture_is_made(book, name):
    book.write("a.svg", SQUARE).write("chapters/01-uno.md", "# Uno\n\n![Un cuadro](../a.svg)\n")
    assert book.run().status == 0
    before = contents(book.out)
    edited = (book.folder / name).read_text("utf-8").replace("Un ", "Otro ").replace('"90"', '"80"')
    assert book.write(name, edited).run().status == 0
    assert contents(book.out) != before


@pytest.mark.parametrize("moment", ["manuscript", "layout", "publication"])
def test_a_chapter_saved_while_a_build_runs_reaches_the_book_with_the_next(book, monkeypatch, moment):
    module, name = {
        "manuscript": (build, "read_manuscript"),
        "layout": (epub, "make_epub"),
        "publication": (release, "publish"),
    }[moment]
    work = getattr(module, name)

    def edited_meanwhile(*arguments, **more):
        made = work(*arguments, **more)
        book.write("chapters/01-uno.md", "# Uno {#uno}\n\nTexto guardado entretanto.\n")
        return made

    with monkeypatch.context() as editing:
        editing.setattr(module, name, edited_meanwhile)
        assert book.run("epub").status == 0
    assert book.run("epub").status == 0
    assert "entretanto" in words_of(book.epub.documents["uno.xhtml"])


def test_a_chapter_changed_and_changed_back_while_a_build_reads_it_is_read_again(book, monkeypatch):
    good = (book.folder / "chapters/01-uno.md").read_text("utf-8")
    read = build.read_manuscript

    def edited(*arguments):
        book.write("chapters/01-uno.md", "# Uno {#uno}\n\nUn instante.\n")
        manuscript = read(*arguments)
        book.write("chapters/01-uno.md", good)
        return manuscript

    with monkeypatch.context() as editing:
        editing.setattr(build, "read_manuscript", edited)
        assert book.run("epub").status == 0
    assert book.run("epub").status == 0
    assert "instante" not in words_of(book.epub.documents["uno.xhtml"])


def test_what_is_no_part_of_the_book_does_not_make_it_again(book, monkeypatch):
    assert book.run("epub").status == 0
    monkeypatch.setattr(composition, "compose", lambda *_: pytest.fail("nothing was edited"))
    book.write(".git/index", "x").write("chapters/.01-uno.md.swp", "x")
    assert book.run("epub").status == 0
