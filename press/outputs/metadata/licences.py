"""Licences of Creative Commons: the addresses of their two texts, and their name in the SPDX list."""

from __future__ import annotations

import re

from press.input.metadata import Record

_DEED = re.compile(r"^(https://creativecommons\.org/(?:licenses|publicdomain)/[a-z-]+/\d\.\d/)(?:deed(\.[\w-]+)?)?$")


def is_open(record: Record) -> bool:
    """Whether everybody may copy the book: its licence is one of Creative Commons."""
    return bool(record.rights and _DEED.match(record.rights.url))


def legal_code(record: Record) -> str:
    """The address of the whole licence, where the record gives that of its summary; empty for other licences."""
    found = _DEED.match(record.rights.url) if record.rights else None
    return f"{found[1]}legalcode{found[2] or ''}" if found else ""


def spdx(record: Record) -> str:
    """The licence's SPDX identifier, such as CC-BY-SA-4.0; empty for licences that are not Creative Commons'."""
    return record.rights.licence.replace(" ", "-") if record.rights and is_open(record) else ""
