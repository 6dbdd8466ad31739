"""The identifiers of a book: what an author wrote stays, what the program makes is unique beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from press.compose.document import CONTENTS

#: Documents that every edition has, which no identifier of an author may name.
RESERVED = frozenset((CONTENTS, "cover"))
#: The pages before the text, made after the documents.
_FRONT = frozenset(("half-title", "title-page", "copyright"))
_PAGE = re.compile(r"pagina-[0-9ivxlcdm]+")


def is_reserved(identifier: str) -> bool:
    """Whether an identifier is one that the program gives in every book."""
    return identifier in RESERVED or bool(_PAGE.fullmatch(identifier))


def is_free(identifier: str) -> bool:
    """Whether the program has no use of its own for an identifier."""
    return not is_reserved(identifier) and identifier not in _FRONT


class Identifiers:
    """Gives identifiers that no other element of the book has."""

    def __init__(self, written: Iterable[str]):
        self._taken = set(written) | RESERVED | _FRONT

    def has(self, name: str) -> bool:
        """Whether an element has this identifier."""
        return name in self._taken

    def unique(self, name: str) -> str:
        """``name``, or with the first number behind it that makes it unique: ``name-2``."""
        found, number = name, 1
        while found in self._taken:
            number += 1
            found = f"{name}-{number}"
        self._taken.add(found)
        return found
