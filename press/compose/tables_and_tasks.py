"""Task lists and wide tables, as every edition takes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from press.compose.document import Document
from press.core.problems import Problems
from press.core.xhtml import Element, make, parent_of, replace, text_of
from press.input.manuscript import MarkdownFile
from press.input.page_form import PageForm

#: From how many columns on a table is set smaller, and from how many as small as it may be.
_WIDE, _WIDER = 6, 9
#: In points: the smallest type of a table, and what parts two columns. Signs of a word that no table divides.
_SMALLEST, _PADDING, _LONGEST = 6.8, 4.0, 24


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


def name_wide_tables(documents: Iterable[Document], form: PageForm, problems: Problems) -> None:
    """Advice for each table whose words are wider together than a page is high: they are divided even where it is turned."""
    for document in documents:
        for table in document.body.iter("table"):
            if document.markdown is not None and _extent(table) > form.height:
                words = (
                    f"the table {text_of(table)[:40]!r} is wider than a page, even on its side; its words are divided"
                )
                hint = "Divide it into two tables, or leave columns out."
                problems.add(document.markdown.path, _line_of(table, document.markdown), "M024", words, hint)


def _extent(table: Element) -> float:
    """The least width of a table in points, no word divided."""
    widths: dict[int, float] = {}
    for row in table.iter("tr"):
        at = 0
        for cell in row:
            span = int(cell.get("colspan", "1"))
            longest = max((_width(word) for word in re.split(r"[\s/\u200b\u00ad-]+", text_of(cell))), default=0.0)
            if span == 1:
                widths[at] = max(widths.get(at, 0.0), longest + _PADDING)
            at += span
    return sum(widths.values())


def _width(word: str) -> float:
    """The width of a word in the smallest type of a table; of a script without spaces, that of a sign."""
    if any(unicodedata.east_asian_width(sign) in "WF" for sign in word):
        return _SMALLEST
    return min(len(word), _LONGEST) * _SMALLEST / 2


def _line_of(table: Element, source: MarkdownFile) -> int:
    first = next((text_of(cell) for cell in table.iter("th", "td") if text_of(cell)), "")
    return source.line_of(first) if first else 0
