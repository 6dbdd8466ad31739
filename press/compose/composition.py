"""Manuscript -> Composition: one semantic XHTML tree for each document, ready for every edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from press.compose.adjustments import Adjustment, read_adjustments
from press.compose.code import set_code_from_left
from press.compose.coverage import check_coverage
from press.compose.cross_references import Named, fill_references
from press.compose.diplomatic import set_received_text
from press.compose.document import Document
from press.compose.emendation_register import set_apparatus
from press.compose.figure_collector import FigureCollector
from press.compose.figures import Picture
from press.compose.front_matter import front_documents, mark_picture
from press.compose.identifiers import Identifiers
from press.compose.index import IndexEntry, index_entries
from press.compose.line_breaks import proper_names
from press.compose.links import resolve_links
from press.compose.lists import fill_lists
from press.compose.lists.figures import fill_figure_list
from press.compose.lists.tables import fill_tables
from press.compose.make_document import in_roman, make_documents, numbered_part, scope_identifiers
from press.compose.mathematics import draw_formulas
from press.compose.mentions import mark_mentions
from press.compose.numbering import number_blocks
from press.compose.pictures import usable_picture
from press.compose.resolution import check_resolution
from press.compose.tables_and_tasks import name_wide_tables
from press.compose.terms import index_of_terms
from press.core.cache import Cache
from press.core.fallbacks import fallbacks
from press.core.languages import direction_of, label, language_of
from press.core.problems import Problems
from press.core.xhtml import (
    bind_thin_spaces,
    make,
    mark_hours,
    mark_scripts,
    replace,
    text_of,
    with_class,
)
from press.input.bibliography import identifier_of_work
from press.input.collation import Difference, Witness, collate
from press.input.manuscript import Manuscript, MarkdownFile
from press.input.markdown import Reader
from press.input.metadata import Metadata
from press.input.page_form import PageForm, page_form
from press.input.print_orders import printers_of
from press.input.received_text import ReceivedText
from press.language.es import check_book, fix, is_spanish


@dataclass(frozen=True)
class Composition:
    """The whole book, composed."""

    metadata: Metadata
    documents: tuple[Document, ...]
    pictures: tuple[Picture, ...]
    #: the measures of the pages
    form: PageForm
    differences: tuple[Difference, ...] = ()
    index: tuple[IndexEntry, ...] = ()
    received_text: ReceivedText | None = None
    adjustments: tuple[Adjustment, ...] = ()
    #: the words of proper names, which the pages do not divide
    names: frozenset[str] = frozenset()
    witnesses: tuple[dict[str, Any], ...] = ()
    #: the index of terms
    terms: tuple[IndexEntry, ...] = ()
    #: the drawings of its formulas, which the pages show
    formulas: tuple[Picture, ...] = ()
    #: the families of the signs that the text's typeface lacks
    fallbacks: tuple[str, ...] = ()
    #: what can be referred to
    named: Named = field(default_factory=Named, repr=False)

    @property
    def start(self) -> Document:
        """The document with which the text proper, and its arabic folios, begin."""
        return next(document for document in self.documents if document.part == "body")

    @property
    def page_pictures(self) -> tuple[Picture, ...]:
        """What the pages show: the pictures, and the drawings of formulas, which the EPUB has as MathML."""
        return (*self.pictures, *self.formulas)

    @property
    def grouped(self) -> tuple[tuple[Document, tuple[Document, ...]], ...]:
        """The listed documents, each with those that it holds: a part holds the chapters up to the next part."""
        groups: list[tuple[Document, list[Document]]] = []
        for document in self.listed:
            if groups and groups[-1][0].kind == "part" and document.part == "body" and document.kind != "part":
                groups[-1][1].append(document)
            else:
                groups.append((document, []))
        return tuple((document, tuple(held)) for document, held in groups)

    @property
    def listed(self) -> tuple[Document, ...]:
        """The documents that a table of contents lists."""
        return tuple(document for document in self.documents if document.is_listed)


def compose(reader: Reader, problems: Problems) -> Composition:
    """Compose all documents of the manuscript that is read; whatever is wrong with any is added to ``problems``."""
    manuscript, cache = reader.manuscript, reader.cache
    check_book(manuscript, problems, cache)
    form = _form(reader, problems)
    for drawing in (manuscript.metadata.cover, manuscript.metadata.mark):
        if drawing:
            usable_picture(drawing, drawing.read_bytes(), problems, cache)
    documents: list[Document] = []
    witnesses: list[Witness] = []
    trees = reader.documents(problems)
    if not problems.strict:
        scope_identifiers((s, t) for s, t in zip(manuscript.documents, trees, strict=True) if t is not None)
    identifiers = Identifiers(
        identifier
        for source, tree in zip(manuscript.documents, trees, strict=True)
        if tree is not None
        for element in tree.iter()
        if (identifier := element.get("id", "")) in source.identifiers
    )
    plates = FigureCollector(reader, identifiers, problems)
    number, part = 1 if manuscript.metadata.chapter_numbers else 0, 0
    for source, tree in zip(manuscript.documents, trees, strict=True):
        if tree is None:
            continue
        for document in make_documents(source, tree, number, identifiers, plates, problems):
            number += bool(document.number)
            if manuscript.metadata.design.numerals == "roman":
                document = in_roman(document)
            if document.kind == "part" and (numerals := manuscript.metadata.design.part_numerals):
                part += 1
                document = numbered_part(document, part, numerals)
            witnesses += mark_fragments(document, source, manuscript.metadata.language, witnesses, problems)
            documents.append(document)
    fill_lists(documents, reader, problems)
    fill_tables(documents, reader, problems)
    fill_figure_list(documents)
    _keep_cited_works(documents, manuscript.listed_works)
    front = front_documents(reader, problems)
    if not problems.strict:
        number_blocks(documents, language_of(manuscript.metadata.language))
    resolve_links([*front, *documents], problems)
    named = fill_references([*front, *documents], manuscript.metadata)
    formulas = draw_formulas([*front, *documents], form, cache, reader.jobs, problems)
    differences: list[Difference] = []
    has_apparatus = True
    if manuscript.received_text:
        differences = collate(manuscript.received_text, [*witnesses, *plates.witnesses()], problems)
        has_apparatus = not problems.errors
        if has_apparatus:
            set_apparatus(documents, manuscript.received_text, manuscript.metadata)
    terms = index_of_terms(documents, language_of(manuscript.metadata.language), problems)
    index = index_entries(reader, mark_mentions(documents, manuscript), problems)
    documents = [*front, *documents]
    check_coverage(documents, manuscript, problems)
    if not problems.strict:
        name_wide_tables(documents, form, problems)
    set_words(documents, manuscript, cache)
    if is_spanish(manuscript):
        fix(*(entry.heading for entry in (*index, *terms)), cache=cache)
    if manuscript.received_text:
        set_received_text(documents, manuscript.received_text, manuscript.metadata.language)
    mark = mark_picture(manuscript.metadata)
    pictures = (*plates.pictures.values(), *([mark] if mark else []))
    if not problems.strict:
        check_resolution(documents, pictures, form, problems)
    # without the apparatus an adjustment of one of its paragraphs would be reported as lost
    adjustments = read_adjustments(manuscript, documents, problems) if has_apparatus else ()
    return Composition(
        manuscript.metadata,
        tuple(documents),
        pictures,
        form,
        tuple(differences),
        index,
        manuscript.received_text,
        adjustments,
        proper_names(manuscript),
        tuple(manuscript.lists["witnesses"].value) if "witnesses" in manuscript.lists else (),
        terms=terms,
        formulas=formulas,
        fallbacks=fallback_families(documents, manuscript.metadata),
        named=named,
    )


def set_words(documents: Sequence[Document], manuscript: Manuscript, cache: Cache) -> None:
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


def _form(reader: Reader, problems: Problems) -> PageForm:
    """The measures of the pages, by what book.yaml asks for and the length of the text."""
    manuscript, metadata = reader.manuscript, reader.manuscript.metadata
    signs = sum(len(document.text) for document in manuscript.documents)
    printers = (*printers_of(metadata.printing), *printers_of(metadata.editions.hardcover))  # who bind the same pages
    return page_form(metadata.design, printers, signs, metadata.language, metadata.path, problems)


def fallback_families(documents: Iterable[Document], metadata: Metadata) -> tuple[str, ...]:
    """The fallback families of what the book prints: of its documents, of the title of its contents, and of its own title."""
    look = metadata.design.look
    signs = {*metadata.whole_title, *label(metadata.language, "contents"), *look.ornament}
    for document in documents:
        for root in document.roots():
            signs.update(*root.itertext())
    return fallbacks(signs, metadata.language, look.faces.text)


def _keep_cited_works(documents: list[Document], listed: set[str] | None) -> None:
    """The bibliography lists the works that the book cites, and those that are ``listed`` without that; all where it is None."""
    if listed is None:
        return
    cited = {element.get("href") for document in documents for element in document.elements()}
    cited |= {f"#{identifier_of_work(key)}" for key in listed}
    for document in documents:
        for entry in with_class(document.body, "csl-entry", "div"):
            if f"#{entry.get('id')}" not in cited:
                replace(entry)


def mark_fragments(
    document: Document, source: MarkdownFile, language: str, before: list[Witness], problems: Problems
) -> list[Witness]:
    """Mark the fragments, and take their text as it stands for the collation."""
    witnesses: list[Witness] = []
    blocks = {at: (line, block) for at, (_, line, block) in enumerate(source.fragment_blocks())}
    for place, element in enumerate(with_class(document.body, "fragment", "div")):
        written = element.attrib.pop("data-number", "")
        line, block = blocks.get(place, (0, ""))
        if not re.fullmatch(r"[1-9][0-9]{0,5}", written):
            line = source.line_matching(r"^:::+\s*(?:fragment\b|\{[^}\n]*\.fragment\b)", place + 1)
            words = f'"{written[:40]}" is not the number of a fragment' if written else "a fragment without its number"
            problems.add(source.path, line, "M006", words, "Write ::: {.fragment number=7}")
            continue
        number = int(written)
        first = next((one for one in (*before, *witnesses) if one.number == number), None)
        if first:
            words = f"fragment {number} stands already in {first.file.name}:{first.line}"
            problems.add(source.path, line, "M003", words, "Each fragment stands once in the book.")
            continue
        text = text_of(element, "call")
        witnesses.append(Witness(number, text, source.path, line, source.place, _placed(text, block, line)))
        word = make("span", label(language, "fragment"), klass="word")
        word.tail = f" {number}"
        element.insert(0, make("p", word, klass="fragment-number", id=f"fragmento-{number}-n"))
        element.set("id", f"fragmento-{number}")
        element.set("role", "group")
        element.set("aria-labelledby", f"fragmento-{number}-n")
    return witnesses


def _placed(text: str, block: str, fence: int) -> tuple[tuple[str, int], ...]:
    """Each word of a fragment with its line in the manuscript."""
    words, at = [], 0
    for word in text.split(" "):
        core = max("".join(c if c.isalnum() else " " for c in word).split(), key=len, default=word)
        found = block.find(core, at)
        at = found if found >= 0 else at
        words.append((word, fence + 1 + block.count("\n", 0, at)))
    return tuple(words)
