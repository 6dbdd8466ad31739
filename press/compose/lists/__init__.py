"""Lists made from data, set where a document asks for them: ``::: film-list`` and its kin."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from press.compose.document import Document
from press.compose.lists.cabinet import cabinet_table
from press.compose.lists.chronology import chronology_tables
from press.compose.lists.films import film_list
from press.compose.lists.fragment_sources import fragment_sources
from press.compose.lists.people import glossary_list, people_list
from press.compose.lists.witnesses import witness_list
from press.core.problems import Problems
from press.core.suggest import did_you_mean
from press.core.xhtml import Element, with_class
from press.core.yaml_file import DataFile
from press.input.manuscript import Manuscript
from press.input.markdown import Reader

Maker = Callable[[DataFile, Reader, Problems], list[Element]]
#: The class of the placeholder, the name of the data file and who sets it.
_LISTS: tuple[tuple[str, str, Maker], ...] = (
    ("film-list", "films", film_list),
    ("cabinet-table", "cabinet", cabinet_table),
    ("chronology", "chronology", chronology_tables),
    ("people", "people", people_list),
    ("glossary", "glossary", glossary_list),
    ("fragment-sources", "sources", fragment_sources),
    ("witnesses", "witnesses", witness_list),
)


def fill_lists(documents: Sequence[Document], reader: Reader, problems: Problems) -> None:
    """Fill the placeholders in place."""
    manuscript = reader.manuscript
    for document in documents:
        for name, file, maker in _LISTS:
            for holder in with_class(document.body, name, "div"):
                data = manuscript.lists.get(file)
                if data is not None:
                    _check_sources(data, manuscript, problems)
                    holder.text = None
                    holder.extend(maker(data, reader, problems))
                elif document.markdown and file not in manuscript.unusable:
                    line = document.markdown.line_matching(f"^:::+ *{name}\\b")
                    hint = f"Write {file}.yaml beside book.yaml."
                    problems.add(document.markdown.path, line, "M006", f"the list «{name}» has no data", hint)


def _check_sources(data: DataFile, manuscript: Manuscript, problems: Problems) -> None:
    if "bibliography" in manuscript.unusable:
        return
    works = manuscript.lists.get("bibliography")
    known = {work["id"] for work in works.value["references"]} if works else set()
    for place, entry in enumerate(data.value):
        for key in entry["sources"]:
            if key not in known:
                hint = f"{did_you_mean(key, known)}Add it to bibliography.yaml, or correct the key."
                problems.add(data.path, data.line(place, "sources"), "M005", f'there is no work "{key}"', hint)
