"""The record of the book: the keys that the records need, and those that nobody has filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.core.problems import Problems
from press.input.metadata import read_metadata
from press.outputs.metadata.unknowns import missing_fields
from tests.reading import NS
from tests.records.conftest import ISBN


def record(folder: Path):
    problems = Problems()
    found = read_metadata(folder, problems)
    assert found is not None and not problems.items
    return found


def test_of_a_whole_record_nothing_is_missing(traded):
    assert missing_fields(record(traded.folder)) == []


def test_a_bare_record_lacks_all_that_a_catalogue_asks_for(book):
    assert {"description", "rights", "thema", "bisac", "contributors", "date"} <= {
        unknown.key for unknown in missing_fields(record(book.folder))
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "base_url: http://ejemplo.example/",
            'base_url: "http://ejemplo.example/" is no web address that begins with https://',
        ),
        ("base_url: https://ejemplo.example", 'base_url: "https://ejemplo.example" does not end in a stroke'),
        ("contact: nadie", 'contact: "nadie" is no e-mail address'),
        ("country: España", 'country: "España" is not one of AR, BO'),
        ("thema: [nhd]", 'thema.1: "nhd" does not have the form asked for'),
        ("bisac: [HIS32]", 'bisac.1: "HIS32" does not have the form asked for'),
        ("keywords: [a;b]", 'keywords.1: "a;b" does not have the form asked for'),
        ("audience: todos", 'audience: "todos" is not one of general, children, teenage, scholarly'),
        ("identifier: urn:uuid:000000000000000000000000000000000000", 'identifier: "urn:uuid:0000'),
        ("contributors: [{name: A, role: aut, corporate: sí}]", 'contributors."A".corporate: true or false expected'),
        ("contributor: A", 'unknown key "contributor"'),
    ],
)
def test_a_wrong_key_or_value_is_reported_at_its_line(book, line, message):
    run = book.write("book.yaml", f"title: U\nlanguage: es\n{line}\n").run("records")
    assert run.status == 2 and not book.out.exists()
    (complaint,) = run.complaints()
    assert complaint.startswith(f"libro/book.yaml:3: B004 {message}")


def test_dublin_core_in_the_epub_is_whole(real, traded):
    epub = traded.epub
    assert epub.meta("identifier") == [f"urn:isbn:{ISBN['epub']}"]
    assert epub.meta("title") == ["La casa de los relojes", "Crónica de un taller"]
    assert epub.meta("creator") == ["Ana Prado"] and epub.meta("contributor") == ["Taller de los Relojes", "Luis Vega"]
    assert epub.meta("publisher") == ["Editorial de Prueba"] and epub.meta("language") == ["es"]
    assert epub.meta("date") == ["2026-03-01"] and epub.meta("subject") == ["Relojes", "péndulos"]
    assert epub.meta("source") == [f"urn:isbn:{ISBN['print']}"]
    assert all(epub.meta(name) for name in ("rights", "description"))
    for name in ("title", "creator", "language", "identifier", "date", "rights", "subject", "description", "source"):
        assert real.epub.meta(name), name
    assert not real.epub.meta("publisher")
    assert real.epub.opf.xpath("count(//opf:meta[@property='dcterms:license'])", namespaces=NS) == 1
