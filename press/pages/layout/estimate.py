"""About where everything will stand, before anything is laid out: from the length of the text that goes before."""

from __future__ import annotations

from lxml import etree

from press.compose.composition import Composition
from press.pages.pagination import folio_of

#: The part of the signs of a full page that pages hold on the average, and of those whose room a figure takes.
_FILLED, _FIGURE = 0.79, 0.316


def estimated_folios(composition: Composition) -> dict[str, str]:
    """The folio, more or less, of every identifier in the text of the documents.

    Only as many figures as it has are laid out (:mod:`press.pages.layout.weasyprint.folio_placeholders`), so that it has to be right about the
    pages 10, 100 and 1000 alone; where it is not, a document is laid out once more. Depends on the book and nothing else.
    """
    places: dict[str, int] = {}
    full, picture = (round(share * composition.form.signs) for share in (_FILLED, _FIGURE))
    leaf = start = 0
    for document in composition.documents:
        if document is composition.start:  # on a recto
            leaf += leaf % 2
            start = leaf
        signs = 0
        for event, element in etree.iterwalk(document.body, events=("start", "end")):
            if event == "end":
                signs += len(element.tail or "")
                continue
            if identifier := element.get("id"):
                places[identifier] = leaf + signs // full
            signs += picture if element.tag == "figure" else len(element.text or "")
        signs += sum(len("".join(block.itertext())) for note in document.notes for block in note.content)
        leaf += 1 + signs // full
    return {name: folio_of(page, start) for name, page in places.items()}
