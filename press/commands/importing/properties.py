"""What a manuscript says of the book, by the keys of book.yaml: its properties, its metadata block, its title page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any

from lxml import etree

from press.commands.importing.archive import Archive
from press.commands.importing.source import Source
from press.commands.importing.tree import styles
from press.commands.new_book import contributor
from press.core.languages import language_of
from press.core.paths import LANGUAGES
from press.core.yaml_reader import YamlError, parse_yaml

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
#: The elements of Dublin Core, and of OpenDocument and Word, by the keys of book.yaml.
_ELEMENTS = {
    **{"title": "title", "creator": "author", "initial-creator": "author", "language": "language"},
    **{"description": "description", "subject": "subject", "keywords": "keywords", "keyword": "keywords"},
    **{"publisher": "publisher", "date": "date"},
}
_SCRIPTS = {
    "ARABIC": "ar",
    "HEBREW": "he",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
}
_NAMES_OF_KEYS = {
    "lang": "language",
    "abstract": "description",
    "authors": "author",
    "creator": "author",
    "tags": "keywords",
}


def of_elements(root: etree._Element, kept: tuple[str, ...]) -> dict[str, Any]:
    """The values of metadata elements with text, by the keys of book.yaml; those of ``kept`` only."""
    found: dict[str, Any] = {}
    for node in root.iter(etree.Element):
        name = _ELEMENTS.get(str(node.tag).rpartition("}")[2], "")
        text = " ".join((node.text or "").split())
        if name in kept and text:
            found.setdefault(name, []).append(text)
    return {key: values if key in ("author", "subject") else values[0] for key, values in found.items()}


def of_word(archive: Archive) -> dict[str, Any]:
    """The core properties of a docx."""
    return _properties(archive, "docProps/core.xml")


def of_odt(archive: Archive) -> dict[str, Any]:
    """The properties of an odt."""
    return _properties(archive, "meta.xml")


def _properties(archive: Archive, name: str) -> dict[str, Any]:
    """The properties of a word processor's file; its language, which the program sets by itself, is one by default."""
    if name not in archive:
        return {}
    kept = ("title", "author", "language", "description", "subject", "keywords")
    found = of_elements(archive.tree(name), kept)
    if "language" in found:
        found["language by default"] = found.pop("language")
    return found


def of_block(text: str, source: Source) -> tuple[str, dict[str, Any]]:
    """A Markdown text without the metadata block at its head, and what the block says; what is not taken is noted."""
    match = _BLOCK.match(text)
    if not match:
        return text, {}
    try:
        value = parse_yaml(match[1] or "").value
    except YamlError:
        return text, {}
    if not isinstance(value, dict) and value is not None:
        return text, {}
    found: dict[str, Any] = {}
    for key, given in (value or {}).items():
        name = _NAMES_OF_KEYS.get(key, key)
        if name in (
            "title",
            "subtitle",
            "language",
            "description",
            "author",
            "date",
            "keywords",
            "publisher",
            "bibliography",
        ):
            found[name] = given
        else:
            source.remark("left out", f"{key}: {given}"[:200], "of the metadata block: book.yaml has no such key")
    return text[match.end() :], found


def record_of(given: dict[str, Any], source: Source) -> dict[str, Any]:
    """A record for book.yaml from what the files say; what it cannot hold is noted, and nothing is made up."""
    record: dict[str, Any] = {}
    for key in ("title", "subtitle", "language", "description", "publisher"):
        if given.get(key) and _one(given[key]).lower() not in styles()["nobody"]:
            record[key] = " ".join(_one(given[key]).split())
    date = _one(given.get("date", ""))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date[:10]) and "1980-01-01" <= date[:10] <= "2107-12-31":
        record["date"] = date[:10]
    elif date:
        source.remark("left out", f"date: {date}", "book.yaml takes year-month-day, from 1980 on")
    if given.get("bibliography"):
        record["bibliography"] = given["bibliography"]
    people = [name for name in _names(given.get("author", [])) if name.lower() not in styles()["nobody"]]
    if people:
        record["author"] = list(dict.fromkeys(people))
    for key, values in (("subjects", given.get("subject", [])), ("keywords", given.get("keywords", []))):
        listed = values if isinstance(values, list) else re.split(r"[;,]", _one(values))
        words = [" ".join(str(word).replace(";", ",").split()) for word in listed]
        if any(words):
            record[key] = [word for word in words if word]
    return record


def with_contributors(record: dict[str, Any], language: str) -> dict[str, Any]:
    """The metadata with its authors as contributors."""
    people = record.get("author", [])
    done = {key: value for key, value in record.items() if key not in ("author", "title", "subtitle", "language")}
    head = {key: record[key] for key in ("title", "subtitle") if key in record} | {"language": language}
    named = {"contributors": [contributor(name, "aut", language) for name in people]} if people else {}
    return head | named | done


def _one(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_one(item) for item in value)
    if isinstance(value, dict):
        return _one(value.get("text", value.get("name", "")))
    return "" if value is None else str(value)


def _names(value: Any) -> list[str]:
    """Names as people write them: a list, a list of mappings, or one after another with semicolons."""
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    return [name for name in " ".join(_one(value).split()).split("; ") if name]


#: Code, addresses, attributes and elements of HTML, which are in Latin letters in every language.
_NO_PROSE = re.compile(r"^```.*?^```|`[^`\n]*`|\]\([^()\n]*\)|\{[^{}\n]*\}|<[^<>\n]*>|https?://\S+", re.M | re.S)
_IDEOGRAPHIC = ("CJK", "HIRAGANA", "KATAKANA")


def guess_language(text: str) -> str:
    """The language of a text by its script and its small words; empty where nothing is clear."""
    prose = _NO_PROSE.sub(" ", text[:100_000])
    letters = Counter(unicodedata.name(sign, " ").split()[0].split("-")[0] for sign in prose if sign.isalpha())
    for script in _IDEOGRAPHIC:  # a sign of these is worth several letters
        letters[script] *= 3
    script = letters.most_common(1)[0][0] if letters else ""
    if script in _IDEOGRAPHIC and letters["HIRAGANA"] + letters["KATAKANA"] > letters["CJK"] // 10:
        return "ja"
    if script in _SCRIPTS:
        return _SCRIPTS[script]
    words = Counter(re.findall(r"\w+", text[:200_000].lower()))
    scores = {tag: _score(tag, words) for tag in LANGUAGES if tag not in _SCRIPTS.values()}
    first, second = sorted(scores.values(), reverse=True)[:2]
    return max(scores, key=lambda tag: scores[tag]) if first > second and first > 0 else ""


def _score(tag: str, words: Counter[str]) -> float:
    """How many of the words are articles and prepositions of a language, for each that it has."""
    own = language_of(tag)
    return sum(words[word] for word in own.articles | own.no_line_end_after)
