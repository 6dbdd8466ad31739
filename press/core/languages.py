"""Languages: what depends on the language of a book, one folder of data for each (``press/language/<tag>/``).

``language.yaml`` has the facts and labels, ``page.yaml`` the words of the download page. The other files may be missing, and
English stands in: ``manuscript.yaml`` (new books and headings of manuscripts), ``catalogue.yaml`` (the catalogue of a
list), ``channels.yaml`` (the forms for shops) and ``reports.yaml`` (the reports for the editor). A language is added
without code: :data:`press.core.paths.LANGUAGES` finds its folder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from press.core.formats import FORMATS
from press.core.paths import LANGUAGES
from press.core.problems import Problems
from press.core.yaml_file import read_yaml


@dataclass(frozen=True)
class Language:
    """One language; ``iso639_2`` is the bibliographic code of libraries and of ONIX list 74.

    ``direction`` is that of its script. ``date`` has braces for day, month and year; ``first_day`` is how it has the
    first of a month. ``decimal`` and ``group`` separate figures. ``quotation_marks`` are the outer pair, then the inner
    one. ``letters_after`` are letters of the alphabet on their own and the letter each follows. ``spelling`` is the name
    of the hunspell dictionary.
    """

    tag: str
    name: str
    iso639_2: str
    direction: Literal["ltr", "rtl"]
    months: tuple[str, ...]
    date: str
    decimal: str
    group: str
    quotation_marks: tuple[str, str, str, str]
    articles: frozenset[str]
    no_line_end_after: frozenset[str]
    letters_after: Mapping[str, str]
    spelling: str
    labels: Mapping[str, str] = field(repr=False)
    #: what tables, listings, boxes and theorems are called within a sentence
    blocks: Mapping[str, str] = field(repr=False, default_factory=dict)
    first_day: str = "1"

    def block(self, kind: str) -> str:
        """What a kind of block is called where a line begins with it: ``Table``."""
        name = self.blocks[kind]
        return name[:1].upper() + name[1:]

    def article(self, title: str) -> str:
        """The article with which a title begins, which a library's order leaves out; empty for none.

        As written, with the space after it: ``The ``, ``L’``.
        """
        found = re.match(r"\S+?(?:['’]|\s+)(?=\S)", title)
        written = found[0] if found else ""
        return written if written.strip().lower().replace("'", "’") in self.articles else ""

    def sort_key(self, heading: str) -> tuple[str, str]:
        """The key of a heading in an index: accents and case do not count, but the alphabet's own letters do."""
        text = unicodedata.normalize("NFC", heading).casefold().replace("œ", "oe").replace("æ", "ae")
        for letter, key in self._own_letters.items():
            text = text.replace(letter, key)
        letters = "".join(c for c in unicodedata.normalize("NFD", text) if c.isalnum() or c in " \uffff")
        return letters, heading

    def initial(self, heading: str) -> str:
        """The capital letter under which a heading stands in an index."""
        key = self.sort_key(heading)[0].lstrip()
        own = {key: letter for letter, key in self._own_letters.items()}
        found = re.match(".\uffff*", key)
        return own.get(found[0], key[:1]).upper() if found else ""

    @property
    def _own_letters(self) -> dict[str, str]:
        """Each letter of ``letters_after`` with the key that puts it after the letter before it."""
        keys: dict[str, str] = {}
        for letter, before in self.letters_after.items():
            keys[letter] = f"{keys.get(before, before)}\uffff"
        return keys

    def number(self, value: float, digits: int = 0) -> str:
        """A number with the separators of the language and this many digits after the decimal sign."""
        figures = f"{value:,.{digits}f}"
        return figures.translate({ord(","): self.group, ord("."): self.decimal})


def language_of(tag: str) -> Language:
    """The language of a BCP 47 tag, by its first subtag; :class:`KeyError` for one that the program does not have."""
    return _language(tag.split("-")[0])


def library_code(tag: str) -> str:
    """The code of ISO 639-2 (bibliographic), else of ISO 639-3, for a BCP 47 tag; ``und`` for what has neither.

    That is the code of MARC (https://www.loc.gov/marc/languages/) and of ONIX list 74.
    """
    name = tag.split("-")[0].lower()
    if name in LANGUAGES:
        return language_of(name).iso639_2
    import pycountry  # only languages that the program has no folder for need it

    found = pycountry.languages.get(**{"alpha_2" if len(name) == 2 else "alpha_3": name})
    return str(getattr(found, "bibliographic", "") or found.alpha_3) if found else "und"


def direction_of(tag: str) -> str:
    """The direction of the script of a language (a BCP 47 tag): ``ltr`` or ``rtl``."""
    return language_of(tag).direction


def direction_attribute(tag: str) -> dict[str, str]:
    """The attribute ``dir`` of a document in a language: none where text runs from left to right, as it does without."""
    return {"dir": "rtl"} if direction_of(tag) == "rtl" else {}


@cache
def _language(name: str) -> Language:
    if name not in LANGUAGES:
        raise KeyError(f"there is no language {name}")
    value = language_data(name, "language")
    lists = {key: tuple(value[key]) for key in ("months", "quotation_marks")}
    sets = {key: frozenset(value[key]) for key in ("articles", "no_line_end_after")}
    return Language(name, **{**value, **lists, **sets})


@cache
def page_words(name: str) -> Mapping[str, Any]:
    """The words of the download page in a language, by its first subtag."""
    return language_data(name, "page")


def language_data(name: str, file: str, schema: str = "") -> dict[str, Any]:
    """One of the files of a language, by default with a schema of its name; :class:`press.core.problems.ManuscriptError` when it breaks its schema."""
    problems = Problems()
    data = read_yaml(LANGUAGES[name] / f"{file}.yaml", schema or file, problems)
    problems.stop_if_any()
    assert data is not None  # noqa: S101 - a file that cannot be read has problems
    value: dict[str, Any] = data.value
    return value


def language_with(tag: str, file: str) -> str:
    """The language of a BCP 47 tag, by its first subtag, if it has this file; English if not."""
    own = tag.split("-")[0]
    return own if own in LANGUAGES and (LANGUAGES[own] / f"{file}.yaml").is_file() else "en"


def label(language: str, name: str) -> str:
    """The word ``name`` of ``labels`` in a language (a BCP 47 tag)."""
    return language_of(language).labels[name]


def format_name(language: str, kind: str) -> str:
    """What a format is called in a language (a BCP 47 tag): its name in the trade, or the language's label for it."""
    return FORMATS[kind].name or label(language, kind)


def long_date(language: str, year: int, month: int, day: int) -> str:
    """A date in words: «22 de noviembre de 2026» (months in lower case, RAE, Ortografía 2010, II.4.2.4.10)."""
    own = language_of(language)
    first = own.first_day if day == 1 else str(day)
    return own.date.format(day=first, month=own.months[month - 1], year=year)
