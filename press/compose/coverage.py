"""The characters that no typeface of the book has: one Problem for each, or for the letters of one script together."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from pathlib import Path

from press.compose.document import Document
from press.core.fallbacks import all_coverage
from press.core.problems import Problems, shown
from press.core.typefaces import MONO, SANS, coverage
from press.core.xhtml import Element, Parts, make, prose_and_code, rewrite_text, with_class
from press.input.manuscript import Manuscript
from press.input.source_text import line_of_entity

#: Places that a message names; it counts the others.
_PLACES = 3
#: Characters that it shows.
_SHOWN = 8
#: So many characters without a face may a book that is not strict show as their numbers; more are a script that is lacking.
_FEW = 40
#: The class of a number that stands for a character.
UNSET = "unset"


def check_coverage(documents: Sequence[Document], manuscript: Manuscript, problems: Problems) -> None:
    """A Problem for each character that the typefaces lack; one for all letters of a script, with the first places."""
    counts: Counter[str] = Counter()
    lacking: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        pairs = [prose_and_code(root) for root in document.roots()]
        text = "".join(prose for prose, _ in pairs)
        text += "".join(sign for _, code in pairs for sign in code if sign not in coverage(MONO) | coverage(SANS))
        for character in sorted(set(text) - all_coverage()):
            counts[character] += text.count(character)
            lacking[character].append(document)
    given = sum(counts.values()) <= _FEW and all(one.markdown for places in lacking.values() for one in places)
    named = lacking if given and not problems.strict else {}
    shown_in = {one.id for places in named.values() for one in places}
    for document in documents:
        for root in document.roots() if document.id in shown_in else ():
            rewrite_text(root, lambda text, _: _with_numbers(text, named), lambda element: element.tag == "math")
    groups: dict[str, list[str]] = defaultdict(list)
    for character in lacking:  # in the order of the book
        groups[_group(character)].append(character)
    for characters in groups.values():
        _report(characters, lacking, counts, manuscript, problems, "T003" if named else "T001")


def _with_numbers(text: str, named: Container[str]) -> Parts | None:
    """A text with the numbers of these characters in their places; the EPUB has the characters (:data:`UNSET`)."""
    parts: Parts = []
    at = 0
    for place, character in enumerate(text):
        if character in named:
            parts += [text[at:place], make("span", f"[U+{ord(character):04X}]", klass=UNSET)]
            at = place + 1
    return [*parts, text[at:]] if parts else None


def with_characters(section: Element) -> None:
    """Put the characters back whose numbers the pages show: a reading device may have a face for them. Changes ``section``."""
    for span in with_class(section, UNSET, "span"):
        span.text = chr(int((span.text or "")[3:-1], 16))
        del span.attrib["class"]


def _group(character: str) -> str:
    """The script of a letter or mark, by the first word of its name in Unicode; any other character itself."""
    name = unicodedata.name(character, "")
    return name.split()[0] if name and unicodedata.category(character)[0] in "LM" else character


def _report(
    characters: list[str],
    lacking: dict[str, list[Document]],
    counts: Counter[str],
    manuscript: Manuscript,
    problems: Problems,
    code: str,
) -> None:
    places: list[tuple[Path, int]] = []
    for character in characters:
        places += [_place_of(character, document, manuscript) for document in lacking[character]]
        if len(dict.fromkeys(places)) > _PLACES:
            break
    first, *more = dict.fromkeys(places)
    words = ", ".join(f'"{character}" (U+{ord(character):04X})' for character in characters[:_SHOWN])
    if len(characters) > _SHOWN:
        words += f" and {len(characters) - _SHOWN} more such letters"
    total = sum(counts[character] for character in characters)
    times = f", {total} times" if total > 1 else ""
    also = f"; also in {', '.join(f'{shown(path)}:{line}' for path, line in more[: _PLACES - 1])}" if more else ""
    hint = "Write it another way, or leave it out."
    if code == "T003":
        hint = f"The pages show its number. {hint}"
    problems.add(*first, code, f"no typeface of the book has {words}{times}{also}", hint)


def _place_of(character: str, document: Document, manuscript: Manuscript) -> tuple[Path, int]:
    """File and line of a character: in the document, in the lists and figures that it prints, or in book.yaml."""
    source = document.markdown
    if source and (line := source.line_of(character) or line_of_entity(source.text, character)):
        return source.path, line
    record = manuscript.metadata.data
    for data in (record, *manuscript.lists.values(), *manuscript.tables.values(), *manuscript.figures.values()):
        if data and (line := data.line_holding(character)):
            return data.path, line
    return (source.path if source else manuscript.metadata.path), 0
