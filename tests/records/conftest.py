"""A book with everything that a record may know; its numbers and its publisher are made up for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.conftest import CHECKOUT, Book
from tests.marks import builds

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
thema: {{WFQ: Trabajos decorativos con madera, NHD: Historia de Europa, 3MPBF: c. 1910 – c. 1919}}
bisac: [ANT010000, HIS000000]
keywords: [péndulos]
audience: scholarly
rights:
  statement: Se publica con la licencia Creative Commons CC BY 4.0.
  licence: CC BY 4.0
  url: https://creativecommons.org/licenses/by/4.0/
certified_by: El taller
"""
#: A record with every key besides: the identifiers are examples of their registries, the rest is made up.
KEYED = (
    RECORD.replace("subjects: [Relojes]\n", "").replace(
        "name: Ana Prado, role: aut,",
        "name: Ana Prado, role: aut, orcid: 0000-0002-1825-0097, isni: '0000000121032683', viaf: '102333412', wikidata: Q42,",
    )
    + """\
doi: 10.5555/12345678
chapter_dois: {chapters/01-horas.md: 10.5555/12345678.01, chapters/02-pesas.md: 10.5555/12345678.02}
chapter_authors: {chapters/01-horas.md: [{name: Luis Vega & Gil, file_as: "Vega & Gil, Luis"}]}
ror: 03yrm5c26
edition: {number: 2, statement: "Segunda edición, corregida"}
series: {title: Fuentes, number: "3", issn: 2049-3630}
original: {language: ru, title: Дом часов}
subjects:
  - Relojes
  - name: Rusia
    kind: place
    links: ["http://id.loc.gov/authorities/names/n79018870", "http://www.wikidata.org/entity/Q159"]
  - {name: Talleres, links: ["http://id.worldcat.org/fast/1181119"]}
  - {name: "Vega, Luis", kind: person, links: ["https://viaf.org/viaf/102333412"]}
  - {name: Memorias, kind: genre}
prices:
  - {edition: print, amount: 18.50, currency: EUR, territory: [ES, AD], fixed: true}
  - {edition: print, amount: 22, currency: USD, tax: excluded}
  - {edition: pdf, amount: 6.99, currency: EUR}
  - {edition: epub, amount: 0, currency: EUR}
territories: {exclusive: [ES, AD], non_exclusive: [WORLD], not_for_sale: [RU]}
embargo: 2026-03-02
returnable: true
generative_tools: {text: assisted, images: generated, translation: none, statement: Los dibujos se hicieron con un programa.}
public_domain: El texto ruso de 1905 es de dominio público.
data_mining: {reserved: true, policy: "https://ejemplo.example/mineria"}
accessibility_exception: microenterprise
marc_agency: ES-MaBN
"""
)


def written(book: Book, record: str) -> Book:
    """The book with this record and two chapters."""
    book.write("book.yaml", record)
    book.write("chapters/01-horas.md", "# Las horas\n\nEl taller abría a las ocho.\n")
    book.write("chapters/02-pesas.md", "# Las pesas\n\nCada pesa tenía su nombre.\n")
    return book


def _released(folder: Path, record: str) -> Book:
    """That book, built into the same folder."""
    book = written(Book(folder / "book", folder / "dist"), record)
    outcome = book.run()
    assert outcome.status == 0, outcome.err
    return book


@pytest.fixture(scope="session")
@builds
def keyed(tmp_path_factory) -> Book:
    """The book with every key, built."""
    return _released(tmp_path_factory.mktemp("keyed"), KEYED)


@pytest.fixture(scope="session")
@builds
def traded(tmp_path_factory) -> Book:
    """The book, built."""
    return _released(tmp_path_factory.mktemp("traded"), RECORD)


@pytest.fixture(params=["real", "traded", "keyed", "other"])
@builds
def each(request) -> Book:
    """The real book, one of the trade, the one with every key, and one that knows almost nothing."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def record_schema() -> dict:
    """The schema of book.yaml."""
    return yaml.safe_load((CHECKOUT / "press" / "core" / "schemas" / "book.yaml").read_text("utf-8"))
