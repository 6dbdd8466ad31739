"""Manuscript -> Composition: one semantic XHTML tree for each document, ready for every edition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from press.compose.adjustments import Adjustment, read_adjustments
from press.compose.code import title_listings
from press.compose.coverage import check_coverage
from press.compose.cross_references import fill_references
from press.compose.diplomatic import set_received_text
from press.compose.document import ROLES, Document
from press.compose.emendation_register import set_apparatus
from press.compose.figure_collector import FigureCollector
from press.compose.figures import Picture
from press.compose.front_matter import front_documents, mark_picture
from press.compose.headings import check_headings, heading_lines
from press.compose.identifiers import Identifiers
from press.compose.index import IndexEntry, index_entries
from press.compose.line_breaks import proper_names
from press.compose.links import resolve_links
from press.compose.lists import fill_lists
from press.compose.lists.figures import fill_figure_list
from press.compose.mentions import mark_mentions
from press.compose.notes import take_notes
from press.compose.pictures import usable_picture
from press.core.problems import Problems
from press.core.xhtml import (
    Element,
    append,
    bind_thin_spaces,
    classes,
    make,
    mark_hours,
    mark_russian,
    replace,
    text_of,
    with_class,
)
from press.input.collation import Difference, Witness, collate
from press.input.manuscript import MarkdownFile
from press.input.markdown import Reader
from press.input.metadata import Metadata, slugify
from press.input.received_text import ReceivedText
from press.language.es import check_book, fix, is_spanish
from press.language.languages import label


@dataclass(frozen=True)
class Composition:
    """The whole book, composed."""

    metadata: Metadata
    documents: tuple[Document, ...]
    pictures: tuple[Picture, ...]
    differences: tuple[Difference, ...] = ()
    index: tuple[IndexEntry, ...] = ()
    received_text: ReceivedText | None = None
    adjustments: tuple[Adjustment, ...] = ()
    #: the words of proper names, which the pages do not divide
    names: frozenset[str] = frozenset()
    witnesses: tuple[dict[str, Any], ...] = ()

    @property
    def start(self) -> Document:
        """The document with which the text proper, and its arabic folios, begin."""
        return next(document for document in self.documents if document.part == "body")

    @property
    def listed(self) -> tuple[Document, ...]:
        """The documents that a table of contents lists."""
        return tuple(d for d in self.documents if d.kind not in ("halftitle", "titlepage", "copyright", "colophon"))


def compose(reader: Reader, problems: Problems) -> Composition:
    """Compose all documents of the manuscript that is read; whatever is wrong with any is added to ``problems``."""
    manuscript, cache = reader.manuscript, reader.cache
    check_book(manuscript, problems, cache)
    for drawing in (manuscript.metadata.cover, manuscript.metadata.mark):
        if drawing:
            usable_picture(drawing, drawing.read_bytes(), problems, cache)
    documents: list[Document] = []
    witnesses: list[Witness] = []
    trees = reader.documents(problems)
    identifiers = Identifiers(
        identifier
        for source, tree in zip(manuscript.documents, trees, strict=True)
        if tree is not None
        for element in tree.iter()
        if (identifier := element.get("id", "")) in source.identifiers
    )
    plates = FigureCollector(reader, identifiers, problems)
    number = 0
    for source, tree in zip(manuscript.documents, trees, strict=True):
        if tree is None:
            continue
        counts = manuscript.metadata.chapter_numbers and source.part == "body"
        number += counts
        document = _document(source, tree, number if counts else 0, identifiers, plates, problems)
        witnesses += _fragments(document, source, manuscript.metadata.language, witnesses, problems)
        documents.append(document)
    fill_lists(documents, reader, problems)
    fill_figure_list(documents)
    _keep_cited_works(documents)
    front = front_documents(reader, problems)
    resolve_links([*front, *documents], problems)
    fill_references([*front, *documents], manuscript.metadata)
    differences: list[Difference] = []
    if manuscript.received_text:
        differences = collate(manuscript.received_text, [*witnesses, *plates.witnesses()], problems)
        if not problems.errors:
            set_apparatus(documents, manuscript.received_text, manuscript.metadata.language)
    index = index_entries(reader, mark_mentions(documents, manuscript), problems)
    documents = [*front, *documents]
    check_coverage(documents, manuscript, problems)
    spanish = is_spanish(manuscript)
    for document in documents:
        if spanish:
            fix(*document.roots(), cache=cache)
        for root in document.roots():
            mark_hours(root)
            bind_thin_spaces(root)
    if spanish:
        fix(*(entry.heading for entry in index), cache=cache)
    if manuscript.received_text:
        set_received_text(documents, manuscript.received_text, manuscript.metadata.language)
    mark = mark_picture(manuscript.metadata)
    pictures = (*plates.pictures.values(), *([mark] if mark else []))
    adjustments = read_adjustments(manuscript, documents, problems)
    return Composition(
        manuscript.metadata,
        tuple(documents),
        pictures,
        tuple(differences),
        index,
        manuscript.received_text,
        adjustments,
        proper_names(manuscript),
        tuple(manuscript.lists["witnesses"].value) if "witnesses" in manuscript.lists else (),
    )


def _document(
    source: MarkdownFile,
    tree: Element,
    number: int,
    identifiers: Identifiers,
    plates: FigureCollector,
    problems: Problems,
) -> Document:
    for refs in tree.xpath(".//div[@id='refs']"):
        if "{#refs}" not in source.text:
            replace(refs)
    titles = list(tree.iter("h1"))
    if len(titles) != 1 or not text_of(titles[0]):
        places = [line for heading, line in heading_lines(tree, source) if heading.tag == "h1"]
        problems.add(
            source.path,
            places[1] if len(titles) > 1 else 1,
            "M001",
            f"the document has {len(titles)} titles",
            "A document has one title, its first line: # Title {#id}",
        )
    for further in titles[1:]:
        further.attrib.pop("id", None)
    title = titles[0] if titles else make("h1", source.path.stem)
    kind = next((name for name in classes(title) if name in ROLES), "chapter" if source.part == "body" else "")
    unknown = [name for name in classes(title) if name not in ROLES and name != "unnumbered"]
    if unknown:
        problems.add(
            source.path,
            source.line_of(f".{unknown[0]}"),
            "M006",
            f"no kind of document is called «{unknown[0]}»",
            f"The kinds are: {', '.join(name for name in ROLES if ROLES[name])}.",
        )
    kind = kind or ("preface" if source.part == "front" else "appendix")
    own = title.get("id", "")
    identifier = own if own in source.identifiers else identifiers.unique(slugify(source.path.stem))
    notes = take_notes(tree, identifier, source, problems)
    check_headings(tree, source, problems)
    _name(title, identifier, number)
    title_listings(tree)
    headings = _headings(tree, identifier, source, identifiers)
    figures = plates.place(tree, identifier, source)
    plates.place_in_notes(notes, source)
    section = make("section", *tree, klass=f"document {kind}", aria_labelledby=identifier)
    if ROLES[kind]:
        section.set("role", ROLES[kind])
    return Document(
        identifier, kind, source.part, _plain_title(title), number, section, notes, figures, headings, source
    )


def _keep_cited_works(documents: list[Document]) -> None:
    """The bibliography lists the works that the book cites."""
    cited = {element.get("href") for document in documents for element in document.elements()}
    for document in documents:
        for entry in with_class(document.body, "csl-entry", "div"):
            if f"#{entry.get('id')}" not in cited:
                replace(entry)
            else:
                mark_russian(entry)


def _name(title: Element, identifier: str, number: int) -> None:
    """``<h1 id><span class="ordinal">1</span> <span class="title">…</span></h1>``."""
    inside = make("span", klass="title")
    inside.text, title.text = title.text, None
    inside.extend(list(title))
    title.attrib.clear()
    title.set("id", identifier)
    if number:
        title.append(make("span", str(number), klass="ordinal"))
        title[0].tail = " "
    append(title, inside)
    title.tail = None


def _plain_title(title: Element) -> str:
    return text_of(title[-1], "call") if len(title) else text_of(title)


def _headings(
    tree: Element, identifier: str, source: MarkdownFile, identifiers: Identifiers
) -> tuple[tuple[int, str, str], ...]:
    """Give the headings under the title ids of their own: those that pandoc made are only unique in the file."""
    found = []
    for heading in tree.iter("h2", "h3", "h4", "h5", "h6"):
        own = heading.get("id", "")
        if own not in source.identifiers:
            heading.set("id", identifiers.unique(f"{identifier}-{slugify(own or text_of(heading))}"))
            heading.set("data-auto", own)
        found.append((int(str(heading.tag)[1]), heading.get("id", ""), text_of(heading, "call")))
    return tuple(found)


def _fragments(
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
