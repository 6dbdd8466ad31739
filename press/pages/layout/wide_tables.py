"""Tables wider than the measure: turned by a right angle on a page of their own, where they fit on one.

Others stay upright in the smallest type, and their words are divided rather than lost.
"""

from __future__ import annotations

import math

from press.core.xhtml import Element, classes, make, parent_of, text_of, with_class
from press.input.page_form import PageForm

#: The mean width of a sign, the height of a line, and the room around a cell, in points at the type of wide tables.
_SIGN, _LINE, _ROOM, _BETWEEN = 3.4, 9.0, 4.0, 6.0
#: The width of a sign of a column's head, which is set in small capitals with its room beside it.
_HEAD = 6.6
#: Longer words may be divided.
_WORD = 14
#: The part of a page that a turned table may take by this estimate, and what a caption takes of it.
_FILLED, _CAPTION = 0.85, 16.0


def turn_wide_tables(section: Element, form: PageForm) -> None:
    """Put each table that is too wide, and fits when turned, into a block of class ``turned``. Changes ``section``."""
    for table in list(section.iter("table")):
        heads = [text_of(cell) for cell in table.iterfind("thead/tr/th")]
        if sum(len(head) * _HEAD for head in heads) > form.measure:
            table.set("class", f"{table.get('class', '')} wrapped-heads".strip())
        if not {"wide", "wider"} & {*classes(table)} or with_class(table, "fn") or _is_within(table):
            continue
        rows = [[*row.iterchildren("th", "td")] for row in table.iter("tr")]
        if _needed(rows) <= form.measure or _height(rows, form.height) > form.measure * _FILLED:
            continue
        style = (
            f"width: {form.height}pt; transform: translate(0, {form.height}pt) rotate(-90deg); transform-origin: 0 0"
        )
        page = f"height: {form.height}pt"
        holder, inner = make("div", klass="turned", style=page), make("div", style=style)
        table.addprevious(holder)
        holder.tail, table.tail = table.tail, None
        inner.append(table)
        holder.append(inner)


def _is_within(table: Element) -> bool:
    return parent_of(table).tag not in ("section", "div") or any(
        ancestor.tag in ("table", "blockquote", "li", "aside") or "lying" in classes(ancestor)
        for ancestor in table.iterancestors()
    )


def _needed(rows: list[list[Element]]) -> float:
    """The width in points at which no word of a table is divided."""
    words: dict[int, int] = {}
    for row in rows:
        at = 0
        for cell in row:
            span = int(cell.get("colspan", "1"))
            longest = max(map(len, text_of(cell).split()), default=0)
            if span == 1:
                words[at] = max(words.get(at, 0), min(longest, _WORD))
            at += span
    return sum(count * _SIGN + _ROOM for count in words.values())


def _height(rows: list[list[Element]], width: float) -> float:
    """The height in points that a table takes at a width, its columns as wide as one another."""
    columns = max((sum(int(cell.get("colspan", "1")) for cell in row) for row in rows), default=1)
    signs = max((width / columns - _ROOM) / _SIGN, 1.0)
    lines = (
        max((math.ceil(len(text_of(cell)) / (signs * int(cell.get("colspan", "1")))) for cell in row), default=1)
        for row in rows
    )
    return sum(max(count, 1) * _LINE + _BETWEEN for count in lines) + _CAPTION
