"""The paragraph-like elements of a document, numbered: the name by which the layout's review speaks of each.

A name is ``espera:12`` for the twelfth block of a body and ``espera:n3`` for its third note; it
stands in the page trees as ``data-block`` and is the same in every layout of the same book.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.compose.document import Document
from press.core.xhtml import Element, classes, text_of, with_class

ATTRIBUTE = "data-block"
_TAGS = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd td th caption figure pre".split())
_SPACES = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2060": ""})


def blocks(root: Element) -> Iterator[Element]:
    """The elements that hold lines of their own (and the figures), in reading order, without what stands in notes."""
    for child in root:
        if not isinstance(child.tag, str) or "fn" in classes(child):
            continue
        if child.tag in _TAGS or (child.tag == "div" and _holds_lines(child)):
            yield child
        yield from blocks(child)


def _holds_lines(div: Element) -> bool:
    """Whether text stands in a div itself, as in an entry of the bibliography, and not in paragraphs of it."""
    inner = {element.tag for element in div.iterdescendants()}
    return not inner & _TAGS and not inner & {"div", "table"} and bool(text_of(div))


def number_blocks(section: Element, document: Document) -> None:
    """Name the blocks of a document's page tree, whose notes stand at their calls."""
    section.set(ATTRIBUTE, document.id)
    for number, block in enumerate(blocks(section), start=1):
        block.set(ATTRIBUTE, f"{document.id}:{number}")
    for number, note in enumerate(with_class(section, "fn", "span"), start=1):
        note.set(ATTRIBUTE, f"{document.id}:n{number}")


def block_texts(document: Document) -> dict[str, str]:
    """Name -> text, as a reader reads it, of the notes of a document and of its blocks that hold no other."""
    texts = {
        f"{document.id}:{number}": normalise_spaces(text_of(block, "call"))
        for number, block in enumerate(blocks(document.body), start=1)
        if next(blocks(block), None) is None
    }
    for note in document.notes:
        texts[f"{document.id}:n{note.number}"] = normalise_spaces(" ".join(text_of(block) for block in note.content))
    return texts


def document_of(block: str) -> str:
    """The id of the document that a block's name belongs to."""
    return block.partition(":")[0]


def normalise_spaces(text: str) -> str:
    """A text with one kind of space and no joiners, as an editor types it."""
    return " ".join(text.translate(_SPACES).split())
