"""A reader of the first edition learns what the second one changed: every change once, and none that was not made."""

from __future__ import annotations

import json
import re

import pikepdf
import pytest
from lxml import html

from press.commands.changes.page import pieces
from press.commands.changes.record import read_fields
from press.core.release_mark import release_files
from tests.changes.made import judged
from tests.conftest import Book, run
from tests.marks import builds
from tests.reading import Pdf

EDITIONS = {
    "before": {
        "version": "1.0",
        "uno": "# Uno {#uno}\n\nEl primer párrafo de todos, que se queda.[^a]\n\nEl segundo dice una cosa.\n\n"
        "El tercero, que se muda, tiene sus palabras.\n\n[^a]: La nota de siempre.\n",
        "dos": "# Dos {#dos}\n\nOtro capítulo, con su texto.\n",
    },
    "after": {
        "version": "1.1",
        "uno": "# Uno {#uno}\n\nUn párrafo nuevo, con nota nueva.[^n]\n\nEl primer párrafo de todos, que se queda.[^a]\n\n"
        "El segundo dice otra cosa.\n\n[^n]: La nota nueva.\n\n[^a]: La nota de siempre.\n",
        "dos": "# Dos {#dos}\n\nOtro capítulo, con su texto.\n\nEl tercero, que se muda, tiene sus palabras.\n",
    },
}


@pytest.fixture(scope="module")
@builds
def releases(tmp_path_factory):
    """Two editions of a book, whole."""
    made = {}
    for name, edition in EDITIONS.items():
        folder = tmp_path_factory.mktemp(name)
        book = Book(folder / "libro", folder / "dist")
        book.write("book.yaml", f"title: Un libro\nlanguage: es\nversion: '{edition['version']}'\n")
        book.write("chapters/01.md", edition["uno"]).write("chapters/02.md", edition["dos"])
        outcome = book.run("records")
        assert outcome.status == 0, outcome.err
        made[name] = book
    return made


@pytest.fixture(scope="module")
def found(releases, tmp_path_factory):
    """What is said of them."""
    out = tmp_path_factory.mktemp("said") / "changes"
    outcome = run("changes", str(releases["before"].out), str(releases["after"].out), "--out", str(out))
    assert outcome.status == 0, outcome.err
    assert "Cambios en el texto: 3; en el registro: 1." in outcome.out
    return out


def test_the_data_have_each_change_with_its_pages(found):
    data = json.loads((found / "changes.json").read_text("utf-8"))
    (field,) = data["record"]
    assert field["field"] == "bookEdition" and field["old"].endswith("1.0") and field["new"].endswith("1.1")
    said = [(each["kind"], len(each["old"]), len(each["new"])) for each in data["text"]]
    assert said == [("inserted", 0, 2), ("changed", 1, 1), ("moved", 1, 1)]
    new, changed, moved = data["text"]
    assert [block["kind"] for block in new["new"]] == ["paragraph", "note"] and new["new"][0]["page"] == "1"
    assert changed["pieces"][0][1:3] == [["-", "una"], ["+", "otra"]]
    assert (moved["old"][0]["page"], moved["new"][0]["page"]) == ("1", "2")


def test_the_page_says_the_same_to_readers(found):
    page = html.fromstring((found / "changes.html").read_text("utf-8"))
    assert page.get("lang") == "es" and page.findtext(".//h1") == "Cambios en «Un libro»"
    heads = [heading.text_content() for heading in page.iter("h3")]
    assert heads == ["edición", "Nuevo · p. 1", "Cambiado · p. 1", "Trasladado · p. 1 → p. 2"]
    assert [each.text_content() for each in page.iter("del")] == ["0", "una"]
    assert not page.xpath("//script | //link")


def test_the_printed_list_says_the_same(found):
    with pikepdf.open(found / "changes.pdf") as pdf:
        assert str(pdf.Root.Lang) == "es" and "/StructTreeRoot" in pdf.Root
    text = re.sub(r"\s+", " ", " ".join(Pdf(found / "changes.pdf").pages))
    assert "Cambios en «Un libro»" in text and "Trasladado · p. 1 → p. 2" in text and "El segundo dice" in text


def test_the_same_releases_give_the_same_bytes(found, releases, tmp_path):
    again = tmp_path / "changes"
    assert run("changes", *(str(releases[n].out) for n in EDITIONS), "--out", str(again)).status == 0
    assert {name: path.read_bytes() for name, path in release_files(again).items()} == {
        name: path.read_bytes() for name, path in release_files(found).items()
    }


def test_it_writes_over_nothing_of_somebody_elses(found, releases, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    outcome = run("changes", *(str(releases[n].out) for n in EDITIONS), "--out", str(tmp_path))
    assert outcome.status == 2 and "B010" in outcome.err and list(tmp_path.iterdir()) == [tmp_path / "mine.txt"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run("changes", str(empty), str(releases["after"].out), "--out", str(tmp_path / "x")).status == 3


def test_the_editors_language_can_be_another(releases, tmp_path):
    where = [str(releases[name].out) for name in EDITIONS]
    assert run("changes", *where, "--out", str(tmp_path / "x"), "--lang", "en").status == 0
    assert "Moved" in (tmp_path / "x/changes.html").read_text("utf-8")


def test_links_into_the_book_hold_when_its_neighbours_change(releases):
    """What a reader has marked, or another book links to: chapters, and the pages of the print edition."""

    def identifiers(book):
        documents = book.epub.documents.items()
        return {f"{name}#{each}" for name, tree in documents for each in tree.xpath("//*[local-name()='h1']/@id")}

    assert identifiers(releases["before"]) == identifiers(releases["after"]) >= {"uno.xhtml#uno", "dos.xhtml#dos"}


def test_words_are_compared_as_words():
    assert pieces("una casa grande", "una casa chica") == [("=", "una casa "), ("-", "grande"), ("+", "chica")]
    assert pieces("一个人", "一个狗") == [("=", "一个"), ("-", "人"), ("+", "狗")]


@pytest.mark.build
@pytest.mark.parametrize("seed", [1, 2])
def test_every_edit_is_reported_once_and_none_is_invented(seed, tmp_path):
    """make torture tries two hundred."""
    assert judged(seed, 10, tmp_path) == []


def test_a_new_isbn_is_shown_with_its_hyphens(tmp_path):
    (tmp_path / "records").mkdir()
    editions = [{"isbn": "9780000001016", "bookFormat": {"@id": "https://schema.org/EBook"}}]
    (tmp_path / "records/a.jsonld").write_text(json.dumps({"name": "Uno", "workExample": editions}), "utf-8")
    assert read_fields([(tmp_path, None)])[0]["isbn"] == "978-0-00-000101-6 (EBook)"
