"""Reads from laid-out boxes with which word of its document each page begins.

The words are those of ``press/compose/page_items.py``: of each element the boxes hold its own text, letter by letter and in
order, whatever else stands between; so each stretch of text on a page is found again in its document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from press.compose.page_items import ITEM, page_items
from press.core.xhtml import Element
from press.pages.errors import LayoutError

#: What a line may end with that its document does not have (``hyphenate-character``).
_HYPHEN = "-"
_UNSEEN = str.maketrans("", "", " \t\n\r\f\u00a0\u00ad\u200b\u2060")


@dataclass
class _Run:
    """The letters of an element's own text, the items that begin in them (letter, number), and how far pages hold them."""

    letters: str
    begins: list[tuple[int, ...]] = field(default_factory=list)
    done: int = 0


def first_items(root: Element, pages: Iterable[Iterable[tuple[Element, str]]]) -> tuple[int | None, ...]:
    """The first item that begins on each page, None where none does.

    A page is given as its pieces: the element whose own text a line holds, and that text; or a figure, and nothing.
    """
    runs, figures = _runs(root)
    firsts = []
    for page in pages:
        found = set()
        for element, text in page:
            if text and element in runs:
                found.update(_taken(runs[element], text.translate(_UNSEEN)))
            elif not text and element in figures:
                found.add(figures.pop(element))
        firsts.append(min(found, default=None))
    return tuple(firsts)


def _taken(run: _Run, letters: str) -> list[int]:
    """The items that begin in the next letters of a run."""
    if run.done == len(run.letters):
        return []  # the head of a table, which every page repeats
    expected = run.letters[run.done : run.done + len(letters)]
    if expected != letters:
        expected = run.letters[run.done : run.done + len(letters) - len(_HYPHEN)]
        if expected + _HYPHEN != letters:
            raise LayoutError(f'a line reads "{letters}" where its document has "{expected}"')
    begun, run.done = run.done, run.done + len(expected)
    return [
        number for _, number in run.begins[bisect_left(run.begins, (begun,)) : bisect_left(run.begins, (run.done,))]
    ]


def _runs(root: Element) -> tuple[dict[Element, _Run], dict[Element, int]]:
    owners = {child: parent for parent in root.iter() for child in parent}
    runs: dict[Element, _Run] = {}
    figures: dict[Element, int] = {}
    places: dict[Element, dict[Element, int]] = {}
    text, start, letters = "", 0, 0  # up to where in the text of the last item, and how many letters that is
    moved = _moved(root)
    for place, item in enumerate(page_items(root)):
        owner = owners[item.element] if item.is_tail else item.element
        number = next(moved[owner], place) if owner in moved else place
        if item.is_figure:
            figures[item.element] = number
            continue
        if owner not in runs:
            runs[owner], places[owner] = _own_text(owner)
        if item.text is not text or item.start < start:
            text, start, letters = item.text, 0, 0
        letters += len(text[start : item.start].translate(_UNSEEN))
        start = item.start
        before = places[owner][item.element] if item.is_tail else 0
        runs[owner].begins.append((before + letters, number))
    return runs, figures


def _moved(root: Element) -> dict[Element, Iterator[int]]:
    """The numbers of the items that begin in the elements of cells that stand elsewhere than in the document."""
    found: dict[Element, Iterator[int]] = {}
    for cell in root.iter():
        if cell.get(ITEM):
            found |= dict.fromkeys(cell.iter(), count(int(cell.get(ITEM, "0"))))
    return found


def _own_text(element: Element) -> tuple[_Run, dict[Element, int]]:
    """The letters of an element's own text, and where in them the tail of each child begins."""
    letters = (element.text or "").translate(_UNSEEN)
    places = {}
    for child in element:
        places[child] = len(letters)
        letters += (child.tail or "").translate(_UNSEEN)
    return _Run(letters), places
