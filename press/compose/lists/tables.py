"""Tables of a book's own: the YAML files that ``tables`` of book.yaml names, shown by ``::: {.table of=…}``."""

from __future__ import annotations

from collections.abc import Sequence

from press.compose.document import Document
from press.compose.lists.values import check_sources
from press.core.problems import Problems
from press.core.suggest import did_you_mean
from press.core.xhtml import Element, inner, make, replace, with_class
from press.core.yaml_file import DataFile
from press.input.markdown import Reader
from press.input.tables import filled


def fill_tables(documents: Sequence[Document], reader: Reader, problems: Problems) -> None:
    """Fill the placeholders in place; a Problem for one that names no table of the book."""
    manuscript = reader.manuscript
    for document in documents:
        holders = [holder for holder in with_class(document.body, "table", "div") if "data-of" in holder.attrib]
        for place, holder in enumerate(holders, start=1):
            name = holder.attrib.pop("data-of")
            data = manuscript.tables.get(name)
            if data is not None:
                unknown = check_sources(data, "entries", ("sources",), manuscript, problems)
                holder.text = None
                holder.append(_table(data, unknown, reader, problems))
            elif document.markdown and name not in manuscript.metadata.tables:
                line = document.markdown.line_matching(r"^:::+\s*\{[^}\n]*\.table\b[^}\n]*\bof=", place)
                hint = f"{did_you_mean(name, manuscript.tables)}Write ::: {{.table of=…}} with a name of tables in book.yaml."
                problems.add(document.markdown.path, line, "M006", f'the book has no table "{name}"', hint)


def _table(data: DataFile, unknown: set[str], reader: Reader, problems: Problems) -> Element:
    """A row for each entry, headed by its first column; the ``unknown`` sources are not cited."""
    columns, entries = data.value["columns"], data.value["entries"]
    cited = [entry | {"sources": [key for key in entry.get("sources", ()) if key not in unknown]} for entry in entries]
    lines = [data.line("columns", place, "heading") for place in range(len(columns))]
    headings = reader.inline([column["heading"] for column in columns], data.path, problems, lines)
    texts = [filled(data.value, entry, column["cell"]) for entry in cited for column in columns]
    lines = [data.line("entries", place) for place in range(len(entries)) for _ in columns]
    cells = iter([_settled(cell) for cell in reader.inline(texts, data.path, problems, lines)])
    rows = []
    for _ in entries:
        first, *others = [next(cells) for _ in columns]
        rows.append(make("tr", make("th", *inner(first), scope="row"), *(make("td", *inner(cell)) for cell in others)))
    head = make("tr", *(make("th", *inner(heading), scope="col") for heading in headings))
    return make("table", make("thead", head), make("tbody", *rows), klass="data")


def _settled(cell: Element) -> Element:
    """A cell without the spans that came out empty, and without the space before them. Changes the cell."""
    for span in list(cell.iter("span")):
        if span is not cell and len(span) == 0 and not (span.text or "").strip():
            replace(span)
    last = cell[-1] if len(cell) else None
    if last is None:
        cell.text = (cell.text or "").rstrip()
    elif last.tail:
        last.tail = last.tail.rstrip()
    return cell
