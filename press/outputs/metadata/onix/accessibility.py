"""ONIX list 196 (code lists issue 75) out of the computed claims.

Crosswalk of the schema.org vocabulary to ONIX, W3C, 2024-09-06:
https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-crosswalk-20240906/
"""

from __future__ import annotations

from press.core.formats import Format
from press.input.metadata import Metadata
from press.outputs.metadata.accessibility import CONFORMANCE, PDF_UA, Claims

#: What each claimed feature is called in the list; what has no code there is not in the table.
FEATURES = {
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
#: What each conformance is, and what it entails: WCAG 2.2 AA asks for tagged languages (3.1.1, 3.1.2: code 22), no
#: sense by colour alone (1.4.1: 25), contrast (1.4.3: 26) and links that say where they lead (2.4.4: 40).
CONFORMANCES = {CONFORMANCE: ("04", "82", "85", "22", "25", "26", "40"), PDF_UA: ("05",)}
#: Nothing is disabled: no edition has technical protection.
UNPROTECTED = "10"
SUMMARY, FULL_DESCRIPTIONS, WITHOUT_SIGHT, CERTIFIED_BY, DETAILS, CONTACT = "00", "15", "52", "90", "96", "99"
#: The exceptions of the European Accessibility Act (directive 2019/882, articles 4.5 and 14).
EXCEPTIONS = {"microenterprise": "75", "disproportionate-burden": "76", "fundamental-alteration": "77"}


def codes(row: Format, claims: Claims, metadata: Metadata) -> list[tuple[str, str]]:
    """(code, description) of an edition, in the order of the list; most codes need no description.

    The page of the book, once it has an address, is where its accessibility is described.
    """
    found = {FEATURES[feature]: "" for feature in claims.features if feature in FEATURES}
    found |= dict.fromkeys(CONFORMANCES.get(claims.conformance, ()), "")
    found[UNPROTECTED] = ""
    found |= dict.fromkeys(row.onix_features, "")
    if claims.all_described:
        found[FULL_DESCRIPTIONS] = ""
    if "textual" in claims.sufficient:
        found[WITHOUT_SIGHT] = ""
    if metadata.accessibility_exception:
        found[EXCEPTIONS[metadata.accessibility_exception]] = ""
    described = (
        (SUMMARY, claims.summary),
        (CERTIFIED_BY, claims.certified_by),
        (DETAILS, f"{metadata.base_url}#accessibility" if metadata.base_url else ""),
        (CONTACT, metadata.contact),
    )
    found |= {code: words for code, words in described if words}
    return sorted(found.items())
