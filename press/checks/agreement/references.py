"""What the files for reference managers say of the book and its chapters: CSL-JSON, BibTeX and RIS, each by its own reader."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from press.checks.agreement import normal
from press.checks.agreement.entries import joined, pages
from press.checks.agreement.fact import Facts, folded, name_key

_ROLES = {"author": "aut", "editor": "edt", "translator": "trl", "illustrator": "ill"}
#: What stands for a sign that means something to LaTeX.
_COMMANDS = {
    "\\textbackslash{}": "\\",
    "\\textbraceleft{}": "{",
    "\\textbraceright{}": "}",
    "\\textasciitilde{}": "~",
    "\\textasciicircum{}": "^",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: The tags of RIS as the fields of BibTeX.
_TAGS = {"TI": "title", "PB": "publisher", "CY": "address", "LA": "language", "AB": "abstract", "UR": "url", "SP": "pagetotal", "T2": "series", "M1": "number", "DO": "doi"}  # fmt: skip


#: Those that mean something else of a chapter.
_TAGS_OF_CHAPTERS = {"T2": "booktitle", "T3": "series", "SP": "pages"}


def csl(data: bytes, file: str) -> Facts:
    """The items of a CSL-JSON file."""
    return joined([_item(item) for item in json.loads(data)])


def _item(item: dict[str, Any]) -> Facts:
    stated = Facts()
    for variable, role in (*_ROLES.items(), ("contributor", "otr")):
        names = [n.get("literal", "") or f"{n.get('family', '')}, {n.get('given', '')}" for n in item.get(variable, [])]
        sortable = ["family" in name for name in item.get(variable, [])]
        _people(stated, names, role, variable, sortable)
    custom = item.get("custom", {})
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    fields = {
        "title": item.get("title"),
        "booktitle": item.get("container-title"),
        "pages": item.get("page"),
        "publisher": item.get("publisher"),
        "address": item.get("publisher-place"),
        "language": item.get("language"),
        "abstract": item.get("abstract"),
        "version": item.get("version"),
        "edition": item.get("edition") or item.get("version"),
        "series": item.get("collection-title"),
        "number": item.get("collection-number"),
        "doi": item.get("DOI"),
        "url": item.get("URL"),
        "date": "-".join(f"{part:02}" for part in parts),
        "year": parts[0] if parts else "",
        "pagetotal": item.get("number-of-pages"),
        "copyright": custom.get("licence"),
        "urn": custom.get("identifier"),
    }
    _texts(stated, {name: folded(value) for name, value in fields.items()})
    stated.add("licence", normal.licence(custom.get("spdx", "").replace("-", " ", 1)), "custom: spdx")
    _lists(stated, item.get("ISBN", "").split(), item.get("keyword", "").split("; "))
    return stated


def bibtex(data: bytes, file: str) -> Facts:
    """The entries of a BibTeX file."""
    return joined([_entry(dict(fields)) for fields in _entries(data.decode("utf-8"))])


def _entry(fields: dict[str, str]) -> Facts:
    stated = Facts()
    for name, role in (*_ROLES.items(), ("introduction", "otr")):
        people = [part for part in re.split(r" and (?![^{]*})", fields.get(name, "")) if part]
        _people(stated, map(_plain, people), role, name, [not person.startswith("{") for person in people])
    fields.setdefault("edition", fields.get("version", ""))
    fields["pages"] = fields.get("pages", "").replace("--", "-")
    verbatim = ("url", "doi", "copyright", "urn")
    _texts(stated, {name: value if name in verbatim else _plain(value) for name, value in fields.items()})
    month = fields.get("month", "")
    if month and f"-{_MONTHS.index(month) + 1:02}-" not in fields.get("date", ""):
        raise ValueError(f"the month {month} is not that of the date")
    words = re.findall(r"\{((?:[^{}]|\{\})*)\}|([^,{}]+)", fields.get("keywords", ""))
    _lists(stated, fields.get("isbn", "").split(), [_plain(braced or bare).strip() for braced, bare in words])
    return stated


def _entries(text: str) -> Iterator[list[tuple[str, str]]]:
    """The fields of each entry."""
    place = 0
    while place < len(text):
        found = re.compile(r"@\w+\{[^,\s]+,\s*").match(text, place)
        if not found:
            raise ValueError("there is something other than entries")
        fields, place = _fields(text, found.end())
        yield fields


def _fields(text: str, place: int) -> tuple[list[tuple[str, str]], int]:
    """Name and value of each field of the entry from a place, its outer braces taken off; where the next may begin."""
    fields = []
    while named := re.compile(r"(\w+) = ").match(text, place):
        place = start = named.end()
        depth = 0
        while depth or text[place] != ",":
            depth += {"{": 1, "}": -1}.get(text[place], 0)
            place += 1
        value = text[start:place]
        fields.append((named[1], value[1:-1] if value.startswith("{") else value))
        place = re.compile(r",\s*").match(text, place).end()  # type: ignore[union-attr]
    if text[place : place + 1] != "}":
        raise ValueError("the entry does not end")
    return fields, re.compile(r"\}\s*").match(text, place).end()  # type: ignore[union-attr]


def _plain(text: str) -> str:
    """A text of LaTeX without its commands and grouping braces."""
    for command, sign in _COMMANDS.items():
        text = text.replace(command, f"\0{sign}\0") if sign in "{}\\" else text.replace(command, sign)
    text = re.sub(r"\\([&%$#_])", r"\1", text)
    text = re.sub(r"(?<!\0)[{}](?!\0)", "", text)
    return text.replace("\0", "")


def ris(data: bytes, file: str) -> Facts:
    """The records of a RIS file."""
    records: list[dict[str, list[str]]] = []
    for line in data.decode("utf-8").removesuffix("\r\n").split("\r\n"):
        tag, mark, value = line[:2], line[2:6], line[6:]
        if mark != "  - ":
            raise ValueError(f"{line!r} is no line of RIS")
        if tag == "TY":
            records.append(defaultdict(list))
        records[-1][tag].append(value)
    return joined([_record(record) for record in records])


def _record(tags: dict[str, list[str]]) -> Facts:
    stated = Facts()
    for tag, role in (("AU", "aut"), ("ED", "edt"), ("A4", "trl")):
        _people(stated, tags[tag], role, tag, ["," in name for name in tags[tag]])
    names = _TAGS | _TAGS_OF_CHAPTERS if tags["TY"] == ["CHAP"] else _TAGS
    fields = {name: tags[tag][0] for tag, name in names.items() if tags[tag]}
    fields["pages"] = pages(fields.get("pages", ""), "".join(tags["EP"]))
    _texts(stated, fields, names)
    if tags["DA"]:
        stated.add("date", tags["DA"][0].replace("/", "-"), "DA")
    for year in tags["PY"]:
        stated.add("year", normal.number(year), "PY")
    for note in tags["N1"]:
        statement, _, address = note.rpartition(" ") if "://" in note else (note, "", "")
        stated.add("rights", statement, "N1")
        stated.add("licence", normal.licence(address), "N1")
    for edition in tags["ET"]:
        stated.add("edition", edition.rstrip("."), "ET")
    for number in tags["AN"]:
        stated.add("reference", normal.identifier(number), "AN", "epub")
    _lists(stated, tags["SN"], tags["KW"], "SN", "KW")
    return stated


def _people(stated: Facts, names: Iterable[str], role: str, where: str, sortable: list[bool]) -> None:
    listed = [folded(name) for name in names]
    stated.add("contributors", tuple(map(name_key, listed)), where, role)
    for name, is_person in zip(listed, sortable, strict=True):
        if is_person and "," in name:
            stated.add("sorted name", name, where, name_key(name))


def _texts(stated: Facts, fields: dict[str, str], tags: Mapping[str, str] | None = None) -> None:
    """The fields of one value, each under its own name or, of RIS, its tag."""
    places = {name: tag for tag, name in (tags or {}).items()}

    def where(name: str) -> str:
        return places.get(name, name)

    stated.whole_title(fields.get("title"), where("title"))
    stated.add("container", folded(fields.get("booktitle")), where("booktitle"))
    stated.add("pages", folded(fields.get("pages")), where("pages"))
    stated.add("publisher", folded(fields.get("publisher")), where("publisher"))
    stated.add("place", folded(fields.get("address")), where("address"))
    stated.add("language", normal.language(fields.get("language")), where("language"))
    stated.add("description", folded(fields.get("abstract")), where("abstract"))
    stated.add("version", folded(fields.get("version")), where("version"))
    stated.add("cited edition", folded(fields.get("edition")), where("edition"))
    stated.add("series", folded(fields.get("series")), where("series"))
    stated.add("series number", folded(fields.get("number")), where("number"))
    stated.add("doi", folded(fields.get("doi")).lower(), where("doi"))
    stated.add("address", folded(fields.get("url")), where("url"), "page")
    stated.add("date", normal.date(fields.get("date")), where("date"))
    stated.add("year", normal.number(fields.get("year")), where("year"))
    stated.add("numbered", normal.number(fields.get("pagetotal")), where("pagetotal"), "print")
    stated.add("licence", normal.licence(fields.get("copyright")), where("copyright"))
    stated.add("reference", normal.identifier(fields.get("urn")), where("urn"), "epub")


def _lists(
    stated: Facts, isbns: Iterable[str], words: Iterable[str], isbn_at: str = "isbn", words_at: str = "keywords"
) -> None:
    stated.add("isbns", frozenset(filter(None, map(normal.isbn, isbns))), isbn_at)
    stated.add("keywords", frozenset(filter(None, map(folded, words))), words_at)
