"""Document: one document of the composed book, the unit that every edition works with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from press.compose.figures import Figure
from press.compose.notes import Note
from press.core.xhtml import Element, classes, make, parent_of, text_of, text_runs, with_class
from press.input.manuscript import MarkdownFile

#: The identifier of the contents among the documents.
CONTENTS = "contents"
#: Kinds of document and their DPUB-ARIA role (https://www.w3.org/TR/dpub-aria-1.1/), if they have one.
ROLES: dict[str, str] = {
    "halftitle": "",
    "titlepage": "",
    "copyright": "",
    "part": "doc-part",
    "dedication": "doc-dedication",
    "epigraph": "doc-epigraph",
    "foreword": "doc-foreword",
    "preface": "doc-preface",
    "introduction": "doc-introduction",
    "prologue": "doc-prologue",
    "chapter": "doc-chapter",
    "conclusion": "doc-conclusion",
    "epilogue": "doc-epilogue",
    "afterword": "doc-afterword",
    "appendix": "doc-appendix",
    "index": "doc-index",
    "filmography": "doc-appendix",
    "glossary": "doc-glossary",
    "bibliography": "doc-bibliography",
    "acknowledgments": "doc-acknowledgments",
    "colophon": "doc-colophon",
}
#: Kinds that no table of contents lists, and those that it lists under a title of their own only.
_UNLISTED = ("halftitle", "titlepage", "copyright", "colophon")
_BRIEF = ("dedication", "epigraph")


@dataclass(frozen=True)
class Document:
    """A document of the book: ``body`` is a ``<section>`` whose notes are kept apart.

    ``title`` is plain text; ``number`` the chapter's number, 0 for none; ``headings``
    are the (level, id, text) of the headings under the title.
    """

    id: str
    kind: str
    part: str
    title: str
    number: int
    body: Element = field(repr=False)
    notes: tuple[Note, ...] = ()
    figures: tuple[Figure, ...] = ()
    headings: tuple[tuple[int, str, str], ...] = ()
    markdown: MarkdownFile | None = field(default=None, repr=False)
    has_title: bool = True
    #: the number as it is printed, where that is not in arabic figures
    numeral: str = ""
    #: who wrote it, where that is not who wrote the book
    authors: str = ""

    @property
    def entry(self) -> str:
        """The document's line in a table of contents."""
        return f"{self.printed_number}. {self.title}" if self.number else self.title

    @property
    def title_parts(self) -> list[Element | str]:
        """The title, with the language of each word that has one of its own: a list of contents speaks it too."""
        heading = next(iter(with_class(self.body, "title", "span")), None)
        marked = [one for one in heading.iterdescendants() if one.get("lang")] if heading is not None else []
        if heading is None or not marked or text_of(heading, "call") != self.title:
            return [self.title]
        parts: list[Element | str] = []
        for element, text, is_tail in text_runs(heading, lambda one: "call" in classes(one)):
            holder = parent_of(element) if is_tail else element
            own = next((one for one in (holder, *holder.iterancestors()) if one in marked), None)
            names = {name: own.get(name, "") for name in ("lang", "dir") if own.get(name)} if own is not None else {}
            parts.append(make("span", text, **names) if names else text)
        return parts

    @property
    def printed_number(self) -> str:
        """The number as it is printed; empty for none."""
        return self.numeral or (str(self.number) if self.number else "")

    @property
    def is_listed(self) -> bool:
        """Whether a table of contents lists it: the pages before the text and, outside the text, what has no title are not."""
        return self.kind not in _UNLISTED and (self.has_title or (self.part == "body" and self.kind not in _BRIEF))

    @property
    def role(self) -> str:
        """Its DPUB-ARIA role, empty for none."""
        return ROLES[self.kind]

    def roots(self) -> Iterator[Element]:
        """The trees that hold the document's text: its body, then the blocks of its notes."""
        yield self.body
        for note in self.notes:
            yield from note.content

    def elements(self) -> Iterator[Element]:
        """Every element of the body and the notes."""
        for root in self.roots():
            yield from root.iter(etree.Element)
