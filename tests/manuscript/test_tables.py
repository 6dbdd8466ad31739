"""A book's own tables, and the drawings made from them: what an editor declares in data and a reader finds in the book."""

from __future__ import annotations

from datetime import date

import pytest

from press.language.calendars import both_calendars
from tests.manuscript.test_errors import CHAPTER, complaint
from tests.reading import NS, words_of

SHIPS = """\
columns:
  - {heading: Barco, cell: "*{name}*{state}"}
  - {heading: Puerto, cell: "{port}. [{remark}]{.remark} {sources}"}
words:
  state: {afloat: "", lost: " (perdido)"}
defaults: {state: afloat, remark: ""}
prose: [port, remark]
entries:
  - {name: Aurora, port: Kronstadt, sources: [reed]}
  - {name: Varsovia, port: Riga, state: lost, remark: Nadie lo vio.}
"""
FIGURES = """\
mesa.svg:
  caption: Los barcos.
  alt: Una mesa.
  description: Una mesa.
  credit: Nadie.
  licence: CC0
  chart: seating
  seating: {table: ships, name: name, label: port, filled: {state: afloat}, legend: {filled: A flote, empty: Perdido}}
"""


@pytest.fixture
def fleet(book):
    """A book with a table of ships."""
    book.write("book.yaml", "title: Un libro\nlanguage: es\ntables: [ships]\n").write("ships.yaml", SHIPS)
    book.write("bibliography.yaml", "references:\n- {id: reed, type: book, title: Diez días, issued: 1919}\n")
    book.write("back/01-obras.md", "# Obras {.bibliography}\n\n::: {#refs}\n:::\n")
    return book.write("chapters/01-uno.md", "# Uno {#uno}\n\n::: {.table of=ships}\n:::\n")


@pytest.mark.build
def test_a_table_shows_each_entry_in_its_columns(fleet):
    run = fleet.run("epub")
    assert run.status == 0, run.err
    rows = fleet.epub.documents["uno.xhtml"].xpath("//x:table//x:tr", namespaces=NS)
    assert [[words_of(cell) for cell in row] for row in rows] == [
        ["Barco", "Puerto"],
        ["Aurora", "Kronstadt. (Diez días 1919)"],
        ["Varsovia (perdido)", "Riga. Nadie lo vio."],
    ]
    assert [words_of(name) for name in rows[1].xpath("x:th[@scope='row']/x:em", namespaces=NS)] == ["Aurora"]
    remarks = [words_of(remark) for row in rows for remark in row.xpath(".//x:span[@class='remark']", namespaces=NS)]
    assert remarks == ["Nadie lo vio."]  # the empty one is left out


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("{name}*", "{nam}*"), '2: B005 no entry has the field "nam"'),
        (("port: Riga, ", ""), '10: B005 the entry lacks "port"'),
        (("state: lost", "state: sunk"), '10: B005 state: words has no "sunk"'),
        (("[reed]", "[read]"), '9: M005 there is no work "read"'),
        (("defaults: {state: afloat, remark: \"\"}", "default: {}"), '6: B004 unknown key "default"'),
    ],
)  # fmt: skip
def test_a_table_that_is_wrong_is_refused_at_its_line(fleet, change, message):
    assert complaint(fleet, "ships.yaml", SHIPS.replace(*change)).startswith(f"libro/ships.yaml:{message}")


def test_a_table_that_the_book_does_not_declare_is_refused(fleet):
    text = "# Uno {#uno}\n\n::: {.table of=shops}\n:::\n"
    assert complaint(fleet, "chapters/01-uno.md", text) == f'{CHAPTER}:3: M006 the book has no table "shops"'


def test_a_table_may_not_take_the_file_of_a_list(fleet):
    record = "title: Un libro\nlanguage: es\ntables: [people]\n"
    assert (
        'libro/book.yaml:3: B005 "people" is a file of another kind' in fleet.write("book.yaml", record).run("epub").err
    )


@pytest.mark.build
def test_a_seating_chart_has_a_chair_for_each_entry(fleet):
    fleet.write("images/figures.yaml", FIGURES)
    fleet.write("chapters/01-uno.md", "# Uno {#uno}\n\n![](../images/mesa.svg)\n")
    run = fleet.run("epub")
    assert run.status == 0, run.err
    drawing = fleet.epub.read("images/mesa.svg").decode()
    turned = drawing.count("rotate(12)")  # an empty chair is pushed aside: one at the table, one in the legend
    assert turned == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("table: ships", "table: shops"), '8: F001 the book has no table "shops"'),
        (("label: port", "label: harbour"), '8: F001 no entry of ships.yaml has the field "harbour"'),
        (("  seating: {", "  seats: {"), '8: B004 unknown key "seats"'),
    ],
)  # fmt: skip
def test_a_seating_chart_that_is_wrong_is_refused_at_its_line(fleet, change, message):
    fleet.write("chapters/01-uno.md", "# Uno {#uno}\n\n![](../images/mesa.svg)\n")
    fleet.write("images/figures.yaml", FIGURES.replace(*change))
    assert f"libro/images/figures.yaml:{message}" in fleet.run("epub").err


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("es", date(1917, 10, 25), "25 de octubre (7 de noviembre) de 1917"),
        ("es", date(1917, 6, 17), "17 (30) de junio de 1917"),
        ("es", date(1917, 12, 25), "25 de diciembre de 1917 (7 de enero de 1918)"),
        ("es", date(1825, 12, 14), "14 (26) de diciembre de 1825"),
        ("en", date(1917, 10, 25), "25 October (7 November) 1917"),
        ("fr", date(1917, 10, 19), "19 octobre (1er novembre) 1917"),
        ("de", date(1917, 6, 17), "17. (30.) Juni 1917"),
    ],
)
def test_a_julian_day_is_printed_in_both_calendars(language, day, words):
    assert both_calendars(language, day) == words


DAYS = "- {date: '1917-10-25', time: '21:40', event: Un disparo., confidence: disputed, sources: []}\n"


@pytest.mark.build
@pytest.mark.parametrize(
    ("record", "day", "doubt"),
    [
        ("language: es\ncalendar: julian\n", "25 de octubre (7 de noviembre) de 1917", "Discutido."),
        ("language: es\n", "25 de octubre de 1917", "Discutido."),
        ("language: en\n", "25 October 1917", "Disputed."),
    ],
)
def test_the_chronology_has_the_calendar_and_the_words_of_its_book(book, record, day, doubt):
    book.write("book.yaml", f"title: Un libro\n{record}").write("chronology.yaml", DAYS)
    run = book.write("chapters/01-uno.md", "# Uno {#uno}\n\n::: chronology\n:::\n").run("epub")
    assert run.status == 0, run.err
    (table,) = book.epub.documents["uno.xhtml"].xpath("//x:table", namespaces=NS)
    assert [words_of(cell) for cell in table.xpath(".//x:th", namespaces=NS)] == [day, "21:40"]
    assert [words_of(words) for words in table.xpath(".//x:em", namespaces=NS)] == [doubt]
