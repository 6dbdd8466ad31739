"""How a name is sorted: a proposal by the customs of its language, for whoever knows the person to confirm.

IFLA, Names of Persons: national usages for entry in catalogues (4th edition, 1996); RDA 9.2.2 and appendix F.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class _Usage:
    """``order`` is given (the given name first), family (the family name first) or none (names are not inverted).

    ``surnames`` are the last words that make the family name. ``behind`` are particles that go behind the given name,
    ``within`` those with which the family name begins; ``given`` are second given names that are no surname.
    """

    order: str = "given"
    surnames: int = 1
    behind: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    given: frozenset[str] = field(default=frozenset(), repr=False)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SECOND = _words(
    "alberto alfredo ana andrés antonio beatriz carlos carmen cristina daniel david eduardo elena enrique ernesto esteban "
    "eugenia felipe fernando francisco gabriel gonzalo guadalupe guillermo ignacio inés isabel javier jesús joaquín jorge "
    "josé juan julio laura lourdes lucía luis luisa luz manuel maría mario martín mercedes miguel pablo pedro pilar rafael "
    "ramón raúl ricardo roberto rosa rosario salvador santiago teresa tomás vicente víctor"
)
_IBERIAN = _words("de del da das do dos e la las los y")
#: By the first subtag of the language; what is not here is as English.
_USAGES = {
    "es": _Usage(surnames=2, behind=_words("de del la las los"), given=_SECOND),
    "ca": _Usage(behind=_words("de d' del la els les"), given=_SECOND),
    "gl": _Usage(surnames=2, behind=_words("de da do das dos"), given=_SECOND),
    "eu": _Usage(surnames=2, behind=_words("de"), given=_SECOND),
    "pt": _Usage(behind=_IBERIAN),
    "fr": _Usage(behind=_words("de d'"), within=_words("le la les du des")),
    "it": _Usage(within=_words("da de del della degli dei di lo la")),
    "de": _Usage(behind=_words("von zu und der den dem van de"), within=_words("vom zum zur am im")),
    "nl": _Usage(behind=_words("van de der den het 't in op te ten ter"), within=_words("ver")),
    "en": _Usage(within=_words("de da del della di du la le van von der den o' st")),
    "hu": _Usage("family"),
    "zh": _Usage("family"),
    "ja": _Usage("family"),
    "ko": _Usage("family"),
    "vi": _Usage("family"),
    "is": _Usage("none"),
}
#: What stands behind a family name and belongs to it.
_SUFFIXES = _words("jr jr. sr sr. ii iii iv filho júnior neto sobrinho hijo")
#: Words that a body's name has and a person's has not.
_BODY = re.compile(
    r"\b(academ\w+|agenc\w+|arch[ií]v\w+|asoc\w+|associa\w+|ayuntamiento|biblio\w+|centr[eo]|club|collective|colectivo|"
    r"colaboradores|comisi[óo]n|commission|committee|comit[éeè]|compan[yi]\w*|consej[oa]|contributors|council|departament\w+|"
    r"department|edici\w+|editor(es|s|ial)|[ée]ditions?|equipo|fundaci[óo]n|foundation|fondation|gmbh|gobierno|government|"
    r"group|grupo|inc|institut\w*|ltd|minist\w+|mus(eo|eum|[ée]e)|organi[sz]a\w+|press|sociedad|society|soci[ée]t[ée]|"
    r"s\.a|s\.l|taller|team|unesco|universi\w+|verein|verlag|wikipedia|workshop)(?!\w)",
    re.I,
)


@dataclass(frozen=True)
class SortedName:
    """How a name is sorted; ``is_body`` where it seems to be that of a body, ``certain`` where nothing is to confirm."""

    text: str
    is_body: bool = False
    certain: bool = False


def sorted_name(name: str, language: str) -> SortedName:
    """The name as it is sorted by the customs of a language (a BCP 47 tag)."""
    words = name.split()
    if len(words) < 2:
        return SortedName(name, certain=True)
    if _BODY.search(name):
        return SortedName(name, is_body=True)
    usage = _USAGES.get(language.split("-")[0], _USAGES["en"])
    if usage.order == "none":
        return SortedName(name)
    if usage.order == "family":
        return SortedName(f"{words[0]}, {' '.join(words[1:])}")
    return SortedName(_inverted(words, usage))


def _inverted(words: list[str], usage: _Usage) -> str:
    end = len(words) - (words[-1].lower() in _SUFFIXES and len(words) > 2)
    start = _start(words[:end], usage)
    while start > 1 and words[start - 1].lower() in usage.within:
        start -= 1
    given = " ".join(words[:start])
    return f"{' '.join(words[start:])}, {given}"


def _start(words: list[str], usage: _Usage) -> int:
    """Where the family name begins: its particles that go behind stay with the given name."""
    particles = usage.behind | usage.within
    joined = [
        place for place, word in enumerate(words) if word.lower() in ("i", "y", "e") and 1 < place < len(words) - 1
    ]
    if joined:  # "Ortega y Gasset"
        return joined[-1] - 1
    start = len(words) - 1
    for _ in range(usage.surnames - 1):
        before = start - 1
        while before > 0 and words[before].lower() in particles:
            before -= 1
        if before < 1 or words[before].lower() in usage.given:
            break
        start = before
    return start
