"""The fragments of a received text: numbered, named for readers, and taken as they stand for the collation."""

from __future__ import annotations

import re

from press.compose.document import Document
from press.core.languages import label
from press.core.problems import Problems
from press.core.xhtml import make, text_of, with_class
from press.input.collation import Witness
from press.input.manuscript import MarkdownFile


def mark_fragments(
    document: Document, source: MarkdownFile, language: str, before: list[Witness], problems: Problems
) -> list[Witness]:
    """Mark the fragments, and take their text as it stands for the collation."""
    witnesses: list[Witness] = []
    blocks = {at: (line, block) for at, (_, line, block) in enumerate(source.fragment_blocks())}
    for place, element in enumerate(with_class(document.body, "fragment", "div")):
        written = element.attrib.pop("data-number", "")
        line, block = blocks.get(place, (0, ""))
        if not re.fullmatch(r"[1-9][0-9]{0,5}", written):
            line = source.line_matching(r"^:::+\s*(?:fragment\b|\{[^}\n]*\.fragment\b)", place + 1)
            words = f'"{written[:40]}" is not the number of a fragment' if written else "a fragment without its number"
            problems.add(source.path, line, "M006", words, "Write ::: {.fragment number=7}")
            continue
        number = int(written)
        first = next((one for one in (*before, *witnesses) if one.number == number), None)
        if first:
            words = f"fragment {number} stands already in {first.file.name}:{first.line}"
            problems.add(source.path, line, "M003", words, "Each fragment stands once in the book.")
            continue
        text = text_of(element, "call")
        witnesses.append(Witness(number, text, source.path, line, source.place, _placed(text, block, line)))
        word = make("span", label(language, "fragment"), klass="word")
        word.tail = f" {number}"
        element.insert(0, make("p", word, klass="fragment-number", id=f"fragmento-{number}-n"))
        element.set("id", f"fragmento-{number}")
        element.set("role", "group")
        element.set("aria-labelledby", f"fragmento-{number}-n")
    return witnesses


def _placed(text: str, block: str, fence: int) -> tuple[tuple[str, int], ...]:
    """Each word of a fragment with its line in the manuscript."""
    words, at = [], 0
    for word in text.split(" "):
        core = max("".join(c if c.isalnum() else " " for c in word).split(), key=len, default=word)
        found = block.find(core, at)
        at = found if found >= 0 else at
        words.append((word, fence + 1 + block.count("\n", 0, at)))
    return tuple(words)
