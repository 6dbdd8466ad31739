"""Listings: their titles; and on the page, where lines too long for the measure are divided, with a mark.

The mark is drawn by the stylesheet (``.turn`` in ``paged.css``) and is no text. The EPUB wraps its lines itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from press.compose.document import Document
from press.core.xhtml import Element, Parts, classes, make, rewrite_text
from press.input.page_form import PageForm

#: How much narrower what stands around a listing makes the measure, in points at the theme's own size (``paged.css``).
_NARROWER = {"ul": 16.0, "ol": 16.0, "dd": 16.0, "blockquote": 26.0, "aside": 26.0}
_CALLOUT = 12.0
_CALLOUTS = frozenset(
    "note tip warning important caution callout-note callout-tip callout-warning callout-important callout-caution".split()
)
#: The width of a sign of a listing in ems.
_SIGN = 0.6
#: A line is divided after a space or a sign of punctuation that stands in its last part, or else after any sign.
_LAST_PART = 0.35
_AFTER = re.compile(r"[\s,;:/.=+&|)\]}>(\[{-]")
#: A divided line goes on under its own indent and so many signs more.
_HANGING = 2


def title_listings(tree: Element) -> None:
    """Set the ``caption`` or ``filename`` of each listing in a paragraph before it. Changes ``tree``."""
    for block in list(tree.iter("div", "pre")):
        caption, file = (block.attrib.pop(f"data-{name}", "") for name in ("caption", "filename"))
        if block.tag == "pre" or "sourceCode" in classes(block):
            caption = caption or block.attrib.pop("title", "")
        title: list[Element | str] = [make("code", file)] if file else []
        title += [" "] if file and caption else []
        title += [caption] if caption else []
        if title and block.getparent() is not None:
            block.addprevious(make("p", *title, klass="listing-title"))


def wrap_code(section: Element, form: PageForm) -> None:
    """Mark in the listings of a page tree where lines are divided. Changes ``section``."""
    for block in list(section.iter("pre")):
        _wrap(block, int(measure(block, form) / (_SIGN * form.code)))


def measure(block: Element, form: PageForm) -> float:
    """The width in points that the page leaves to an element, by what it stands in."""
    around = [element for element in block.iterancestors() if isinstance(element.tag, str)]
    lost = sum(_NARROWER.get(str(element.tag), 0.0) for element in around)
    lost += _CALLOUT * sum(bool({*classes(element)} & _CALLOUTS) for element in around)
    return form.measure - lost * form.scale


def _wrap(block: Element, columns: int) -> None:
    """Put a mark at each place where a line of a listing, at most ``columns`` signs long, is divided."""
    text = "".join(block.itertext())
    indents = dict(_breaks(text, max(columns, 16)))
    places = sorted(indents)
    if not places:
        return
    at = 0

    def divide(piece: str, _: Element) -> Parts | None:
        nonlocal at
        begun, at = at, at + len(piece)
        here = [place - begun for place in places if begun <= place < at]
        if not here:
            return None
        parts: Parts = [piece[: here[0]]]
        for place, end in zip(here, [*here[1:], len(piece)], strict=True):
            parts += [make("span", klass="turn", data_indent=indents[begun + place]), piece[place:end]]
        return parts

    rewrite_text(block, divide, lambda element: False)


def _breaks(text: str, columns: int) -> Iterator[tuple[int, str]]:
    """The places in a text at which a line goes on on the next, and the indent that it has there."""
    start = 0
    for line in text.split("\n"):
        at, room = 0, columns
        indent = min(len(line) - len(line.lstrip()), columns // 3) + _HANGING
        while (length := _fitting(line[at:], room)) < len(line) - at:
            length = _fitting(line[at:], room - 1)  # the mark takes the last place
            good = [match.end() for match in _AFTER.finditer(line, at, at + length)]
            better = [place for place in good if place - at > length * (1 - _LAST_PART)]
            at = better[-1] if better else at + length
            yield start + at, "\u00a0" * indent
            room = columns - indent
        start += len(line) + 1


def _fitting(line: str, room: int) -> int:
    """How many characters of a line stand in so many places."""
    taken = 0
    for number, character in enumerate(line):
        if not unicodedata.combining(character):
            taken += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if taken > room:
            return max(number, 1)
    return len(line)


def set_code_from_left(documents: Iterable[Document]) -> None:
    """Code runs from left to right in a text from right to left too. Changes the documents."""
    for document in documents:
        for root in document.roots():
            for code in root.iter("pre", "code"):
                code.set("dir", "ltr")
