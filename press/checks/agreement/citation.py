"""What CITATION.cff says (Citation File Format 1.2.0): the file as a whole and the book as its preferred citation."""

from __future__ import annotations

from typing import Any

import yaml

from press.checks.agreement import normal
from press.checks.agreement.fact import Facts, folded, name_key
from press.core.languages import label
from press.core.paths import LANGUAGES

_ROLES = {"authors": "aut", "editors": "edt", "translators": "trl"}


def facts(data: bytes, file: str) -> Facts:
    """What both say; the format has no place for illustrators."""
    stated, whole = Facts(), yaml.safe_load(data)
    _entry(whole, stated, "")
    _entry(whole.get("preferred-citation", {}), stated, "preferred-citation/")
    return stated


def _entry(entry: dict[str, Any], stated: Facts, here: str) -> None:
    title = folded(entry.get("title"))
    stated.whole_title(title, f"{here}title")
    # The format asks for authors: a book without any stands under its publisher, its title or the editors of that title.
    stand_ins = {title, folded(entry.get("publisher", {}).get("name"))} - {""}
    named = [person for person in entry.get("authors", []) if _is_editors_of(person.get("name"), title)]
    stand_ins |= {folded(person["name"]) for person in named}
    for name, role in _ROLES.items():
        people = [person for person in entry.get(name, []) if folded(person.get("name")) not in stand_ins]
        stated.add("contributors", tuple(map(_name, people)), f"{here}{name}", role)
        for person in people:
            if "family-names" in person:
                stated.add(
                    "sorted name", f"{person['family-names']}, {person['given-names']}", f"{here}{name}", _name(person)
                )
    stated.add("date", normal.date(entry.get("date-released")), f"{here}date-released")
    stated.add("year", normal.number(entry.get("year")), f"{here}year")
    stated.add("licence", normal.licence(entry.get("license")), f"{here}license")
    for code in entry.get("languages", []):
        stated.add("language", normal.language(code), f"{here}languages")
    for identifier in entry.get("identifiers", []):
        stated.add("reference", normal.identifier(identifier.get("value")), f"{here}identifiers", "epub")
        stated.add("doi", normal.doi(identifier.get("value")), f"{here}identifiers (DOI)")
    stated.add("doi", normal.doi(entry.get("doi")), f"{here}doi")
    stated.add("series", folded(entry.get("collection-title")), f"{here}collection-title")
    stated.add("series number", folded(entry.get("volume")), f"{here}volume")
    stated.add("cited isbn", normal.isbn(entry.get("isbn")), f"{here}isbn")


def _is_editors_of(name: str | None, title: str) -> bool:
    """Whether a name is that of the editors of this title (or of one that goes on with a subtitle), in any language."""
    for tag in LANGUAGES if name else ():
        before, _, after = label(tag, "editors_of").partition("{}")
        inside = folded(name).removeprefix(folded(before)).removesuffix(folded(after)).strip()
        if inside and inside != folded(name) and title.startswith(inside):
            return True
    return False


def _name(person: dict[str, str]) -> str:
    return name_key(person.get("name", "") or f"{person.get('given-names', '')} {person.get('family-names', '')}")
