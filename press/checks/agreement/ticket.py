"""What a printer's job ticket says: what is typed into its form."""

from __future__ import annotations

import json

from press.checks.agreement import normal
from press.checks.agreement.fact import Facts
from press.checks.agreement.fields import PRINT_FOLDERS


def facts(data: bytes, file: str) -> Facts:
    """Title, ISBN and pages."""
    stated, ticket = Facts(), json.loads(data)
    stated.whole_title(ticket.get("title"), "title")
    stated.add(
        "identifier", normal.isbn(ticket.get("isbn")), "isbn", PRINT_FOLDERS.get(file.partition("/")[0], "print")
    )
    stated.add("sheets", ticket.get("pages"), "pages", file.removesuffix("-ticket.json"))
    return stated
