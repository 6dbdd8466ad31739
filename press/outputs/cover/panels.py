"""The words of front and back, each an element set in a box."""

from __future__ import annotations

from collections.abc import Sequence

from press.core.typefaces import has_small_capitals
from press.core.xhtml import Element, make
from press.input.metadata import Metadata
from press.outputs.cover.copyfit import SMALL_CAPS, Setting, fit_text, fit_title, leading_of, width_of
from press.outputs.cover.drawing import Box

#: The breadth of words, in points, for which the sizes are given; others are in proportion.
_MEASURE = 336.0
#: Sizes in points at that measure; the author's tracking, in ems.
_AUTHOR, _SUBTITLE, _LARGEST, _TRACKING = 12.5, 17.0, 86.0, 0.08
#: The size of capitals beside that of small capitals, in a typeface that has none.
_CAPITALS = 0.8
#: What stays free below the last line, above the picture, at that measure.
_CLEAR = 9.0
#: Running text on the cover: no smaller than its colour allows on a field of several inks, no larger than reads well.
_BLURB, _CREDITS = (9.5, 12.5), (9.0, 9.5)
#: How much larger the blurb's first paragraph is.
_LEAD = 1.5


def front(metadata: Metadata, box: Box, kind: str = "") -> Element:
    """Author, title, subtitle, credit and ``kind`` of the edition, the title as large as the box allows."""
    unit, family = box.width / _MEASURE, metadata.design.look.faces.heading
    author = ", ".join(person.credit or person.name for person in metadata.contributors if person.role == "aut")
    said = [person.credit for person in metadata.contributors if person.role != "aut" and person.credit]
    edition = ". ".join([*said, *([kind[0].upper() + kind[1:]] if kind else [])])
    around = (22.0 * unit if author else 0) + (28.0 * unit if metadata.subtitle else 0) + _CLEAR * unit
    around += 20.0 * unit if edition else 0
    room = Box(0, 0, box.width, box.height - around)
    size, lines = fit_title(metadata.title, metadata.language, room, _LARGEST * unit, family)
    words = make("div", klass="front", style=f"{box.style};font-size:{unit:.4f}pt")
    if author:
        small = has_small_capitals(family)
        shown, features = (author, SMALL_CAPS) if small else (author.upper(), ())
        most = (_AUTHOR if small else _AUTHOR * _CAPITALS) * unit
        fitted = min(most, box.width / width_of(shown, features=features, tracking=_TRACKING, family=family))
        words.append(make("p", shown, klass="author", style=f"font-size:{fitted:.3f}pt"))
    display = f"font-size:{size:.3f}pt;line-height:{leading_of(lines)}"
    words.append(make("h1", *_lines(lines), klass="title", style=display))
    if metadata.subtitle:
        fitted = min(_SUBTITLE * unit, box.width / width_of(metadata.subtitle, "italic", family=family))
        words.append(make("p", metadata.subtitle, klass="subtitle", style=f"font-size:{fitted:.3f}pt"))
    if edition:
        fitted = min(_AUTHOR * unit, box.width / width_of(edition, family=family))
        words.append(make("p", edition, klass="edition", style=f"font-size:{fitted:.3f}pt"))
    return words


def blurb(metadata: Metadata, box: Box) -> Element | None:
    """What the back says of the book: its blurb, or its description; None where it does not fit."""
    paragraphs = metadata.cover_blurb or ((metadata.description,) if metadata.description else ())
    lead = _LEAD if len(paragraphs) > 1 else 1.0
    setting = fit_text(paragraphs, box, _BLURB, lead, metadata.design.look.faces.text)
    return None if setting is None else _text(paragraphs, setting, box, "blurb")


def credit_lines(metadata: Metadata, box: Box) -> Element | None:
    """Who made the cover, at the foot of the box; None where it does not fit. The rights stand inside the book."""
    setting = fit_text(metadata.cover_credits, box, _CREDITS, family=metadata.design.look.faces.text)
    return None if setting is None else _text(metadata.cover_credits, setting, box, "credits")


def _text(paragraphs: Sequence[str], setting: Setting, box: Box, name: str) -> Element:
    holder = make("div", klass=name, style=f"{box.style};font-size:{setting.size:.2f}pt;line-height:{setting.leading}")
    inner = make("div", klass="text")
    for place, paragraph in enumerate(paragraphs):
        size = setting.size if place else setting.lead
        gap = setting.gap if place else 0.0
        inner.append(make("p", paragraph, style=f"font-size:{size:.2f}pt;margin-top:{gap:.2f}pt"))
    holder.append(inner)
    return holder


def _lines(lines: Sequence[str]) -> list[Element]:
    spans = [make("span", line, klass="line") for line in lines]
    for span in spans[:-1]:
        span.tail = " "
    return spans
