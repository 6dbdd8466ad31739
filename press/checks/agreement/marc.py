"""What the MARC records say, in ISO 2709 and in MARCXML: one of the electronic editions, one of the print edition.

https://www.loc.gov/marc/bibliographic/
"""

from __future__ import annotations

import io
import re

import pymarc

from press.checks.agreement import crosswalk, normal
from press.checks.agreement.fact import Facts, folded, link_key, name_key
from press.checks.agreement.pdf import SHOWN
from press.core.messages import Message

#: How a field names the edition that it is on ($3, $q, $y).
_EDITIONS = {"EPUB": "epub", "Kepub": "kepub", "PDF": "pdf"}


def iso2709(data: bytes, file: str) -> Facts:
    """The records of a .mrc file."""
    return _facts(list(pymarc.MARCReader(data)))


def marcxml(data: bytes, file: str) -> Facts:
    """The records of a MARCXML file."""
    return _facts(list(pymarc.parse_xml_to_array(io.BytesIO(data))))  # type: ignore[no-untyped-call]


def _facts(records: list[pymarc.Record | None]) -> Facts:
    stated = Facts()
    for number, record in enumerate(records, start=1):
        if record is None:
            raise ValueError(f"record {number} is broken")
        _record(record, stated, Message("record {}", number))
    return stated


def _record(record: pymarc.Record, stated: Facts, here: Message) -> None:
    printed = _printed(record)
    _title(record, stated, here)
    _people(record, stated, here)
    _identifiers(record, stated, here, printed)
    _language_and_date(record, stated, here)
    _extent(record, stated, here, printed or "print")
    for field in record.get_fields("540"):
        if field.get("3") != "TDM":
            stated.add("rights", folded(field.get("a")), _at(here, "540 $a"))
            stated.add("licence", normal.licence(field.get("u")), _at(here, "540 $u"))
            if field.get("2") == "cc":
                stated.add("licence", normal.licence(field.get("f")), _at(here, "540 $f"))
    _trade(record, stated, here, printed or "files")
    only = _edition(_value(record, "347", "3"))
    for field in record.get_fields("347"):
        size = folded(field.get("c")).removesuffix(" bytes")
        stated.add("size", normal.number(size), _at(here, "347 $c"), _edition(field.get("3")))
    for field in record.get_fields("856"):
        if field.get("y") == "DOI":
            continue
        stated.add("address", folded(field.get("u")), _at(here, "856 $u"), _edition(field.get("y")))
    _accessibility(record, stated, here, only)


def _trade(record: pymarc.Record, stated: Facts, here: Message, of: str) -> None:
    """DOI, edition, series, original, identifier of the publisher, prices, mining and public domain."""
    dois = [folded(f.get("a")).lower() for f in record.get_fields("024") if f.get("2") == "doi"]
    stated.add("doi", "".join(dois), _at(here, "024"))
    located = [normal.doi(f.get("u")) for f in record.get_fields("856") if f.get("y") == "DOI"]
    stated.add("doi", "".join(located), _at(here, "856 $u"))
    stated.add("edition", _value(record, "250", "a").removesuffix("."), _at(here, "250"))
    for field in record.get_fields("490", "830"):
        stated.add("series", re.sub(r"( ;|,|\.)$", "", folded(field.get("a"))), _at(here, f"{field.tag} $a"))
        stated.add("series number", folded(field.get("v")).removesuffix("."), _at(here, f"{field.tag} $v"))
        stated.add("issn", re.sub(r"\D", "", folded(field.get("x"))), _at(here, f"{field.tag} $x"))
    stated.add("original", normal.language(_value(record, "041", "h")), _at(here, "041 $h"))
    publishers = [f for f in record.get_fields("710") if f.get("4") == "pbl"]
    stated.add("ror", "".join(folded(f.get("1")).rpartition("/")[2] for f in publishers), _at(here, "710 $1"))
    prices = [" ".join(folded(f.get(code)) for code in "bcj").strip() for f in record.get_fields("365")]
    stated.add("prices", frozenset(prices), _at(here, "365"), of)
    policies = [folded(f.get("u")) for f in record.get_fields("540") if f.get("3") == "TDM"]
    stated.add("mining policy", "".join(policies), _at(here, "540 $u"))
    stated.add("public domain", _value(record, "542", "n"), _at(here, "542 $n"))
    links = [
        link
        for field in record.get_fields("600", "610", "611", "650", "651", "655")
        for link in field.get_subfields("0", "1")
    ]
    stated.add("subject links", frozenset(map(link_key, links)), _at(here, "6XX"))


def _at(here: Message, field: str) -> Message:
    return Message("{}, {}", here, field)


def _value(record: pymarc.Record, tag: str, code: str) -> str:
    return next((folded(field.get(code)) for field in record.get_fields(tag) if field.get(code)), "")


def _edition(name: str | None, otherwise: str = "print") -> str:
    return _EDITIONS.get(folded(name), otherwise)


def _printed(record: pymarc.Record) -> str:
    """Which printed edition a record is of, by its physical medium (340: $n size of type, $l binding); empty for none."""
    if _value(record, "337", "b") != "n":  # RDA media type: unmediated
        return ""
    if _value(record, "340", "n") == "large print":
        return "large_print"
    return "hardcover" if _value(record, "340", "l") == "hardcover" else "print"


def _title(record: pymarc.Record, stated: Facts, here: Message) -> None:
    """245 without its ISBD punctuation: " :" before the subtitle, " /" before the responsibility, a point at the end."""
    field = record.get_fields("245")[0]
    parts = {part.code: part.value for part in field.subfields}
    last = field.subfields[-1].code
    bare = {
        code: re.sub(r" [:/]$", "", value) if code != last else value.removesuffix(".") for code, value in parts.items()
    }
    stated.titles(bare.get("a"), bare.get("b"), _at(here, "245"))
    for other in record.get_fields("776"):
        stated.add("title", folded(other.get("t")), _at(here, "776 $t"))


def _people(record: pymarc.Record, stated: Facts, here: Message) -> None:
    """1XX and 7XX, by their relators; a person's name is inverted where the first indicator says so."""
    people = []
    for field in record.get_fields("100", "110", "700", "710"):
        if field.get("4") == "pbl":  # the publisher
            continue
        name = folded(field.get("a")).removesuffix(",")
        people.append((folded(field.get("4")), name))
        stated.person(name, field.get_subfields("1"), _at(here, f"{field.tag} $1"))
        if field.tag in ("100", "700") and field.indicator1 == "1":
            stated.add("sorted name", name, _at(here, f"{field.tag} $a"), name_key(name))
    stated.people(people, _at(here, "1XX, 7XX"))


def _identifiers(record: pymarc.Record, stated: Facts, here: Message, printed: str) -> None:
    """020 ISBN and 024 URN by edition ($q), the control number of the first edition, and 776 the other editions."""
    own_kind = printed or "print"
    isbns = {_edition(f.get("q"), own_kind): normal.isbn(f.get("a")) for f in record.get_fields("020")}
    numbers = [f for f in record.get_fields("024") if f.get("2") == "urn"]
    urns = {_edition(f.get("q"), own_kind): normal.identifier(f.get("a")) for f in numbers}
    for of, urn in urns.items():
        stated.add("reference", urn, _at(here, "024"), of)
        stated.add("identifier", isbns.get(of, urn), _at(here, "020") if of in isbns else _at(here, "024"), of)
    control = record.get_fields("001")
    first = printed or next((of for of in ("epub", "pdf") if of in urns), "epub")
    stated.add(
        "reference", normal.identifier(f"urn:uuid:{control[0].data}") if control else "", _at(here, "001"), first
    )
    own = [isbns.get(of, urn) for of, urn in urns.items()]
    others = [normal.isbn(f.get("z")) or normal.identifier(f.get("o")) for f in record.get_fields("776")]
    stated.add("identifiers", frozenset(filter(None, (*own, *others))), _at(here, "020, 024, 776"))
    isbn_urns = [number for number in (*own, *others) if number.startswith("urn:isbn:")]
    stated.add("isbns", frozenset(isbn_urns), _at(here, "020, 776"))
    if not printed:
        stated.add("downloads", frozenset(own), _at(here, "020, 024"))


def _language_and_date(record: pymarc.Record, stated: Facts, here: Message) -> None:
    if record.get_fields("041"):
        stated.add("language", normal.language(_value(record, "041", "a")), _at(here, "041 $a"))
    general = next((field.data or "" for field in record.get_fields("008")), "")
    stated.add("language", normal.language(general[35:38]), _at(here, "008/35-37"))
    if general[6:7] == "s":  # a single date, known
        stated.add("year", normal.number(general[7:11]), _at(here, "008/07-10"))
    for field in record.get_fields("264"):
        year = re.search(r"\d{4}", folded(field.get("c")))
        stated.add("year", int(year[0]) if year else None, _at(here, f"264 _{field.indicator2} $c"))


def _extent(record: pymarc.Record, stated: Facts, here: Message, of: str) -> None:
    """300 $a: "xvi, 71 páginas :", alone or in brackets after the online resource."""
    found = re.search(r"(?:([ivxlcdm]+), )?(\d+) ?[^\s\d():;]+(?:\)|$|(?= [:;]))", _value(record, "300", "a"))
    if not found:
        return
    front, last = normal.roman(found[1] or ""), int(found[2])
    stated.add("front", front, _at(here, "300 $a"), of)
    stated.add("text", last, _at(here, "300 $a"), of)
    stated.add("numbered", front + last, _at(here, "300 $a"), of)


def _accessibility(record: pymarc.Record, stated: Facts, here: Message, only: str) -> None:
    """341 features ($2 sapdv: the vocabulary of schema.org), 532 summary (first indicator 1) and conformance (8).

    ``only`` is the edition where the fields name none.
    """
    features: dict[str, set[str]] = {}
    for field in record.get_fields("341"):
        of = _edition(field.get("3")) if field.get("3") else only
        features.setdefault(of, set()).update(field.get_subfields("b", "c", "d", "e"))
    for of, found in features.items():
        stated.add("features", frozenset(found), _at(here, "341"), of)
        stated.add("shown features", frozenset(found & SHOWN), _at(here, "341"), of)
    for field in record.get_fields("532"):
        of = _edition(field.get("3")) if field.get("3") else only
        words = folded(field.get("a"))
        if field.indicator1 == "1":
            stated.add("summary", words, _at(here, "532 1_"), of)
        else:
            conformance, certifier = crosswalk.stated_conformance(words)
            stated.add("conformance", conformance, _at(here, "532 8_"), of)
            stated.add("certifier", certifier, _at(here, "532 8_"), of)
