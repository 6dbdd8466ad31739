"""Where the lines of scripts without spaces may end (class SA of Unicode Standard Annex 14).

Pango divides Thai by a dictionary (libthai) and has none for Lao, Khmer and Burmese, whose lines it would not end before the
next space: there the pages divide before a syllable. E-readers have dictionaries of their own.
"""

from __future__ import annotations

import re

from press.core.xhtml import Element, is_verbatim, text_runs

#: Before a vowel that is written first, or a consonant that bears a vowel.
_LAO = "(?<![\u0ec0-\u0ec4])(?=[\u0ec0-\u0ec4]|[\u0e81-\u0eaf\u0edc\u0edd][\u0ebc\u0ebd]?[\u0eb0-\u0ebb])(?<=[\u0e80-\u0eff])"
#: Before a consonant that bears a vowel or a subscript, and is none itself.
_KHMER = "(?<!\u17d2)(?=[\u1780-\u17b3][\u17b6-\u17c5\u17d2])(?<=[\u1780-\u17ff])"
#: Before a consonant that is neither stacked nor ends the syllable.
_BURMESE = "(?<!\u1039)(?=[\u1000-\u102a\u103f](?!\u1037?[\u1039\u103a]))(?<=[\u1000-\u109f])"
_BREAK = re.compile(f"{_LAO}|{_KHMER}|{_BURMESE}")
#: The same in Thai, as an estimate of where Pango divides.
_THAI = "(?<![\u0e40-\u0e44])(?=[\u0e40-\u0e44]|[\u0e01-\u0e2e][\u0e30-\u0e3a])(?<=[\u0e00-\u0e7f])"
_MEASURED = re.compile(f"{_BREAK.pattern}|{_THAI}")


def part_syllables(root: Element) -> None:
    """Let lines end before the syllables of Lao, Khmer and Burmese. Changes ``root``."""
    for element, text, is_tail in list(text_runs(root, is_verbatim)):
        if _BREAK.search(text):
            setattr(element, "tail" if is_tail else "text", _BREAK.sub("\u200b", text))


def syllables(word: str) -> list[str]:
    """What lines may divide a word of these scripts, or of Thai, into."""
    return [part for part in _MEASURED.split(word) if part]
