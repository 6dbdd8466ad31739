"""Rule: one thing that Spanish orthotypography asks, with its source and its own proof."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from press.language.es.prose import Prose

RAE = "RAE y ASALE, Ortografía de la lengua española (2010)"
DPD = "RAE y ASALE, Diccionario panhispánico de dudas"
NBSP = "\u00a0"
THIN = "\u202f"


@dataclass(frozen=True)
class Finding:
    """What a rule finds wrong in a paragraph: the characters ``start`` to ``end``, and the right form."""

    start: int
    end: int
    right: str


#: Looks through a paragraph; is also given the words that the book sets in italics.
Finder = Callable[[Prose, tuple[str, ...]], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule of orthotypography.

    It has either ``find``, and then it reports, or ``fix``, and then it is a safe fix: a
    function of a run of text that changes nothing but its spaces. ``corrects`` says of a rule that reports that its right form
    can be put into the manuscript without judgement. ``wrong`` and ``right`` are its golden test and its line of
    docs/orthotypography.md.
    """

    code: str
    name: str
    asks: str
    reference: str
    wrong: str
    right: str
    find: Finder | None = None
    fix: Callable[[str], str] | None = None
    corrects: bool = False

    @property
    def is_fix(self) -> bool:
        """Whether the program applies it by itself."""
        return self.find is None


def pattern(
    regexp: str, right: str | Callable[[re.Match[str]], str], *, roman: bool = False, signs: str = ""
) -> Finder:
    """A finder of all matches; ``right`` may name groups; ``roman``: not what stands in italics (titles).

    Only a paragraph with one of the ``signs``, where some are given, can have a match: looking for them first is faster.
    """
    compiled = re.compile(regexp)

    def find(prose: Prose, _: tuple[str, ...]) -> Iterator[Finding]:
        if signs and not any(sign in prose.text for sign in signs):
            return
        for match in compiled.finditer(prose.text):
            if not (roman and prose.italic[match.end() - 1]):
                shown = match.expand(right) if isinstance(right, str) else right(match)
                yield Finding(match.start(), match.end(), shown)

    return find


def either(*finders: Finder) -> Finder:
    """What any of the finders finds."""

    def find(prose: Prose, foreign: tuple[str, ...]) -> Iterator[Finding]:
        for finder in finders:
            yield from finder(prose, foreign)

    return find


def replacing(*pairs: tuple[str, str]) -> Callable[[str], str]:
    """A safe fix that makes these replacements, in order."""
    compiled = [(re.compile(regexp), by) for regexp, by in pairs]

    def fix(text: str) -> str:
        for regexp, by in compiled:
            text = regexp.sub(by, text)
        return text

    return fix
