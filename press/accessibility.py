"""What the EPUB can claim of its accessibility, computed from the book itself.

EPUB Accessibility 1.1 (https://www.w3.org/TR/epub-a11y-11/), with the vocabulary of
https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20241209/. A claim that the composed
book does not bear out is not made.
"""

from __future__ import annotations

from dataclasses import dataclass

from press.composition import Composition
from press.labels import label

#: The exact string that the specification asks for (EPUB Accessibility 1.1, 4.2).
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


@dataclass(frozen=True)
class Claims:
    """Values of the schema.org properties; the self-evaluation is the record's."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str


def claims(composition: Composition) -> Claims:
    """The claims of a book of text and pictures, without sound, motion or flashes."""
    figures = [figure for document in composition.documents for figure in document.figures]
    pictures = [image for document in composition.documents for image in document.body.iter("img")]
    described = all(image.get("alt") for image in pictures)
    features = {
        "tableOfContents": True,
        "readingOrder": True,
        "structuralNavigation": bool(composition.listed),
        "displayTransformability": True,
        "ARIA": True,
        "pageNavigation": True,
        "pageBreakMarkers": True,
        "alternativeText": bool(pictures) and described,
        "longDescription": any(figure.description for figure in figures),
        "index": bool(composition.index),
    }
    summary = [label(composition.record.language, "a11y_text")]
    summary += [label(composition.record.language, "a11y_pictures")] if pictures and described else []
    summary += [label(composition.record.language, "a11y_pages")]
    return Claims(
        modes=("textual", "visual") if pictures else ("textual",),
        sufficient=("textual",) if described else ("textual,visual",),
        features=tuple(name for name, held in features.items() if held),
        hazards=("none",),
        summary=" ".join(summary),
    )
