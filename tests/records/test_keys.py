"""The keys for shops and libraries: a slip in any of them is named with its line, and none is read as something else."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from press.core.identifiers import ror_is_valid
from press.core.problems import Problems
from press.input.metadata import Metadata, read_metadata
from press.input.names import sorted_name
from press.input.trade import DataMining, GenerativeTools, Original, Price, Series, Subject, Territories
from press.outputs.metadata.catalogue import Edition
from press.outputs.metadata.onix.supply import is_free

EVERY = """
contributors:
  - {name: A B, file_as: "B, A", role: aut, orcid: 0000-0002-1825-0097, isni: "0000000121032683", viaf: "102333412", wikidata: Q42}
doi: 10.5555/12345678
chapter_dois: {chapters/01-a.md: 10.5555/12345678.01}
edition: {number: 2, statement: Segunda edición}
series: {title: Fuentes, number: "3", issn: 2049-3630}
original: {language: ru, title: Зимний}
ror: 03yrm5c26
subjects: [Relojes, {name: Rusia, kind: place, links: ["http://id.loc.gov/authorities/names/n79018870"]}]
prices:
  - {edition: print, amount: 18.50, currency: EUR, territory: [ES], fixed: true}
  - {edition: epub, amount: 0, currency: EUR}
territories: {exclusive: [ES], non_exclusive: [WORLD], not_for_sale: [US]}
embargo: 2026-12-01
returnable: false
generative_tools: {text: none, images: generated}
public_domain: El texto de 1905.
data_mining: {reserved: true, policy: "https://ejemplo.example/mineria"}
accessibility_exception: microenterprise
"""


def record(folder: Path, text: str) -> tuple[Metadata | None, list[str]]:
    """A record with these keys after title and language, and what is said of it."""
    (folder / "chapters").mkdir()
    for name in ("01-a.md", "02-b.md"):
        (folder / "chapters" / name).write_text("# Uno\n", "utf-8")
    (folder / "book.yaml").write_text(f"title: T\nlanguage: es\n{text.lstrip()}date: 2026-01-02\n", "utf-8")
    problems = Problems()
    metadata = read_metadata(folder, problems)
    return metadata, [f"{one.line}: {one.code} {one.message}" for one in problems.items]


def test_every_key_is_read(tmp_path):
    metadata, said = record(tmp_path, EVERY)
    assert said == []
    assert metadata is not None
    assert metadata.contributors[0].links == (
        "https://orcid.org/0000-0002-1825-0097",
        "https://isni.org/isni/0000000121032683",
        "https://viaf.org/viaf/102333412",
        "http://www.wikidata.org/entity/Q42",
    )
    assert (metadata.doi, metadata.chapter_dois) == (
        "10.5555/12345678",
        (("chapters/01-a.md", "10.5555/12345678.01"),),
    )
    assert metadata.edition_statement == "Segunda edición"
    assert metadata.series == Series("Fuentes", "3", "2049-3630")
    assert metadata.original == Original("ru", "Зимний")
    place = Subject("Rusia", "place", ("http://id.loc.gov/authorities/names/n79018870",))
    assert metadata.subjects == (Subject("Relojes"), place)
    assert metadata.prices == (
        Price("print", Decimal("18.5"), "EUR", ("ES",), fixed=True),
        Price("epub", Decimal(0), "EUR"),
    )
    assert [price.written for price in metadata.prices] == ["18.50", "0.00"]
    assert metadata.territories == Territories(("ES",), ("WORLD",), ("US",))
    assert (str(metadata.embargo), metadata.returnable) == ("2026-12-01", False)
    assert metadata.generative_tools == GenerativeTools("none", "generated")
    assert metadata.data_mining == DataMining(reserved=True, policy="https://ejemplo.example/mineria")
    assert metadata.accessibility_exception == "microenterprise"


def test_an_edition_without_words_is_stated_by_its_number_and_else_by_its_version(tmp_path):
    for number, (text, statement) in enumerate(
        (
            ('edition: {number: 3}\nversion: "1.0"\n', "Edición 3"),
            ('version: "1.0"\n', "Edición 1.0"),
            ("", ""),
        )
    ):
        (folder := tmp_path / str(number)).mkdir()
        metadata, _ = record(folder, text)
        assert metadata is not None
        assert metadata.edition_statement == statement


PERSON = "contributors: [{{name: A B, file_as: B A, role: aut, {}}}]"
PRICE = "prices: [{{edition: {}, amount: {}, currency: {}}}]"
SLIPS = [
    (PERSON.format("orcid: 0000-0002-1825-0098"), '"0000-0002-1825-0098" has a wrong check digit'),
    (PERSON.format("orcid: https://orcid.org/0000-0002-1825-0097"), "is not four groups of four digits with hyphens"),
    (PERSON.format('isni: "0000000121032684"'), '"0000000121032684" has a wrong check digit'),
    (PERSON.format('isni: "0000 0001 2103 2683"'), "is not sixteen digits without spaces"),
    (PERSON.format("viaf: 102333412"), "text expected, 102333412 found"),
    (PERSON.format("wikidata: P42"), '"P42" does not have the form asked for'),
    ("ror: 03yrm5c27", '"03yrm5c27" has wrong check digits'),
    ("ror: https://ror.org/03yrm5c26", "is no ROR identifier"),
    ("doi: https://doi.org/10.5555/1", "is no DOI"),
    ("doi: 10.5555/a b", "is no DOI"),
    ("series: {title: F, issn: 2049-3631}", '"2049-3631" has a wrong check digit'),
    ("series: {number: '3'}", 'series lacks "title"'),
    ("edition: {}", "edition: it needs number or statement"),
    ("original: {language: español}", "is no language tag"),
    ("subjects: [{name: A, kind: land}]", '"land" is not one of topic'),
    ("subjects: [{name: A, links: [nothing]}]", '"nothing" is no address of the web'),
    (PRICE.format("print", 3, "EURO"), '"EURO" is no currency of ISO 4217'),
    (PRICE.format("print", -3, "EUR"), "-3 is less than 0"),
    (PRICE.format("print", 0, "EUR"), "B005 the printed edition print costs nothing"),
    (PRICE.format("epub", 3.123, "EUR"), "B005 the price 3.123 has more decimals than the currency EUR"),
    (PRICE.format("epub", 3.5, "JPY"), "B005 the price 3.5 has more decimals than the currency JPY"),
    (
        "prices: [{edition: pdf, amount: 1, currency: EUR}, {edition: pdf, amount: 2, currency: EUR}]",
        "B005 the edition pdf has two prices in EUR",
    ),
    ("territories: {exclusive: [UK]}", '"UK" is neither WORLD nor a country'),
    ("territories: {exclusive: [ES], not_for_sale: [ES]}", "B005 the territory ES is named twice"),
    ("territories: {}", "there are 0 of them"),
    ("embargo: 2026-13-01", "is not a day of the calendar"),
    ("returnable: perhaps", 'true or false expected, "perhaps" found'),
    ("generative_tools: {text: some}", '"some" is not one of none, assisted, generated'),
    ("data_mining: {policy: 'https://a.example/'}", 'data_mining lacks "reserved"'),
    ("data_mining: {reserved: true, policy: a.example}", "is no web address"),
    ("accessibility_exception: small", '"small" is not one of microenterprise'),
    ("chapter_dois: {chapters/09.md: 10.5555/1}", 'B005 there is no document "chapters/09.md"'),
    (
        "chapter_dois: {chapters/01-a.md: 10.5555/1, chapters/02-b.md: 10.5555/1}",
        "B005 chapters/01-a.md and chapters/02-b.md have one DOI",
    ),
    ("price: 3", 'unknown key "price"'),
]


@pytest.mark.parametrize(("text", "message"), SLIPS)
def test_a_slip_is_named_with_its_line(tmp_path, text, message):
    _, said = record(tmp_path, f"{text}\n")
    assert len(said) == 1
    assert said[0].startswith("3: B00")
    assert message in said[0]


@pytest.mark.parametrize("identifier", ["03yrm5c26", "05dxps055", "04wxnsj81", "02nr0ka47"])
def test_check_digits_of_ror_are_those_of_its_registry(identifier):
    assert ror_is_valid(identifier)
    assert not ror_is_valid(identifier[:-1] + str((int(identifier[-1]) + 1) % 10))


@pytest.mark.parametrize("kind", ["epub", "pdf", "print"])
def test_only_a_file_under_an_open_licence_is_free(tmp_path, kind):
    licence = "rights: {statement: Libre., licence: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}\n"
    metadata, _ = record(tmp_path, licence)
    assert metadata is not None
    path = "" if kind == "print" else f"t.{kind}"
    assert is_free(metadata, Edition(kind, "", "urn:x", "urn:x", pages=8, path=path)) == (kind != "print")


NAMES = [
    ("es", "Gabriel García Márquez", "García Márquez, Gabriel"),
    ("es", "José Luis Sampedro", "Sampedro, José Luis"),
    ("es", "Miguel de Cervantes", "Cervantes, Miguel de"),
    ("es", "Pedro Calderón de la Barca", "Calderón de la Barca, Pedro"),
    ("es", "José Ortega y Gasset", "Ortega y Gasset, José"),
    ("ca", "Josep Carner i Puig-Oriol", "Carner i Puig-Oriol, Josep"),
    ("pt", "Carlos Drummond de Andrade", "Andrade, Carlos Drummond de"),
    ("fr", "Charles de Gaulle", "Gaulle, Charles de"),
    ("fr", "Jean de La Fontaine", "La Fontaine, Jean de"),
    ("de", "Johann Wolfgang von Goethe", "Goethe, Johann Wolfgang von"),
    ("nl", "Vincent van Gogh", "Gogh, Vincent van"),
    ("it", "Edmondo De Amicis", "De Amicis, Edmondo"),
    ("en-GB", "Walter de la Mare", "de la Mare, Walter"),
    ("en", "Martin Luther King Jr.", "King Jr., Martin Luther"),
    ("ru", "Лев Николаевич Толстой", "Толстой, Лев Николаевич"),
    ("hu", "Molnár Ferenc", "Molnár, Ferenc"),
    ("zh", "Mao Zedong", "Mao, Zedong"),
    ("is", "Halldór Laxness", "Halldór Laxness"),
    ("es", "Homero", "Homero"),
    ("zh", "鲁迅", "鲁迅"),
]


@pytest.mark.parametrize(("language", "name", "sorted_as"), NAMES)
def test_a_name_is_sorted_by_the_customs_of_its_language(language, name, sorted_as):
    found = sorted_name(name, language)
    assert (found.text, found.is_body) == (sorted_as, False)
    assert found.certain == (" " not in name)


@pytest.mark.parametrize(
    "name", ["Editorial de Prueba", "Los editores", "Oxford University Press", "Verein der Freunde"]
)
def test_a_body_is_not_inverted(name):
    found = sorted_name(name, "es")
    assert (found.text, found.is_body, found.certain) == (name, True, False)


def test_a_proposal_is_named_until_it_is_confirmed(tmp_path):
    people = (
        ("{name: Ana María Matute, role: aut}", "Matute, Ana María", '"Matute, Ana María", a proposal'),
        ("{name: Molnár Ferenc, language: hu, role: aut}", "Molnár, Ferenc", '"Molnár, Ferenc", a proposal'),
        ('{name: Ana María Matute, file_as: "Matute, Ana María", role: aut}', "Matute, Ana María", ""),
        ("{name: Los editores, corporate: true, role: edt}", "Los editores", ""),
        ("{name: Homero, role: aut}", "Homero", ""),
    )
    for number, (person, file_as, words) in enumerate(people):
        (folder := tmp_path / str(number)).mkdir()
        metadata, said = record(folder, f"contributors: [{person}]\n")
        assert metadata is not None
        assert metadata.contributors[0].file_as == file_as
        assert [line.split()[1] for line in said] == (["B015"] if words else [])
        assert all(words in line for line in said)


def test_a_book_without_a_date_says_so_and_is_of_no_day(tmp_path):
    (tmp_path / "chapters").mkdir()
    chapter = tmp_path / "chapters" / "01.md"
    chapter.write_text("# Uno\n", "utf-8")
    for when in (1_000_000_000, 1_780_000_000):  # the same at any time
        os.utime(chapter, (when, when))
        (tmp_path / "book.yaml").write_text("title: T\nlanguage: es\npublisher: P\n", "utf-8")
        problems = Problems()
        metadata = read_metadata(tmp_path, problems)
        assert metadata is not None
        assert (metadata.date, str(metadata.timestamp)) == (None, "2026-01-01 00:00:00+00:00")
        assert [problem.code for problem in problems.advice] == ["B016"]
        assert problems.advice[0].hint.startswith("Write it: date: 20")
    (tmp_path / "book.yaml").write_text("title: T\nlanguage: es\n", "utf-8")
    read_metadata(tmp_path, problems := Problems())
    assert problems.items == []  # a draft needs none
