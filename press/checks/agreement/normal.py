"""The same value in the forms of each standard: numbers, languages, licences, dates."""

from __future__ import annotations

import re
from typing import Any

from press.checks.agreement.fact import folded

#: ISO 639-2 (bibliographic and terminological codes) in two letters.
_LANGUAGES = {
    "ara": "ar", "baq": "eu", "cat": "ca", "chi": "zh", "deu": "de", "dut": "nl", "ell": "el", "eng": "en",
    "eus": "eu", "fra": "fr", "fre": "fr", "ger": "de", "glg": "gl", "gre": "el", "heb": "he", "ita": "it",
    "jpn": "ja", "lat": "la", "nld": "nl", "pol": "pl", "por": "pt", "rus": "ru", "spa": "es", "zho": "zh",
}  # fmt: skip
_COMMONS = re.compile(
    r"https?://creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)(?:/(?:(?:deed|legalcode)(?:\.[\w-]+)?)?)?"
)
_SHORT = re.compile(r"CC[ -](BY(?:-[A-Z]+)*)[ -](\d\.\d)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def isbn(number: Any) -> str:
    """An ISBN as its URN, without hyphens; empty for nothing."""
    digits = re.sub(r"[\s-]", "", str(number or ""))
    return f"urn:isbn:{digits}" if digits else ""


def identifier(text: Any) -> str:
    """A URN in small letters; an ISBN's without hyphens. Empty for what is no URN."""
    urn = folded(text).lower()
    if urn.startswith("urn:isbn:"):
        return isbn(urn.removeprefix("urn:isbn:"))
    return urn if urn.startswith("urn:") else ""


def language(tag: Any) -> str:
    """The language of a tag without its country, in two letters where it has such a code."""
    main = re.split("[-_]", folded(tag).lower())[0]
    return _LANGUAGES.get(main, main) if main != "und" else ""


def doi(text: Any) -> str:
    """A DOI, without the address or the scheme before it; empty for what is none."""
    found = re.search(r"10\.\d{4,9}[.\d]*/\S+", folded(text))
    return found[0].lower() if found else ""


def licence(text: Any) -> str:
    """The address of a licence: for one of Creative Commons without the text chosen (deed, legal code).

    Its names (CC BY-SA 4.0, CC-BY-SA-4.0) give the same address; another licence's address stays as it is.
    """
    words = folded(text)
    if found := _COMMONS.fullmatch(words):
        return f"https://creativecommons.org/{found[1]}/{found[2]}/{found[3]}/"
    if found := _SHORT.fullmatch(words):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return words


def date(text: Any) -> str:
    """A day as year-month-day: 20260301 and 2026-03-01T00:00:00Z too."""
    words = folded(text)
    found = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)(T.*)?", words)
    return f"{found[1]}-{found[2]}-{found[3]}" if found else words


def number(text: Any) -> int | str:
    """The number that a text is; the text itself where it is none."""
    words = folded(text)
    return int(words) if words.isdecimal() else words


def roman(folio: str) -> int:
    """xvi -> 16; 0 for what is no roman number."""
    values = [_ROMAN.get(sign, 0) for sign in folio.lower()]
    if not values or 0 in values:
        return 0
    return sum(-v if any(later > v for later in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
