"""The chronology: a table for each day, hour by hour, in both calendars where the book's is the Julian one."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from press.compose.lists.values import citations, extend, markdown, together, with_sources
from press.core.languages import label, long_date
from press.core.problems import Problems
from press.core.xhtml import Element, append, make
from press.core.yaml_file import DataFile
from press.input.markdown import Reader
from press.language.calendars import both_calendars

#: What is not certain is marked: an isolated or second-hand report by a sign, which the document explains.
_UNCERTAIN = "*"


def chronology_tables(data: DataFile, reader: Reader, problems: Problems) -> list[Element]:
    """A table for each day: hour; what happened, what other sources say, how sure it is, on what it rests."""
    entries = together(
        data.value,
        markdown(data, "event", reader, problems),
        markdown(data, "variants", reader, problems),
        citations(data, reader),
    )
    metadata = reader.manuscript.metadata
    tables = []
    for day, group in groupby(entries, key=lambda entry: entry[0]["date"]):
        rows = [_row(*row, language=metadata.language) for row in group]
        when = date.fromisoformat(day)
        if metadata.calendar == "julian":
            title = both_calendars(metadata.language, when)
        else:
            title = long_date(metadata.language, when.year, when.month, when.day)
        head = make("tr", make("th", title, colspan="2", scope="colgroup", klass="day"))
        columns = make("colgroup", make("col", klass="hour"), make("col"))
        tables.append(make("table", columns, make("thead", head), make("tbody", *rows), klass="chronology"))
    return tables


def _row(entry: dict[str, Any], event: Element, variants: Element, sources: Element, *, language: str) -> Element:
    what = with_sources(make("p", klass="event"), event, sources)
    cell = make("td", what)
    if entry["confidence"] == "medium":
        append(what, f"\u2060{_UNCERTAIN}")
    disputed = entry["confidence"] == "disputed"
    if disputed or "variants" in entry:
        doubt = make("p", make("em", label(language, "disputed")) if disputed else "", klass="variants")
        cell.append(extend(doubt, variants))
    return make("tr", make("th", entry["time"], scope="row"), cell)
