"""What shops and libraries ask of a book besides its title: series, prices, rights of sale, subjects in authority files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from press.core.formats import FORMATS
from press.core.problems import Problems
from press.core.yaml_file import DataFile

#: Everywhere, or wherever no other key names the country.
WORLD = "WORLD"
#: The decimals of currencies that have not two (ISO 4217, list one).
_DECIMALS = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0)
_DECIMALS |= dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)


@dataclass(frozen=True)
class Subject:
    """What the book is about; ``kind`` is topic, person, body, place, event or genre, ``links`` are in authority files."""

    name: str
    kind: str = "topic"
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """The series of which the book is a part."""

    title: str
    number: str = ""
    issn: str = ""

    @property
    def statement(self) -> str:
        """The series as it is printed: ``Fuentes, 3``."""
        return ", ".join(filter(None, (self.title, self.number)))


@dataclass(frozen=True)
class EditionStatement:
    """The edition by its number (0 for none) and in words."""

    number: int = 0
    statement: str = ""


@dataclass(frozen=True)
class Original:
    """What the book is a translation of; ``language`` is a BCP 47 tag."""

    language: str
    title: str = ""


@dataclass(frozen=True)
class Price:
    """What an edition costs; ``territory`` has ISO 3166 codes or :data:`WORLD`, and is empty for wherever it is sold."""

    edition: str
    amount: Decimal
    currency: str
    territory: tuple[str, ...] = ()
    tax: str = "included"
    fixed: bool = False

    @property
    def written(self) -> str:
        """The amount with the decimals of its currency: ``18.50``."""
        return f"{self.amount:.{_DECIMALS.get(self.currency, 2)}f}"


@dataclass(frozen=True)
class Territories:
    """Where the book may be sold: ISO 3166 codes or :data:`WORLD`."""

    exclusive: tuple[str, ...] = ()
    non_exclusive: tuple[str, ...] = ()
    not_for_sale: tuple[str, ...] = ()


@dataclass(frozen=True)
class GenerativeTools:
    """What generative tools have made: each empty where nothing is said, else none, assisted or generated."""

    text: str = ""
    images: str = ""
    translation: str = ""
    statement: str = ""

    @property
    def generated(self) -> tuple[str, ...]:
        """What was generated."""
        return tuple(part for part in ("text", "images", "translation") if getattr(self, part) == "generated")


@dataclass(frozen=True)
class DataMining:
    """Whether text and data mining is reserved (TDMRep, https://www.w3.org/community/reports/tdmrep/)."""

    reserved: bool
    policy: str = ""


def read_trade(data: DataFile, problems: Problems) -> dict[str, Any]:
    """The values of the record that this module has classes for; Problems where they contradict each other."""
    value: Mapping[str, Any] = data.value
    for message, hint, address in (*_of_prices(value), *_of_territories(value), *_of_documents(data), *_of_dois(data)):
        problems.add(data.path, data.line(*address), "B005", message, hint)
    single = {
        "series": Series,
        "edition": EditionStatement,
        "original": Original,
        "generative_tools": GenerativeTools,
        "data_mining": DataMining,
    }
    found: dict[str, Any] = {key: kind(**value[key]) for key, kind in single.items() if key in value}
    found["subjects"] = tuple(
        Subject(subject)
        if isinstance(subject, str)
        else Subject(**subject | {"links": tuple(subject.get("links", ()))})
        for subject in value.get("subjects", ())
    )
    found["prices"] = tuple(
        Price(**price | {"amount": Decimal(str(price["amount"])), "territory": tuple(price.get("territory", ()))})
        for price in value.get("prices", ())
    )
    if "territories" in value:
        found["territories"] = Territories(**{key: tuple(codes) for key, codes in value["territories"].items()})
    found["chapter_dois"] = tuple(value.get("chapter_dois", {}).items())
    return found


_Complaint = tuple[str, str, tuple[str | int, ...]]


def _of_prices(value: Mapping[str, Any]) -> Iterator[_Complaint]:
    seen: dict[tuple[str, str, str], int] = {}
    for number, price in enumerate(value.get("prices", ())):
        edition, currency = price["edition"], price["currency"]
        amount, decimals = Decimal(str(price["amount"])), _DECIMALS.get(currency, 2)
        if amount != round(amount, decimals):
            message = f"the price {amount} has more decimals than the currency {currency}, which has {decimals}"
            yield message, "Round it.", ("prices", number, "amount")
        if not amount and FORMATS[edition].printed:
            hint = "Write what the edition costs, or leave the price out: copies on paper are never free of charge."
            yield f"the printed edition {edition} costs nothing", hint, ("prices", number, "amount")
        for country in price.get("territory", [""]):
            key = (edition, currency, country)
            if key in seen:
                where = f" in {country}" if country else ""
                message = f"the edition {edition} has two prices in {currency}{where}"
                yield message, "Leave one out, or say in territory where each holds.", ("prices", number)
            seen.setdefault(key, number)


def _of_territories(value: Mapping[str, Any]) -> Iterator[_Complaint]:
    named: dict[str, str] = {}
    for key, codes in value.get("territories", {}).items():
        for place, code in enumerate(codes):
            if code in named:
                message = f"the territory {code} is named twice, in {named[code]} and {key}"
                yield message, "A territory stands in one of them.", ("territories", key, place)
            named.setdefault(code, key)


def _of_documents(data: DataFile) -> Iterator[_Complaint]:
    hint = "Correct the path: it starts from the book's folder."
    for key in ("chapter_authors", "chapter_dois"):
        for file in data.value.get(key, {}):
            if not (data.path.parent / file).is_file():
                yield f'there is no document "{file}"', hint, (key, file)


def _of_dois(data: DataFile) -> Iterator[_Complaint]:
    named = {str(data.value["doi"]).lower(): "the book"} if "doi" in data.value else {}
    for file, doi in data.value.get("chapter_dois", {}).items():
        if doi.lower() in named and (data.path.parent / file).is_file():
            message = f"{named[doi.lower()]} and {file} have one DOI, {doi}"
            yield message, "Every work has a DOI of its own.", ("chapter_dois", file)
        named.setdefault(doi.lower(), file)
