"""The headings of a document: each at its line, with words, no level skipped."""

from __future__ import annotations

from collections import Counter

from press.core.problems import Problems
from press.core.xhtml import Element, text_of
from press.input.manuscript import MarkdownFile
from press.input.source_text import headings

_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


def heading_lines(tree: Element, source: MarkdownFile) -> list[tuple[Element, int]]:
    """The headings of a tree, each with its line (from 1; 0 where it is not found) in the manuscript."""
    found = list(tree.iter(*_LEVELS))
    written = headings(source.prose)
    if [heading.tag for heading in found] == [f"h{heading.level}" for heading in written]:
        return list(zip(found, (heading.line for heading in written), strict=True))
    seen: Counter[str] = Counter()
    places = []
    for heading in found:  # some are written in HTML
        name = str(heading.tag)
        seen[name] += 1
        lines = [one.line for one in written if f"h{one.level}" == name]
        number = seen[name]
        line = lines[number - 1] if number <= len(lines) else source.line_of(f"<{name}", number - len(lines))
        places.append((heading, line))
    return places


def check_headings(tree: Element, source: MarkdownFile, problems: Problems) -> None:
    """A Problem for each heading that skips a level or has no words."""
    last = 1
    for heading, line in heading_lines(tree, source):
        level = int(str(heading.tag)[1])
        if level > last + 1:
            words = f"a heading of level {level} follows one of level {last}"
            problems.add(source.path, line, "M007", words, "Do not skip a level.")
        if level > 1 and not text_of(heading):
            problems.add(source.path, line, "M015", "a heading without words", "Write it, or remove its signs.")
        last = level
