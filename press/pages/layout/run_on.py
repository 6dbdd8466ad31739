"""Chapters that follow on the page on which the last one ends (``openings: run-on``): laid out with it, as one.

The documents of such a run are laid out as one part, which bears the name of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from press.compose.composition import Composition
from press.compose.document import Document
from press.compose.page_items import page_items
from press.core.xhtml import Element, append

#: The option of a design that asks for it.
RUN_ON = "openings-run-on"
#: Documents of the text that begin a page all the same.
_ALONE = frozenset(("part", "dedication", "epigraph"))


def leaders(composition: Composition) -> dict[str, str]:
    """Each document that follows on, by its id, and the first of its run; a part, and what follows it, begins a page."""
    if RUN_ON not in composition.metadata.design.look.options:
        return {}
    found: dict[str, str] = {}
    leader = ""
    for document in composition.documents:
        if document.part != "body" or document.kind in _ALONE:
            leader = ""
        elif leader:
            found[document.id] = leader
        else:
            leader = document.id
    return found


def runs(composition: Composition) -> dict[str, list[Document]]:
    """The documents of each run of more than one, in order, by the id of the first."""
    followers = leaders(composition)
    found: dict[str, list[Document]] = {leader: [] for leader in followers.values()}
    for document in composition.documents:
        if document.id in found:
            found[document.id].append(document)
        elif document.id in followers:
            found[followers[document.id]].append(document)
    return found


def joined(sections: Iterable[tuple[str, Element]], followers: Mapping[str, str]) -> Iterator[tuple[str, Element]]:
    """Sections by their ids, in order; those that follow on stand at the end of the first of their run."""
    held: tuple[str, Element] | None = None
    for name, section in sections:
        if name in followers and held is not None:
            append(held[1], section)
            continue
        if held is not None:
            yield held
        held = name, section
    if held is not None:
        yield held


def owner_of_item(documents: Sequence[Document], item: int) -> tuple[str, int]:
    """The document of a run, and the number in it, of a word or figure that is counted through the run."""
    for document in documents[:-1]:
        count = len(page_items(document.body))
        if item < count:
            return document.id, item
        item -= count
    return documents[-1].id, item


def title_on(page: int, anchors: Mapping[str, tuple[int, float, float]], documents: Sequence[Document]) -> str:
    """The title of the document of a run that the head of a page names: the last that begins on it or before it."""
    begun = [document for document in documents if anchors.get(document.id, (0, 0, 0))[0] <= page]
    return (begun or documents)[-1].title
