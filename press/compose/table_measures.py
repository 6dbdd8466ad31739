"""How wide and how high the cells of a table are, by the words in them and the widths of the book's typefaces."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from press.compose.syllables import syllables
from press.compose.table_grid import Cell, Grid
from press.core.stylesheets import Look
from press.core.typefaces import face_font, shaped
from press.core.xhtml import Element
from press.input.page_form import PageForm

#: Size and line height of tables in points, by their classes, as ``paged.css`` has them.
SIZES = {"": (9.6, 12.0), "wide": (8.0, 10.0), "wider": (7.0, 9.0)}
#: The same of large print, in ems of its text: ``large-print.paged.css``.
_LARGE = {"": (1.0, 1.3), "wide": (0.8, 1.04), "wider": (0.65, 0.85)}
#: What stands beside and above the words of a cell, in points, and the indent of a list.
_BESIDE, _ABOVE, _INDENT = 3.6, 7.0, 20.0
#: How much wider words may be than by the letters of the regular face, bold and plain, and the ems between capitals.
_BOLD, _PLAIN, _SPACED = 1.08, 1.02, 0.065
#: Where a word may be divided, and the elements that begin a line.
_BREAKS = re.compile(r"[\s\u200b\u00ad]+|(?<=[-/–—])")
_BLOCKS = ("p", "li", "pre", "div", "dt", "dd", "blockquote", "h2", "h3", "h4", "h5", "h6")
_INDENTED = ("ol", "ul", "blockquote", "dd")
#: What has a height that is not counted in lines.
_DRAWN = ("img", "figure", "svg", "math", "table")


class Measures:
    """The measures of a table's cells, in points."""

    def __init__(self, grid: Grid, form: PageForm, look: Look):
        self.grid = grid
        self._families = tuple(dict.fromkeys((look.faces.text, look.faces.heading)))
        self._form = form
        self._is_large = "large-print" in look.options
        self._lines = {cell: _lines(cell.element) for cell in grid.cells}
        self._bold = {cell for cell in grid.cells if next(cell.element.iter("strong", "b"), None) is not None}
        self.has_drawings = any(next(cell.element.iter(*_DRAWN), None) is not None for cell in grid.cells)

    def type_of(self, kind: str) -> tuple[float, float]:
        """The size and the line height of a class of tables: "", "wide" or "wider"."""
        if self._is_large:
            return (_LARGE[kind][0] * self._form.size, _LARGE[kind][1] * self._form.size)
        size, line = SIZES[kind]
        scale = self._form.scale if size > 9.2 else max(self._form.scale, 1.0)  # press/core/stylesheets.py, _SMALL
        return (size * scale, line * scale)

    def least(self, size: float) -> list[float]:
        """The width of each column in which no word is divided."""
        found = [0.0] * self.grid.columns
        for cell in self.grid.cells:
            if len(cell.columns) == 1:
                longest = max((self._width(word, cell, size) for line in self._lines[cell] for word in line), default=0)
                found[cell.columns.start] = max(found[cell.columns.start], longest + _beside(cell.element))
        return [max(pair) for pair in zip(found, self.within(size), strict=True)]

    def within(self, size: float) -> list[float]:
        """The width that each column needs for the tables in its cells, whatever words are divided."""
        found = [0.0] * self.grid.columns
        for cell in self.grid.cells:
            for table in cell.element.iter("table"):
                column = cell.columns.start
                found[column] = max(found[column], Grid(table).columns * (size + _BESIDE))
        return found

    def most(self, size: float) -> list[float]:
        """The width of each column in which each line of a cell is one line."""
        found = [0.0] * self.grid.columns
        for cell in self.grid.cells:
            if len(cell.columns) == 1:
                longest = max((self._length(line, cell, size) for line in self._lines[cell]), default=0.0)
                found[cell.columns.start] = max(found[cell.columns.start], longest + _beside(cell.element))
        return found

    def height(self, rows: Iterable[int], widths: dict[int, float], kind: str) -> float:
        """The height of rows in columns of these widths."""
        size, line = self.type_of(kind)
        total = 0.0
        for row in rows:
            cells = {self.grid.at[row, column] for column in widths if (row, column) in self.grid.at}
            total += (
                max((self._count(cell, widths, size) / len(cell.rows) for cell in cells), default=1) * line + _ABOVE
            )
        return total

    def _count(self, cell: Cell, widths: dict[int, float], size: float) -> int:
        """The lines of a cell."""
        room = max(sum(widths.get(column, 0.0) for column in cell.columns) - _beside(cell.element), size)
        return sum(self._wrapped(line, cell, room, size) for line in self._lines[cell])

    def _wrapped(self, words: list[str], cell: Cell, room: float, size: float) -> int:
        count, at, space = 1, 0.0, self._width(" ", cell, size)
        for word in words:
            width = self._width(word, cell, size)
            if at and at + space + width > room:
                count, at = count + 1, 0.0
            count += max(math.ceil(width / room) - 1, 0)
            at += width % room + (space if at else 0.0)
        return count

    def _length(self, words: list[str], cell: Cell, size: float) -> float:
        return sum(self._width(word, cell, size) for word in words) + len(words) * self._width(" ", cell, size)

    def _width(self, word: str, cell: Cell, size: float) -> float:
        wide = max(_ems(word, family) for family in self._families)
        wide *= _BOLD if cell.element.tag == "th" or cell in self._bold else _PLAIN
        if cell.rows.start < self.grid.heads:
            wide = max(wide, *(_ems_of_capitals(word, family) for family in self._families)) + _SPACED * len(word)
        return wide * size


@cache
def _ems(word: str, family: str) -> float:
    """The width of a word in ems, by the advances of its letters; a letter that the face lacks is as wide as most are."""
    font = face_font(family)
    unit, total = font.face.upem, 0.0
    for sign in word:
        glyph = font.get_nominal_glyph(ord(sign))
        if glyph:
            total += font.get_glyph_h_advance(glyph) / unit
        elif not unicodedata.combining(sign):
            total += 1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.65
    return total


@cache
def _ems_of_capitals(word: str, family: str) -> float:
    """The width of a word in small capitals, in ems."""
    font = face_font(family)
    glyphs = shaped(font, word, {"smcp": True, "c2sc": True, "tnum": True}).glyph_positions
    return float(sum(glyph.x_advance for glyph in glyphs) / font.face.upem)


def _lines(cell: Element) -> list[list[str]]:
    """The words of each line that a cell begins: of its blocks, and after its breaks."""
    lines: list[list[str]] = [[]]

    def read(text: str | None, verbatim: bool) -> None:
        for place, line in enumerate((text or "").split("\n") if verbatim else [text or ""]):
            if place:
                lines.append([])
            for word in _BREAKS.split(line):
                lines[-1].extend(_pieces(word))

    def visit(element: Element, verbatim: bool) -> None:
        if element.tag in _BLOCKS or element.tag in ("br", "tr"):
            lines.append([])
        read(element.text, verbatim)
        for child in element:
            if isinstance(child.tag, str):
                visit(child, verbatim or child.tag == "pre")
                if child.tag in _BLOCKS:
                    lines.append([])
            read(child.tail, verbatim)

    visit(cell, verbatim=False)
    return [line for line in lines if line]


def _pieces(word: str) -> list[str]:
    """What a word is divided into where its script has no spaces."""
    return list(word) if any(unicodedata.east_asian_width(sign) in "WF" for sign in word) else syllables(word)


def _beside(cell: Element) -> float:
    """What stands beside the words of a cell: its padding, and the indents of its lists."""
    nested = list(cell.iter(*_INDENTED))
    depth = max((sum(a in nested for a in each.iterancestors(*_INDENTED)) + 1 for each in nested), default=0)
    return _BESIDE + _INDENT * depth
