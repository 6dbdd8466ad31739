"""What a schema cannot see in the lists of a book: entries that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from press.core.problems import Problems, shown
from press.core.yaml_file import DataFile

#: The lists whose entries have an ``id``, and aliases under which the text names them.
_NAMED = ("people", "glossary")


def consistent(lists: Mapping[str, DataFile], problems: Problems) -> dict[str, DataFile]:
    """The lists that can be used; a Problem for each identifier or alias that two entries of another have."""
    before = len(problems.items)
    for name in ("bibliography", *_NAMED):
        if name in lists:
            _check_identifiers(lists[name], problems)
    owners: dict[str, str] = {}
    for data, place, entry in _entries(lists):
        for alias in entry["aliases"]:
            owner = owners.setdefault(alias, entry["id"])
            if owner != entry["id"]:
                message = f'"{owner}" and "{entry["id"]}" claim the same alias, "{alias}"'
                hint = "Leave it to the one whom the text means; longer phrases of the other go into except."
                problems.add(data.path, data.line(place, "aliases"), "B005", message, hint)
    wrong = {problem.file for problem in problems.items[before:]}
    return {name: data for name, data in lists.items() if shown(data.path) not in wrong}


def _check_identifiers(data: DataFile, problems: Problems) -> None:
    within: Sequence[str] = ("references",) if isinstance(data.value, dict) else ()
    entries = data.value["references"] if within else data.value
    seen: dict[str, int] = {}
    for place, entry in enumerate(entries):
        first = seen.setdefault(entry["id"], place)
        if first != place:
            message = f'the id "{entry["id"]}" is already that of the entry in line {data.line(*within, first)}'
            problems.add(data.path, data.line(*within, place, "id"), "B005", message, "Give one of them another id.")


def _entries(lists: Mapping[str, DataFile]) -> Iterator[tuple[DataFile, int, dict[str, Any]]]:
    for name in _NAMED:
        if name in lists:
            yield from ((lists[name], place, entry) for place, entry in enumerate(lists[name].value))
