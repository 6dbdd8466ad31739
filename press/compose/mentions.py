"""Mentions: where the text names a person, a place or an institution of the lists.

The first mention in each document links to the entry; every mention of an indexed entry gets an
anchor, from which the index takes its page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from press.compose.document import Document
from press.core.lists import LISTS
from press.core.xhtml import Element, Parts, classes, is_verbatim, make, rewrite_text, text_of
from press.input.manuscript import Manuscript

#: Documents that are lists themselves, or nobody's text.
_UNINDEXED = {"halftitle", "titlepage", "copyright", "bibliography", "glossary", "people", "index", "colophon"}
_SKIPPED = (
    "fragment-number",
    "figure-number",
    "credit",
    "csl-entry",
    "entries",
    "emendations",
    "apparatus",
    "figures",
    "call",
)


@dataclass(frozen=True)
class Mention:
    """A place where an entry is named."""

    entry: str
    anchor: str
    document: str
    in_note: bool


@dataclass
class _Finder:
    """Finds the names in one pass over the text, longest first, as whole words."""

    owners: dict[str, str]
    indexed: set[str]
    targets: set[str]
    pattern: re.Pattern[str]
    count: Counter[str] = field(default_factory=Counter)
    found: list[Mention] = field(default_factory=list)
    linked: set[str] = field(default_factory=set)

    def mark(self, document: Document) -> None:
        """Mark the mentions of a document: its body first, then its notes."""
        self.linked = set()
        self._mark(document.body, document, in_note=False)
        for note in document.notes:
            for block in note.content:
                self._mark(block, document, in_note=True)

    def _mark(self, root: Element, document: Document, in_note: bool) -> None:
        rewrite_text(root, lambda text, element: self._marked(text, element, document, in_note), _is_skipped)

    def _marked(self, text: str, element: Element, document: Document, in_note: bool) -> Parts | None:
        parts: Parts = []
        at = 0
        inside = any(parent.tag in ("a", "h1", "h2", "h3") for parent in (element, *element.iterancestors()))
        for match in self.pattern.finditer(text):
            entry = self.owners.get(match[0], "")
            first = entry in self.targets and entry not in self.linked and not inside
            if not entry or not (first or entry in self.indexed):
                continue
            mark = make("a" if first else "span", match[0], klass="mention")
            if first:
                mark.set("href", f"#{entry}")
                self.linked.add(entry)
            if entry in self.indexed:
                self.count[entry] += 1
                anchor = f"m-{entry}-{self.count[entry]}"
                mark.set("id", anchor)
                self.found.append(Mention(entry, anchor, document.id, in_note))
            parts += [text[at : match.start()], mark]
            at = match.end()
        return [*parts, text[at:]] if parts else None


def mark_mentions(
    documents: Sequence[Document], manuscript: Manuscript, elsewhere: Iterable[str] = ()
) -> tuple[Mention, ...]:
    """Mark all mentions, in reading order (the notes of a document after its body).

    ``elsewhere`` are the identifiers of other documents, which may hold the entries.
    """
    targets = {element.get("id", "") for document in documents for element in document.elements()}
    finder = _finder(manuscript, targets.union(elsewhere))
    if finder is None:
        return ()
    for document in documents:
        listed = any("entries" in classes(element) for element in document.body.iter("dl"))
        if document.kind not in _UNINDEXED and not listed:
            finder.mark(document)
    return tuple(finder.found)


def _finder(manuscript: Manuscript, targets: set[str]) -> _Finder | None:
    owners: dict[str, str] = {}
    indexed: set[str] = set()
    for row in LISTS.values():
        if not row.index_prefix or row.name not in manuscript.lists:
            continue
        for entry in row.entries(manuscript.lists[row.name].value):
            identifier = f"{row.index_prefix}{entry['id']}"
            if "index" in entry:
                indexed.add(identifier)
            for alias in entry["aliases"]:
                owners[alias] = identifier
                owners.setdefault(alias[0].upper() + alias[1:], identifier)
            owners |= dict.fromkeys(entry.get("except", ()), "")
    if not owners:
        return None
    names = "|".join(re.escape(name) for name in sorted(owners, key=len, reverse=True))
    return _Finder(owners, indexed, targets, re.compile(rf"(?<![\w-])(?:{names})(?![\w-])"))


def _is_skipped(element: Element) -> bool:
    """Numbers, credits and lists are nobody's mention; nor is a name within a parenthesis of citation."""
    if set(classes(element)) & set(_SKIPPED) or is_verbatim(element) or element.tag == "h1":
        return True
    return "citation" in classes(element) and text_of(element).startswith("(")
