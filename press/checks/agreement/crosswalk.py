"""Accessibility in the words of each vocabulary: ONIX list 196 and schema.org say the same with other names.

Crosswalk of the W3C, 2024-09-06: https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-crosswalk-20240906/
"""

from __future__ import annotations

import re
from collections.abc import Collection

#: The features of schema.org that list 196 has a code for.
FEATURE_CODES = {
    "tableOfContents": "11",
    "index": "12",
    "readingOrder": "13",
    "alternativeText": "14",
    "pageBreakMarkers": "19",
    "structuralNavigation": "29",
    "ARIA": "30",
    "displayTransformability": "36",
    "pageNavigation": "41",
}
#: What WCAG 2 AA entails: languages tagged, no sense by colour alone, contrast, links that say where they lead.
ENTAILED = frozenset({"22", "25", "26", "40"})
WITHOUT_SIGHT, LANDMARKS, FULL_DESCRIPTIONS = "52", "32", "15"
UNPROTECTED = "10"
SUMMARY, CERTIFIED_BY, CONTACT = "00", "90", "99"
#: Codes that speak of persons, addresses and dates, not of the file.
ABOUT_THE_CLAIM = frozenset({"00", "10", *map(str, range(90, 100))})
#: The exceptions of the European Accessibility Act that a publisher may claim.
EXCEPTIONS = {"75": "microenterprise", "76": "disproportionate-burden", "77": "fundamental-alteration"}
_EPUB = {"02": "1.0", "03": "1.0", "04": "1.1"}
_WCAG = {"80": "2.0", "81": "2.1", "82": "2.2"}
_LEVEL = {"84": "A", "85": "AA", "86": "AAA"}
_PDF = {"05": "PDF/UA-1", "06": "PDF/UA-2"}
CONFORMANCE_CODES = frozenset({*_EPUB, *_WCAG, *_LEVEL, *_PDF})
_STATED = re.compile(r"(EPUB Accessibility [\d.]+ - WCAG [\d.]+ Level A+|PDF/UA-\d)\.(?: [^:]+: (.+)\.)?")


def codes(features: Collection[str], sufficient: Collection[str], conformance: str = "") -> frozenset[str]:
    """The codes of list 196 that claims in the words of schema.org come to."""
    found = {FEATURE_CODES[feature] for feature in features if feature in FEATURE_CODES}
    found |= {WITHOUT_SIGHT} if "textual" in sufficient else set()
    return frozenset(found | (ENTAILED if conformance.endswith(" AA") else frozenset()))


def conformance(found: Collection[str]) -> str:
    """The conformance that codes of list 196 come to; empty for none."""
    pdf = [name for code, name in _PDF.items() if code in found]
    if pdf:
        return pdf[0]
    parts = [[name for code, name in table.items() if code in found] for table in (_EPUB, _WCAG, _LEVEL)]
    if not any(parts):
        return ""
    accessibility, wcag, level = (names[0] if names else "?" for names in parts)
    return f"EPUB Accessibility {accessibility} - WCAG {wcag} Level {level}"


def conformance_of_address(address: str) -> str:
    """The conformance that an address stands for (https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aa)."""
    found = re.fullmatch(r"https?://www\.w3\.org/TR/epub-a11y-(\d)(\d)#wcag-(\d\.\d)-(a+)", address)
    return f"EPUB Accessibility {found[1]}.{found[2]} - WCAG {found[3]} Level {found[4].upper()}" if found else address


def stated_conformance(words: str) -> tuple[str, str]:
    """(conformance, who certifies it) of a note for readers: "PDF/UA-1. Evaluación: El taller."."""
    found = _STATED.fullmatch(words)
    return (found[1], found[2] or "") if found else (words, "")
