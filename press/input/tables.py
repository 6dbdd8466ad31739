"""The tables that a book names in ``tables`` of book.yaml: entries of any kind, each field put into the cells by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from press.core.book_files import BookFolders
from press.core.lists import LISTS
from press.core.problems import Problems
from press.core.suggest import did_you_mean
from press.core.yaml_file import DataFile, read_yaml
from press.core.yaml_reader import Address
from press.input.metadata import Metadata

#: A field in a cell.
_FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_SOURCES = "sources"


def read_tables(metadata: Metadata, problems: Problems) -> dict[str, DataFile]:
    """The tables by their names; a Problem for each that cannot be used."""
    found = {}
    folders = BookFolders(metadata.path.parent)
    for place, name in enumerate(metadata.tables):
        if name in LISTS or (folders.own / f"{name}.yaml") == metadata.path:
            message = f'"{name}" is a file of another kind'
            problems.add(metadata.path, metadata.line("tables", place), "B005", message, "Give the table another name.")
            continue
        data = read_yaml(folders.own / f"{name}.yaml", "table", problems, folders)
        if data is not None and _is_consistent(data, problems):
            found[name] = data
    return found


def fields(table: Mapping[str, Any]) -> list[str]:
    """The fields that entries of a table have, in the order in which they are written."""
    written = (field for entry in table["entries"] for field in entry)
    return [field for field in dict.fromkeys((*written, *table.get("defaults", {}))) if field != _SOURCES]


def value_of(table: Mapping[str, Any], entry: Mapping[str, Any], field: str) -> str:
    """What an entry has in a field, or the default of the table."""
    return str(entry.get(field, table.get("defaults", {}).get(field, "")))


def filled(table: Mapping[str, Any], entry: Mapping[str, Any], cell: str) -> str:
    """The Markdown of a cell: every ``{field}`` replaced by the words of its value, ``{sources}`` by a citation."""

    def words(match: re.Match[str]) -> str:
        if match[1] == _SOURCES:
            keys = entry.get(_SOURCES, ())
            return f"[{'; '.join(f'@{key}' for key in keys)}]" if keys else ""
        value = value_of(table, entry, match[1])
        return str(table.get("words", {}).get(match[1], {}).get(value, value)).strip("\n")

    return _FIELD.sub(words, cell)


def _is_consistent(data: DataFile, problems: Problems) -> bool:
    """Whether every field that is named is one that entries have; a Problem for each mistake."""
    before = len(problems.items)
    for line, message, hint in _mistakes(data):
        problems.add(data.path, line, "B005", message, hint)
    return len(problems.items) == before


def _mistakes(data: DataFile) -> Iterator[tuple[int, str, str]]:
    table = data.value
    words, defaults, entries = table.get("words", {}), table.get("defaults", {}), table["entries"]
    known = fields(table)
    named: list[tuple[Address, str]] = [
        (("columns", i, "cell"), f) for i, column in enumerate(table["columns"]) for f in _FIELD.findall(column["cell"])
    ]
    named += [(("words", field), field) for field in words]
    named += [(("prose", place), field) for place, field in enumerate(table.get("prose", ()))]
    for address, field in named:
        if field not in known and field != _SOURCES:
            yield data.line(*address), f'no entry has the field "{field}"', did_you_mean(field, known)
    shown = dict.fromkeys(field for _, field in named if field in known and field != _SOURCES)
    for place, entry in enumerate(entries):
        for field in shown:
            if field not in entry and field not in defaults:
                hint = f"Give it one, or give {field} a value in defaults."
                yield data.line("entries", place), f'the entry lacks "{field}"', hint
            elif field in words and value_of(table, entry, field) not in words[field]:
                value = value_of(table, entry, field)
                hint = f"{did_you_mean(value, words[field])}The words are: {', '.join(words[field])}."
                yield data.line("entries", place, field), f'{field}: words has no "{value}"', hint
