"""Notes at the foot that are too long for a page: WeasyPrint 70 breaks none, and one that is higher runs off the page.

Such a note is several of them, of which those that a page has no room for follow on the next.
"""

from __future__ import annotations

import re

from press.core.xhtml import Element, append, make, text_of, with_class
from press.input.page_form import PageForm

#: The attribute with the place of a note among those of its document, where any of them is divided.
ORDER = "data-order"
#: The type of notes (points), as ``paged.css`` has it, and the mean width of a sign in ems.
_LINE, _SIZE, _SIGN = 11.0, 9.0, 0.45
#: The part of a page from which on a note is divided, and that of each piece.
_LONG, _PIECE = 0.4, 0.15
#: Where a text may be divided: after a sentence.
_SENTENCE = re.compile(r"(?<=[.!?…。！？؟।])[\"'”’»)\]]*\s+|(?<=[。！？])")


def divide_long_notes(section: Element, form: PageForm) -> None:
    """Divide each note that takes too much of a page into pieces, the first with its number. Changes ``section``."""
    page = form.height / _LINE * form.measure / (_SIZE * max(form.scale, 1.0) ** 2 * _SIGN)
    long = [note for note in with_class(section, "fn", "span") if len(text_of(note)) > page * _LONG]
    for note in long:
        _divide(note, int(page * _PIECE))
    for number, note in enumerate(with_class(section, "fn", "span") if long else ()):
        note.set(ORDER, str(number))


def _divide(note: Element, room: int) -> None:
    """Put what follows the first ``room`` signs of a note into notes of about that length after it."""
    number, *rest = list(note)
    parts: list[Element | str] = [*_sentences(number.tail or "", room)]
    for child in rest:
        tail, child.tail = child.tail, None
        parts += [child, *_sentences(tail or "", room)]
    number.tail = None
    note[:] = [number]
    last, filled, count, after, note.tail = note, 0, 1, note.tail, None
    for part in parts:
        length = len(part) if isinstance(part, str) else len(text_of(part))
        if filled and filled + length > room:
            count += 1
            more = make("span", klass="fn fn-more", id=f"{note.get('id')}-{count}")
            last.addnext(more)
            last, filled = more, 0
            if not isinstance(part, str) and part.tag == "br":
                continue
        append(last, part)
        filled += length
    last.tail = after


def _sentences(text: str, room: int) -> list[str]:
    """A text in pieces that end with a sentence, or with a word where a sentence is longer than ``room``."""
    ends = [match.end() for match in _SENTENCE.finditer(text)] or [match.end() for match in re.finditer(r"\s+", text)]
    pieces, start = [], 0
    for end, following in zip(ends, [*ends[1:], len(text)], strict=True):
        if following - start > room:
            pieces.append(text[start:end])
            start = end
    return [*pieces, text[start:]]
