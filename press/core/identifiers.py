"""Identifiers of persons, bodies, series and works: their check digits, and the addresses at which they resolve."""

from __future__ import annotations

import re

#: Where an identifier of each scheme resolves.
ADDRESSES = {
    "orcid": "https://orcid.org/{}",
    "isni": "https://isni.org/isni/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "wikidata": "http://www.wikidata.org/entity/{}",
    "ror": "https://ror.org/{}",
    "doi": "https://doi.org/{}",
}
#: The schemes by which a contributor can be known.
OF_PERSONS = ("orcid", "isni", "viaf", "wikidata")
#: The alphabet of a ROR identifier: Crockford's base 32 (https://ror.readme.io/docs/identifier).
_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"


def address(scheme: str, identifier: str) -> str:
    """Where an identifier resolves: ``https://orcid.org/0000-0002-1825-0097``."""
    return ADDRESSES[scheme].format(identifier)


def isni_is_valid(number: str) -> bool:
    """Whether the last of 16 characters is the check digit of an ISNI or ORCID iD (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in number[:15]:
        total = (total + int(digit)) * 2
    return number[15] == "0123456789X"[(12 - total % 11) % 11]


def issn_is_valid(number: str) -> bool:
    """Whether the check digit of an ISSN holds (ISO 3297, annex A): ``2049-3630``."""
    digits = number.replace("-", "")
    total = sum(int(digit) * weight for digit, weight in zip(digits[:7], range(8, 1, -1), strict=True))
    return digits[7] == "0123456789X"[-total % 11]


def ror_is_valid(identifier: str) -> bool:
    """Whether the two last digits of a ROR identifier are those of its six signs (ISO 7064, MOD 97-10)."""
    value = 0
    for sign in identifier[1:7]:
        value = value * 32 + _BASE32.index(sign)
    return int(identifier[7:]) == 98 - value * 100 % 97


def is_doi(text: str) -> bool:
    """Whether a text has the form of a DOI (ISO 26324): ``10.``, the registrant, a stroke, and signs without spaces."""
    return bool(re.fullmatch(r"10\.\d{4,9}(\.\d+)*/[!-~]+", text, re.A)) and not re.search(r'[<>"{}|\\^`]', text)
