"""Links: every internal link lands on one identifier of the book."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from urllib.parse import unquote

from press.compose.document import Document
from press.compose.files import Files
from press.compose.identifiers import is_reserved
from press.core.addresses import is_external, written
from press.core.problems import Problems
from press.core.suggest import did_you_mean
from press.core.xhtml import Element, text_of, unwrap
from press.input.markdown import PAGE

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def resolve_links(
    documents: Sequence[Document],
    problems: Problems,
    others: Sequence[Document] = (),
    elsewhere: Collection[str] = (),
) -> None:
    """Point every internal link at ``#id``, whether written as ``#id``, ``file.md`` or ``file.md#id``.

    ``others`` are documents whose links are resolved, and ``elsewhere`` their identifiers.
    """
    owners = {*elsewhere, *_owners(documents, problems)}
    files = Files([*others, *documents])
    uncollected: list[tuple[Path, int]] = []
    for document in documents:
        seen: Counter[str] = Counter()
        for element in list(document.elements()):
            target = element.get("href")
            if element.tag != "a" or not target or is_external(target):
                continue
            found = files.target(unquote(target), document, owners, tolerant=not problems.strict)
            if element.get("role") == "doc-biblioref" and target[1:] not in owners:
                uncollected.append(_place(element, document))
                continue
            if not found or found not in owners:
                words = f'the link "{target}" leads to nothing'
                meant = did_you_mean(target, [f"#{name}" for name in owners])
                hint = f"{meant}Correct the address, or give its target the identifier: {{#id}}."
                seen[target] += 1
                problems.add(*_place(element, document, seen[target]), "L001", words, hint)
                if not problems.strict:
                    if not text_of(element) and not len(element):  # the name is all that a reader can be given
                        element.text = unquote(target).removeprefix("#")
                    unwrap(element)
                continue
            if text_of(element) == PAGE and any(ancestor.tag in _HEADINGS for ancestor in element.iterancestors()):
                words = "a heading names a page"
                hint = (
                    "Name it in the text: a heading also stands in the contents, the running heads and the bookmarks."
                )
                problems.add(*_place(element, document), "L003", words, hint)
            element.set("href", f"#{found}")
    for element in (element for document in documents for element in document.elements()):
        element.attrib.pop("data-auto", None)
        element.attrib.pop("data-place", None)
    if uncollected and "refs" not in owners:  # a work that is not in the data has been reported as M005
        words = "the book cites works and has no place for the bibliography"
        hint = "Write back/90-bibliografia.md with a title and the block ::: {#refs} :::"
        problems.add(*uncollected[0], "M005", words, hint)


def _owners(documents: Sequence[Document], problems: Problems) -> dict[str, Document]:
    """The document in which each identifier stands; a Problem for one that stands twice."""
    owners: dict[str, Document] = {}
    for document in documents:
        identifiers = [element.get("id") for element in document.elements()]
        added = [note.id for note in document.notes] + ([f"{document.id}-notes"] if document.notes else [])
        added += [f"{figure.id}-{part}" for figure in document.figures for part in ("description", "link")]
        for identifier in [*identifiers, *added]:
            if identifier and is_reserved(identifier):
                _tell_duplicate(identifier, document, None, problems)
            elif identifier and identifier in owners:
                _tell_duplicate(identifier, document, owners[identifier], problems)
            elif identifier:
                owners[identifier] = document
    return owners


def _place(link: Element, document: Document, occurrence: int = 1) -> tuple[Path, int]:
    """File and line where a link is written: of a list's value, which the reader noted, or of the document.

    Of several links to the same address, ``occurrence`` says which one is meant.
    """
    file, _, line = link.get("data-place", "").partition("\n")
    if file:
        return Path(file), int(line or 0)
    if document.markdown is None:
        return Path("book.yaml"), 0
    target = link.get("href", "")
    pattern = written(target)
    patterns = [(rf"\]\(<?{pattern}[>\s)]", occurrence), (pattern, occurrence), (pattern, 1)]
    if target.startswith("#"):  # as other programs write it: @fig:x, \ref{fig:x}, [fig_x](){.ref}
        name = re.escape(target[1:]).replace("\\-", "[-:_.]")
        patterns += [(name, occurrence), (name, 1)]
    found = (document.markdown.line_matching(*each) for each in patterns)
    line_found = next((line for line in found if line), 0)
    if link.get("role") == "doc-biblioref":
        line_found = line_found or document.markdown.line_of(f"@{target.removeprefix('#ref-')}")
    return document.markdown.path, line_found


def _tell_duplicate(identifier: str, document: Document, first: Document | None, problems: Problems) -> None:
    """A Problem at the second place; at the first where the second is the program's own, and no file has it."""
    for at, other in ((document, first), (first, document)):
        if at is None or at.markdown is None:
            continue
        again = 2 if first is document else 1
        pattern = rf"#{re.escape(identifier)}(?![\w-])"
        line = at.markdown.line_matching(pattern, again) or at.markdown.line_matching(pattern)
        if line or (at is document and (first is None or first.markdown is None)):
            where = "every book, for what the program adds"
            if other is not None:
                where = other.markdown.path.name if other.markdown else other.title
            words = f'the identifier "{identifier}" stands already in {where}'
            problems.add(at.markdown.path, line, "M003", words, "Each identifier names one thing in the whole book.")
            return
    place = next((at.markdown.path for at in (document, first) if at and at.markdown), Path("book.yaml"))
    words = f'the identifier "{identifier}" stands twice in the book'
    problems.add(place, 0, "M003", words, "Each identifier names one thing in the whole book.")
