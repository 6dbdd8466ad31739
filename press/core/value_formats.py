"""The formats of the schemas: what a value must be, beyond its type, and what is said where it is not.

A schema names one with ``format``. Each function raises ValueError with the words of the problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import jsonschema

from press.core import identifiers
from press.core.addresses import is_well_formed
from press.core.lengths import points, size
from press.core.limits import TEXT_CHARACTERS
from press.core.suggest import nearest
from press.core.typefaces import BOOK_FACES

#: Spaces, and signs without ink: soft hyphen, joiners, marks of direction.
_UNSEEN = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff]*"
)
#: RFC 5646, 2.1: language, script, region, variants, extensions, private use.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.I,
)
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
#: The days that a file in a ZIP archive can carry (APPNOTE 4.4.6).
_FIRST, _LAST = date(1980, 1, 1), date(2107, 12, 31)


def _text(value: str) -> None:
    if _UNSEEN.fullmatch(value):
        raise ValueError("is blank")
    if len(value) > TEXT_CHARACTERS:
        raise ValueError(f"has more than {TEXT_CHARACTERS} characters")


def _line(value: str) -> None:
    _text(value)
    if "\n" in value:
        raise ValueError("has more than one line")


def _day(value: str) -> None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.A):
        raise ValueError("is not written as year-month-day")
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ValueError("is not a day of the calendar") from None


def _edition_day(value: str) -> None:
    _day(value)
    if not _FIRST <= date.fromisoformat(value) <= _LAST:
        raise ValueError(f"is a day that no file of an EPUB can carry: before {_FIRST} or after {_LAST}")


def _isbn(value: str) -> None:
    if not re.fullmatch(r"97[89][0-9]{10}", value):
        raise ValueError("is not thirteen digits that begin with 978 or 979, without hyphens")


def _language(value: str) -> None:
    if "_" in value and _LANGUAGE.fullmatch(value.replace("_", "-")):
        raise ValueError(f"is written with a hyphen: {value.replace('_', '-')}")
    if not _LANGUAGE.fullmatch(value):
        raise ValueError("is no language tag of BCP 47: two letters, such as es for Spanish or en for English")


def _web(value: str) -> None:
    if not value.startswith("https://") or not is_well_formed(value):
        raise ValueError("is no web address that begins with https://")


def _address(value: str) -> None:
    if not is_well_formed(value):
        raise ValueError("is no address of the web")


def _folder_address(value: str) -> None:
    _web(value)
    if "?" in value or "#" in value or not value.endswith("/"):
        raise ValueError("does not end in a stroke")


def _mail(value: str) -> None:
    name, _, host = value.rpartition("@")
    labels = host.split(".")
    good = len(labels) > 1 and all(map(_LABEL.fullmatch, labels))
    if not good or not re.fullmatch(r"[^\s@<>(),;:\\\"\[\]]+", name):
        raise ValueError("is no e-mail address")


def _length(value: str) -> None:
    if not re.fullmatch(r"\d{1,4}(\.\d{1,6})? (in|mm|cm|pt)", value, re.A) or not float(value.split()[0]):
        raise ValueError("is no length with its unit, such as 5.6 mm")


def _large_size(value: str) -> None:
    """UKAAF G003: large print begins at 16 points; beyond 24 a line has too few words."""
    _length(value)
    if not 16 <= points(value) <= 24:
        raise ValueError("is no size between 16 and 24 pt")


def _typeface(value: str) -> None:
    if value not in BOOK_FACES and not re.fullmatch(r"fonts/[^/\\.][^/\\]*", value):
        meant = nearest(value, BOOK_FACES)
        words = f"is none of {', '.join(BOOK_FACES)}, nor a folder such as fonts/alegreya"
        raise ValueError(f"{words}; did you mean {meant}?" if meant else words)


def _trim(value: str) -> None:
    size(value)


def _doi(value: str) -> None:
    if not identifiers.is_doi(value):
        raise ValueError(
            "is no DOI: 10., the number of the registrant, a stroke and the rest, without https://doi.org/"
        )


def _isni(value: str) -> None:
    if not re.fullmatch(r"\d{15}[\dX]", value, re.A):
        raise ValueError("is not sixteen digits without spaces, the last of which may be X")
    if not identifiers.isni_is_valid(value):
        raise ValueError("has a wrong check digit")


def _orcid(value: str) -> None:
    if not re.fullmatch(r"(\d{4}-){3}\d{3}[\dX]", value, re.A):
        raise ValueError("is not four groups of four digits with hyphens between them, without https://orcid.org/")
    _isni(value.replace("-", ""))


def _issn(value: str) -> None:
    if not re.fullmatch(r"\d{4}-\d{3}[\dX]", value, re.A):
        raise ValueError("is not two groups of four digits with a hyphen between them")
    if not identifiers.issn_is_valid(value):
        raise ValueError("has a wrong check digit")


def _ror(value: str) -> None:
    if not re.fullmatch(r"0[a-hj-km-np-tv-z0-9]{6}\d{2}", value, re.A):
        raise ValueError("is no ROR identifier: a nought and eight signs, without https://ror.org/")
    if not identifiers.ror_is_valid(value):
        raise ValueError("has wrong check digits")


def _currency(value: str) -> None:
    import pycountry  # only books with a price need it

    if pycountry.currencies.get(alpha_3=value) is None:
        raise ValueError("is no currency of ISO 4217: three letters, such as EUR")


def _territory(value: str) -> None:
    import pycountry  # only books with territories need it

    if value != "WORLD" and pycountry.countries.get(alpha_2=value) is None:
        raise ValueError("is neither WORLD nor a country of ISO 3166: two letters, such as ES")


FORMATS: dict[str, Callable[[str], None]] = {
    "text": _text,
    "line": _line,
    "day": _day,
    "edition-day": _edition_day,
    "isbn": _isbn,
    "language": _language,
    "web": _web,
    "address": _address,
    "folder-address": _folder_address,
    "mail": _mail,
    "length": _length,
    "large-size": _large_size,
    "trim": _trim,
    "doi": _doi,
    "isni": _isni,
    "orcid": _orcid,
    "issn": _issn,
    "ror": _ror,
    "currency": _currency,
    "territory": _territory,
    "typeface": _typeface,
}


def format_checker() -> jsonschema.FormatChecker:
    """The checker of these formats for a validator; other values than text pass."""
    checker = jsonschema.FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name, raises=ValueError)(_passing(check))
    return checker


def _passing(check: Callable[[str], None]) -> Callable[[object], bool]:
    def passes(value: object) -> bool:
        if isinstance(value, str):
            check(value)
        return True

    return passes
