"""The drawings that the build makes of data: maps, and seating charts of a table's entries."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from press.compose.drawings.maps import draw_map
from press.compose.drawings.seating import Seat, draw_seating
from press.core.book_files import BookFolders
from press.core.cache import Cache, cache_key
from press.core.fallbacks import all_coverage
from press.core.problems import Problems
from press.core.suggest import did_you_mean
from press.core.yaml_file import DataFile, read_yaml
from press.input.manuscript import Manuscript
from press.input.tables import fields, value_of


def _has_its_letters(data: DataFile, texts: Iterable[str], problems: Problems) -> bool:
    """Whether the typeface of drawings has all letters of these texts of a file; a Problem for each that it lacks."""
    missing = {sign for text in texts for sign in text} - all_coverage() - {"\n"}
    for sign in sorted(missing):
        message = f'no typeface of the book has "{sign}" (U+{ord(sign):04X})'
        problems.add(data.path, data.line_holding(sign), "T001", message, "Write it another way, or leave it out.")
    return not missing


def made_drawing(
    name: str, entry: tuple[dict[str, Any], DataFile], manuscript: Manuscript, problems: Problems, cache: Cache
) -> bytes | None:
    """The drawing of an entry of figures.yaml with a ``chart``, as SVG; None where its data has problems."""
    value, figures = entry
    if value["chart"] == "map":
        data = read_yaml(manuscript.folder / "maps" / f"{name}.yaml", "map", problems, BookFolders(manuscript.folder))
        if data is None:
            return None
        if not _has_its_letters(data, (label["text"] for label in data.value.get("labels", ())), problems):
            return None
        described = data.value
        key = cache_key("map", json.dumps(described), value["alt"])
        return cache.get_or_make(key, lambda: draw_map(described, value["alt"]))
    return _draw_seating(f"{name}.svg", value, figures, manuscript, problems, cache)


def _draw_seating(
    name: str, value: dict[str, Any], figures: DataFile, manuscript: Manuscript, problems: Problems, cache: Cache
) -> bytes | None:
    """The seating chart of an entry of figures.yaml; a Problem where its table or a field of that is not there."""
    asked = value["seating"]
    table = manuscript.tables.get(asked["table"])
    if table is None:
        if asked["table"] not in manuscript.metadata.tables:
            message = f'the book has no table "{asked["table"]}"'
            hint = f"{did_you_mean(asked['table'], manuscript.tables)}Name one of tables in book.yaml."
            problems.add(figures.path, figures.line(name, "seating", "table"), "F001", message, hint)
        return None
    ((field, taken),) = asked["filled"].items()
    known = fields(table.value)
    for key, wanted in (("name", asked["name"]), ("label", asked["label"]), ("filled", field)):
        if wanted not in known:
            message = f'no entry of {table.path.name} has the field "{wanted}"'
            hint = f"{did_you_mean(wanted, known)}The fields are: {', '.join(known)}."
            problems.add(figures.path, figures.line(name, "seating", key), "F001", message, hint)
            return None
    rows = [
        [value_of(table.value, entry, key) for key in (asked["name"], asked["label"], field)]
        for entry in table.value["entries"]
    ]
    legend = asked["legend"]["filled"], asked["legend"]["empty"]
    if not all(
        (
            _has_its_letters(table, (text for row in rows for text in row[:2]), problems),
            _has_its_letters(figures, legend, problems),
        )
    ):
        return None
    seats = [Seat(name, label, state == taken) for name, label, state in rows]
    key = cache_key("seating", repr(seats), value["alt"], *legend)
    return cache.get_or_make(key, lambda: draw_seating(seats, value["alt"], legend))
