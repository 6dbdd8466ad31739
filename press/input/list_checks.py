"""What a schema cannot see in the lists of a book: entries that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from press.core.lists import LISTS
from press.core.problems import Problems, shown
from press.core.yaml_file import DataFile


def consistent(lists: Mapping[str, DataFile], problems: Problems) -> dict[str, DataFile]:
    """The lists that can be used; a Problem for each identifier or alias that two entries of another have."""
    before = len(problems.items)
    for name, data in lists.items():
        _check_identifiers(name, data, problems)
        _check_twice(name, data, problems)
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


def _check_identifiers(name: str, data: DataFile, problems: Problems) -> None:
    row = LISTS[name]
    seen: dict[str, int] = {}
    for place, entry in enumerate(row.entries(data.value)):
        if "id" not in entry:
            continue
        first = seen.setdefault(entry["id"], place)
        if first != place:
            message = f'the id "{entry["id"]}" is already that of the entry in line {data.line(*row.address(first))}'
            problems.add(
                data.path, data.line(*row.address(place, "id")), "B005", message, "Give one of them another id."
            )


def _check_twice(name: str, data: DataFile, problems: Problems) -> None:
    """A Problem for each entry that says word for word what another says: it would be printed twice."""
    row = LISTS[name]
    seen: dict[str, int] = {}
    for place, entry in enumerate(row.entries(data.value)):
        named = {key: value for key, value in entry.items() if key in ("year", "original_title", "date", "event")}
        if len(named) < 2:
            continue
        first = seen.setdefault(repr(sorted(named.items())), place)
        if first != place:
            words = f'"{named.get("original_title") or named.get("event")}" stands already in line {data.line(*row.address(first))}'
            problems.add(data.path, data.line(*row.address(place)), "B005", words, "Keep one of the two entries.")


def _entries(lists: Mapping[str, DataFile]) -> Iterator[tuple[DataFile, int, dict[str, Any]]]:
    for name in lists:
        if LISTS[name].index_prefix:
            yield from ((lists[name], place, entry) for place, entry in enumerate(lists[name].value))
