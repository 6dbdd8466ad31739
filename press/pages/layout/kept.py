"""What one layout of a book keeps for the next: the orders of documents that have not changed, and their parts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from lxml import etree

from press.compose.blocks import document_of
from press.compose.composition import Composition
from press.compose.document import Document
from press.pages.layout.part import LayoutJob
from press.pages.layout.weasyprint import DocumentPdf

#: How many numberings of the pages that a document names are kept.
_NUMBERINGS = 4


@dataclass
class KeptSection:
    """What the section of a document is: its classes, the identifiers whose pages it names, and those that it indexes.

    ``jobs`` are its orders under the page numbers that it prints.
    """

    kind: str
    names: tuple[list[str], list[str]]
    jobs: dict[tuple[str, ...], LayoutJob] = field(default_factory=dict)


@dataclass
class KeptLayout:
    """What is kept, by the key of an order and by the hash of a document; nothing that two layouts have not used."""

    parts: dict[str, DocumentPdf] = field(default_factory=dict)
    _sections: dict[str, KeptSection] = field(default_factory=dict)
    _used: dict[str, KeptSection] = field(default_factory=dict)
    #: of each document of the layout under way
    _digests: dict[str, str] = field(default_factory=dict)

    def begin(self, composition: Composition, style: str) -> None:
        """Begin a layout with a stylesheet."""
        common = hashlib.sha256(
            f"{style}\n{composition.metadata!r}\n{composition.form!r}\n{sorted(composition.names)}".encode()
        )
        for picture in composition.page_pictures:
            common.update(f"{picture.name}\n{picture.stored.digest}\n".encode())
        self._used = {}
        self._digests = {
            document.id: _digest(document, composition, common.digest()) for document in composition.documents
        }

    def section(self, document: Document) -> KeptSection | None:
        """What is kept of a document as it is now."""
        digest = self._digests[document.id]
        if found := self._sections.get(digest):
            self._used[digest] = found
        return found

    def keep(self, name: str, kind: str, names: tuple[list[str], list[str]]) -> KeptSection:
        """The place to keep the orders of a document's section."""
        digest = self._digests.get(name)
        if digest is None:  # the contents, which stand on all documents
            return KeptSection(kind, names)
        kept = self._used.setdefault(digest, self._sections.get(digest) or KeptSection(kind, names))
        if len(kept.jobs) > _NUMBERINGS:
            kept.jobs.clear()
        return kept

    def end(self, keys: set[str]) -> None:
        """End the layout, whose parts are those of ``keys``; what it did not use is dropped."""
        self._sections = self._used
        for key in self.parts.keys() - keys:
            del self.parts[key]


def _digest(document: Document, composition: Composition, common: bytes) -> str:
    """The hash of all that a document's section is made from, the page numbers that it names apart."""
    whole = hashlib.sha256(common)
    adjustments = [each for each in composition.adjustments if document_of(each.block) == document.id]
    start = document is composition.start
    notes = [(note.id, note.number, note.call_id, len(note.content)) for note in document.notes]
    whole.update(repr((document.id, document.kind, document.part, start, adjustments, notes)).encode())
    for root in document.roots():
        whole.update(etree.tostring(root))
    return whole.hexdigest()
