"""How a table that is wider than the measure stands on the pages: smaller, on its side, or divided into parts.

It is divided by columns, each part with the heads of its rows, and by rows, each part with the heads of its columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.compose.table_grid import Grid
from press.compose.table_measures import Measures
from press.core.stylesheets import Look
from press.core.xhtml import Element, classes
from press.input.page_form import PageForm

#: The classes of tables from the largest type to the smallest.
_KINDS = ("", "wide", "wider")
#: The part of a page that the rows may take: lines are counted, and what stands between blocks is not.
_FILLED = 0.9
#: The lines that a caption may have.
_CAPTION = 3
#: Between two parts on one page on its side, in points.
_BETWEEN = 16.0
#: The most of a part's width that the heads of its rows may take, and of its height those of its columns.
_ROW_HEADS, _HEADS = 0.4, 0.5
#: How many more parts than the fewest are tried where rows are too high, and how exactly parts are made even.
_MORE, _HALVINGS = 8, 30
#: What a table stands in that cannot lie on its side, and what each takes of the measure (points).
_AROUND, _INDENT = ("blockquote", "li", "aside", "dd", "td", "th"), 26.0


@dataclass(frozen=True)
class Part:
    """Some rows and columns of a table, with the width of each column and its height in points."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    widths: tuple[float, ...]
    height: float


@dataclass(frozen=True)
class Plan:
    """How a table stands: in the type of the class ``kind``, in ``parts``, none where it is not divided or turned."""

    kind: str
    parts: tuple[Part, ...] = ()
    is_turned: bool = False
    #: the height of a page in points, without a caption, and that of a caption
    page: float = 0.0
    caption: float = 0.0
    #: a column that no page is wide enough for, from 1
    too_wide: int = 0

    @property
    def pages(self) -> list[list[int]]:
        """The numbers of the parts, from 0, that stand on one page on its side."""
        found: list[list[int]] = []
        left = 0.0
        for number, part in enumerate(self.parts):
            if not found or part.height + self.caption > left:
                found.append([])
                left = self.page + self.caption
            found[-1].append(number)
            left -= part.height + self.caption + _BETWEEN
        return found

    @property
    def side_by_side(self) -> int:
        """How many parts have the same rows."""
        return sum(part.rows == self.parts[0].rows for part in self.parts)

    @property
    def is_divided(self) -> bool:
        """Whether the columns stand in several parts."""
        return self.side_by_side > 1


def plan_of(table: Element, form: PageForm, look: Look) -> Plan:
    """How a table stands on the pages of this form."""
    grid = Grid(table)
    around = [ancestor for ancestor in table.iterancestors() if ancestor.tag in _AROUND]
    own = next((kind for kind in reversed(_KINDS) if kind in classes(table)), "")
    if any(ancestor.tag in ("td", "th") for ancestor in around) or grid.columns < 2:
        return Plan(own)
    measures = Measures(grid, form, look)
    room = form.measure - _INDENT * len(around)
    lies = any("lying" in classes(ancestor) for ancestor in table.iterancestors())
    for kind in _KINDS[_KINDS.index(own) :]:
        if sum(measures.least(measures.type_of(kind)[0])) <= room and not lies:
            return Plan(kind)
    size, line = measures.type_of("wider")
    caption = line * (1 if table.find("caption") is None else _CAPTION)
    parts, page = None, form.measure * _FILLED - caption
    if not around and not measures.has_drawings:
        parts = _parts(measures, form.height, page, size)
    if parts:
        return Plan("wider", parts, is_turned=True, page=page, caption=caption)
    least = measures.within(size)
    if (widest := max(least)) > room:
        return Plan("wider", too_wide=least.index(widest) + 1)
    return Plan("wider", _parts(measures, room, form.height * _FILLED - caption, size, tall=True) or ())


def _parts(measures: Measures, width: float, height: float, size: float, tall: bool = False) -> tuple[Part, ...] | None:
    """The parts of a table on pages of this width and height, row by row of parts.

    None where a row is higher than a page, unless it may be ``tall``.
    """
    grid, bands = measures.grid, measures.grid.bands
    least, most = measures.least(size), measures.most(size)
    for groups in _groupings(grid, least, width):
        widths = [_widths(group, least, most, width) for group in groups]
        heads = [measures.height(range(grid.heads), each, "wider") for each in widths]
        heights = [[measures.height(band, each, "wider") for each in widths] for band in bands]
        fits = all(head <= height * _HEADS for head in heads) and all(
            head + own <= height for band in heights for head, own in zip(heads, band, strict=True)
        )
        if not fits and not tall:
            continue
        return tuple(
            Part(tuple(rows), tuple(each), tuple(each.values()), head + measures.height(rows, each, "wider"))
            for rows in _chunks(bands, heights, [height - head for head in heads])
            for head, each in zip(heads, widths, strict=True)
        )
    return None


def _groupings(grid: Grid, least: Sequence[float], width: float) -> Iterator[list[list[int]]]:
    """The columns of the parts, each with the heads of the rows: in as few parts as can be, and then in one more each."""
    if sum(least) <= width:
        yield [list(range(grid.columns))]
    heads = list(range(min(grid.row_heads, grid.columns - 1)))
    room = width - min(sum(least[column] for column in heads), width * _ROW_HEADS)
    others = {column: min(least[column], room) for column in range(len(heads), grid.columns)}
    fewest = len(_filled(others, room))
    for number in range(max(fewest, 2), min(len(others), fewest + _MORE) + 1):
        yield [[*heads, *group] for group in _even(others, number, room)]


def _even(columns: Mapping[int, float], number: int, room: float) -> list[list[int]]:
    """Columns, each with its width, in no more than so many groups of about one width."""
    low, high = max(columns.values()), room
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(columns, middle)) <= number else (middle, high)
    return _filled(columns, high)


def _filled(columns: Mapping[int, float], room: float) -> list[list[int]]:
    """Columns in groups, as many in each as there is room for."""
    groups: list[list[int]] = [[]]
    left = room
    for column, width in columns.items():
        if groups[-1] and width > left:
            groups.append([])
            left = room
        groups[-1].append(column)
        left -= width
    return groups


def _widths(group: Sequence[int], least: Sequence[float], most: Sequence[float], width: float) -> dict[int, float]:
    """The widths of the columns of a part: what their words need, and the rest by the lengths of their lines."""
    needed = {column: min(least[column], width) for column in group}
    spare = width - sum(needed.values())
    if spare < 0:  # the heads of the rows give way
        first, others = group[0], sum(needed[column] for column in group[1:])
        needed[first] = max(width - others, width * _ROW_HEADS / 2)
        return {column: own * width / sum(needed.values()) for column, own in needed.items()}
    longer = {column: max(most[column] - needed[column], 1.0) for column in group}
    return {column: own + spare * longer[column] / sum(longer.values()) for column, own in needed.items()}


def _chunks(bands: Sequence[range], heights: Sequence[Sequence[float]], room: Sequence[float]) -> list[list[int]]:
    """The rows of each page: as many bands as have room in the highest of the parts."""
    found: list[list[int]] = []
    left: list[float] = []
    for band, own in zip(bands, heights, strict=True):
        if not found or any(each > rest for each, rest in zip(own, left, strict=True)):
            found.append([])
            left = list(room)
        found[-1] += band
        left = [rest - each for each, rest in zip(own, left, strict=True)]
    return found or [[]]
