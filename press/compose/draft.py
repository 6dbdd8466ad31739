"""A document that is edited, composed alone among the others as they were: what shows an edit before the book is composed.

It is as the whole book would have it but for what an edit changes from afar: the numbers of figures and tables that follow,
and the lists, the index and the register, which are those of before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.compose.composition import Composition, mark_fragments, set_words
from press.compose.coverage import check_coverage
from press.compose.cross_references import fill_references
from press.compose.document import Document
from press.compose.emendation_register import set_apparatus
from press.compose.figure_collector import FigureCollector
from press.compose.figures import Picture
from press.compose.identifiers import Identifiers
from press.compose.links import resolve_links
from press.compose.lists import fill_lists
from press.compose.lists.tables import fill_tables
from press.compose.make_document import in_roman, make_documents, scope_identifiers
from press.compose.mathematics import draw_formulas
from press.compose.mentions import mark_mentions
from press.compose.numbering import number_blocks
from press.compose.terms import index_of_terms
from press.core.languages import language_of
from press.core.problems import Problems
from press.core.xhtml import Element, with_class
from press.input.manuscript import MarkdownFile
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
    (tree,) = reader.documents(problems)
    if tree is None or not places:
        return None
    old = [before.documents[place] for place in places]
    own = {element.get("id") for document in old for element in document.elements()}
    elsewhere = {identifier for identifier in before.named.parts if identifier not in own}
    earlier = before.documents[: places[0]]
    documents, plates = _made(source, tree, reader, old, elsewhere, earlier, problems)
    if [(each.id, each.kind) for each in documents] != [(each.id, each.kind) for each in old]:
        return None
    if any(with_class(each.body, name, "div") for each in documents for name in _GATHERED):
        return None
    others = [each for each in before.documents if each not in old]
    formulas = _complete(documents, others, earlier, elsewhere, reader, before, problems)
    if problems.errors:
        return None
    composed = list(before.documents)
    for place, document in zip(places, documents, strict=True):
        composed[place] = document
    return replace(
        before,
        documents=tuple(composed),
        pictures=_together(before.pictures, tuple(plates.pictures.values())),
        formulas=_together(before.formulas, formulas),
    )


def _made(
    source: MarkdownFile,
    tree: Element,
    reader: Reader,
    old: Sequence[Document],
    elsewhere: set[str],
    earlier: Sequence[Document],
    problems: Problems,
) -> tuple[list[Document], FigureCollector]:
    """The documents of the file, under the numbers of the ``old`` ones, and their pictures."""
    metadata = reader.manuscript.metadata
    if not problems.strict:
        scope_identifiers([(source, tree)])
    written = {identifier for element in tree.iter() if (identifier := element.get("id", "")) in source.identifiers}
    figures = [figure.number for document in earlier for figure in document.figures]
    plates = FigureCollector(reader, Identifiers(elsewhere | written), problems, max(figures, default=0))
    number = next((document.number for document in old if document.number), 0)
    documents = make_documents(source, tree, number, plates.identifiers, plates, problems)
    if metadata.design.numerals == "roman":
        documents = [in_roman(document) for document in documents]
    for document in documents:
        mark_fragments(document, source, metadata.language, [], problems)
    return documents, plates


def _complete(
    documents: Sequence[Document],
    others: Sequence[Document],
    earlier: Sequence[Document],
    elsewhere: set[str],
    reader: Reader,
    before: Composition,
    problems: Problems,
) -> tuple[Picture, ...]:
    """Do what is done to the documents of a book after they are made, and return the drawings of their formulas."""
    manuscript, metadata = reader.manuscript, reader.manuscript.metadata
    fill_lists(documents, reader, problems)
    fill_tables(documents, reader, problems)
    if not problems.strict:
        number_blocks(documents, language_of(metadata.language), earlier)
    resolve_links(documents, problems, others, elsewhere)
    fill_references(documents, metadata, before.named)
    formulas = draw_formulas(documents, before.form, reader.cache, reader.jobs, problems)
    if manuscript.received_text:
        has_register = any(with_class(document.body, "emendations", "div") for document in others)
        set_apparatus(documents, manuscript.received_text, metadata, has_register)
    index_of_terms(documents, language_of(metadata.language), Problems())
    mark_mentions(documents, manuscript, elsewhere)
    check_coverage(documents, manuscript, problems)
    set_words(documents, manuscript, reader.cache)
    return formulas


def _together(before: Sequence[Picture], now: Sequence[Picture]) -> tuple[Picture, ...]:
    """The pictures of before and now, each name once."""
    return tuple(({picture.name: picture for picture in before} | {picture.name: picture for picture in now}).values())
