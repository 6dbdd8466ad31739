"""A fact: what one place of one file says of the book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Value = str | int | tuple[str, ...] | frozenset[str]


@dataclass(frozen=True)
class Fact:
    """A value of a field, normalised.

    ``of`` is what it is stated of: an edition (epub, pdf, print), a picture (cover), a printer, a relator (aut, edt…)
    or a person, empty for the book; ``where`` is the place inside the file, as its readers would look it up.
    """

    field: str
    of: str
    value: Value
    where: str


class Facts(list[Fact]):
    """The facts of a file, in the order in which it states them."""

    def add(self, field: str, value: Value | None, where: str, of: str = "") -> None:
        """Add a fact; an empty value is silence, a nought is not."""
        if value or value == 0:
            self.append(Fact(field, of, value, where))

    def people(self, people: Iterable[tuple[str, str]], where: str) -> None:
        """Add the contributors, (MARC relator, name) in order; the roles without a row of their own are "otr"."""
        named = [(role if role in ROLES else "otr", name_key(name)) for role, name in people]
        for role in (*ROLES, "otr"):
            self.add("contributors", tuple(name for r, name in named if r == role), where, role)
        self.add("collaborators", frozenset(name for role, name in named if role != "aut"), where)

    def person(self, name: str, links: Iterable[str], where: str) -> None:
        """Add the addresses of a person's identifiers."""
        self.add("person", frozenset(map(link_key, links)), where, name_key(name))

    def titles(self, title: str | None, subtitle: str | None, where: str) -> None:
        """Add the title, the subtitle and the two in one line."""
        self.add("title", folded(title), where)
        self.add("subtitle", folded(subtitle), where)
        self.whole_title(". ".join(filter(None, (folded(title), folded(subtitle)))), where)

    def whole_title(self, text: str | None, where: str) -> None:
        """Add title and subtitle in one line, whatever sign joins them."""
        self.add("whole title", " ".join(folded(text).replace(". ", " ").replace(" : ", " ").split()), where)


#: MARC relators that every record can express; the others are counted together.
ROLES = ("aut", "edt", "trl", "ill")


def folded(text: Any) -> str:
    """The text with its white space folded; empty for nothing."""
    return " ".join(str(text).split()) if text else ""


def link_key(address: Any) -> str:
    """An address of an identifier without its scheme, which registries give either way, and its last stroke."""
    return folded(address).removeprefix("https://").removeprefix("http://").rstrip("/")


def name_key(name: str) -> str:
    """A name whether it is written "Prado, Ana" or "Ana Prado": its words in the order of the alphabet."""
    return " ".join(sorted(folded(name).replace(",", " ").split()))
