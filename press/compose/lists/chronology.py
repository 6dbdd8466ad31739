"""The chronology: a table for each day, hour by hour, both calendars in its heading."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from press.compose.lists.values import citations, extend, markdown, together, with_sources
from press.core.problems import Problems
from press.core.xhtml import Element, append, make
from press.core.yaml_file import DataFile
from press.input.markdown import Reader
from press.language.languages import language_of

#: Days between the Julian and the Gregorian calendar in the twentieth century.
_LAG = timedelta(days=13)
#: What is not certain is marked: an isolated or second-hand report by a sign, which the document explains.
_UNCERTAIN = "*"
_DISPUTED = "Discutido."


def both_calendars(julian: date) -> str:
    """«25 de octubre (7 de noviembre) de 1917» of a Julian day (a Python date holds it as it is written)."""
    gregorian = julian + _LAG
    months = language_of("es").months
    month = f" de {months[gregorian.month - 1]}"
    if gregorian.month == julian.month:
        return f"{julian.day} ({gregorian.day}) de {months[julian.month - 1]} de {julian.year}"
    return f"{julian.day} de {months[julian.month - 1]} ({gregorian.day}{month}) de {julian.year}"


def chronology_tables(data: DataFile, reader: Reader, problems: Problems) -> list[Element]:
    """A table for each day: hour; what happened, what other sources say, how sure it is, on what it rests."""
    entries = together(
        data.value,
        markdown(data, "event", reader, problems),
        markdown(data, "variants", reader, problems),
        citations(data, reader),
    )
    tables = []
    for day, group in groupby(entries, key=lambda entry: entry[0]["date"]):
        rows = [_row(*entry) for entry in group]
        title = both_calendars(date.fromisoformat(day))
        head = make("tr", make("th", title, colspan="2", scope="colgroup", klass="day"))
        columns = make("colgroup", make("col", klass="hour"), make("col"))
        tables.append(make("table", columns, make("thead", head), make("tbody", *rows), klass="chronology"))
    return tables


def _row(entry: dict[str, Any], event: Element, variants: Element, sources: Element) -> Element:
    what = with_sources(make("p", klass="event"), event, sources)
    cell = make("td", what)
    if entry["confidence"] == "medium":
        append(what, f"\u2060{_UNCERTAIN}")
    disputed = entry["confidence"] == "disputed"
    if disputed or "variants" in entry:
        doubt = make("p", make("em", _DISPUTED) if disputed else "", klass="variants")
        cell.append(extend(doubt, variants))
    return make("tr", make("th", entry["time"], scope="row"), cell)
