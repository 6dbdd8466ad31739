"""The structure tree (ISO 32000-1, 14.7): made small in a part, and joined under one Document.

WeasyPrint gives each line an element of its own; here the lines of a paragraph belong to it directly, and so do the
texts of any element that only groups them.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

#: Elements that hold text themselves; in others a text keeps an element of its own.
_WITH_TEXT = {
    "/P",
    "/H1",
    "/H2",
    "/H3",
    "/H4",
    "/H5",
    "/H6",
    "/LBody",
    "/Lbl",
    "/Span",
    "/Link",
    "/Caption",
    "/TD",
    "/TH",
}
_EMPTY = {"/Span", "/NonStruct"}
#: What an element that only groups has; any more, and it says something of its own.
_PLAIN = {"/Type", "/S", "/P", "/K", "/Pg"}


def simplify(pdf: pikepdf.Pdf) -> None:
    """Make the structure of a part small, and leave it in the catalogue under ``/Part`` for :class:`Tree`."""
    document = pdf.Root.StructTreeRoot.K[0]
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    annotations = {
        note.objgen: (number, place)
        for number, page in enumerate(pdf.pages)
        for place, note in enumerate(page.obj.get("/Annots", []))
    }
    marked: list[dict[int, Object]] = [{} for _ in pages]
    linked: list[dict[int, Object]] = [{} for _ in pages]

    def visit(element: Object, within: bool = False) -> list[Object | int]:
        """What an element holds in the end; ``within`` an element that holds text, those that only group are dropped."""
        holds = str(element.S) in _WITH_TEXT or (within and str(element.S) in _EMPTY)
        kept: list[Object | int] = []
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                kept.append(kid)
            elif kid.get("/Type") == Name.OBJR:
                kept.append(Dictionary(Type=Name.OBJR, Obj=kid.Obj, Pg=kid.Pg))
            else:
                inside = visit(kid, holds)
                kept += inside if holds and str(kid.S) in _EMPTY and set(kid.keys()) <= _PLAIN else [kid]
        for each in kept:
            own(each, element)
        element.K = Array(kept)
        return kept

    def own(kid: Object | int, element: Object) -> None:
        if isinstance(kid, int):
            marked[pages[element.Pg.objgen]][kid] = element
        elif kid.get("/Type") == Name.OBJR:
            page, place = annotations[kid.Obj.objgen]
            linked[page][place] = element
        else:
            kid.P = element

    visit(document)
    del document["/P"]

    def listed(found: list[dict[int, Object]]) -> Array:
        return Array([Array([page.get(n) for n in range(max(page, default=-1) + 1)]) for page in found])

    pdf.Root.Part = pdf.make_indirect(Dictionary(Document=document, Marked=listed(marked), Linked=listed(linked)))
    del pdf.Root.StructTreeRoot


class Tree:
    """The structure of the joined book, which begins with that of the file it is joined to."""

    def __init__(self, pdf: pikepdf.Pdf):
        self.pdf = pdf
        self.root = pdf.Root.StructTreeRoot
        self.document = self.root.K[0]
        self.numbers: list[Any] = list(self.root.ParentTree.Nums)
        self.next = 1 + max(int(number) for number in self.numbers[::2])

    def add(self, part: pikepdf.Pdf, pages: list[pikepdf.Page]) -> None:
        """Take over the structure of a part whose pages have been copied."""
        structure = self.pdf.copy_foreign(part.Root.Part)
        for kid in structure.Document.K:
            kid.P = self.document
            self.document.K.append(kid)
        for page, marked, linked in zip(pages, structure.Marked, structure.Linked, strict=True):
            page.obj.StructParents = self._number(self.pdf.make_indirect(marked))
            for note, owner in zip(page.obj.get("/Annots", []), linked, strict=True):
                note.StructParent = self._number(owner)

    def _number(self, owner: Object) -> int:
        self.numbers.append(self.next)
        self.numbers.append(owner)
        self.next += 1
        return self.next - 1

    def close(self) -> None:
        """Write the table from contents to their elements."""
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.numbers)))
        self.root.ParentTreeNextKey = self.next
