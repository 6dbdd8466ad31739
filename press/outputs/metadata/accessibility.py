"""What the editions can claim of their accessibility, computed from the book and the finished PDF.

EPUB Accessibility 1.1 (https://www.w3.org/TR/epub-a11y-11/), with the vocabulary of
https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20241209/. A claim that the composed
book does not bear out is not made.
"""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from press.compose.composition import Composition
from press.core.languages import label

#: The exact string that the specification asks for (EPUB Accessibility 1.1, 4.2).
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
PDF_UA = "PDF/UA-1"


@dataclass(frozen=True)
class Claims:
    """Values of the schema.org properties; ``conformance`` is empty where nothing is claimed.

    ``certified_by`` is who answers for the conformance. ``all_described`` says that every picture has a
    long description besides its alternative text, which the feature longDescription does not say.
    """

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str
    conformance: str = ""
    certified_by: str = ""
    all_described: bool = False


def claims(composition: Composition) -> Claims:
    """The claims of an EPUB of text and pictures, without sound, motion or flashes."""
    metadata = composition.metadata
    figures = [figure for document in composition.documents for figure in document.figures]
    pictures, described = _pictures(composition)
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
        "index": _has_index(composition),
    }
    summary = [label(metadata.language, "a11y_text")]
    summary += [label(metadata.language, "a11y_pictures")] if pictures and described else []
    summary += [label(metadata.language, "a11y_pages")]
    return Claims(
        modes=("textual", "visual") if pictures else ("textual",),
        sufficient=("textual",) if described else ("textual,visual",),
        features=tuple(name for name, held in features.items() if held),
        hazards=("none",),
        summary=" ".join(summary),
        conformance=CONFORMANCE if metadata.certified_by else "",
        certified_by=metadata.certified_by,
        all_described=bool(pictures) and pictures == len(figures) and all(figure.description for figure in figures),
    )


def pdf_claims(composition: Composition, pdf: pikepdf.Pdf) -> Claims:
    """The claims of the screen PDF: what its catalogue and its metadata hold."""
    language = composition.metadata.language
    pictures, described = _pictures(composition)
    marked = "/MarkInfo" in pdf.Root and bool(pdf.Root.MarkInfo.get("/Marked", False))
    tagged = marked and "/StructTreeRoot" in pdf.Root
    universal = tagged and pdf.open_metadata().get("pdfuaid:part") == "1"
    features = {
        "tableOfContents": "/Outlines" in pdf.Root,
        "readingOrder": tagged,
        "structuralNavigation": tagged,
        "taggedPDF": tagged,
        "alternativeText": universal and bool(pictures) and described,
        "index": _has_index(composition),
    }
    summary = [label(language, "a11y_pdf")] if universal else []
    summary += [label(language, "a11y_pictures")] if features["alternativeText"] else []
    return Claims(
        modes=("textual", "visual") if pictures else ("textual",),
        sufficient=("textual",) if universal and described else ("textual,visual",) if pictures else ("visual",),
        features=tuple(name for name, held in features.items() if held),
        hazards=("none",),
        summary=" ".join(summary),
        conformance=PDF_UA if universal else "",
    )


def _has_index(composition: Composition) -> bool:
    """Whether a document holds an index: marks in the text alone make none."""
    holds = any(document.kind == "index" for document in composition.documents)
    return holds and bool(composition.index or composition.terms)


def _pictures(composition: Composition) -> tuple[int, bool]:
    """How many pictures the text has, and whether all have alternative text; the mark of the title page is none."""
    documents = [document for document in composition.documents if document.kind != "titlepage"]
    pictures = [image for document in documents for image in document.body.iter("img")]
    return len(pictures), all(image.get("alt") for image in pictures)
