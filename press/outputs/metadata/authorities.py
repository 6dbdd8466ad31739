"""Subjects in authority files: what the address of one says of its file, in the codes of MARC and ONIX.

Codes of sources: https://www.loc.gov/standards/sourcelist/subject.html; schemes of ONIX: list 27, issue 75.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.input.trade import Subject


@dataclass(frozen=True)
class Heading:
    """A subject as an authority file has it: ``source`` is its MARC code, ``scheme`` its number in ONIX list 27.

    ``source`` is ``lcsh`` for the headings of the Library of Congress, which MARC states by an indicator; ``identifier``
    is the last part of the address. All three are empty where the file is not known.
    """

    address: str
    source: str = ""
    scheme: str = ""
    identifier: str = ""


#: The addresses of authority files, their MARC codes and their numbers in ONIX list 27.
_FILES = (
    (r"https?://id\.loc\.gov/authorities/subjects/(\w+)", "lcsh", "04"),
    (r"https?://id\.loc\.gov/authorities/names/(\w+)", "lcsh", ""),
    (r"https?://id\.worldcat\.org/fast/(\d+)", "fast", "B6"),
    (r"https?://d-nb\.info/gnd/([\dX-]+)", "gnd", "91"),
    (r"https?://vocab\.getty\.edu/aat/(\d+)", "aat", ""),
    (r"https?://datos\.bne\.es/(?:resource|persona|entidad|tema)/(\w+)", "embne", ""),
    (r"https?://data\.bnf\.fr/ark:/12148/(\w+)", "ram", ""),
    (r"https?://www\.idref\.fr/(\w+)", "idref", ""),
)
#: Addresses of things rather than of headings (MARC $1): Wikidata and VIAF.
_THINGS = re.compile(r"https?://(www\.wikidata\.org/entity/Q\d+|viaf\.org/viaf/\d+)/?")


def headings(subject: Subject) -> tuple[Heading, ...]:
    """The addresses of a subject that are those of headings, in the order of the record."""
    return tuple(_heading(address) for address in subject.links if not _THINGS.fullmatch(address))


def things(subject: Subject) -> tuple[str, ...]:
    """The addresses of a subject that are those of the thing itself."""
    return tuple(address for address in subject.links if _THINGS.fullmatch(address))


def _heading(address: str) -> Heading:
    for pattern, source, scheme in _FILES:
        if found := re.fullmatch(f"{pattern}/?", address):
            return Heading(address, source, scheme, found[1])
    return Heading(address)
