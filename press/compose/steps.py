"""What is done to documents from the trees that are read to what every edition takes.

These are the steps of a whole book (:mod:`press.compose.composition`) and of one document that is composed alone among
the others (:mod:`press.compose.draft`): what differs is what stands around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from press.compose.code import set_code_from_left
from press.compose.coverage import check_coverage
from press.compose.cross_references import Named, fill_references
from press.compose.diplomatic import set_received_text
from press.compose.directions import set_directions
from press.compose.document import Document
from press.compose.emendation_register import set_apparatus
from press.compose.figure_collector import FigureCollector
from press.compose.figures import Picture
from press.compose.fragments import mark_fragments
from press.compose.identifiers import Identifiers
from press.compose.index import IndexEntry
from press.compose.links import resolve_links
from press.compose.lists import fill_lists
from press.compose.lists.figures import fill_figure_list
from press.compose.lists.tables import fill_tables
from press.compose.make_document import in_roman, make_documents, numbered_part, scope_identifiers
from press.compose.mathematics import draw_formulas
from press.compose.mentions import Mention, mark_mentions
from press.compose.numbering import number_blocks
from press.compose.tables_and_tasks import name_wide_tables
from press.compose.terms import index_of_terms
from press.core.cache import Cache
from press.core.languages import direction_of, language_of
from press.core.problems import Problems
from press.core.xhtml import Element, bind_thin_spaces, mark_hours, mark_scripts, replace, with_class
from press.input.bibliography import identifier_of_work
from press.input.collation import Witness
from press.input.manuscript import Manuscript, MarkdownFile
from press.input.markdown import Reader
from press.input.page_form import PageForm
from press.language.es import fix, is_spanish


@dataclass(frozen=True)
class Around:
    """What stands around the documents that are composed: nothing around a whole book.

    ``others`` are composed documents, of which those ``earlier`` stand before these; ``identifiers`` are theirs, and
    ``named`` is what they have that can be referred to.
    """

    others: Sequence[Document] = ()
    earlier: Sequence[Document] = ()
    identifiers: frozenset[str] = frozenset()
    named: Named = field(default_factory=Named)


class Made(NamedTuple):
    """Documents as they are made from the trees of their files, with their pictures and the texts of their fragments."""

    documents: list[Document]
    plates: FigureCollector
    witnesses: list[Witness]


class Completed(NamedTuple):
    """What the completed documents have for the rest of the book."""

    named: Named
    formulas: tuple[Picture, ...]
    terms: tuple[IndexEntry, ...]
    mentions: tuple[Mention, ...]
    #: False where errors keep the apparatus of a received text from being set
    has_apparatus: bool


def make_all(reader: Reader, trees: Sequence[Element | None], around: Around, problems: Problems) -> Made:
    """The documents of the reader's files, numbered after those before them; ``trees`` has None for a file with errors.

    Changes the trees.
    """
    metadata = reader.manuscript.metadata
    read = [(s, t) for s, t in zip(reader.manuscript.documents, trees, strict=True) if t is not None]
    if not problems.strict:
        scope_identifiers(read)
    figures = [figure.number for document in around.earlier for figure in document.figures]
    identifiers = Identifiers(around.identifiers | _written(read))
    made = Made([], FigureCollector(reader, identifiers, problems, max(figures, default=0)), [])
    chapters = [document.number for document in around.earlier if document.kind != "part"]
    number = 1 + max(chapters, default=0) if metadata.chapter_numbers else 0
    part = sum(document.kind == "part" for document in around.earlier)
    for source, tree in read:
        for document in make_documents(source, tree, number, identifiers, made.plates, problems):
            number += bool(document.number)
            if metadata.design.numerals == "roman":
                document = in_roman(document)
            if document.kind == "part" and (numerals := metadata.design.part_numerals):
                part += 1
                document = numbered_part(document, part, numerals)
            made.witnesses.extend(mark_fragments(document, source, metadata.language, made.witnesses, problems))
            made.documents.append(document)
    return made


def _written(read: Sequence[tuple[MarkdownFile, Element]]) -> set[str]:
    """The identifiers that authors wrote."""
    return {
        identifier
        for source, tree in read
        for element in tree.iter()
        if (identifier := element.get("id", "")) in source.identifiers
    }


def complete(
    documents: Sequence[Document],
    front: Sequence[Document],
    reader: Reader,
    form: PageForm,
    around: Around,
    problems: Problems,
) -> Completed:
    """Fill and set the documents, and those that the program made in ``front`` of them. Changes them."""
    manuscript, metadata = reader.manuscript, reader.manuscript.metadata
    language, whole = language_of(metadata.language), [*front, *documents]
    fill_lists(documents, reader, problems)
    fill_tables(documents, reader, problems)
    fill_figure_list(documents)
    _keep_cited_works(documents, manuscript.listed_works, around.others)
    if not problems.strict:
        number_blocks(documents, language, around.earlier)
    resolve_links(whole, problems, around.others, around.identifiers)
    named = fill_references(whole, metadata, around.named)
    formulas = draw_formulas(whole, form, reader.cache, reader.jobs, problems)
    has_apparatus = not manuscript.received_text or not problems.errors
    if manuscript.received_text and has_apparatus:
        has_register = any(with_class(document.body, "emendations", "div") for document in around.others)
        set_apparatus(documents, manuscript.received_text, metadata, has_register)
    # a term that another document has may be referred to
    terms = index_of_terms(documents, language, Problems() if around.others else problems)
    mentions = mark_mentions(documents, manuscript, around.identifiers)
    check_coverage(whole, manuscript, problems)
    name_wide_tables(whole, form, metadata.design.look, problems)
    _set_words(whole, manuscript, reader.cache)
    if manuscript.received_text:
        set_received_text(whole, manuscript.received_text, metadata.language)
    return Completed(named, formulas, terms, mentions, has_apparatus)


def _set_words(documents: Sequence[Document], manuscript: Manuscript, cache: Cache) -> None:
    """Set what no author types: the spaces of the language, scripts, hours, the direction of code. Changes the documents."""
    for document in documents:
        if is_spanish(manuscript):
            fix(*document.roots(), cache=cache)
        for root in document.roots():
            mark_scripts(root, manuscript.metadata.scripts, manuscript.metadata.language)
            mark_hours(root)
            bind_thin_spaces(root)
    if direction_of(manuscript.metadata.language) == "rtl":
        set_code_from_left(documents)
    if not manuscript.metadata.strict:
        set_directions(documents, manuscript.metadata.language)


def _keep_cited_works(documents: Sequence[Document], listed: set[str] | None, others: Sequence[Document]) -> None:
    """The bibliography lists the works that the book cites, and those that are ``listed`` without that; all where it is None."""
    if listed is None or not any(with_class(document.body, "csl-entry", "div") for document in documents):
        return
    cited = {element.get("href") for document in (*documents, *others) for element in document.elements()}
    cited |= {f"#{identifier_of_work(key)}" for key in listed}
    for document in documents:
        for entry in with_class(document.body, "csl-entry", "div"):
            if f"#{entry.get('id')}" not in cited:
                replace(entry)
