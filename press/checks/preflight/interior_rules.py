"""Rules on an interior: its trim, its pages, its margins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from press.checks.preflight.rule import DRAWN, EXACT, Job, inches, length, on_pages, page
from press.core.lengths import points, size
from press.core.messages import Message

#: The height of the running heads, the highest letters of a book, and of folios at the foot, the lowest, in points.
_HEAD = 8.0
#: A page with more characters is a page of text.
_TITLE_PAGE = 400


def trim(job: Job, limit: Any) -> Iterator[Message]:
    """Every page has one trim, and the printer offers it."""
    wanted = [size(each) for each in limit]
    odd: dict[tuple[float, float], list[int]] = {}
    for number in job.pages:
        left, bottom, right, top = job.file.trim(number)
        found = round(right - left, 2), round(top - bottom, 2)
        if not any(abs(found[0] - w) < 1 and abs(found[1] - h) < 1 for w, h in wanted):
            odd.setdefault(found, []).append(number)
    for (width, height), numbers in odd.items():
        yield Message("trim of {:.4g} × {:.4g} in: {}", width / 72, height / 72, on_pages(numbers))


def pages(job: Job, limit: Any) -> Iterator[Message]:
    """No fewer and no more pages than the printer binds on this paper; their count and trim are those of the ticket."""
    least, most = limit[job.ticket.paper]
    count = len(job.pages)
    if not least <= count <= most:
        yield Message("{} pages, where {} to {} are bound on this paper; {}", count, least, most, _remedy(limit, count))
    if count != job.ticket.pages:
        yield Message("{} pages, but {} in the job ticket", count, job.ticket.pages)
    left, bottom, right, top = job.file.trim(0)
    wide, high = job.ticket.trim
    if abs(right - left - wide) > EXACT or abs(top - bottom - high) > EXACT:
        yield Message(
            "a trim of {} × {}, but of {} × {} in the job ticket",
            inches(right - left), inches(top - bottom), inches(wide), inches(high),
        )  # fmt: skip


def _remedy(limit: Any, count: int) -> Message:
    """What an editor can do about a number of pages that is not bound on the paper of the book."""
    for name, (least, most) in limit.items():
        if least <= count <= most:
            return Message('write "paper: {}" in book.yaml', name)
    if count < min(least for least, _ in limit.values()):
        return Message("write a smaller trim or a larger size of type under design in book.yaml, or add matter")
    return Message("write a larger trim or a smaller size of type under design in book.yaml, or divide the book")


def multiple(job: Job, limit: Any) -> Iterator[Message]:
    """The pages fill the printer's signatures."""
    if (len(job.pages) + limit.get("added", 0)) % limit["of"]:
        yield Message("{} pages, where a multiple of {} is bound; build again", len(job.pages), limit["of"])


def _distances(job: Job) -> Iterator[tuple[int, float, float]]:
    """Of each inked page: how far its ink stays from the spine, and from the nearest other edge."""
    for number, box in enumerate(job.file.inked):
        if box is None:
            continue
        left, bottom, right, top = job.file.trim(number)
        width, height = right - left, top - bottom
        sides = (box[0], width - box[2]) if number % 2 == 0 else (width - box[2], box[0])
        yield number, sides[0], min(sides[1], box[1], height - box[3])


def inside_margin(job: Job, limit: Any) -> Iterator[Message]:
    """No ink in the gutter, measured on the separations (to a pixel: 0.72 pt)."""
    asked = job.printer.inside_margin(len(job.pages))
    yield from (
        Message("{}: ink {} from the spine; {} required", page(number), inches(found), inches(asked))
        for number, found, _ in _distances(job)
        if found < asked - DRAWN
    )


def outside_margin(job: Job, limit: Any) -> Iterator[Message]:
    """No ink near the other three edges."""
    asked = length(limit)
    yield from (
        Message("{}: ink {} from the trim; {} required", page(number), inches(found), inches(asked))
        for number, _, found in _distances(job)
        if found < asked - DRAWN
    )


def bleed(job: Job, limit: Any) -> Iterator[Message]:
    """The page beyond the trim: as wide as asked; an interior whose art does not bleed may have none."""
    width = points(limit["width"])
    spine = width if limit["sides"] == "all" else 0.0
    for number in job.pages:
        trim, media = job.file.trim(number), job.file.media(number)
        sides = (trim[0] - media[0], trim[1] - media[1], media[2] - trim[2], media[3] - trim[3])
        left, right = (spine, width) if number % 2 == 0 else (width, spine)
        asked = (left, width, right, width)
        none = limit["asked"] != "always" and all(abs(side) < EXACT for side in sides)
        if not none and any(abs(one - other) > EXACT for one, other in zip(sides, asked, strict=True)):
            yield Message("{}: bleed of {:.1f} pt", page(number), sides)


def type_size(job: Job, limit: Any) -> Iterator[Message]:
    """The size that letters are set in."""
    small = [mark for mark in job.file.marks if mark.kind == "text" and mark.size < length(limit) - EXACT]
    if small:
        least = min(mark.size for mark in small)
        yield Message("type of {:.1f} pt: {}", least, on_pages(mark.page for mark in small))


def line_weight(job: Job, limit: Any) -> Iterator[Message]:
    """The width of drawn lines that are not paper white."""
    thin = [
        mark
        for mark in job.file.marks
        if mark.kind == "line" and mark.size < length(limit) - EXACT and not _paper(mark.ink)
    ]
    if thin:
        least = min(mark.size for mark in thin)
        yield Message("line of {:.2f} pt: {}", least, on_pages(mark.page for mark in thin))


def _paper(ink: tuple[str, tuple[float, ...]]) -> bool:
    return ink == ("g", (1.0,)) or ink == ("k", (0.0, 0.0, 0.0, 0.0))


def tint(job: Job, limit: Any) -> Iterator[Message]:
    """No grey so light that it would not print."""
    least = int(limit.split()[0]) / 100
    bad = [
        mark.page
        for mark in job.file.marks
        if mark.kind == "fill" and mark.ink[0] == "g" and 0 < round(1 - mark.ink[1][0], 4) < least
    ]
    if bad:
        yield Message("grey of less than {}: {}", limit, on_pages(bad))


def blank_run(job: Job, limit: Any) -> Iterator[Message]:
    """Blank pages one after another, up to the last page that has ink."""
    inked = [number for number, box in enumerate(job.file.inked) if box is not None]
    for one, other in pairwise([-1, *inked]):
        if other - one - 1 > limit:
            yield Message("{} consecutive blank pages before {}", other - one - 1, page(other))


def last_page(job: Job, limit: Any) -> Iterator[Message]:
    """The last page has no ink."""
    if job.file.inked[-1] is not None:
        yield Message("the last page has ink")


def folios(job: Job, limit: Any) -> Iterator[Message]:
    """Between two printed arabic numbers there are as many pages as they say."""
    heads: dict[int, list[tuple[float, str]]] = {}
    feet: dict[int, list[tuple[float, str]]] = {}
    highest = max((glyph.box[3] for glyph in job.file.glyphs), default=0.0)
    lowest = min((glyph.box[1] for glyph in job.file.glyphs), default=0.0)
    for glyph in job.file.glyphs:
        if glyph.box[3] > highest - _HEAD:
            heads.setdefault(glyph.page, []).append((glyph.box[0], glyph.text))
        elif glyph.box[1] < lowest + _HEAD:
            feet.setdefault(glyph.page, []).append((glyph.box[0], glyph.text))
    printed = []
    for number in sorted({*heads, *feet}):
        head, foot = ("".join(text for _, text in sorted(row.get(number, ()))) for row in (heads, feet))
        at_the_outer_end = re.search(r"\d+$" if number % 2 == 0 else r"^\d+", head)
        if found := at_the_outer_end or re.fullmatch(r"\d+", foot):
            printed.append((number, int(found[0])))
    for (one, first), (other, second) in pairwise(printed):
        if other - one != second - first:
            yield Message("{}: page number {} after {} on {}", page(other), second, first, page(one))
    if not printed:
        yield Message("there are no page numbers")


def title_page(job: Job, limit: Any) -> Iterator[Message]:
    """One of the first pages has the whole title and little else."""
    words = re.findall(r"\w+", job.ticket.title.casefold())
    for number in range(min(6, len(job.pages))):
        text = "".join(glyph.text for glyph in job.file.glyphs if glyph.page == number).casefold()
        if all(word in text for word in words) and len(text) < _TITLE_PAGE:
            return
    yield Message("none of the first pages has the whole title")
