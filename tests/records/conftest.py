"""A book with everything that a record may know; its numbers and its house are made up for these tests."""

from __future__ import annotations

import pytest
import yaml

from tests.conftest import HOUSE, Book

#: Numbers with valid check digits, for these tests alone.
ISBN = {"epub": "9780000001016", "pdf": "9780000001023", "print": "9780000001030"}
BASE = "https://ejemplo.example/relojes/"
RECORD = f"""
title: La casa de los relojes
subtitle: Crónica de un taller
language: es
slug: relojes
contributors:
  - {{name: Ana Prado, role: aut, file_as: "Prado, Ana"}}
  - {{name: Taller de los Relojes, role: edt, corporate: true}}
  - {{name: Luis Vega, role: trl, file_as: "Vega, Luis"}}
identifier: urn:uuid:0f3a3f8e-2b57-5c1f-9f0b-3a51f0c7d2aa
isbn: {{epub: "{ISBN["epub"]}", pdf: "{ISBN["pdf"]}", print: "{ISBN["print"]}"}}
legal_deposit: M 1-2026
publisher: Editorial de Prueba
imprint: Péndulo
place: Madrid
country: ES
contact: libros@ejemplo.example
base_url: {BASE}
version: "2.0"
date: 2026-03-01
description: >-
  {"Un taller y sus relojes, contados hora por hora. " * 8}
subjects: [Relojes]
thema: [WFQ, NHD, 3MPBF]
bisac: [ANT010000, HIS000000]
keywords: [péndulos]
audience: scholarly
rights:
  statement: Se publica con la licencia Creative Commons CC BY 4.0.
  licence: CC BY 4.0
  url: https://creativecommons.org/licenses/by/4.0/
certified_by: El taller
"""


@pytest.fixture(scope="session")
def traded(tmp_path_factory) -> Book:
    """The book, built."""
    folder = tmp_path_factory.mktemp("traded")
    book = Book(folder / "book", folder / "dist")
    book.write("book.yaml", RECORD)
    book.write("chapters/01-horas.md", "# Las horas\n\nEl taller abría a las ocho.\n")
    book.write("chapters/02-pesas.md", "# Las pesas\n\nCada pesa tenía su nombre.\n")
    outcome = book.run()
    assert outcome.status == 0, outcome.err
    return book


@pytest.fixture(params=["real", "traded", "other"])
def each(request) -> Book:
    """The real book, the one that knows everything, and one that knows almost nothing."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def record_schema() -> dict:
    """The schema of book.yaml."""
    return yaml.safe_load((HOUSE / "press" / "core" / "schemas" / "book.yaml").read_text("utf-8"))
