"""The items as RIS, the format of reference managers: a tag of two letters on each line.

RIS has no tag for illustrators and authors of introductions, who stand in a field of free use (C1), and none for rights,
which are a note (N1).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.core.languages import label
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.metadata.references.csl import items, sorted_name

_TYPES = {"book": "BOOK", "chapter": "CHAP"}
_NAMES = {"author": "AU", "editor": "ED", "translator": "A4"}
_NOTED = {"illustrator": "by_ill", "contributor": "by_aui"}
_TEXTS = {
    "title": "TI",
    "container-title": "T2",
    "publisher": "PB",
    "publisher-place": "CY",
    "DOI": "DO",
    "URL": "UR",
    "language": "LA",
    "abstract": "AB",
}


def ris(catalogue: Catalogue) -> bytes:
    """A record for each item, in lines that end as the format asks."""
    rights = catalogue.metadata.rights
    notes = [" ".join(filter(None, (rights.statement, rights.url)))] if rights else []
    editions = list(filter(None, (catalogue.metadata.edition_statement,)))
    lines = [f"{tag}  - {value}" for item in items(catalogue) for tag, value in _lines(item, editions, notes)]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _lines(item: dict[str, Any], editions: list[str], notes: list[str]) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[item["type"]]
    yield "ID", item["id"]
    for variable, tag in _NAMES.items():
        yield from ((tag, _name(name)) for name in item.get(variable, ()))
    yield from ((tag, _line(item[variable])) for variable, tag in _TEXTS.items() if variable in item)
    yield from (("ET", _line(edition)) for edition in editions)
    yield from _series(item)
    if "issued" in item:
        year, month, day = item["issued"]["date-parts"][0]
        yield "PY", str(year)
        yield "DA", f"{year:04}/{month:02}/{day:02}"
    first, _, last = item.get("page", "").partition("-")
    pages = (first, last) if first else (item.get("number-of-pages", ""), "")
    yield from ((tag, page) for tag, page in zip(("SP", "EP"), pages, strict=True) if page)
    yield from (("SN", number) for number in item.get("ISBN", "").split())
    yield from (("KW", word) for word in item.get("keyword", "").split("; ") if word)
    for variable, words in _NOTED.items():
        for name in item.get(variable, ()):
            yield "C1", label(item["language"], words).format(_plain(name))
    yield from (("N1", _line(note)) for note in notes)
    if "identifier" in item.get("custom", {}):
        yield "AN", item["custom"]["identifier"]
    yield "ER", ""


def _series(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The series of a book is its second title, that of a chapter its third."""
    if "collection-title" in item:
        yield "T3" if "container-title" in item else "T2", _line(item["collection-title"])
    if "collection-number" in item:
        yield "M1", _line(item["collection-number"])


def _name(name: dict[str, str]) -> str:
    return _line(sorted_name(name))


def _plain(name: dict[str, str]) -> str:
    return _line(name.get("literal") or f"{name['given']} {name['family']}")


def _line(text: str) -> str:
    return " ".join(text.split())
