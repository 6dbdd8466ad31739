"""Document: one document of the composed book, the unit that every edition works with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from press.compose.figures import Figure
from press.compose.notes import Note
from press.core.xhtml import Element
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
