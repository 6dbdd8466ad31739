"""The witnesses of the received text with their sigla, and the stemma: which derives from which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from press.compose.lists.values import citations, extend, markdown, together, with_sources
from press.core.problems import Problems
from press.core.xhtml import Element, make
from press.core.yaml_file import DataFile
from press.input.markdown import Reader


def witness_list(data: DataFile, reader: Reader, problems: Problems) -> list[Element]:
    """A list of the sigla, and one line for each line of descent; a witness that nobody saw stands in brackets.

    Adds a Problem for a witness that derives from one that is not in the list.
    """
    known = {witness["siglum"] for witness in data.value}
    for place, witness in enumerate(data.value):
        if witness.get("derives_from", witness["siglum"]) not in known:
            message = f'there is no witness "{witness["derives_from"]}"'
            problems.add(data.path, data.line(place, "derives_from"), "M005", message, "Add it to the list.")
            return []
    entries = []
    notes = markdown(data, "note", reader, problems)
    for witness, note, source in together(data.value, notes, citations(data, reader)):
        words = extend(make("span", f"{witness['title'].rstrip('.')}."), note)
        siglum = make("dt", make("dfn", witness["siglum"]))
        entries.append(make("div", siglum, with_sources(make("dd"), words, source), klass="witness"))
    lines = [make("p", line, klass="stemma") for line in stemma(data.value)]
    return [make("dl", *entries, klass="witnesses"), *lines]


def stemma(witnesses: Sequence[dict[str, Any]]) -> list[str]:
    """The lines of descent of more than one witness, from the farthest: ``[Ru] → [Es] → St → T``."""
    return [" → ".join(line) for line in map(list, _descents(witnesses)) if len(line) > 1]


def _descents(witnesses: Sequence[dict[str, Any]]) -> Iterator[Iterator[str]]:
    by_siglum = {witness["siglum"]: witness for witness in witnesses}
    parents = {witness.get("derives_from") for witness in witnesses}
    for witness in witnesses:
        if witness["siglum"] in parents:
            continue
        line, at = [witness], witness
        while (above := by_siglum.get(at.get("derives_from", ""))) and above not in line:
            line.insert(0, at := above)
        yield (f"[{w['siglum']}]" if w["seen"] == "none" else w["siglum"] for w in line)
