"""The keys for shops and libraries: a slip in any of them is named with its line, and none is read as something else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from press.core.identifiers import ror_is_valid
from press.core.problems import Problems
from press.input.metadata import Metadata, read_metadata
from press.input.trade import DataMining, GenerativeTools, Original, Price, Series, Subject, Territories

EVERY = """
contributors:
  - {name: A B, role: aut, orcid: 0000-0002-1825-0097, isni: "0000000121032683", viaf: "102333412", wikidata: Q42}
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
    (folder / "book.yaml").write_text(f"title: T\nlanguage: es\n{text.lstrip()}", "utf-8")
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


PERSON = "contributors: [{{name: A B, role: aut, {}}}]"
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
