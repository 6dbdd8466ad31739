"""One source of measures: page, cover, ticket and records of a book are of one size, and its text is readable on it."""

from __future__ import annotations

import json
from math import isfinite

import pytest
from lxml import etree

from press.checks.preflight import preflight
from press.core.problems import Problems
from press.core.stylesheets import scaled
from press.input.design import Design, read_theme
from press.input.page_form import page_form
from press.input.printers import printers
from tests.conftest import Book
from tests.reading import Pdf

ALL = tuple(printers().values())
TRIMS = {
    "a pocket book": (306.0, 495.0),
    "5 x 8": (360.0, 576.0),
    "5.5 x 8.5": (396.0, 612.0),
    "A5": (419.528, 595.276),
    "6 x 9": (432.0, 648.0),
    "7 x 10": (504.0, 720.0),
    "A4": (595.276, 841.89),
}
BOOK = """\
title: Un libro
language: es
design: {{{design}}}
print:
  paper: cream
  inks: {{"#000000": [0, 0, 0, 100], "#14110f": [60, 40, 40, 100], "#f3ead8": [3, 6, 14, 0], "#c1272d": [10, 100, 95, 5], "#ffffff": [0, 0, 0, 0]}}
  printers: {{kdp: , lulu: }}
"""


def form(trim, named=(), signs=200_000, language="es", **asked):
    problems = Problems()
    design = Design(read_theme("classic"), trim, lines={"margins": 3, "trim": 2}, **asked)
    made = page_form(design, named, signs, language, "book.yaml", problems)
    return made, problems.items


def test_the_theme_stands_as_it_is_drawn():
    made, _ = form(TRIMS["5.5 x 8.5"], ALL, signs=100_000)
    assert (made.inside, made.outside, made.top, made.foot) == (58, 54, 71, 79)
    assert (made.size, made.leading, made.scale, made.lines) == (11.4, 14.0, 1.0, 33)


@pytest.mark.parametrize("trim", TRIMS, ids=str)
@pytest.mark.parametrize("language", ["es", "ja"])
def test_a_line_is_neither_long_nor_short(trim, language):
    made, problems = form(TRIMS[trim], language=language)
    least, most = (22, 34) if language == "ja" else (58, 68)
    assert not problems
    assert least - 1 <= made.measure / made.sign <= most + 0.5
    assert made.height / made.leading == pytest.approx(made.lines, abs=0.001)


@pytest.mark.parametrize("trim", TRIMS, ids=str)
@pytest.mark.parametrize("signs", [20_000, 600_000, 1_500_000])
def test_no_margin_is_narrower_than_a_printer_allows(trim, signs):
    made, _ = form(TRIMS[trim], ALL, signs)
    pages = signs // round(made.signs)
    asked = [printer.inside_margin(pages) for printer in ALL]
    assert made.inside >= max(margin for margin in asked if isfinite(margin))
    assert made.outside >= 16 * 72 / 25.4 - 0.001
    assert min(made.top, made.foot) >= 16 * 72 / 25.4 + made.leading


def test_a_margin_that_a_printer_does_not_allow_is_an_error():
    _, problems = form(TRIMS["6 x 9"], ALL, margins={"outside": 20.0})
    assert [(problem.code, problem.line) for problem in problems] == [("D002", 3)]


def test_margins_that_leave_no_text_are_an_error():
    _, problems = form(TRIMS["a pocket book"], margins={"inside": 140.0, "outside": 140.0})
    assert [problem.code for problem in problems] == ["D002"]


def test_hairlines_and_small_type_keep_their_size():
    sheet = (
        "p { font: 11.4pt/14pt x; margin: 0 7pt; border-top: .75pt solid } .fn { font-size: 9pt } @page { size: 5in }"
    )
    assert scaled(sheet, 1.0) == sheet
    assert "11.4" not in scaled(sheet, 0.9)
    assert "margin: 0 6.300pt; border-top: .75pt solid" in scaled(sheet, 0.9)
    assert "font-size: 9pt" in scaled(sheet, 0.9)
    assert "font-size: 9.900pt" in scaled(sheet, 1.1)


@pytest.fixture(scope="module")
def traded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("traded")
    book = Book(folder / "libro", folder / "dist")
    book.write("book.yaml", BOOK.format(design="trim: US Trade"))
    book.write("chapters/01-uno.md", "# Uno\n\nUna frase.\n")
    assert book.run().status == 0
    return book


def test_page_cover_ticket_and_records_are_of_one_size(traded):
    for printer in ("kdp", "lulu"):
        stem = f"un-libro-{printer}"
        ticket = json.loads((traded.out / f"print/{stem}-ticket.json").read_text("utf-8"))
        assert ticket["trim"] == [432, 648]
        files = {part: Pdf(traded.out / f"print/{stem}-{part}.pdf") for part in ("interior", "cover")}
        boxes = {part: file.pike.pages[0].trimbox for part, file in files.items()}
        assert [float(side) for side in boxes["interior"]] == pytest.approx([0, 0, 432, 648])
        left, bottom, right, top = (float(side) for side in boxes["cover"])
        assert (right - left, top - bottom) == pytest.approx((864 + ticket["spine"], 648), abs=0.01)
    onix = etree.parse(traded.out / "records/un-libro.onix.xml")
    measures = {
        measure.findtext("{*}MeasureType"): float(measure.findtext("{*}Measurement"))
        for measure in onix.iter("{*}Measure")
    }
    assert measures == {"01": pytest.approx(228.6, abs=0.5), "02": pytest.approx(152.4, abs=0.5)}


def test_preflight_compares_the_interior_with_the_ticket(traded, tmp_path):
    stem = "un-libro-kdp"
    ticket = json.loads((traded.out / f"print/{stem}-ticket.json").read_text("utf-8"))
    (tmp_path / f"{stem}-interior.pdf").write_bytes((traded.out / f"print/{stem}-interior.pdf").read_bytes())
    (tmp_path / f"{stem}-ticket.json").write_text(json.dumps(ticket | {"trim": [396, 612]}))
    verdicts = preflight(tmp_path / f"{stem}-interior.pdf", printers()["kdp"], "interior")
    found = {verdict.rule.name: [str(finding) for finding in verdict.findings] for verdict in verdicts}
    assert any("but of 5.5 in" in finding for finding in found["pages"])
    assert not found["trim"]


@pytest.mark.parametrize(
    ("design", "code"),
    [
        ("trim: A5", "D001"),
        ("trim: huge", "D001"),
        ("trim: 6 x 9", "D001"),
        ("margins: {outside: 10 mm}", "D002"),
        ("theme: baroque", "B004"),
        ("size: big", "B004"),
        ("format: A5", "B004"),
    ],
)
def test_what_cannot_be_printed_is_reported_at_its_line(book, design, code):
    book.write("book.yaml", BOOK.format(design=design)).write("chapters/01-uno.md", "# Uno\n\nUna frase.\n")
    run = book.run()
    assert run.status == 2
    assert run.codes() == [code]
    assert all("book.yaml:3: " in complaint for complaint in run.complaints())
