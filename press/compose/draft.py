"""A document that is edited, composed alone among the others as they were: what shows an edit before the book is composed.

It is as the whole book would have it but for what an edit changes from afar: the numbers of figures and tables that follow,
and the lists, the index and the register, which are those of before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.compose.composition import Composition
from press.compose.document import Document
from press.compose.figures import Picture
from press.compose.steps import Around, complete, make_all
from press.core.problems import Problems
from press.core.xhtml import with_class
from press.input.markdown import Reader

#: What is filled with the words of other documents.
_GATHERED = ("figure-list", "received-text", "emendations", "term-index", "name-index")


def compose_draft(reader: Reader, before: Composition) -> Composition | None:
    """The book ``before`` with the one document that is read in its place, composed anew.

    None where its file made, or makes, other documents, where it gathers what others have, and where it has errors.
    """
    (source,) = reader.manuscript.documents
    places = [n for n, each in enumerate(before.documents) if each.markdown and each.markdown.path == source.path]
    problems = Problems(strict=reader.manuscript.metadata.strict)
    trees = reader.documents(problems)
    if None in trees or not places:
        return None
    old = [before.documents[place] for place in places]
    around = _around(before, old, places[0])
    documents, plates, _ = make_all(reader, trees, around, problems)
    if [(each.id, each.kind) for each in documents] != [(each.id, each.kind) for each in old]:
        return None
    if any(with_class(each.body, name, "div") for each in documents for name in _GATHERED):
        return None
    completed = complete(documents, (), reader, before.form, around, problems)
    if problems.errors:
        return None
    composed = list(before.documents)
    for place, document in zip(places, documents, strict=True):
        composed[place] = document
    return replace(
        before,
        documents=tuple(composed),
        pictures=_together(before.pictures, tuple(plates.pictures.values())),
        formulas=_together(before.formulas, completed.formulas),
    )


def _around(before: Composition, old: Sequence[Document], place: int) -> Around:
    """All of the book but the documents ``old``, the first of which has this place in it."""
    own = {element.get("id") for document in old for element in document.elements()}
    return Around(
        others=[each for each in before.documents if each not in old],
        earlier=before.documents[:place],
        identifiers=frozenset(identifier for identifier in before.named.parts if identifier not in own),
        named=before.named,
    )


def _together(before: Sequence[Picture], now: Sequence[Picture]) -> tuple[Picture, ...]:
    """The pictures of before and now, each name once."""
    return tuple(({picture.name: picture for picture in before} | {picture.name: picture for picture in now}).values())
