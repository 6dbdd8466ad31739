"""Task lists and wide tables, as every edition takes them."""

from __future__ import annotations

from collections.abc import Iterable

from press.compose.document import Document
from press.compose.table_plan import plan_of
from press.core.problems import Problems
from press.core.stylesheets import Look
from press.core.xhtml import Element, make, parent_of, replace, text_of
from press.input.manuscript import MarkdownFile
from press.input.page_form import PageForm

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


def name_wide_tables(documents: Iterable[Document], form: PageForm, look: Look, problems: Problems) -> None:
    """Advice for each table that the pages show in several parts side by side, a Problem for one that cannot be divided."""
    for document in documents:
        if document.markdown is None:
            continue
        for table in document.body.iter("table"):
            plan = plan_of(table, form, look)
            words = f'the table "{text_of(table)[:40]}"'
            if plan.too_wide:
                message = f"{words} cannot be divided: the table in its column {plan.too_wide} is wider than a page"
                hint = "Make it a table of its own."
                problems.add(document.markdown.path, _line_of(table, document.markdown), "M025", message, hint)
            elif plan.is_divided:
                pages = f"its columns stand in {plan.side_by_side} parts on the pages, each with the first column"
                hint = "Leave columns out, or exchange rows and columns, if it should stand on one page."
                problems.add(
                    document.markdown.path,
                    _line_of(table, document.markdown),
                    "M026",
                    f"{words} is wider than a page; {pages}",
                    hint,
                )


def _line_of(table: Element, source: MarkdownFile) -> int:
    first = next((text_of(cell) for cell in table.iter("th", "td") if text_of(cell)), "")
    return source.line_of(first) if first else 0
