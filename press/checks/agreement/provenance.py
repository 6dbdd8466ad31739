"""What the record of provenance says of the book and of its editions."""

from __future__ import annotations

import json

from press.checks.agreement import normal
from press.checks.agreement.fact import Facts
from press.checks.agreement.links import edition_of


def facts(data: bytes, _: str) -> Facts:
    """The book as the record names it, and the digest of each edition."""
    stated, value = Facts(), json.loads(data)
    book = value["book"]
    stated.titles(book["title"], book.get("subtitle"), "book: title, subtitle")
    stated.add("language", normal.language(book["language"]), "book: language")
    stated.add("reference", book["identifier"], "book: identifier", "epub")
    stated.add("date", book.get("date"), "book: date")
    stated.add("licence", normal.licence(book.get("licence")), "book: licence")
    for number, made in enumerate(value["made"]):
        stated.add("size", made["bytes"], f"made/{number}: bytes", edition_of(made["path"]))
        stated.add("sha256", made["sha256"], f"made/{number}: sha256", edition_of(made["path"]))
    return stated
