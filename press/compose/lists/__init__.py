"""Lists made from data, set where a document asks for them: ``::: film-list`` and its kin."""

from __future__ import annotations

from collections.abc import Sequence
from pkgutil import resolve_name

from press.compose.document import Document
from press.core.lists import LISTS, BookList
from press.core.problems import Problems
from press.core.suggest import did_you_mean
from press.core.xhtml import with_class
from press.core.yaml_file import DataFile
from press.input.manuscript import Manuscript
from press.input.markdown import Reader


def fill_lists(documents: Sequence[Document], reader: Reader, problems: Problems) -> None:
    """Fill the placeholders in place; a Problem for a list that has no data, and for a source that is not known."""
    manuscript = reader.manuscript
    for row in (row for row in LISTS.values() if row.placeholder):
        data = manuscript.lists.get(row.name)
        for document in documents:
            for holder in with_class(document.body, row.placeholder, "div"):
                if data is not None:
                    _check_sources(row, data, manuscript, problems)
                    holder.text = None
                    holder.extend(resolve_name(row.renderer)(data, reader, problems))
                elif document.markdown and row.name not in manuscript.unusable:
                    line = document.markdown.line_matching(f"^:::+ *{row.placeholder}\\b")
                    hint = f"Write {row.name}.yaml beside book.yaml."
                    message = f'the list "{row.placeholder}" has no data'
                    problems.add(document.markdown.path, line, "M006", message, hint)


def _check_sources(row: BookList, data: DataFile, manuscript: Manuscript, problems: Problems) -> None:
    """A Problem for each key in a citing field that the bibliography, if it can be used, does not have."""
    if "bibliography" in manuscript.unusable:
        return
    works = manuscript.lists.get("bibliography")
    known = {work["id"] for work in works.value["references"]} if works else set()
    for place, entry in enumerate(row.entries(data.value)):
        for field in row.citing:
            for key in entry.get(field, ()):
                if key not in known:
                    hint = f"{did_you_mean(key, known)}Add it to bibliography.yaml, or correct the key."
                    line = data.line(*row.address(place, field))
                    problems.add(data.path, line, "M005", f'there is no work "{key}"', hint)
