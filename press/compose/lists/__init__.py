"""Lists made from data, set where a document asks for them: ``::: film-list`` and its kin."""

from __future__ import annotations

from collections.abc import Sequence
from pkgutil import resolve_name

from press.compose.document import Document
from press.compose.lists.values import check_sources
from press.core.lists import LISTS
from press.core.problems import Problems
from press.core.xhtml import with_class
from press.input.markdown import Reader


def fill_lists(documents: Sequence[Document], reader: Reader, problems: Problems) -> None:
    """Fill the placeholders in place; a Problem for a list that has no data, and for a source that is not known."""
    manuscript = reader.manuscript
    for row in (row for row in LISTS.values() if row.placeholder):
        data = manuscript.lists.get(row.name)
        for document in documents:
            for holder in with_class(document.body, row.placeholder, "div"):
                if data is not None:
                    check_sources(data, row.within, row.citing, manuscript, problems)
                    holder.text = None
                    holder.extend(resolve_name(row.renderer)(data, reader, problems))
                elif document.markdown and row.name not in manuscript.unusable:
                    line = document.markdown.line_matching(f"^:::+ *{row.placeholder}\\b")
                    hint = f"Write {row.name}.yaml beside book.yaml."
                    message = f'the list "{row.placeholder}" has no data'
                    problems.add(document.markdown.path, line, "M006", message, hint)
