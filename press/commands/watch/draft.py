"""The pages around an edit, before the book is composed and laid out again: a draft, which the exact pages replace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from press.commands.watch.lines import block_at
from press.compose.blocks import block_texts, blocks
from press.compose.composition import Composition
from press.compose.document import Document
from press.compose.draft import compose_draft
from press.core.options import BuildOptions
from press.input.manuscript import Manuscript, MarkdownFile
from press.input.markdown import ReadBefore, Reader
from press.pages.errors import LayoutError
from press.pages.layout.book import IncrementalLayout
from press.pages.layout.printed_part import PrintedPart


class Settled(NamedTuple):
    """The book as its pages were complete last."""

    manuscript: Manuscript
    composition: Composition
    layout: IncrementalLayout


class Draft(NamedTuple):
    """A document composed anew, the block that was edited, and the pages around it: the first ``shown`` of ``part``."""

    document: Document
    block: str
    part: PrintedPart
    shown: int


def draft_of(
    settled: Settled,
    source: MarkdownFile,
    line: int,
    options: BuildOptions,
    known: ReadBefore,
    lines_of: Callable[[Document], dict[str, int]],
) -> Draft | None:
    """The pages around a line of a document, as it is now; None where only the whole book can tell.

    ``known`` is as the reader keeps it; ``lines_of`` gives the lines of a document's blocks.
    """
    reader = Reader(replace(settled.manuscript, documents=(source,)), options.cache, options.jobs, known)
    composition = compose_draft(reader, settled.composition)
    if composition is None:
        return None
    before = {document.id: document for document in settled.composition.documents}
    for document in composition.documents:
        if document.markdown is not source:
            continue
        block = block_at(lines_of(document), line)
        if not block:
            continue
        numbers = _numbers(document)
        edited = numbers.get(block, 1)
        changed = min([edited, *(numbers[name] for name in _changed(before[document.id], document) if name in numbers)])
        try:
            drawn = settled.layout.draft(composition, document.id, changed, edited)
        except LayoutError:
            return None
        return Draft(document, block, *drawn) if drawn else None
    return None


def _numbers(document: Document) -> dict[str, int]:
    """The number of each block of a document, and that of the block in which each of its notes is called."""
    numbers = {}
    calls = {note.call_id: f"{document.id}:n{note.number}" for note in document.notes}
    for number, block in enumerate(blocks(document.body), start=1):
        numbers[f"{document.id}:{number}"] = number
        for call in block.iter("a"):
            if call.get("id") in calls:
                numbers[calls[call.get("id", "")]] = number
    return numbers


def _changed(before: Document, now: Document) -> list[str]:
    """The blocks and notes of a document whose words are others than they were."""
    old = block_texts(before)
    return [name for name, words in block_texts(now).items() if old.get(name) != words]
