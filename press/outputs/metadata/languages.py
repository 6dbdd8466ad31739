"""ISO 639-2/B, the three-letter codes of libraries and of the trade (ONIX list 74)."""

from __future__ import annotations

_CODES = {
    "ca": "cat",
    "de": "ger",
    "en": "eng",
    "es": "spa",
    "eu": "baq",
    "fr": "fre",
    "gl": "glg",
    "it": "ita",
    "la": "lat",
    "pt": "por",
    "ru": "rus",
}


def three_letters(tag: str) -> str:
    """The code of a BCP 47 tag; «und», undetermined, where the table has none."""
    return _CODES.get(tag.split("-")[0], "und")
