"""Displayed titles: broken into lines of like length, never after a word that leans on the next."""

from __future__ import annotations

from itertools import combinations

from press.core.xhtml import Element, make

#: Articles, prepositions and conjunctions that do not end a displayed line (es, en, fr).
_NO_LINE_END_AFTER = frozenset(
    "a al ante con contra de del desde e el en entre hacia hasta la las lo los o para por que se sin sobre su sus tras u un una y "
    "an and at by for from in of on or the to with et le les du des".split()
)


def title_lines(text: str, width: int) -> list[str]:
    """``text`` in the fewest lines of at most ``width`` characters, as even as sense allows.

    A word longer than ``width`` gets a line of its own.
    """
    words = text.split(" ")
    for count in range(1, len(words) + 1):
        best: tuple[int, list[str]] | None = None
        for cuts in combinations(range(1, len(words)), count - 1):
            lines = [" ".join(words[a:b]) for a, b in zip((0, *cuts), (*cuts, len(words)), strict=True)]
            if max(map(len, lines)) > max(width, *map(len, words), 0):
                continue
            cost = sum(len(line) ** 2 for line in lines)
            cost += sum(1000 for line in lines[:-1] if line.rsplit(" ", 1)[-1].lower() in _NO_LINE_END_AFTER)
            if best is None or cost < best[0]:
                best = cost, lines
        if best:
            return best[1]
    return [text]


def set_in_lines(element: Element, text: str, width: int) -> Element:
    """Fill ``element`` with the title, a ``<span class="line">`` for each line."""
    for place, line in enumerate(title_lines(text, width)):
        if place:
            element[-1].tail = " "
        element.append(make("span", line, klass="line"))
    return element
