"""Fallback faces: the typefaces of the signs that the book's own lacks, sign by sign, in the order of the stylesheets.

``font-family`` lists name them after the text's typeface; what is set here with HarfBuzz (running heads, lettering) takes
the first that has a sign, as browsers do (CSS Fonts 4, 5.3). Nothing is synthesised: where a family has no italic or no
bold, another of its faces stands in (:data:`press.core.typefaces.FACES`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import uharfbuzz as hb
from bidi import algorithm as bidi

from press.core.typefaces import NOTO_SCRIPTS, TEXT, Faces, coverage, face_font, shaped

#: The families of Chinese characters, which differ in form, by language.
_HAN = {"zh": "Noto Sans SC", "ja": "Noto Sans JP", "ko": "Noto Sans KR"}
_SCRIPTS = ("Gentium Book Plus", "Amiri", *(f"Noto Sans {script}" for script in NOTO_SCRIPTS), "Noto Sans")
_SIGNS = ("STIX Two Math", "Noto Sans Symbols", "Noto Emoji", "DejaVu Sans")
_KANA = frozenset(map(chr, range(0x3041, 0x3100)))
#: The rules of UAX 9 that give each character its level, one after the other.
_STEPS = (
    bidi.explicit_embed_and_overrides,
    bidi.resolve_weak_types,
    bidi.resolve_neutral_types,
    bidi.resolve_implicit_levels,
)


def _ordered(missing: Iterable[str], language: str) -> tuple[str, ...]:
    """Every fallback family, those of the book's own script first."""
    own = language.split("-")[0]
    japanese = not _KANA.isdisjoint(missing)
    first = _HAN.get(own) or _HAN["ja" if japanese else "zh"]
    han = (first, *(family for family in _HAN.values() if family != first))
    return (*han, *_SCRIPTS, *_SIGNS) if own in _HAN or japanese else (*_SCRIPTS, *_SIGNS, *han)


def fallbacks(characters: Iterable[str], language: str, text: str = TEXT) -> tuple[str, ...]:
    """The families that a text set in ``text`` needs besides, in the order in which each sign is looked for in them."""
    missing = set(characters) - coverage(text)
    found = []
    for family in (TEXT, *_ordered(missing, language)) if missing else ():
        if missing & coverage(family):
            found.append(family)
            missing -= coverage(family)
    return tuple(found)


def lacking(characters: Iterable[str], families: Iterable[str], text: str = TEXT) -> Iterator[tuple[str, set[str]]]:
    """Each of these families with the characters that it sets: those that the text's typeface and those before it lack.

    Joiners and spaces, between which the shaping of a script goes on, are set in all.
    """
    missing = set(characters) - coverage(text)
    joiners = {sign for sign in characters if unicodedata.category(sign) in ("Cf", "Zs")}
    for family in families:
        yield family, (missing & coverage(family)) | joiners
        missing -= coverage(family)


@cache
def all_coverage() -> frozenset[str]:
    """The characters that the text's typeface or a fallback face has."""
    return coverage(TEXT).union(*(coverage(family) for family in _ordered((), "")))


def with_fallbacks(style: str, families: Iterable[str], faces: Faces | None = None) -> str:
    """The text of a stylesheet that names the book's typefaces, with these families after them.

    The stylesheets call that of the text ``"EB Garamond"`` and that of headings ``"Heading"``.
    """
    faces = faces or Faces()
    lists = {TEXT: (faces.text, *families), "Heading": (faces.heading, faces.text, *families)}
    quoted = {name: ", ".join(f'"{family}"' for family in dict.fromkeys(found)) for name, found in lists.items()}
    return re.sub(f'"({"|".join(lists)})"', lambda match: quoted[match[1]], style)


@dataclass(frozen=True)
class Run:
    """A stretch of text in one face and one direction, as glyphs; ``start`` counts its characters from the text's first."""

    family: str
    text: str
    start: int
    font: hb.Font
    buffer: hb.Buffer


def shaped_runs(
    text: str, face: tuple[str, int, str], features: Mapping[str, int | bool], language: str = "und"
) -> list[Run]:
    """A line of text as runs from left to right, each sign in the first face that has it (UAX 9)."""
    family, weight, style = face
    families = _families(text, family, language)
    levels = _levels(text)
    runs: list[tuple[int, Run]] = []
    for (family, level), group in groupby(range(len(text)), key=lambda place: (families[place], levels[place])):
        places = list(group)
        piece = text[places[0] : places[-1] + 1]
        font = face_font(family, weight, style)
        direction = ("ltr", "rtl")[level % 2]
        runs.append((level, Run(family, piece, places[0], font, shaped(font, piece, features, language, direction))))
    return _reordered(runs)


def _families(text: str, family: str, language: str) -> list[str]:
    """The family of each character: marks, joiners and spaces are set in that of what they follow."""
    if set(text) <= coverage(family):
        return [family] * len(text)
    order = (family, *fallbacks(text, language, family))
    found: list[str] = []
    for character in text:
        joins = unicodedata.category(character)[0] in "MZC"
        if joins and found and character in coverage(found[-1]):
            found.append(found[-1])
        else:
            found.append(next((one for one in order if character in coverage(one)), family))
    return found


def _levels(text: str) -> list[int]:
    """The embedding level of each character; the base is that of its first letter."""
    if not any(unicodedata.bidirectional(character) in ("R", "AL", "RLE", "RLO", "RLI", "AN") for character in text):
        return [0] * len(text)
    storage = bidi.get_empty_storage()
    storage["base_level"] = bidi.get_base_level(text)
    storage["base_dir"] = ("L", "R")[storage["base_level"]]
    bidi.get_embedding_levels(text, storage)
    for place, character in enumerate(storage["chars"]):
        character["place"] = place
    for step in _STEPS:
        step(storage, False)
    known = {character["place"]: int(character["level"]) for character in storage["chars"]}
    levels: list[int] = []
    for place in range(len(text)):  # joiners and marks of direction have none
        levels.append(known.get(place, levels[-1] if levels else storage["base_level"]))
    return levels


def _reordered(runs: list[tuple[int, Run]]) -> list[Run]:
    """Runs in the order in which they stand on the line (UAX 9, L2)."""
    for least in range(max((level for level, _ in runs), default=0), 0, -1):
        ordered: list[tuple[int, Run]] = []
        for inside, group in groupby(runs, key=lambda run, least=least: run[0] >= least):  # type: ignore[misc]
            stretch = list(group)
            ordered += stretch[::-1] if inside else stretch
        runs = ordered
    return [run for _, run in runs]
