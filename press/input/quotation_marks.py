"""Quotation marks by language: pandoc's ``<q>`` -> the pairs of the language around, the inner pair within the outer."""

from __future__ import annotations

from press.core.languages import language_of
from press.core.paths import LANGUAGES
from press.core.xhtml import Element, append, unwrap


def set_quotation_marks(tree: Element, language: str) -> None:
    """Put the marks in the place of every ``<q>``, in place; ``language`` is the tree's (a BCP 47 tag)."""
    for quotation in list(tree.iter("q")):
        depth = sum(ancestor.tag == "q" for ancestor in quotation.iterancestors()) % 2
        opening, closing = _marks(quotation, language)[depth * 2 : depth * 2 + 2]
        quotation.text = opening + (quotation.text or "")
        append(quotation, closing)
    for quotation in list(tree.iter("q")):
        unwrap(quotation)


def _marks(quotation: Element, language: str) -> tuple[str, str, str, str]:
    own = next((found for a in quotation.iterancestors() if (found := a.get("lang"))), language)
    return language_of(own if own.split("-")[0] in LANGUAGES else language).quotation_marks
