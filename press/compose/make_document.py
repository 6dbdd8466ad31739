"""A tree of a file -> :class:`Document`: its kind, its identifier, its title and headings, its notes and figures."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from press.compose.boxes import set_boxes
from press.compose.code import title_listings
from press.compose.divide import divide, kind_of, name_of
from press.compose.document import ROLES, Document
from press.compose.figure_collector import FigureCollector
from press.compose.forms import name_asides, set_asides, set_forms
from press.compose.headings import check_headings, heading_lines
from press.compose.identifiers import Identifiers, is_free
from press.compose.mathematics import set_formulas
from press.compose.notes import take_notes
from press.compose.tables_and_tasks import mark_wide_tables, set_tasks
from press.core.identifiers import address
from press.core.languages import language_of
from press.core.numerals import roman
from press.core.problems import Problems
from press.core.xhtml import Element, append, classes, make, replace, text_of
from press.input.bibliography import has_place_of_works
from press.input.manuscript import MarkdownFile
from press.input.metadata import Metadata, slugify
from press.input.tex import identifier_of


def scope_identifiers(files: Iterable[tuple[MarkdownFile, Element]]) -> None:
    """Give what an author named as something before it, in this file or another, a name of its own, in place.

    Files of other programs have identifiers that are unique in the file only; links in it go on leading there.
    """
    seen: set[str] = set()
    for source, tree in files:
        prefix, own = slugify(source.path.stem), set[str]()
        for element in tree.iter():
            name = element.get("id", "") if isinstance(element.tag, str) else ""
            if name not in source.identifiers:
                continue
            if name != identifier_of(name):  # XML has no colons in it
                element.set("data-auto", name)
                name = identifier_of(name) or prefix
                element.set("id", name)
            if name in seen or not is_free(name):
                number, new = 1, f"{prefix}-{name}"
                while new in seen:
                    number += 1
                    new = f"{prefix}-{name}-{number}"
                element.set("id", new)
                if name not in own:
                    element.set("data-auto", element.get("data-auto", name))
                seen.add(new)
            seen.add(name)
            own.add(name)


def make_documents(
    source: MarkdownFile,
    tree: Element,
    number: int,
    identifiers: Identifiers,
    plates: FigureCollector,
    problems: Problems,
) -> list[Document]:
    """The documents of a file; chapters that have numbers go on from ``number``, 0 for a book whose chapters have none."""
    for refs in tree.xpath(".//div[@id='refs']"):
        if not has_place_of_works(source.prose):
            replace(refs)
    if problems.strict:
        _check_title(tree, source, problems)
        check_headings(tree, source, problems)
        trees = [tree]
    else:
        set_boxes(tree, language_of(plates.manuscript.metadata.language), source.identifiers)
        parts = [document.part for document in plates.manuscript.documents]
        trees = divide(tree, source, problems, is_whole=source.part == "body" and parts.count("body") == 1)
    documents = []
    for part in trees:
        document = _document(source, part, number, identifiers, plates, problems)
        number += bool(document.number)
        documents.append(document)
    _print_doi(documents, source, plates.manuscript.metadata)
    return _print_authors(documents, source, plates.manuscript.metadata)


def _print_authors(documents: list[Document], source: MarkdownFile, metadata: Metadata) -> list[Document]:
    """The documents of a file, the first of them with the file's authors under its title. Changes its body."""
    for file, people in metadata.chapter_authors if documents else ():
        if metadata.path.parent / file == source.path:
            body, names = documents[0].body, ", ".join(person.name for person in people)
            title = body.find("h1")
            body.insert(0 if title is None else body.index(title) + 1, make("div", make("p", names), klass="authors"))
            return [dataclasses.replace(documents[0], authors=names), *documents[1:]]
    return documents


def _print_doi(documents: list[Document], source: MarkdownFile, metadata: Metadata) -> None:
    """The DOI of a file, as an address below the text of its first document."""
    for file, doi in metadata.chapter_dois if documents else ():
        if metadata.path.parent / file == source.path:
            where = address("doi", doi)
            documents[0].body.append(make("div", make("p", "DOI: ", make("a", where, href=where)), klass="credits"))


def _check_title(tree: Element, source: MarkdownFile, problems: Problems) -> None:
    """A Problem where a strict book's file has not one title."""
    titles = list(tree.iter("h1"))
    if len(titles) != 1 or not text_of(titles[0]):
        places = [line for heading, line in heading_lines(tree, source) if heading.tag == "h1"]
        line = places[1] if len(titles) > 1 else 1
        hint = "A document has one title, its first line: # Title {#id}"
        problems.add(source.path, line, "M001", f"the document has {len(titles)} titles", hint)
    for further in titles[1:]:
        further.attrib.pop("id", None)


def _document(
    source: MarkdownFile,
    tree: Element,
    number: int,
    identifiers: Identifiers,
    plates: FigureCollector,
    problems: Problems,
) -> Document:
    title = next(tree.iter("h1"), None)
    kind = _kind(title, tree, source, problems)
    own = title.get("id", "") if title is not None else ""
    named = own in source.identifiers
    words = (
        f"{source.path.stem} {text_of(title)}" if title is not None and own and _is_later(source, identifiers) else ""
    )
    identifier = own if named else identifiers.unique(slugify(words or source.path.stem))
    if title is None or source.part != "body" or kind == "part" or source.kind or "unnumbered" in classes(title):
        number = 0
    set_formulas(tree, number, source, problems)
    if not problems.strict:
        name_asides(tree, source, problems)
    set_asides(tree)
    set_forms(tree, problems.strict)
    notes = take_notes(tree, identifier, source, problems)
    if title is not None:
        _name(title, identifier, number, own)
    title_listings(tree)
    set_tasks(tree)
    mark_wide_tables(tree)
    headings = _headings(tree, identifier, source, identifiers)
    figures = plates.place(tree, identifier, source)
    plates.place_in_notes(notes, source)
    section = make("section", *tree, klass=f"document {kind}")
    if title is not None:
        section.set("aria-labelledby", identifier)
        words = _plain_title(title)
    else:
        words = name_of(source)
        section.set("id", identifier)
        section.set("aria-label", words)
        section.set("class", f"document {kind} untitled")
    if ROLES[kind]:
        section.set("role", ROLES[kind])
    return Document(
        *(identifier, kind, source.part, words, number, section, notes, figures, headings, source), title is not None
    )


def _is_later(source: MarkdownFile, identifiers: Identifiers) -> bool:
    """Whether the file has made a document already."""
    return identifiers.has(slugify(source.path.stem))


def _kind(title: Element | None, tree: Element, source: MarkdownFile, problems: Problems) -> str:
    given = classes(title) if title is not None else [kind_of(tree)]
    own = "chapter" if source.part == "body" else ""
    kind = next((name for name in given if name in ROLES), source.kind or own)
    unknown = [name for name in given if name not in ROLES and name != "unnumbered"]
    if unknown and title is not None:
        problems.add(
            source.path,
            source.line_of(f".{unknown[0]}"),
            "M006" if problems.strict else "M018",
            f'no kind of document is called "{unknown[0]}"',
            f"The kinds are: {', '.join(name for name in ROLES if ROLES[name])}.",
        )
    return kind or ("preface" if source.part == "front" else "appendix")


def _name(title: Element, identifier: str, number: int, own: str) -> None:
    """``<h1 id><span class="ordinal">1</span> <span class="title">…</span></h1>``."""
    inside = make("span", klass="title")
    inside.text, title.text = title.text, None
    inside.extend(list(title))
    before = title.get("data-auto", own)
    title.attrib.clear()
    title.set("id", identifier)
    if before and before != identifier:
        title.set("data-auto", before)
    if number:
        title.append(make("span", str(number), klass="ordinal"))
        title[0].tail = " "
    append(title, inside)
    title.tail = None


def in_roman(document: Document) -> Document:
    """The document with its number in roman figures. Changes its title."""
    for ordinal in document.body.findall("h1/span[@class='ordinal']"):
        ordinal.text = roman(document.number).upper()
    return dataclasses.replace(document, numeral=roman(document.number).upper() if document.number else "")


def numbered_part(document: Document, number: int, numerals: str) -> Document:
    """A part with its number, in ``arabic`` or ``roman`` figures, before its title. Changes its title."""
    for title in document.body.findall("h1"):
        title.insert(0, make("span", str(number), klass="ordinal"))
        title[0].tail = " "
    made = dataclasses.replace(document, number=number)
    return in_roman(made) if numerals == "roman" else made


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
            heading.set("data-auto", heading.get("data-auto", own))
        if not any(_is_aside(ancestor) for ancestor in heading.iterancestors()):
            found.append((int(str(heading.tag)[1]), heading.get("id", ""), text_of(heading, "call")))
    return tuple(found)


def _is_aside(element: Element) -> bool:
    """Whether the headings in an element are its own, and none of the text's."""
    return element.tag in ("blockquote", "aside", "li", "td", "th") or any(
        name.startswith("callout") for name in classes(element)
    )
