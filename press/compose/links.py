"""Links: every internal link lands on one identifier of the book."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from press.compose.document import CONTENTS, Document
from press.core.problems import Problems
from press.core.xhtml import text_of
from press.input.addresses import is_external
from press.input.manuscript import MarkdownFile
from press.input.markdown import PAGE

#: The contents and the EPUB's cover, which no document may replace.
RESERVED = (CONTENTS, "cover")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def resolve_links(documents: Sequence[Document], problems: Problems) -> None:
    """Point every internal link at ``#id``, whether written as ``#id``, ``file.md`` or ``file.md#id``."""
    owners: dict[str, Document] = {}
    by_file = {document.markdown.path.resolve(): document for document in documents if document.markdown}
    for document in documents:
        identifiers = [element.get("id") for element in document.elements()]
        for identifier in [*identifiers, *(note.id for note in document.notes)]:
            if identifier in RESERVED:
                _tell_duplicate(identifier, document, None, problems)
            elif identifier and identifier in owners:
                _tell_duplicate(identifier, document, owners[identifier], problems)
            elif identifier:
                owners[identifier] = document
    uncollected: list[tuple[Document, int]] = []
    local = {document.id: _auto_names(document) for document in documents}
    for document in documents:
        for element in document.elements():
            target = element.get("href")
            if element.tag != "a" or target is None or document.markdown is None:
                continue
            if is_external(target) or not target:
                continue
            file, _, anchor = unquote(target).partition("#")
            there = by_file.get((document.markdown.path.parent / file).resolve()) if file else document
            found = there and (local[there.id].get(anchor, anchor) if anchor else there.id)
            if element.get("role") == "doc-biblioref" and target[1:] not in owners:
                uncollected.append((document, _line(document.markdown, target)))
                continue
            if not found or found not in owners:
                problems.add(
                    document.markdown.path,
                    _line(document.markdown, target),
                    "L001",
                    f"the link «{target}» leads to nothing",
                    "Mend the address, or give its target the identifier: {#id}.",
                )
                continue
            if text_of(element) == PAGE and any(ancestor.tag in _HEADINGS for ancestor in element.iterancestors()):
                problems.add(
                    document.markdown.path,
                    _line(document.markdown, target),
                    "L003",
                    "a heading names a page",
                    "Name it in the text: a heading also stands in the contents, the running heads and the bookmarks.",
                )
            element.set("href", f"#{found}")
        for element in document.elements():
            element.attrib.pop("data-auto", None)
            element.attrib.pop("data-place", None)
    _tell_uncollected(uncollected, owners, problems)


def _line(source: MarkdownFile, target: str) -> int:
    """The line where a link is written."""
    return source.line_of(f"]({target})") or source.line_of(target)


def _tell_uncollected(citations: list[tuple[Document, int]], owners: dict[str, Document], problems: Problems) -> None:
    """Citations need a bibliography to lead to; a work that is not in the data has been told as M005."""
    if citations and "refs" not in owners:
        document, line = citations[0]
        if document.markdown:
            words = "the book cites works and has no place for the bibliography"
            hint = "Write back/90-bibliografia.md with a title and the block ::: {#refs} :::"
            problems.add(document.markdown.path, line, "M005", words, hint)


def _auto_names(document: Document) -> dict[str, str]:
    """The ids that pandoc gave to the headings of a document, and those that they have now."""
    names = {element.get("data-auto", ""): element.get("id", "") for element in document.elements()}
    names.pop("", None)
    return names


def _tell_duplicate(identifier: str, document: Document, first: Document | None, problems: Problems) -> None:
    if document.markdown is None:
        return
    again = 2 if first is document else 1
    line = document.markdown.line_of(f"#{identifier}", again) or document.markdown.line_of(identifier, again)
    where = "every book, for what the house adds"
    if first is not None:
        where = first.markdown.path.name if first.markdown else first.title
    problems.add(
        document.markdown.path,
        line,
        "M003",
        f"the identifier «{identifier}» stands already in {where}",
        "Each identifier names one thing in the whole book.",
    )
