"""Tables wider than the measure as the pages show them: smaller, on their side, or divided (:mod:`press.compose.table_plan`)."""

from __future__ import annotations

import copy

from press.compose.page_items import AGAIN, ITEM, first_in_cells
from press.compose.table_grid import Grid, copy_of
from press.compose.table_plan import Plan, plan_of
from press.core.languages import direction_attribute, label
from press.core.stylesheets import Look
from press.core.xhtml import Element, append, classes, make, replace, text_of, unwrap, with_class
from press.input.page_form import PageForm

#: The width of a sign of a column's head (points), which is set in small capitals with its room beside it.
_HEAD = 6.6
#: The classes that say in which type a table stands.
_KINDS = frozenset(("wide", "wider"))


def set_wide_tables(section: Element, form: PageForm, look: Look, language: str) -> None:
    """Set each table that is too wide for the measure so that nothing of it is lost. Changes ``section``."""
    firsts: dict[Element, int] = {}
    for table in list(section.iter("table")):
        heads = [text_of(cell) for cell in table.iterfind("thead/tr/th")]
        if sum(len(head) * _HEAD for head in heads) > form.measure:
            table.set("class", f"{table.get('class', '')} wrapped-heads".strip())
        plan = plan_of(table, form, look)
        if plan.kind not in classes(table) and plan.kind:
            table.set("class", _with_kind(table, plan.kind))
        if plan.parts:
            firsts = firsts or first_in_cells(section)
            for cell in table.iter("td", "th"):
                if cell in firsts:
                    cell.set(ITEM, str(firsts[cell]))
            _set_parts(table, plan, form, language)


def _set_parts(table: Element, plan: Plan, form: PageForm, language: str) -> None:
    """Put the parts of a table in its place."""
    lying = next((each for each in table.iterancestors("div") if "lying" in classes(each)), None)
    if lying is not None:
        if len(plan.parts) == 1:
            return
        unwrap(lying)
    grid = Grid(table)
    made = [_part(table, grid, plan, number, language) for number in range(len(plan.parts))]
    if plan.is_turned:
        made = [_turned([made[number] for number in page], form, language) for page in plan.pages]
    replace(table, *made)


def _part(table: Element, grid: Grid, plan: Plan, number: int, language: str) -> Element:
    """A part of a table with its caption, which says from the second on that the table goes on."""
    part, first = plan.parts[number], plan.parts[0]
    has_row_heads = any(before.rows == part.rows for before in plan.parts[:number])
    repeated = range(grid.row_heads if has_row_heads else 0)
    piece = grid.part(part.rows, part.columns, repeated, heads_again=part.rows != first.rows)
    for name, value in table.attrib.items():
        if name != "id" or not number:
            piece.set(str(name), str(value))
    piece.set("class", f"{_with_kind(table, plan.kind)} part")
    whole = sum(part.widths)
    piece.insert(0, make("colgroup", *(make("col", style=f"width: {100 * own / whole:.3f}%") for own in part.widths)))
    caption = table.find("caption")
    if number:
        again = make("caption") if caption is None else copy_of(caption)
        append(again, "" if caption is None else " ")
        append(again, make("span", label(language, "continued"), klass="continued"))
        again.set("class", AGAIN)
        piece.insert(0, again)
    elif caption is not None:
        piece.insert(0, copy.deepcopy(caption))
        piece[0].tail = None
    return piece


def _turned(parts: list[Element], form: PageForm, language: str) -> Element:
    """Parts on their side on a page of their own, their notes below them."""
    style = f"width: {form.height}pt; transform: translate(0, {form.height}pt) rotate(-90deg); transform-origin: 0 0"
    notes = []
    for note in (note for part in parts for note in with_class(part, "fn", "span")):
        replace(note)
        note.set("class", "table-fn")
        notes.append(make("p", note, klass="table-note"))
    lying = make("div", *parts, *notes, style=style, **direction_attribute(language))
    return make("div", lying, klass="turned", style=f"height: {form.height}pt; direction: ltr")


def _with_kind(table: Element, kind: str) -> str:
    """The classes of a table that stands in the type of this class."""
    return " ".join([*(name for name in classes(table) if name not in _KINDS), kind]).strip()
