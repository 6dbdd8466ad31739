"""The ISBN as it is printed: in its five parts."""

from __future__ import annotations

import isbnlib


def hyphenated(isbn: str) -> str:
    """``9788437604947`` -> ``978-84-376-0494-7`` (ISBN Users' Manual, 5); as it is where that cannot be known.

    Its agency's range may be younger than the table, or the number may be wrong, which the record's check reports.
    """
    try:
        parts = str(isbnlib.mask(isbn) or "")
    except isbnlib.NotValidISBNError:
        return isbn
    return isbn if "--" in parts or parts.count("-") != 4 else parts
