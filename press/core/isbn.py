"""The ISBN: its check digit, and its five parts as they are printed."""

from __future__ import annotations

import isbnlib


def hyphenated(isbn: str) -> str:
    """``9788437604947`` -> ``978-84-376-0494-7`` (ISBN Users' Manual, 5); as it is where that cannot be known.

    Its agency's range may be younger than the table, or the number may be wrong, which the check of book.yaml reports.
    """
    try:
        parts = str(isbnlib.mask(isbn) or "")
    except isbnlib.NotValidISBNError:
        return isbn
    return isbn if "--" in parts or parts.count("-") != 4 else parts


def is_valid(number: str) -> bool:
    """Whether the check digit of a 13-digit ISBN holds (ISO 2108, annex C)."""
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(number)) % 10 == 0
