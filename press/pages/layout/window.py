"""A few pages out of the middle of a document: what of its section is laid out to show them without the rest.

Where the pages before a place have not changed, those from there on come out the same when what stands before is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from press.compose.blocks import ATTRIBUTE, blocks
from press.core.xhtml import Element, classes, parent_of, replace, text_of
from press.pages.layout.weasyprint.boxes import Piece

#: Pages of text that are laid out after the edited block, so that its last page is whole.
_AFTER = 1.2
#: What is never begun in its middle.
_WHOLE = frozenset(("table", "figure", "pre", "ul", "ol", "dl"))
_HIDDEN = "display: none"


class Window(NamedTuple):
    """The page of the document, from 0, with which a cut section begins, and whether it reaches the document's end."""

    page: int
    ends: bool


def cut(section: Element, pieces: Sequence[Piece], changed: int, edited: int) -> Window:
    """Leave in a page tree what makes the pages from that of its block no. ``changed`` to that of no. ``edited``.

    Both count from 1. ``pieces`` are those of the document before it was edited, the same up to the changed block. Changes
    ``section``.
    """
    name = section.get(ATTRIBUTE, "")
    named = {block.get(ATTRIBUTE, ""): block for block in blocks(section)}
    flow = [piece for piece in pieces if piece.kind != "note" and piece.block in named]
    wanted = [f"{name}:{number}" for number in range(1, changed + 1)]
    page = max((piece.page for piece in flow if piece.block in wanted[-1:]), default=-1)
    first = min((piece.page for piece in flow if piece.block in wanted[-1:]), default=page)
    if page < 0:  # a block without lines of its own, or one after the last that there was
        first = max((piece.page for piece in flow if piece.block in {*wanted}), default=0)
    ends = _end(section, list(named.values()), edited, _letters(flow))
    while first > 0 and not _begin(named, [piece for piece in flow if piece.page <= first], first):
        first -= 1
    return Window(first, ends)


def _letters(pieces: Sequence[Piece]) -> int:
    """The letters of a full page, about."""
    count: dict[int, int] = {}
    for piece in pieces:
        count[piece.page] = count.get(piece.page, 0) + sum(len(line.text) for line in piece.lines)
    return max(count.values(), default=0) or 1500


def _end(section: Element, found: Sequence[Element], edited: int, letters: int) -> bool:
    """Take out what follows the pages after an edited block; whether nothing did."""
    left = _AFTER * letters
    for block in found[edited:]:
        left -= len(text_of(block)) if next(blocks(block), None) is None else 0
        left -= letters / 2 if block.tag == "figure" else 0
        if left < 0:
            for element in (block, *block.iterancestors()):
                if element is section:
                    return False
                for later in list(element.itersiblings()):
                    parent_of(later).remove(later)
    return True


def _begin(named: dict[str, Element], pieces: Sequence[Piece], page: int) -> bool:
    """Take out what stands before a page; False, and nothing is, where the page begins in the middle of what is whole."""
    top = next((piece for piece in pieces if piece.page == page), None)
    if top is None:
        return False
    block = named[top.block]
    continued = bool(top.lines) and not top.lines[0].first
    around = [block, *block.iterancestors()]
    if any(element.tag in _WHOLE for element in around[1:]) or (continued and block.tag != "p"):
        return False
    if continued:
        lines = [line for piece in pieces if piece.block == top.block and piece.page < page for line in piece.lines]
        _cut_letters(block, sum(len("".join(line.text.split())) - line.hyphenated for line in lines))
        block.set("style", f"{block.get('style', '')}; text-indent: 0".strip("; "))
    for element in around:
        if element.get(ATTRIBUTE) and ":" not in element.get(ATTRIBUTE, ""):
            break
        if element is block or element.tag == "div":
            element.set("style", f"{element.get('style', '')}; margin-top: 0; padding-top: 0".strip("; "))
        before = list(element.itersiblings(preceding=True))
        for other in before[1:]:
            parent_of(other).remove(other)
        if before:
            before[0].tail = None
            before[0].set("style", _HIDDEN)  # for what a stylesheet says of one element after another
        parent_of(element).text = None
    return True


def _cut_letters(element: Element, count: int) -> int:
    """Take this many letters, spaces not counted, off the beginning of an element, with the notes among them.

    Returns how many are still to be taken.
    """
    element.text, count = _without(element.text, count)
    for child in list(element):
        is_before = count > 0
        is_note = "fn" in classes(child)
        if is_before and not is_note:
            count = _cut_letters(child, count)
        child.tail, count = _without(child.tail, count)
        if is_before and is_note:
            replace(child)
    return count


def _without(text: str | None, count: int) -> tuple[str | None, int]:
    """A text without so many of its first letters, and how many it lacks of them."""
    if count <= 0 or not text:
        return text, count
    ends = [place + 1 for place, sign in enumerate(text) if not sign.isspace()]
    if len(ends) < count:
        return None, count - len(ends)
    return text[ends[count - 1] :].lstrip(), 0
