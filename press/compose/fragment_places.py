"""Where the fragments stand in the composed book, and which of their words are in italics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.compose.document import Document
from press.core.xhtml import Element, TextRun, classes, parent_of, text_runs

#: The classes of what the edition adds within a fragment.
_ADDED = frozenset({"call", "fragment-number", "emended"})


def fragment_elements(documents: Sequence[Document]) -> Iterator[tuple[int, Element]]:
    """The number of each fragment and the element that holds its words."""
    for document in documents:
        for element in document.body.iter("div", "span"):
            identifier = element.get("id", "").removeprefix("fragmento-")
            if identifier.isdigit() and "fragment" in classes(element):
                yield int(identifier), element
            elif identifier.isdigit():  # a caption: its words follow its number
                words = element.getnext()
                if words is not None:
                    yield int(identifier), words


def places(documents: Sequence[Document]) -> dict[int, str]:
    """Fragment -> identifier of the figure, or else of the document, that it stands in."""
    found = {}
    for document in documents:
        for number, element in fragment_elements([document]):
            figure = next((e for e in element.iterancestors("figure") if e.get("id")), None)
            found[number] = document.id if figure is None else figure.get("id", "")
    return found


def italics(element: Element) -> set[int]:
    """The signs of a fragment, white space not counted, that are in italics."""
    slanted, count = set(), 0
    for node, text, is_tail in texts(element):
        parent = parent_of(node) if is_tail else node
        within = [parent, *parent.iterancestors()]
        signs = sum(not character.isspace() for character in text)
        if any(e.tag in ("em", "cite", "i") for e in within[: within.index(element) + 1]):
            slanted |= set(range(count, count + signs))
        count += signs
    return slanted


def texts(root: Element) -> Iterator[TextRun]:
    """Each text of a fragment's own words, without what the edition adds."""
    return text_runs(root, lambda element: element is not root and not _ADDED.isdisjoint(classes(element)))
