"""The fields of fixed length: leader, 006, 007 and 008 (https://www.loc.gov/marc/bibliographic/bd00x.html).

pymarc writes whatever it is given; a field that is one character short shifts all that follows, so the lengths
are checked here.
"""

from __future__ import annotations

from press.core.languages import library_code
from press.outputs.metadata.catalogue import Catalogue, Edition

#: Record of a text (06), a monograph (07), in UTF-8 (09), of minimal level (17), described by ISBD (18).
LEADER = "00000nam a22000007i 4500"
#: Countries of publication in the MARC list, by ISO 3166 code.
COUNTRIES = {
    "AR": "ag",
    "BO": "bo",
    "CL": "cl",
    "CO": "ck",
    "CR": "cr",
    "CU": "cu",
    "DE": "gw",
    "DO": "dr",
    "EC": "ec",
    "ES": "sp",
    "FR": "fr",
    "GB": "xxk",
    "GT": "gt",
    "HN": "ho",
    "IT": "it",
    "MX": "mx",
    "NI": "nq",
    "PA": "pn",
    "PE": "pe",
    "PR": "pr",
    "PT": "po",
    "PY": "py",
    "SV": "es",
    "US": "xxu",
    "UY": "uy",
    "VE": "ve",
}
_UNKNOWN_COUNTRY = "xx"
_AUDIENCES = {"general": "g", "children": "j", "teenage": "d", "scholarly": "f"}


class FixedFieldError(ValueError):
    """A field of fixed length that has another one."""


def additional_material(edition: Edition) -> str:
    """006 of a remote computer file: a document; only for what is read on line."""
    return _exactly(18, "" if edition.format.printed else "m     o  d")


def physical(edition: Edition) -> str:
    """007: text in regular or in large print, or remote electronic resource, colour not stated, without sound."""
    return _exactly(2, "tb" if edition.format.large else "ta") if edition.format.printed else _exactly(6, "cr |n")


def general(catalogue: Catalogue, edition: Edition) -> str:
    """008 of a book."""
    metadata = catalogue.metadata
    year = f"{metadata.date.year:04}" if metadata.date else "uuuu"
    parts = (
        f"{metadata.timestamp:%y%m%d}",  # 00-05: when the record was made; a day must stand here, and no fill characters
        ("s" if metadata.date else "n") + year + "    ",  # 06-14: one date, or none known
        f"{COUNTRIES.get(metadata.country, _UNKNOWN_COUNTRY):<3}",  # 15-17
        (("a" if catalogue.figures else "") + ("b" if catalogue.maps else "")).ljust(4),  # 18-21
        _AUDIENCES.get(metadata.audience, " "),  # 22
        ("d" if edition.format.large else " ") if edition.format.printed else "o",  # 23: large print, online
        "b   " if catalogue.bibliography else "    ",  # 24-27
        " 00",  # 28-30: no government publication, conference or festschrift
        "1" if catalogue.index else "0",  # 31
        " ",  # 32
        literary_form(metadata.thema),  # 33
        " ",  # 34
        library_code(metadata.language),  # 35-37
        " d",  # 38-39: not modified; catalogued by another agency than a national one
    )
    return _exactly(40, "".join(parts))


def literary_form(thema: tuple[str, ...]) -> str:
    """Fiction where the main Thema subject is F, not fiction where it is another, unknown without one."""
    if not thema:
        return "u"
    return "1" if thema[0].startswith("F") else "0"


def _exactly(length: int, value: str) -> str:
    """The value filled up with blanks; FixedFieldError where it is too long."""
    if len(value) > length:
        raise FixedFieldError(f'"{value}" has {len(value)} characters, {length} asked for')
    return value.ljust(length)
