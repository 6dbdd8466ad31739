"""What the lists share: Markdown values, and sources as citations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from press.datafile import DataFile
from press.manuscript import Manuscript
from press.problems import Problems
from press.reader import inline
from press.xhtml import Element, append, inner, make


def markdown(data: DataFile, key: str, manuscript: Manuscript, problems: Problems) -> list[Element]:
    """The value of ``key`` of each entry, as a ``<span>``; an empty one where there is none."""
    return _some([str(entry.get(key, "")) for entry in data.value], data, manuscript, problems)


def citations(data: DataFile, manuscript: Manuscript, problems: Problems) -> list[Element]:
    """The ``sources`` of each entry, as one citation."""
    return _some([cited(entry["sources"]) for entry in data.value], data, manuscript, problems)


def cited(keys: Sequence[str]) -> str:
    """Keys of the bibliography as a citation in Markdown."""
    return f"[{'; '.join(f'@{key}' for key in keys)}]" if keys else ""


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


def _some(texts: list[str], data: DataFile, manuscript: Manuscript, problems: Problems) -> list[Element]:
    set_ = iter(inline([text for text in texts if text], manuscript, data.path, problems))
    return [next(set_) if text else make("span") for text in texts]


def together(*lists: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The lists side by side; they have the same length."""
    return list(zip(*lists, strict=True))
