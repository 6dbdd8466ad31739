"""Reference managers load the book: BibTeX, RIS and CSL-JSON, read by their own libraries."""

from __future__ import annotations

import io
import json
import re

import bibtexparser
import pytest
import rispy
from pybtex.database import parse_string

from press.input import pandoc
from tests.records.conftest import BASE, ISBN

pytestmark = pytest.mark.build

#: What means something to LaTeX, to BibTeX or to a list of names.
SIGNS = r"100 % {seguro} & $5 #1 a_b ~ ^ \ «y»"
RECORD = f"""
title: '{SIGNS}'
language: es
slug: signos
contributors:
  - {{name: Sal and Hijos, role: aut, corporate: true}}
  - {{name: Ana Prado, role: aut, file_as: "Prado, Ana"}}
subjects: ["Rusia, historia, 1917", Relojes]
chapter_authors: {{chapters/01-uno.md: [{{name: Luis Vega, file_as: "Vega, Luis"}}]}}
"""


@pytest.fixture(scope="module")
def signs(tmp_path_factory):
    """The files of a book whose title has every sign that means something to a format."""
    from tests.conftest import Book

    folder = tmp_path_factory.mktemp("signs")
    book = Book(folder / "book", folder / "dist").write("book.yaml", RECORD)
    outcome = book.write("chapters/01-uno.md", "# Uno\n\nTexto.\n").run("records")
    assert outcome.status == 0, outcome.err
    return book


def _text(book, end):
    return next(book.out.glob(f"records/*.{end}")).read_bytes().decode("utf-8")


def _unescaped(latex):
    """The text that LaTeX would set."""
    names = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    text = re.sub(r"\\text(\w+)\{\}", lambda found: names[found[1]], latex)
    return re.sub(r"\\([&%$#_])", r"\1", text)


def test_bibtex_is_read_by_pybtex(traded):
    entry = parse_string(_text(traded, "bib"), "bibtex").entries["relojes"]
    assert entry.type == "book"
    fields = dict(entry.fields)
    assert fields["title"] == "La casa de los relojes. Crónica de un taller"
    assert (fields["publisher"], fields["address"]) == ("Editorial de Prueba", "Madrid")
    assert (fields["date"], fields["year"]) == ("2026-03-01", "2026")
    assert fields["isbn"].replace("-", "").split() == [ISBN["print"], ISBN["epub"], ISBN["pdf"]]
    assert (fields["url"], fields["language"], fields["version"]) == (BASE, "es", "2.0")
    assert fields["copyright"] == "https://creativecommons.org/licenses/by/4.0/"
    assert fields["keywords"] == "Relojes, péndulos"
    people = {role: list(map(str, names)) for role, names in entry.persons.items()}
    assert people["author"] == ["Prado, Ana"] and people["editor"] == ["{Taller de los Relojes}"]
    assert fields.get("translator", "") == "Vega, Luis" or people["translator"] == ["Vega, Luis"]


def test_bibtex_is_read_by_bibtexparser(traded):
    library = bibtexparser.parse_string(_text(traded, "bib"))
    assert library.failed_blocks == [] and [entry.key for entry in library.entries] == ["relojes"]
    fields = {field.key: field.value for field in library.entries[0].fields}
    assert fields["translator"] == "Vega, Luis" and fields["isbn"].split()[0] == "978-0-00-000103-0"


def test_ris_is_read_by_rispy(traded):
    (entry,) = rispy.loads(_text(traded, "ris"))
    assert entry["type_of_reference"] == "BOOK"
    assert entry["title"] == "La casa de los relojes. Crónica de un taller"
    assert entry["authors"] == ["Prado, Ana"] and entry["subsidiary_authors"] == ["Vega, Luis"]
    assert (entry["publisher"], entry["place_published"]) == ("Editorial de Prueba", "Madrid")
    assert (entry["year"], entry["date"], entry["language"]) == ("2026", "2026/03/01", "es")
    assert entry["keywords"] == ["Relojes", "péndulos"] and entry["urls"] == [BASE]
    assert entry["issn"] == "978-0-00-000103-0"
    assert entry["notes"] == [
        "Se publica con la licencia Creative Commons CC BY 4.0. https://creativecommons.org/licenses/by/4.0/"
    ]


@pytest.mark.parametrize(("end", "reader"), [("bib", "biblatex"), ("ris", "ris"), ("csl.json", "csljson")])
def test_citeproc_sets_the_same_reference_from_each(traded, end, reader):
    data = next(traded.out.glob(f"records/*.{end}")).read_bytes()
    (item,) = json.loads(pandoc.convert(data, reader, "csljson"))
    assert item["title"].startswith("La casa de los relojes") and item["type"] == "book"
    assert item["author"] == [{"family": "Prado", "given": "Ana"}]
    assert item["editor"] == [{"literal": "Taller de los Relojes"}] or "Relojes" in str(item["editor"])
    if reader != "ris":  # of which pandoc reads neither translators nor places
        assert item["translator"] == [{"family": "Vega", "given": "Luis"}] and item["publisher-place"] == "Madrid"
    assert item["publisher"] == "Editorial de Prueba"
    assert item["issued"]["date-parts"][0][0] == 2026 and item["URL"] == BASE
    number = item["ISSN" if reader == "ris" else "ISBN"]  # pandoc takes every number of RIS for an ISSN
    assert ISBN["print"] in number.replace("-", "")


def test_signs_of_latex_and_names_with_and_come_through(signs):
    entry = parse_string(_text(signs, "bib"), "bibtex").entries["signos"]
    assert _unescaped(entry.fields["title"]) == SIGNS
    assert list(map(str, entry.persons["author"])) == ["{Sal and Hijos}", "Prado, Ana"]
    assert entry.fields["keywords"] == "{Rusia, historia, 1917}, Relojes"
    ris, _ = rispy.load(io.StringIO(_text(signs, "ris")))
    assert ris["title"] == SIGNS and ris["authors"] == ["Sal and Hijos", "Prado, Ana"]
    assert ris["keywords"] == ["Rusia, historia, 1917", "Relojes"]
    item, _ = json.loads(_text(signs, "csl.json"))
    assert item["title"] == SIGNS and item["author"][0] == {"literal": "Sal and Hijos"}


def test_a_chapter_with_authors_of_its_own_has_an_entry(signs):
    entry = parse_string(_text(signs, "bib"), "bibtex").entries["signos-1"]
    assert entry.type == "incollection" and list(map(str, entry.persons["author"])) == ["Vega, Luis"]
    assert entry.fields["title"] == "Uno" and _unescaped(entry.fields["booktitle"]) == SIGNS
    assert entry.fields["pages"] == "1"
    _, ris = rispy.load(io.StringIO(_text(signs, "ris")))
    assert ris["type_of_reference"] == "CHAP" and ris["authors"] == ["Vega, Luis"]
    assert ris["secondary_title"] == SIGNS and ris["start_page"] == "1"


def test_a_chapter_with_a_doi_has_an_entry(keyed):
    entries = parse_string(_text(keyed, "bib"), "bibtex").entries
    assert list(entries) == ["relojes", "relojes-1", "relojes-2"]
    assert entries["relojes"].fields["doi"] == "10.5555/12345678"
    chapter = entries["relojes-1"]
    assert chapter.fields["doi"] == "10.5555/12345678.01" and chapter.fields["title"] == "Las horas"
    assert list(map(str, chapter.persons["author"])) == ["Vega \\& Gil, Luis"]
    assert chapter.fields["series"] == "Fuentes"
    assert list(map(str, entries["relojes-2"].persons["author"])) == ["Prado, Ana"]
