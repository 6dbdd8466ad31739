"""Displayed titles: broken into lines of like length, never after a word that leans on the next."""

from __future__ import annotations

from itertools import combinations

from press.core.languages import language_of
from press.core.xhtml import Element, make


def title_lines(text: str, width: int, language: str) -> list[str]:
    """``text`` in the fewest lines of at most ``width`` characters, as even as the ``language`` (a BCP 47 tag) allows.

    A word longer than ``width`` gets a line of its own.
    """
    words = text.split(" ")
    leaning = language_of(language).no_line_end_after
    for count in range(1, len(words) + 1):
        best: tuple[int, list[str]] | None = None
        for cuts in combinations(range(1, len(words)), count - 1):
            lines = [" ".join(words[a:b]) for a, b in zip((0, *cuts), (*cuts, len(words)), strict=True)]
            if max(map(len, lines)) > max(width, *map(len, words), 0):
                continue
            cost = sum(len(line) ** 2 for line in lines)
            cost += sum(1000 for line in lines[:-1] if line.rsplit(" ", 1)[-1].lower() in leaning)
            if best is None or cost < best[0]:
                best = cost, lines
        if best:
            return best[1]
    return [text]


def set_in_lines(element: Element, text: str, width: int, language: str) -> Element:
    """Fill ``element`` with the title, a ``<span class="line">`` for each line."""
    for place, line in enumerate(title_lines(text, width, language)):
        if place:
            element[-1].tail = " "
        element.append(make("span", line, klass="line"))
    return element
