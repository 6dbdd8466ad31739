"""Licences of Creative Commons: the addresses of their two texts, and their name in the SPDX list."""

from __future__ import annotations

import re

from press.input.metadata import Metadata

_DEED = re.compile(r"^(https://creativecommons\.org/(?:licenses|publicdomain)/[a-z-]+/\d\.\d/)(?:deed(\.[\w-]+)?)?$")


def is_open(metadata: Metadata) -> bool:
    """Whether everybody may copy the book: its licence is one of Creative Commons."""
    return bool(metadata.rights and _DEED.match(metadata.rights.url))


def legal_code(metadata: Metadata) -> str:
    """The address of the whole licence, where book.yaml gives that of its summary; empty for other licences."""
    found = _DEED.match(metadata.rights.url) if metadata.rights else None
    return f"{found[1]}legalcode{found[2] or ''}" if found else ""


def spdx(metadata: Metadata) -> str:
    """The licence's SPDX identifier, such as CC-BY-SA-4.0; empty for licences that are not Creative Commons'."""
    return metadata.rights.licence.replace(" ", "-") if metadata.rights and is_open(metadata) else ""
