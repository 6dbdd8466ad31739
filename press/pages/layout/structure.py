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


def flatten_structure(pdf: pikepdf.Pdf) -> None:
    """Make the structure of a part small, and leave it in the catalogue under ``/Part`` for :class:`StructTreeBuilder`.

    There it is with the owners of all marked contents and of all annotations, page by page.
    """
    document = pdf.Root.StructTreeRoot.K[0]
    owners = _Owners(pdf)
    _visit(document, owners, within=False)
    del document["/P"]
    marked, linked = _listed(owners.marked), _listed(owners.linked)
    pdf.Root.Part = pdf.make_indirect(Dictionary(Document=document, Marked=marked, Linked=linked))
    del pdf.Root.StructTreeRoot


class _Owners:
    """Who owns what: for each page, the element of each marked content and of each annotation."""

    def __init__(self, pdf: pikepdf.Pdf):
        self.pdf = pdf
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.annotations = {
            note.objgen: (number, place)
            for number, page in enumerate(pdf.pages)
            for place, note in enumerate(page.obj.get("/Annots", []))
        }
        self.marked: list[dict[int, Object]] = [{} for _ in self.pages]
        self.linked: list[dict[int, Object]] = [{} for _ in self.pages]

    def set_owner(self, kid: Object | int, element: Object) -> None:
        """Make an element the owner of a marked content, an annotation's reference or an element."""
        if isinstance(kid, int):
            self.marked[self.pages[element.Pg.objgen]][kid] = element
        elif kid.get("/Type") == Name.OBJR:
            page, place = self.annotations[kid.Obj.objgen]
            self.linked[page][place] = element
        else:
            kid.P = element


def _visit(element: Object, owners: _Owners, within: bool) -> list[Object | int]:
    """What an element holds in the end; ``within`` one that holds text, those that only group are dropped."""
    holds = str(element.S) in _WITH_TEXT or (within and str(element.S) in _EMPTY)
    kept: list[Object | int] = []
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            kept.append(kid)
        elif kid.get("/Type") == Name.OBJR:
            kept.append(Dictionary(Type=Name.OBJR, Obj=kid.Obj, Pg=kid.Pg))
        else:
            inside = _visit(kid, owners, holds)
            kept += inside if holds and str(kid.S) in _EMPTY and set(kid.keys()) <= _PLAIN else [kid]
    if element.S == Name.LI:
        kept = _item(element, kept, owners)
    for each in kept:
        owners.set_owner(each, element)
    element.K = Array(kept)
    return kept


def _item(element: Object, kids: list[Object | int], owners: _Owners) -> list[Object | int]:
    """What an item of a list holds: its label, and all else in one body (ISO 32000-1, 14.8.4.3.3), which WeasyPrint omits."""
    if all(not isinstance(kid, int) and str(kid.get("/S", "")) in ("/Lbl", "/LBody") for kid in kids):
        return kids
    body = owners.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, Pg=element.Pg, P=element))
    labels: list[Object | int] = [kid for kid in kids if not isinstance(kid, int) and kid.get("/S") == Name.Lbl]
    held: list[Object | int] = []
    for kid in kids:
        if not isinstance(kid, int) and kid.get("/S") == Name.LBody:
            held += list(kid.K)
        elif isinstance(kid, int) or kid.get("/S") != Name.Lbl:
            held.append(kid)
    for each in held:
        owners.set_owner(each, body)
    body.K = Array(held)
    return [*labels, body]


def _listed(found: list[dict[int, Object]]) -> Array:
    return Array([Array([page.get(number) for number in range(max(page, default=-1) + 1)]) for page in found])


class StructTreeBuilder:
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
