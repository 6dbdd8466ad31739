"""The items as BibTeX, in the fields that BibTeX, BibLaTeX and reference managers read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.outputs.metadata.catalogue import Catalogue
from press.outputs.metadata.references.csl import items

#: In LaTeX these are commands; braces must balance, even escaped ones.
_SIGNS = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}
_ESCAPES = str.maketrans(_SIGNS)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TYPES = {"book": "book", "chapter": "incollection"}
#: The field of each variable of CSL. BibLaTeX calls the author of an introduction "introduction".
_NAMES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "illustrator": "illustrator",
    "contributor": "introduction",
}
_TEXTS = {
    "title": "title",
    "container-title": "booktitle",
    "collection-title": "series",
    "collection-number": "number",
    "edition": "edition",
    "version": "version",
    "publisher": "publisher",
    "publisher-place": "address",
    "page": "pages",
    "number-of-pages": "pagetotal",
    "ISBN": "isbn",
    "language": "language",
    "abstract": "abstract",
}
#: BibLaTeX reads these letter by letter.
_VERBATIM = {"DOI": "doi", "URL": "url"}


def bibtex(catalogue: Catalogue) -> bytes:
    """An entry for each item."""
    return "\n".join(_entry(item) for item in items(catalogue)).encode()


def _entry(item: dict[str, Any]) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(item))
    return f"@{_TYPES[item['type']]}{{{item['id']},\n{fields}}}\n"


def _fields(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for variable, name in _NAMES.items():
        if variable in item:
            yield name, _braced(" and ".join(map(_name, item[variable])))
    for variable, name in _TEXTS.items():
        if variable in item:
            text = _text(item[variable])
            yield name, _braced(text.replace("-", "--") if variable == "page" else text)
    if "keyword" in item:  # parted by commas: one with a comma of its own stands in braces
        words = map(_text, item["keyword"].split("; "))
        yield "keywords", _braced(", ".join(_braced(word) if "," in word else word for word in words))
    if "issued" in item:
        year, month, day = item["issued"]["date-parts"][0]
        yield "date", _braced(f"{year:04}-{month:02}-{day:02}")
        yield "year", _braced(str(year))
        yield "month", _MONTHS[month - 1]
    for variable, name in _VERBATIM.items():
        if variable in item:
            yield name, _braced(item[variable])
    for name, value in item.get("custom", {}).items():
        if name in ("licence", "identifier"):
            yield {"licence": "copyright", "identifier": "urn"}[name], _braced(value)


def _name(name: dict[str, str]) -> str:
    """The name of a body in braces of its own: it has no family name, and an "and" in it parts no names."""
    if "literal" in name:
        return _braced(_text(name["literal"]))
    return f"{_text(name['family'])}, {_text(name['given'])}"


def _braced(text: str) -> str:
    return f"{{{text}}}"


def _text(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES)
