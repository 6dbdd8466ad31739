"""Covers: any book can be printed, a finished cover stays as it is, and letters are never set over its words."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from PIL import Image

from press.checks.preflight import preflight
from press.core.isbn import hyphenated
from press.input.printers import printers
from press.pages.inks import computed_ink
from tests.reading import Pdf

BOOK = """\
title: Un libro
language: es
description: Un libro de prueba.
{keys}
print:
  finish: matt
  printers:
    kdp: {kdp}
    ingramspark: {{page_thickness: 0.0635 mm, source: prueba}}
"""


def write(book, keys="", kdp=""):
    book.write("book.yaml", BOOK.format(keys=keys, kdp=kdp))
    return book.write("chapters/01-uno.md", "# Uno\n\nUna frase.\n")


def covers(book):
    return {path.name: path for path in (book.out / "print").glob("*-cover.pdf")}


@pytest.mark.parametrize("colour", [(0, 0, 0), (1, 1, 1), (1, 0, 0), (0.1, 0.2, 0.3), (0.08, 0.07, 0.06)])
def test_a_computed_ink_is_within_every_limit(colour):
    inks = computed_ink(colour)
    assert sum(inks) <= 2
    assert min(inks) >= 0
    assert min(inks[:3]) == 0


def test_black_is_black_alone():
    assert computed_ink((0, 0, 0)) == (0, 0, 0, 1)


@pytest.mark.parametrize("design", ["fields", "paper", "halves"])
def test_a_book_without_inks_is_printed_within_the_limits(book, design):
    run = write(book, f"cover_design: {design}").run("print")
    assert run.status == 0, run.err
    for name, path in covers(book).items():
        found = {
            verdict.rule.name: [str(finding) for finding in verdict.findings]
            for verdict in preflight(path, printers()[name.split("-")[2]], "cover")
            if verdict.findings
        }
        assert found == {}
    assert json.loads((book.out / "print/un-libro-kdp-ticket.json").read_text("utf-8"))["finish"] == "matt"


def test_nothing_is_lettered_over_a_finished_front(book):
    picture = io.BytesIO()
    Image.new("RGB", (1650, 2550), "#224466").save(picture, "PNG")
    write(book, "cover_front: frente.png\ncover_text: Un libro, de nadie.").write_bytes(
        "frente.png", picture.getvalue()
    )
    assert book.run("print").status == 0
    for path in covers(book).values():
        cover = Pdf(path)
        half = float(cover.pike.pages[0].mediabox[2]) / 2
        assert not any("Un libro" in line.text for line in cover.lines(0) if line.left > half)


def test_a_finished_front_needs_its_words(book):
    picture = io.BytesIO()
    Image.new("RGB", (16, 25)).save(picture, "PNG")
    run = write(book, "cover_front: frente.png").write_bytes("frente.png", picture.getvalue()).run("print")
    assert run.codes() == ["D004"]


def pdf_of(width, height):
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(width, height))
        pdf.save(out)
    return out.getvalue()


def test_a_finished_wrap_is_never_altered(book):
    write(book, kdp="{cover: tapa.pdf}")
    thickness = 8 * 0.002252 * 72
    data = pdf_of(2 * 396 + thickness + 18, 612 + 18)
    book.write_bytes("tapa.pdf", data)
    run = book.run("print")
    assert run.status == 0, run.err
    assert covers(book)["un-libro-kdp-cover.pdf"].read_bytes() == data


def test_a_finished_wrap_of_another_size_is_an_error(book):
    run = write(book, kdp="{cover: tapa.pdf}").write_bytes("tapa.pdf", pdf_of(800, 612)).run("print")
    assert run.codes() == ["D004"]
    assert "asks for one of 11.27 in × 8.75 in" in run.err


def test_an_isbn_has_its_parts():
    assert hyphenated("9788437604947") == "978-84-376-0494-7"
    assert hyphenated("9791234567896") == "9791234567896"
