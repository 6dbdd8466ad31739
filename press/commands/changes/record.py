"""What the record of a book says, field by field, as its finished files have it, and what became of each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from press.checks.epub_file import EpubFile
from press.core.isbn import hyphenated
from press.core.messages import Message
from press.core.xhtml import Element

#: What follows from the text, its pictures and its pages, or from the bytes.
_COMPUTED = ("access", "encoding", "image", "thumbnailUrl", "numberOfPages", "@")
#: What the fields of schema.org are called; any other is called by its name there.
NAMES: Mapping[str, Message] = {
    "name": Message("title"),
    "alternativeHeadline": Message("subtitle"),
    "author": Message("authors"),
    "editor": Message("editors"),
    "translator": Message("translators"),
    "illustrator": Message("illustrators"),
    "contributor": Message("contributors"),
    "inLanguage": Message("language"),
    "bookEdition": Message("edition"),
    "datePublished": Message("date"),
    "description": Message("description"),
    "license": Message("licence"),
    "copyrightNotice": Message("rights"),
    "isBasedOn": Message("source"),
    "publisher": Message("publisher"),
    "locationCreated": Message("place"),
    "about": Message("subjects"),
    "keywords": Message("keywords"),
    "isbn": Message("ISBN"),
    "identifier": Message("identifiers"),
}


#: The same fields in the package of an EPUB: elements of Dublin Core, and properties.
_PACKAGE = {
    "title": "name",
    "subtitle": "alternativeHeadline",
    "creator": "author",
    "contributor": "contributor",
    "language": "inLanguage",
    "schema:version": "bookEdition",
    "date": "datePublished",
    "description": "description",
    "dcterms:license": "license",
    "rights": "copyrightNotice",
    "publisher": "publisher",
    "subject": "about",
}


@dataclass(frozen=True)
class FieldChange:
    """A field of the record, and its values in both editions, empty for none."""

    field: str
    old: str
    new: str


def read_fields(releases: Sequence[tuple[Path, EpubFile]]) -> list[dict[str, str]]:
    """The fields of the record of each release (its folder and EPUB), by their names in schema.org.

    They are those of the records, or of the EPUBs where one of the releases has no records. Raises OSError and ValueError.
    """
    paths = [next(iter(sorted(out.glob("records/*.jsonld"))), None) for out, _ in releases]
    found = [path for path in paths if path]
    if len(found) == len(paths):
        return [_of_record(json.loads(path.read_bytes())) for path in found]
    return [_of_package(epub.package) for _, epub in releases]


def _of_record(value: dict[str, Any]) -> dict[str, str]:
    editions = value.pop("workExample", [])
    fields = {name: _words(each) for name, each in value.items() if not name.startswith(_COMPUTED)}
    isbns = {each["isbn"]: each.get("bookFormat", "") for each in editions if each.get("isbn")}
    fields["isbn"] = "; ".join(
        f"{hyphenated(isbn)} ({_words(form).rpartition('/')[2]})" for isbn, form in isbns.items()
    )
    return {name: text for name, text in fields.items() if text}


def _of_package(package: Element) -> dict[str, str]:
    fields: dict[str, list[str]] = {}
    for element in package.iterfind("{*}metadata/*"):
        if not isinstance(element.tag, str):
            continue
        own = "subtitle" if element.get("id") == "subtitle" else etree.QName(element).localname
        name = _PACKAGE.get(element.get("property") or own)
        if name and element.text:
            fields.setdefault(name, []).append(element.text)
    return {name: "; ".join(texts) for name, texts in fields.items()}


def compare_fields(old: Mapping[str, str], new: Mapping[str, str]) -> list[FieldChange]:
    """The fields that are not the same, in the order of the new record."""
    names = dict.fromkeys((*new, *old))
    return [FieldChange(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)]


def _words(value: Any) -> str:
    """A value of JSON-LD in one line: a thing by its name, a list with semicolons."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        named = value.get("name") or value.get("@id") or value.get("value")
        return _words(named) if named else "; ".join(_words(each) for name, each in value.items() if name[0] != "@")
    return str(value)
