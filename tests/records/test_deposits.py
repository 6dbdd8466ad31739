"""The agencies of DOIs take the deposits.

No package carries the XSD of Crossref: the rules below are written from its published schema 5.3
(https://www.crossref.org/documentation/schema-library/xsd-schema-quick-reference/). The JSON schema of DataCite's
kernel 4.5 is that of the package ``datacite``.
"""

from __future__ import annotations

import json
import re

import pytest
from datacite import schema45
from lxml import etree

from tests.records.conftest import BASE, ISBN

SPACE = "{http://www.crossref.org/schema/5.3.1}"
ACCESS = "{http://www.crossref.org/AccessIndicators.xsd}"
#: The children of each element in their order: "?" at most one, "*" any number, "+" at least one, "|" either.
CHILDREN = {
    "doi_batch": "head body",
    "head": "doi_batch_id timestamp depositor registrant",
    "depositor": "depositor_name email_address",
    "body": "book+",
    "book": "book_metadata|book_series_metadata content_item*",
    "book_metadata": "contributors? titles edition_number? publication_date+ isbn+|noisbn publisher+ program? doi_data?",
    "book_series_metadata": "series_metadata contributors? titles volume? edition_number? publication_date+ isbn+|noisbn "
    "publisher program? doi_data?",
    "series_metadata": "titles issn+ series_number? doi_data?",
    "content_item": "contributors? titles? component_number? publication_date* pages? program? doi_data",
    "contributors": "(person_name|organization)+",
    "person_name": "given_name? surname suffix? ORCID?",
    "titles": "title subtitle?",
    "publication_date": "month? day? year",
    "publisher": "publisher_name publisher_place?",
    "pages": "first_page last_page?",
    "doi_data": "doi resource",
    "program": "free_to_read? license_ref*",
}
#: What the text of an element is.
TEXTS = {
    "doi_batch_id": r".{4,100}",
    "timestamp": r"\d{14}",
    "email_address": r"[^@\s]+@[^@\s]+",
    "registrant": r".{1,255}",
    "depositor_name": r".{1,130}",
    "surname": r".{1,60}",
    "given_name": r".{1,60}",
    "ORCID": r"https?://orcid\.org/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[X0-9]",
    "month": r"0[1-9]|1[0-2]",
    "day": r"0[1-9]|[12]\d|3[01]",
    "year": r"(1[4-9]|20)\d\d",
    "isbn": r"(97(8|9)-)?\d[\d -]+[\dX]",
    "issn": r"\d{4}-?\d{3}[\dX]",
    "edition_number": r".{1,15}",
    "volume": r".{1,32}",
    "doi": r"10\.[0-9]{4,9}/.{1,200}",
    "resource": r"([hH][tT][tT][pP]|[hH][tT][tT][pP][sS]|[fF][tT][pP])://.{1,2048}",
}
ATTRIBUTES = {
    "book": {"book_type": "edited_book|monograph|reference|other"},
    "content_item": {
        "component_type": "chapter|section|part|track|reference_entry|other",
        "publication_type": "abstract_only|full_text|bibliographic_record",
        "language": "[a-z]{2}",
    },
    "person_name": {"sequence": "first|additional", "contributor_role": "author|editor|chair|reviewer|translator"},
    "organization": {"sequence": "first|additional", "contributor_role": "author|editor|chair|reviewer|translator"},
    "publication_date": {"media_type": "print|online|other"},
    "isbn": {"media_type": "print|electronic"},
    "noisbn": {"reason": "archive_volume|monograph|simple_series"},
    "program": {"name": "AccessIndicators"},
    "doi_batch": {"version": "5[.]3[.]1"},
    "book_metadata": {"language": "[a-z]{2}"},
    "book_series_metadata": {"language": "[a-z]{2}"},
}


def wrong(element) -> list[str]:
    """What the published schema refuses in an element and all below it."""
    name = etree.QName(element).localname
    found = []
    if name in CHILDREN:
        pattern = re.sub(r"\w+", lambda word: f"(?:{word[0]} )", CHILDREN[name])
        groups = [f"(?:{group})" for group in pattern.replace(" )", "~)").split(" ")]
        children = "".join(f"{etree.QName(child).localname} " for child in element)
        if not re.fullmatch("".join(groups).replace("~", " "), children):
            found.append(f"{name}: {children}")
    elif len(element):
        found.append(f"{name} has elements")
    elif not re.fullmatch(TEXTS.get(name, r"(?s).*"), element.text or ""):
        found.append(f"{name}: {element.text}")
    allowed = ATTRIBUTES.get(name, {})
    found += [f"{name}/@{key}" for key in map(str, element.attrib) if key not in allowed]
    found += [f"{name}/@{key}" for key, value in allowed.items() if not re.fullmatch(value, element.get(key, ""))]
    return found + [complaint for child in element for complaint in wrong(child)]


@pytest.fixture
def deposit(keyed):
    return etree.parse(keyed.out / "records/relojes.crossref.xml").getroot()


def texts(element, name):
    return [found.text for found in element.iter(name if name.startswith("{") else f"{SPACE}{name}")]


def test_crossref_takes_book_and_chapters(deposit):
    assert wrong(deposit) == []
    assert texts(deposit, "doi") == ["10.5555/12345678", "10.5555/12345678.01", "10.5555/12345678.02"]
    assert texts(deposit, "resource") == [BASE] * 3
    assert texts(deposit, "isbn") == [ISBN["epub"], ISBN["pdf"], ISBN["print"]]
    assert texts(deposit, "surname") == ["Prado", "Vega"] and texts(deposit, "organization") == [
        "Taller de los Relojes"
    ]
    assert texts(deposit, "ORCID") == ["https://orcid.org/0000-0002-1825-0097"]
    assert (texts(deposit, "issn"), texts(deposit, "volume"), texts(deposit, "edition_number")) == (
        ["2049-3630"],
        ["3"],
        ["2"],
    )
    assert texts(deposit, f"{ACCESS}license_ref") == ["https://creativecommons.org/licenses/by/4.0/"]


@pytest.mark.parametrize("name", ["doi", "titles", "publisher", "timestamp", "isbn", "year"])
def test_the_rules_refuse_what_the_schema_refuses(deposit, name):
    element = next(deposit.iter(f"{SPACE}{name}"))
    parent = element.getparent()
    parent.remove(element)
    missing = bool(wrong(deposit)) or name == "isbn"
    parent.append(element)
    parent.append(etree.SubElement(parent, f"{SPACE}year"))
    assert missing and wrong(deposit)


def test_datacite_takes_the_book(keyed):
    data = json.loads((keyed.out / "records/relojes.datacite.json").read_text("utf-8"))["data"]
    assert data["type"] == "dois"
    stated = data["attributes"]
    assert [error.message for error in schema45.validator.iter_errors(stated)] == []
    assert stated["creators"][0]["nameIdentifiers"][0] == {
        "nameIdentifier": "https://orcid.org/0000-0002-1825-0097",
        "nameIdentifierScheme": "ORCID",
        "schemeUri": "https://orcid.org",
    }
    assert stated["publisher"]["publisherIdentifier"] == "https://ror.org/03yrm5c26"
    assert stated["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"
    related = {(one["relatedIdentifier"], one["relationType"]) for one in stated["relatedIdentifiers"]}
    assert {("10.5555/12345678.01", "HasPart"), (ISBN["print"], "HasVersion"), ("2049-3630", "IsPartOf")} <= related
    del stated["publisher"]
    assert list(schema45.validator.iter_errors(stated))


def test_a_book_without_a_doi_is_not_deposited(traded, real):
    for book in (traded, real):
        assert not list(book.out.glob("records/*.crossref.xml")) + list(book.out.glob("records/*.datacite.json"))
