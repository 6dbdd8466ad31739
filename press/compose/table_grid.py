"""The cells of a table by row and column, whatever they span, and the tables that are parts of it."""

from __future__ import annotations

import copy
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from press.compose.page_items import AGAIN, ITEM
from press.core.xhtml import Element, classes, make, replace

#: What a copy of a head has not again: notes and their calls.
_ONCE = frozenset(("call", "fn"))


@dataclass(frozen=True)
class Cell:
    """A cell and the rows and columns that it covers, counted from 0."""

    element: Element
    rows: range
    columns: range


class Grid:
    """The cells of a table; the first ``heads`` rows are those of its ``thead``."""

    def __init__(self, table: Element):
        self.table = table
        self.rows = [row for part in ("thead", None, "tfoot") for row in _rows(table, part)]
        self.heads = len(_rows(table, "thead"))
        self.cells: list[Cell] = []
        self.at: dict[tuple[int, int], Cell] = {}
        for number, row in enumerate(self.rows):
            last = self.heads if number < self.heads else len(self.rows)
            column = 0
            for element in row.iterchildren("th", "td"):
                while (number, column) in self.at:
                    column += 1
                down, across = (_span(element, name) for name in ("rowspan", "colspan"))
                cell = Cell(element, range(number, min(number + down, last)), range(column, column + across))
                self.cells.append(cell)
                self.at |= {(r, c): cell for r in cell.rows for c in cell.columns}
                column += across
        self.columns = max((column + 1 for _, column in self.at), default=0)

    @property
    def row_heads(self) -> int:
        """How many columns, at least one, hold the heads of the rows: those at the beginning that have no ``td``."""
        body = range(self.heads, len(self.rows))
        for column in range(self.columns):
            cells = [self.at.get((row, column)) for row in body]
            if any(cell is None or cell.element.tag != "th" for cell in cells):
                return max(column, 1)
        return 1

    @property
    def bands(self) -> list[range]:
        """The rows below the heads, in the smallest groups that no cell reaches beyond."""
        found: list[range] = []
        start, end = self.heads, self.heads
        for row in range(self.heads, len(self.rows)):
            end = max(end, row + 1, *(cell.rows.stop for cell in self.cells if cell.rows.start == row))
            if end == row + 1:
                found.append(range(start, end))
                start = end
        return found

    def part(
        self, rows: Sequence[int], columns: Sequence[int], repeated: Collection[int], heads_again: bool
    ) -> Element:
        """A table of these rows and columns under the heads of the columns.

        What stands in an earlier part stands here as a copy without identifiers and notes: the columns ``repeated``, the
        heads where they come ``heads_again``, and a cell that begins in another part.
        """
        head, body = make("thead"), make("tbody")
        for row in (*range(self.heads), *rows):
            made = make(
                "tr", **{str(name): str(value) for name, value in self.rows[row].attrib.items() if name != "id"}
            )
            for cell in dict.fromkeys(self.at[row, column] for column in columns if (row, column) in self.at):
                if cell.rows.start == row:
                    again = heads_again and row < self.heads
                    copied = again or cell.columns.start in repeated or cell.columns.start not in columns
                    made.append(self._piece(cell, columns, copied))
            (head if row < self.heads else body).append(made)
        return make("table", *(each for each in (head, body) if len(each)))

    def _piece(self, cell: Cell, columns: Sequence[int], copied: bool) -> Element:
        piece = copy_of(cell.element) if copied else copy.deepcopy(cell.element)
        piece.tail = None
        if cell.rows.start >= self.heads and cell.columns.stop <= self.row_heads:
            piece.tag = "th"
            piece.set("scope", "row")
        for name, span in (("colspan", sum(c in columns for c in cell.columns)), ("rowspan", len(cell.rows))):
            piece.attrib.pop(name, None)
            if span > 1:
                piece.set(name, str(span))
        return piece


def copy_of(element: Element) -> Element:
    """A copy that can stand beside its original: without identifiers, notes and their calls."""
    twin = copy.deepcopy(element)
    twin.tail = None
    for each in twin.iter():
        for name in ("id", ITEM):
            each.attrib.pop(name, None)
    twin.set("class", f"{twin.get('class', '')} {AGAIN}".strip())
    for each in [each for each in twin.iter("sup", "span") if _ONCE & {*classes(each)}]:
        if each.getparent() is not None:
            replace(each)
    return twin


def _rows(table: Element, part: str | None) -> list[Element]:
    """The rows of the ``thead`` or the ``tfoot`` of a table, or those between them."""
    if part:
        return [row for group in table.iterchildren(part) for row in group.iterchildren("tr")]
    return [
        row
        for child in table.iterchildren("tbody", "tr")
        for row in ([child] if child.tag == "tr" else child.iterchildren("tr"))
    ]


def _span(cell: Element, name: str) -> int:
    """How many rows or columns a cell covers; 1 where what is written is no number."""
    written = cell.get(name, "1").strip()
    return min(max(int(written), 1), 1000) if written.isdecimal() else 1
