"""What WeasyPrint's tags leave unsaid: notes and their calls, languages, the contents, the heads of cells (ISO 14289-1, 7).

It builds the structure tree box by box (``pdf.tags._build_box_tree``, which calls itself by its name in the module);
here the element of each box is completed when it has been built. A table that goes over pages is one: the heads that
it repeats on each page are drawn as artifacts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf
import weasyprint.pdf.stream
import weasyprint.pdf.tags
from weasyprint.formatting_structure.boxes import TableBox
from weasyprint.layout.absolute import AbsolutePlaceholder

from press.pages.layout.weasyprint.monkeypatch import patched

_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/Reference"}


@dataclass
class Repeated:
    """The rows that tables repeat on their pages, to be found once the pages are laid out and before they are drawn."""

    #: the boxes of the repeated rows and all within them, by ``id``
    boxes: set[int] = field(default_factory=set)
    #: the tables, as HTML, that stay in pieces: a link in their repeated rows must be tagged
    apart: list[Any] = field(default_factory=list)

    def find(self, pages: Iterable[Any]) -> None:
        """Find in laid-out pages the heads but the first of each table, and its feet but the last."""
        pieces: dict[Any, list[Any]] = defaultdict(list)
        for page in pages:
            for box in _within(page):
                if isinstance(box, TableBox) and box.element is not None:
                    pieces[box.element].append(box)
        for html, tables in pieces.items():
            heads = [group for table in tables[1:] for group in table.children if group.is_header]
            feet = [group for table in tables[:-1] for group in table.children if group.is_footer]
            inside = [box for group in (*heads, *feet) for box in _within(group)]
            if any(box.element_tag == "a" for box in inside):
                self.apart.append(html)
            else:
                self.boxes |= {id(box) for box in inside}


def _within(box: Any) -> Iterator[Any]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    yield box
    for child in box.all_children():
        yield from _within(child)


@contextmanager
def tags_completed(repeated: Repeated) -> Iterator[None]:
    """Tag in full, within the block."""
    marked = weasyprint.pdf.stream.Stream.marked

    def drawn(stream: Any, box: Any, tag: str) -> Any:
        return stream.artifact() if id(box) in repeated.boxes else marked(stream, box, tag)

    tagger = _Tagger(weasyprint.pdf.tags._build_box_tree, repeated)
    with (
        patched(weasyprint.pdf.tags, "_build_box_tree", tagger.build),
        patched(weasyprint.pdf.stream.Stream, "marked", drawn),
    ):
        yield


class _Tagger:
    """Builds the elements of a document's boxes with WeasyPrint's function, and completes each."""

    def __init__(self, build: Any, repeated: Repeated):
        self._build = build
        self._repeated = repeated
        #: the elements of the tables, by their HTML
        self._whole: dict[Any, Any] = {}
        #: the HTML elements whose boxes are being built, outermost first
        self._open: list[Any] = []
        self._notes: dict[str, int] = defaultdict(int)
        #: of each table the heads that still hold on its next page
        self._tables: dict[Any, _Heads] = {}

    def build(self, box: Any, *arguments: Any) -> Iterator[Any]:
        """The elements of a box, in the place of WeasyPrint's own function."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if id(box) in self._repeated.boxes:
            for cell in (cell for row in _rows(box) for cell in row.children):
                cell.mark = pydyf.Dictionary({"A": pydyf.Dictionary()})  # WeasyPrint names the heads of all rows
            return
        html, tag = box.element, box.element_tag or ""
        own = html is not None and "::" not in tag
        first = own and not any(each is html for each in self._open)
        if own:
            self._open.append(html)
        built = list(self._build(box, *arguments))
        if own:
            self._open.pop()
            for element in built:
                self._complete(element, box, first)
            if first and not any(html is each for each in self._repeated.apart):
                built = [element for element in built if not self._continues(element, html)]
        yield from built

    def _continues(self, element: Any, html: Any) -> bool:
        """Whether an element is a table's next piece, whose rows are then the table's. Changes the table's element."""
        if element["S"] != "/Table":
            return False
        whole = self._whole.setdefault(html, element)
        if whole is not element:
            whole["K"].extend(element["K"])
        return whole is not element

    def _complete(self, element: Any, box: Any, first: bool) -> None:
        """Say in an element what its HTML says; ``first`` when no box around it is of the same HTML element."""
        html, kind = box.element, element["S"]
        classes = html.get("class", "").split()
        if html.get("lang") and html.tag not in ("html", "body"):
            element["Lang"] = pydyf.String(html.get("lang"))
        if any(each.get("role") == "doc-toc" for each in self._open):
            element["S"] = _CONTENTS.get(kind, kind)
        elif html.tag == "span" and {"fn", "table-fn"} & {*classes} and first:
            self._notes[html.get("id")] += 1
            element["S"] = "/Note"
            element["ID"] = pydyf.String(f"{html.get('id')}-{self._notes[html.get('id')]}")
        elif "fn-number" in classes and first:
            element["S"] = "/Lbl"
        elif html.tag == "sup" and first and any(a.get("role") == "doc-noteref" for a in html.iter("a")):
            element["S"] = "/Reference"
        elif kind == "/TH":
            element["A"]["Scope"] = _SCOPES.get(html.get("scope"), "/Column")
        elif kind == "/Table" and first:
            self._head_cells(html, box)

    def _head_cells(self, html: Any, box: Any) -> None:
        """Name for each cell of a table the heads above it and in its row; a head over all columns ends the one before it."""
        heads = self._tables.setdefault(html, _Heads())
        table = box.get_wrapped_table() if box.is_table_wrapper else box
        rows = [row for row in _rows(table) if id(row) not in self._repeated.boxes]
        width = max((sum(cell.colspan for cell in row.children) for row in rows), default=0)
        taken: dict[int, int] = defaultdict(int)
        for row in rows:
            column, placed = 0, []
            for cell in row.children:
                while taken[column]:
                    taken[column] -= 1
                    column += 1
                for spanned in range(column, column + cell.colspan):
                    taken[spanned] = cell.rowspan - 1
                placed.append((column, cell))
                column += cell.colspan
            heads.read([(column, cell) for column, cell in placed if hasattr(cell, "mark")], width)


class _Heads:
    """The heads of a table as its rows are read."""

    def __init__(self) -> None:
        self.columns: dict[int, list[Any]] = defaultdict(list)
        self.group: list[Any] = []
        self.rows: list[tuple[int, Any]] = []

    def read(self, row: list[tuple[int, Any]], width: int) -> None:
        """Read a row: (first column, cell) each; its data cells, and the heads of rows, get their ``Headers``."""
        self.rows = [(left - 1, key) for left, key in self.rows if left > 1]
        for column, cell in row:
            if cell.element_tag != "th":
                continue
            key = cell.mark["ID"]
            if cell.colspan >= width > 1:
                self.group = [key]
            elif cell.mark["A"]["Scope"] == "/Row":
                self.rows.append((cell.rowspan, key))
            else:
                for spanned in range(column, column + cell.colspan):
                    self.columns[spanned].append(key)
        for column, cell in row:
            above = [key for spanned in range(column, column + cell.colspan) for key in self.columns[spanned]]
            found = [*self.group, *above]
            if cell.element_tag == "td":
                found += [key for _, key in self.rows]
            elif cell.mark["A"]["Scope"] != "/Row":
                continue
            cell.mark["A"]["Headers"] = pydyf.Array(list({id(key): key for key in found}.values()))


def _rows(box: Any) -> Iterator[Any]:
    for child in box.children:
        if child.element_tag == "tr":
            yield child
        else:
            yield from _rows(child)
