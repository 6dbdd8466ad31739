"""Task lists and wide tables, as every edition takes them."""

from __future__ import annotations

from press.core.xhtml import Element, make, parent_of, replace

#: From how many columns on a table is set smaller, and from how many as small as it may be.
_WIDE, _WIDER = 6, 9


def set_tasks(tree: Element) -> None:
    """Text in the place of the check boxes of task lists, which would be controls to press. Changes ``tree``."""
    for box in list(tree.iter("input")):
        done = "checked" in box.attrib
        mark = make("span", "[x]" if done else "[\u00a0]", klass="task")
        label = parent_of(box)
        replace(box, mark)
        mark.tail = f" {(mark.tail or '').lstrip()}"
        if label.tag == "label":
            label.tag = "span"


def mark_wide_tables(tree: Element) -> None:
    """Mark the tables with many columns, for the stylesheet of the pages. Changes ``tree``."""
    for table in tree.iter("table"):
        rows = list(table.iter("tr"))
        columns = max((sum(int(cell.get("colspan", "1")) for cell in row) for row in rows), default=0)
        if columns >= _WIDE:
            names = f"{table.get('class', '')} {'wider' if columns >= _WIDER else 'wide'}"
            table.set("class", names.strip())
