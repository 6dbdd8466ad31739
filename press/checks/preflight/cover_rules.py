"""Rules on a cover: its size, the spine, the safe areas, the box of the barcode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.checks.preflight.print_file import PIXEL, Box, any_ink
from press.checks.preflight.rule import EXACT, Job, inches, length
from press.core.lengths import points, size
from press.core.messages import Message


def _folds(job: Job) -> tuple[float, float]:
    """Where the spine begins and ends, in points from the trim's left edge."""
    return job.ticket.board[0], job.ticket.board[0] + job.ticket.spine


def spine(job: Job, limit: Any) -> Iterator[Message]:
    """The width of the cover is two trims and the spine of this many pages on this paper."""
    if len(job.pages) != 1:
        yield Message("{} pages instead of one", len(job.pages))
    wide, high = job.ticket.board
    left, bottom, right, top = job.file.trim(0)
    computed = job.printer.spine(job.ticket.pages, job.ticket.paper)
    asked = job.ticket.spine if computed is None else computed
    if abs(right - left - 2 * wide - asked) > EXACT or abs(top - bottom - high) > EXACT:
        yield Message(
            "the trimmed cover measures {} × {}; with a spine of {}, {} × {}",
            inches(right - left), inches(top - bottom), inches(asked), inches(2 * wide + asked), inches(high),
        )  # fmt: skip


def bleed(job: Job, limit: Any) -> Iterator[Message]:
    """The page goes beyond the trim as far as asked, and the art with it: no edge of the trim has ink that ends there."""
    width = points(limit["width"])
    trim, media = job.file.trim(0), job.file.media(0)
    sides = (trim[0] - media[0], trim[1] - media[1], media[2] - trim[2], media[3] - trim[3])
    if any(abs(side - width) > EXACT for side in sides):
        yield Message("bleed of {}; {} required", tuple(inches(side) for side in sides), inches(width))
        return
    wide, high = trim[2] - trim[0], trim[3] - trim[1]
    edges: dict[Message, tuple[Box, Box]] = {
        Message("left"): ((0, 0, 2, high), (-width, 0, -width + 2, high)),
        Message("right"): ((wide - 2, 0, wide, high), (wide + width - 2, 0, wide + width, high)),
        Message("bottom"): ((0, 0, wide, 2), (0, -width, wide, -width + 2)),
        Message("top"): ((0, high - 2, wide, high), (0, high + width - 2, wide, high + width)),
    }
    for name, (inner, outer) in edges.items():
        if _inked_share(job, outer) < _inked_share(job, inner) - 0.02:
            yield Message("the artwork does not reach the {} edge of the bleed", name)


def _inked_share(job: Job, box: Box) -> float:
    image = any_ink(job.file.cut(0, box))
    return sum(image.histogram()[5:]) / max(1, image.width * image.height)


def spine_text(job: Job, limit: Any) -> Iterator[Message]:
    """Letters on the spine only where there is room for them, and clear of both folds."""
    left, right = _folds(job)
    clear = points(limit["clearance"])
    on_spine = [g for g in job.file.glyphs if left < (g.box[0] + g.box[2]) / 2 < right]
    if on_spine and not job.printer.letters_on_spine(job.ticket.pages, job.ticket.spine):
        yield Message("lettering on a spine of {} and {} pages", inches(job.ticket.spine), job.ticket.pages)
    elif any(g.box[0] < left + clear - EXACT or g.box[2] > right - clear + EXACT for g in on_spine):
        yield Message("lettering on the spine less than {} from a fold", inches(clear))


def board(job: Job, limit: Any) -> Iterator[Message]:
    """The boards are as much larger than the page as the printer says; only its template tells how much some are."""
    asked = job.printer.board(job.ticket.trim)
    wide, high = job.ticket.board
    if asked and (abs(wide - asked[0]) > EXACT or abs(high - asked[1]) > EXACT):
        measures = inches(wide), inches(high), inches(asked[0]), inches(asked[1])
        yield Message("boards of {} × {}; {} × {} required", *measures)
    if wide < job.ticket.trim[0] - EXACT or high < job.ticket.trim[1] - EXACT:
        trim = job.ticket.trim
        yield Message("boards of {} × {} do not cover pages of {} × {}", *map(inches, (wide, high, *trim)))


def _hinge(job: Job) -> float:
    rule = job.printer.cover.get("hinge")
    return points(rule.limit) if rule else 0.0


def hinge(job: Job, limit: Any) -> Iterator[Message]:
    """No letter where the boards bend, beside the spine."""
    width = length(limit)
    left, right = _folds(job)
    folds = ((left - width, left), (right, right + width))
    bad = [g for g in job.file.glyphs if any(a + EXACT < (g.box[0] + g.box[2]) / 2 < b - EXACT for a, b in folds)]
    if bad:
        yield Message('lettering less than {} from the spine: "{}"', inches(width), "".join(g.text for g in bad)[:40])


def safety(job: Job, limit: Any) -> Iterator[Message]:
    """No letter of the panels near the trim or the folds."""
    safe = length(limit)
    fold, other = _folds(job)
    wide, high = 2 * job.ticket.board[0] + job.ticket.spine, job.ticket.board[1]
    panels = ((safe, fold - safe), (other + safe, wide - safe))
    bad = [
        glyph
        for glyph in job.file.glyphs
        if not fold < (glyph.box[0] + glyph.box[2]) / 2 < other
        and not (
            any(glyph.box[0] >= a - EXACT and glyph.box[2] <= b + EXACT for a, b in panels)
            and glyph.box[1] >= safe - EXACT
            and glyph.box[3] <= high - safe + EXACT
        )
    ]
    if bad:
        letters = "".join(glyph.text for glyph in bad)[:40]
        yield Message('lettering less than {} from the trim or a fold: "{}"', inches(safe), letters)


def barcode(job: Job, limit: Any) -> Iterator[Message]:
    """The box kept for the barcode: bars of pure black in it with an ISBN, without one white and empty.

    Where the printer adds no barcode of its own, the drawing may go on there, but no words.
    """
    wide, high = size(limit["box"])
    margin = points(limit["margin"])
    ticket = job.ticket
    beside = margin + _hinge(job)
    right = ticket.board[0] + ticket.spine + beside + wide if ticket.bound_right else ticket.board[0] - beside
    box = (right - wide + PIXEL, margin + PIXEL, right - PIXEL, margin + high - PIXEL)
    if not job.ticket.isbn and not limit.get("added"):
        if any(
            g.box[0] < box[2] and g.box[2] > box[0] and g.box[1] < box[3] and g.box[3] > box[1] for g in job.file.glyphs
        ):
            yield Message("lettering where the barcode goes")
        return
    cyan, magenta, yellow, black = job.file.cut(0, box).split()
    if any(sum(band.histogram()[1:]) for band in (cyan, magenta, yellow)):
        yield Message("colour in the barcode box")
    share = sum(black.histogram()[128:]) / (black.width * black.height)
    if not job.ticket.isbn and share > 0:
        yield Message("the box reserved for the barcode is not empty")
    if job.ticket.isbn and not 0.1 < share < 0.6:
        yield Message("there is no barcode in the box")
