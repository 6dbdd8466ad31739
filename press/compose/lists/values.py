"""What the lists share: Markdown values, and sources as citations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from press.core.problems import Problems
from press.core.suggest import did_you_mean
from press.core.xhtml import Element, append, inner, make
from press.core.yaml_file import DataFile
from press.input.bibliography import keys_of
from press.input.manuscript import Manuscript
from press.input.markdown import Reader


def markdown(data: DataFile, key: str, reader: Reader, problems: Problems) -> list[Element]:
    """The value of ``key`` of each entry, as a ``<span>``; an empty one where there is none."""
    texts = [str(entry.get(key, "")) for entry in data.value]
    lines = [data.line(number, key) for number, text in enumerate(texts) if text]
    spans = iter(reader.inline([text for text in texts if text], data.path, problems, lines))
    return [next(spans) if text else make("span") for text in texts]


def citations(data: DataFile, reader: Reader, field: str = "sources") -> list[Element]:
    """The keys in a citing field of each entry (:attr:`press.core.lists.BookList.citing`), as one citation."""
    return [reader.citation(entry.get(field, ())) for entry in data.value]


def check_sources(
    data: DataFile, within: str, citing: Sequence[str], manuscript: Manuscript, problems: Problems
) -> set[str]:
    """A Problem for each key in a citing field that the bibliography, if it can be used, does not have.

    The entries stand under the key ``within``, or are the file itself where that is empty. Returns the unknown keys.
    """
    unknown: set[str] = set()
    if "bibliography" in manuscript.unusable:
        return unknown
    known = keys_of(manuscript.works)
    for place, entry in enumerate(data.value[within] if within else data.value):
        for field in citing:
            for key in entry.get(field, ()):
                if key not in known:
                    unknown.add(key)
                    hint = f"{did_you_mean(key, known)}Add it to bibliography.yaml, or correct the key."
                    line = data.line(*([within] if within else []), place, field)
                    problems.add(data.path, line, "M005", f'there is no work "{key}"', hint)
    return unknown


def extend(element: Element, *spans: Element) -> Element:
    """Add what the spans hold, a space before each that holds anything."""
    for span in spans:
        parts = inner(span)
        if parts and (element.text or len(element)):
            append(element, " ")
        for part in parts:
            append(element, part)
    return element


def with_sources(element: Element, text: Element, sources: Element) -> Element:
    """The text with its citation before the full stop, as everywhere in the book."""
    stop = ""
    last = text[-1] if len(text) else None
    end = (last.tail if last is not None else text.text) or ""
    if len(sources) and end.endswith("."):
        stop = "."
        if last is not None:
            last.tail = end[:-1]
        else:
            text.text = end[:-1]
    extend(element, text, sources)
    append(element, stop)
    return element


def together(*lists: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The lists side by side; they have the same length."""
    return list(zip(*lists, strict=True))
