"""The words of a document in reading order: to measure where pages begin, and to mark it.

The same enumeration wraps the words of the tree that is laid out and places the page breaks
of the EPUB, so that both speak of the same word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from press.core.xhtml import Element, classes, make, parent_of

#: Between words: no-break spaces too, since ``layout.yaml`` binds words on the page that the EPUB leaves apart.
_SPACE = " \t\n\u00a0"
#: What stands between spaces; it is a word if a letter or a figure is in it.
_TOKEN = re.compile(rf"[^{_SPACE}]+")
_LETTER = re.compile(r"[^\W_]")
#: The class of the number of a page of another edition, where that page begins.
PRINT_PAGE = "print-page"
#: The class of what a page shows again, and the attribute of a cell that stands elsewhere than in the document: the
#: number of its first item.
AGAIN, ITEM = "again", "data-item"
#: What stands on a page beside its text: calls of notes and notes, words that print leaves out or repeats, page numbers.
_OUTSIDE_FLOW = {"call", "word", "fn", "table-fn", "page", "endnotes", PRINT_PAGE, AGAIN}


class PageItem(NamedTuple):
    """A word that begins (its element, whether it stands in the tail, and where), or a figure."""

    element: Element
    is_tail: bool = False
    start: int = 0
    end: int = 0

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure, not a word."""
        return self.end == 0

    @property
    def text(self) -> str:
        """The text that a word stands in: that of its element, or its tail."""
        return (self.element.tail if self.is_tail else self.element.text) or ""


def page_items(root: Element) -> list[PageItem]:
    """Words and figures in reading order; a word that elements divide begins once, with the signs before its letters."""
    found: list[PageItem] = []
    open_word = counted = False  # whether the next text goes on with a word, and whether that has been found
    begun: PageItem | None = None  # where a word began of which only signs have been read
    for element, text, is_tail in _texts(root):
        if text is None:
            found.append(PageItem(element))
            open_word = False
            continue
        for match in _TOKEN.finditer(text):
            if not (open_word and match.start() == 0):
                counted, begun = False, PageItem(element, is_tail, *match.span())
            if begun and not counted and _LETTER.search(match[0]):
                found.append(begun)
                counted = True
        open_word = bool(text) and text[-1] not in _SPACE
    return found


def first_in_cells(root: Element) -> dict[Element, int]:
    """The number of the first item of each cell of the tables that stand in no other, as in :func:`page_items`."""
    found: dict[Element, int] = {}
    for number, item in enumerate(page_items(root)):
        holder = parent_of(item.element) if item.is_tail else item.element
        cells = [each for each in (holder, *holder.iterancestors()) if each.tag in ("td", "th")]
        if cells:
            found.setdefault(cells[-1], number)
    return found


_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "figcaption", "div", "section", "pre"}


def _texts(element: Element) -> Iterator[tuple[Element, str | None, bool]]:
    """Each text with its element, in order; None for a figure itself, an empty text where a block begins or ends."""
    if not isinstance(element.tag, str):
        return
    if element.tag == "figure":
        yield element, None, False
    if element.tag in _BLOCKS:
        yield element, "", False
    if element.tag != "math" and not set(classes(element)) & _OUTSIDE_FLOW:
        if element.text:
            yield element, element.text, False
        for child in list(element):
            yield from _texts(child)
            if child.tail:
                yield child, child.tail, True
    if element.tag in _BLOCKS:
        yield element, "", False


def wrap(root: Element, prefix: str = "") -> None:
    """Give every word a span with an id, ``prefix`` and its number, and every figure such an id within it.

    Without a prefix the spans have no id.
    """
    for number, item in reversed(list(enumerate(page_items(root)))):
        mark = make("span", id=f"{prefix}{number}") if prefix else make("span")
        if item.is_figure:
            item.element.insert(0, mark)
            continue
        text = item.text
        mark.text, mark.tail = text[item.start : item.end], text[item.end :]
        _put(item, mark, text[: item.start])


def mark_pages(root: Element, marks: Sequence[tuple[int, Element]]) -> None:
    """Put page breaks before the items of a document, each given by its number, in reading order."""
    found = page_items(root)
    for number, mark in reversed(marks):  # from the last, so that those before it stay where they were found
        _mark(found[number], mark)


def _heading(element: Element) -> Element | None:
    """The heading that an element is or stands in."""
    around = (element, *element.iterancestors())
    return next((each for each in around if re.fullmatch("h[1-6]", str(each.tag))), None)


def _begins(block: Element, item: PageItem) -> bool:
    """Whether a word is the first of a block."""
    first = next(iter(page_items(block)), None)
    return first is not None and (first.element, first.is_tail, first.start) == (item.element, item.is_tail, item.start)


def _mark(item: PageItem, mark: Element) -> None:
    if item.is_figure:
        item.element.addprevious(mark)
        return
    holder = parent_of(item.element) if item.is_tail else item.element
    heading = _heading(holder)
    if heading is not None and _begins(heading, item):  # before it, so that its name does not begin with a number
        heading.addprevious(mark)
        return
    if "fragment-number" in classes(holder):  # before the whole label, not within it
        mark.tail, holder.text = holder.text, None
        holder.insert(0, mark)
        return
    text = item.text
    mark.tail = text[item.start :]
    _put(item, mark, text[: item.start])


def _put(item: PageItem, mark: Element, before: str) -> None:
    if item.is_tail:
        tail = mark.tail
        item.element.tail = before
        item.element.addnext(mark)
        mark.tail = tail
    else:
        item.element.text = before
        item.element.insert(0, mark)
