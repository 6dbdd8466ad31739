"""The structure tree (ISO 32000-1, 14.7): made small in a part, and joined under one Document.

WeasyPrint gives each line an element of its own; here the lines of a paragraph belong to it directly, and so do the
texts of any element that only groups them.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

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
    "/Note",
    "/Reference",
    "/Span",
    "/Link",
    "/Caption",
    "/TD",
    "/TH",
}
_EMPTY = {"/Span", "/NonStruct"}
#: What an element that only groups has; any more, and it says something of its own.
_PLAIN = {"/Type", "/S", "/P", "/K", "/Pg"}


#: An annotation less wide than this, in points, covers no word.
_NARROW = 0.5


def flatten_structure(pdf: pikepdf.Pdf, name: str) -> None:
    """Make the structure of a part small, and leave it in the catalogue under ``/Part`` for :class:`StructTreeBuilder`.

    There it is with the owners of all marked contents and of all annotations, page by page, and with the elements that
    have an identifier, which ``name`` makes the only one in the book. Links without a word, which WeasyPrint leaves at
    the end of a line where a link begins on the next, are dropped.
    """
    document = pdf.Root.StructTreeRoot.K[0]
    for page in pdf.pages:
        if "/Annots" in page.obj:
            page.obj.Annots = Array([note for note in page.obj.Annots if _width(note) >= _NARROW])
    owners = _Owners(pdf, name)
    _visit(document, owners, within=False)
    del document["/P"]
    marked, linked = _listed(owners.marked), _listed(owners.linked)
    named = Array(owners.named)
    pdf.Root.Part = pdf.make_indirect(Dictionary(Document=document, Marked=marked, Linked=linked, Named=named))
    del pdf.Root.StructTreeRoot


def _width(annotation: Object) -> float:
    left, _, right, _ = (float(number) for number in annotation.Rect)
    return abs(right - left)


class _Owners:
    """Who owns what: for each page, the element of each marked content and of each annotation."""

    def __init__(self, pdf: pikepdf.Pdf, name: str):
        self.pdf = pdf
        self.name = name
        #: the elements with an identifier
        self.named: list[Object] = []
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.annotations = {
            note.objgen: (number, place)
            for number, page in enumerate(pdf.pages)
            for place, note in enumerate(page.obj.get("/Annots", []))
        }
        self.marked: list[dict[int, Object]] = [{} for _ in self.pages]
        self.linked: list[dict[int, Object]] = [{} for _ in self.pages]

    def make_unique(self, element: Object) -> None:
        """Make the identifiers that an element has and names those of the book. Changes ``element``."""
        if "/ID" in element:
            element.ID = self._unique(element.ID)
            self.named.append(element)
        if "/A" in element and "/Headers" in element.A:
            element.A.Headers = Array([self._unique(head) for head in element.A.Headers])

    def _unique(self, identifier: Object) -> String:
        return String(f"{self.name}-{identifier}")

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
            if kid.Obj.objgen in owners.annotations:
                kept.append(Dictionary(Type=Name.OBJR, Obj=kid.Obj, Pg=kid.Pg))
        else:
            inside = _visit(kid, owners, holds)
            if not inside and str(kid.S) == "/Link":
                continue
            kept += inside if holds and str(kid.S) in _EMPTY and set(kid.keys()) <= _PLAIN else [kid]
    if element.S == Name.LI:
        kept = _item(element, kept, owners)
    elif element.S == Name.TOCI:
        kept = _lifted(kept)
    if str(element.S) == "/Link":
        kept += [note for kid in kept if not isinstance(kid, int) for note in _taken_from_pictures(kid)]
    owners.make_unique(element)
    for each in kept:
        owners.set_owner(each, element)
    element.K = Array(kept)
    return kept


def _taken_from_pictures(element: Object) -> list[Object | int]:
    """The annotations that WeasyPrint gives to the pictures in a link, which are the link's (ISO 14289-1, 7.18.5)."""
    if element.get("/Type") == Name.OBJR or "/K" not in element:
        return []
    kept: list[Object | int] = []
    taken: list[Object | int] = []
    for kid in element.K:
        if not isinstance(kid, int) and kid.get("/Type") == Name.OBJR and str(element.S) == "/Figure":
            taken.append(kid)
        else:
            kept.append(kid)
            taken += _taken_from_pictures(kid) if not isinstance(kid, int) else []
    element.K = Array(kept)
    return taken


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


def _lifted(kids: list[Object | int]) -> list[Object | int]:
    """What an item of the contents holds: the contents below it beside its own words (ISO 32000-1, 14.8.4.3.3)."""
    lifted: list[Object | int] = []
    for kid in kids:
        lifted.append(kid)
        if not isinstance(kid, int) and kid.get("/S") == Name.Reference:
            below = [each for each in kid.K if not isinstance(each, int) and each.get("/S") == Name.TOC]
            kid.K = Array([each for each in kid.K if each not in below])
            lifted += below
    return lifted


def _listed(found: list[dict[int, Object]]) -> Array:
    return Array([Array([page.get(number) for number in range(max(page, default=-1) + 1)]) for page in found])


class StructTreeBuilder:
    """The structure of the joined book, which begins with that of the file it is joined to."""

    def __init__(self, pdf: pikepdf.Pdf):
        self.pdf = pdf
        self.root = pdf.Root.StructTreeRoot
        self.document = self.root.K[0]
        self.numbers: list[Any] = list(self.root.ParentTree.Nums)
        self.named: list[Object] = []
        self.next = 1 + max(int(number) for number in self.numbers[::2])

    def add(self, part: pikepdf.Pdf, pages: list[pikepdf.Page]) -> None:
        """Take over the structure of a part whose pages have been copied."""
        structure = self.pdf.copy_foreign(part.Root.Part)
        self.named.extend(list(structure.Named))
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
        """Write the tables from contents, and from identifiers, to their elements (ISO 32000-1, 14.7.2)."""
        if self.named:
            entries = sorted((bytes(element.ID), element) for element in self.named)
            names = Array([each for name, element in entries for each in (String(name), element)])
            self.root.IDTree = self.pdf.make_indirect(Dictionary(Names=names))
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.numbers)))
        self.root.ParentTreeNextKey = self.next
