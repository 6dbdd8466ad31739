"""Running heads and folios: set once each with HarfBuzz, where the stylesheet puts them, and laid on the finished pages.

How they look is said in ``heads.css``, which WeasyPrint sets on sample pages; what is read from these is repeated
on every page of the book. They are artifacts of pagination (ISO 32000-1, 14.8.2.2).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import groupby
from typing import NamedTuple

from press.compose.composition import Composition
from press.core.cache import Cache, cache_key
from press.core.fallbacks import shaped_runs
from press.core.xhtml import Element, make
from press.pages.layout.tree import PAGE_SHEETS, page, style
from press.pages.layout.weasyprint import Face, MarginText, margins
from press.pages.layout.weasyprint.public_api import serialised

#: The sides of a leaf, by its number.
SIDES = ("recto", "verso")
#: The part of the measure that a title may have (heads.css).
_ROOM = 0.76
#: A document's title on the sample pages, and the book's, which no book has and which fit on a line.
_SAMPLE, _SAMPLE_BOOK = "\u2042", "\u2042\u2042"


@dataclass(frozen=True)
class HeadSlot:
    """A place in the head of a page: what stands there (``book``, ``document``, ``folio``), and how it is set."""

    what: str
    text: MarginText


@dataclass
class RunningHeads:
    """What an edition's pages have besides their text; collects the glyphs that it uses."""

    #: (class of the document, "recto" or "verso", whether the document begins on the page) -> what stands in the margins
    slots: dict[tuple[str, str, bool], tuple[HeadSlot, ...]]
    #: side -> left margin in points
    left: dict[str, float]
    book: str
    language: str
    #: the width in points that a title may have
    room: float
    used: dict[tuple[str, int, str], dict[int, str]] = field(default_factory=dict)

    def head(self, kind: str, side: str, opening: bool, document: str, folio: str) -> bytes:
        """The drawing of a page's head and folio, as text objects; empty where there is none."""
        words = {"book": self.book, "document": document, "folio": folio}
        slots = self.slots[kind, side, opening]
        return b"".join(self._set(slot.text, words[slot.what], slot.what != "folio") for slot in slots)

    def faces(self) -> list[Face]:
        """The faces that were used, with the names that the drawing gives them."""
        return [Face(resource(*face), *face, glyphs) for face, glyphs in sorted(self.used.items())]

    def _set(self, slot: MarginText, text: str, may_be_cut: bool) -> bytes:
        face = (slot.family, slot.weight, slot.style)
        tracking = slot.tracking * 1000 / slot.size
        runs, width = _shaped(face, text, slot.features, tracking, self.language)
        space = " " if " " in text.strip() else ""
        parts = text.split(" ") if space else list(text)
        while (
            may_be_cut and width * slot.size / 1000 > self.room and len(parts) > 1
        ):  # a title that is longer than the head is cut
            parts.pop()
            short = space.join(parts)
            runs, width = _shaped(face, f"{short.rstrip(' ,;:.')}…", slot.features, tracking, self.language)
        spare = slot.width - width * slot.size / 1000
        left = slot.left + spare * {"center": 0.5, "right": 1, "end": 1}.get(slot.align, 0)
        drawn = [f"{left:.3f} {slot.baseline:.3f} Td"]
        held = 0.0  # what moves the pen stands before the next glyph: PDFium overlooks it at the end of an operator
        for family, glyphs in runs:
            name = resource(family, slot.weight, slot.style)
            used = self.used.setdefault((family, slot.weight, slot.style), {})
            drawn.append(f"/{name} {slot.size:g} Tf")
            for rise, group in groupby(glyphs, key=lambda glyph: glyph.rise):
                shown = []
                for glyph in group:
                    used.setdefault(glyph.number, glyph.letters)
                    move = round(held + glyph.before, 2)
                    shown.append(f"{-move:g}<{glyph.number:04x}>" if move else f"<{glyph.number:04x}>")
                    held = glyph.after
                level = f"{rise * slot.size / 1000:.3f} Ts " if rise else ""
                drawn.append(f"{level}[{''.join(shown)}] TJ{' 0 Ts' if rise else ''}")
        if held:
            drawn[-1] = drawn[-1].replace("] TJ", f"{-held:g}] TJ")
        place, font, *rest = drawn
        return f"BT {font} {place} {' '.join(rest)} ET\n".encode()


def resource(family: str, weight: int, style: str) -> str:
    """The name of a face in the resources of the joined pages."""
    return f"{family.replace(' ', '')}-{weight}-{style}"


class _Glyph(NamedTuple):
    """A glyph of a line and its letters; what moves the pen before and after it, and its rise, in thousandths of an em."""

    number: int
    letters: str
    before: float
    after: float
    rise: float


@cache
def _shaped(
    face: tuple[str, int, str], text: str, features: tuple[tuple[str, int], ...], tracking: float, language: str
) -> tuple[list[tuple[str, list[_Glyph]]], float]:
    """The glyphs of a text, by runs of one family, and its width in thousandths of an em."""
    found, width = [], 0.0
    for run in shaped_runs(text, face, dict(features), language):
        infos, positions = run.buffer.glyph_infos, run.buffer.glyph_positions
        starts = [*sorted({info.cluster for info in infos}), len(run.text)]
        scale = 1000 / run.font.face.upem
        glyphs = []
        for info, position in zip(infos, positions, strict=True):
            letters = run.text[info.cluster : starts[starts.index(info.cluster) + 1]]
            own = round(run.font.get_glyph_h_advance(info.codepoint) * scale)
            advance = position.x_advance * scale + tracking
            before, rise = round(position.x_offset * scale, 2), round(position.y_offset * scale, 2)
            glyphs.append(_Glyph(info.codepoint, letters, before, round(advance - own - before, 2), rise))
            width += advance
        found.append((run.family, glyphs))
    return found, width


def running_heads(composition: Composition, kinds: Iterable[str], edition: str, cache: Cache) -> RunningHeads:
    """What the pages of documents of these classes have around their text in an edition (a stylesheet)."""
    metadata = composition.metadata
    kinds = sorted(set(kinds))
    samples = [sample for number, kind in enumerate(kinds) for sample in _samples(number, kind)]
    html = serialised(page(metadata, make("body", *samples)))
    css = style(composition, *PAGE_SHEETS, "heads.css", edition) + f'\n:root {{ --title: "{_SAMPLE_BOOK}" }}'
    stored = cache.get_or_make(cache_key("furniture", html, css), lambda: _measured(html, css))
    anchors, pages = json.loads(stored)
    slots: dict[tuple[str, str, bool], tuple[HeadSlot, ...]] = {}
    left: dict[str, float] = {}
    for number, kind in enumerate(kinds):
        for sample in range(4):
            place = anchors[f"m{number}-{sample}"]
            side = SIDES[place % 2]
            left[side] = pages[place]["left"]
            texts = [_text(text) for text in pages[place]["texts"]]
            slots[kind, side, sample % 2 == 0] = tuple(map(_slot, texts))
    return RunningHeads(slots, left, metadata.title, metadata.language, composition.form.measure * _ROOM)


def _samples(number: int, kind: str) -> list[Element]:
    """Two documents of a kind, of two pages each: one that begins on a recto, one that begins on a verso."""
    samples = []
    for first, side in ((0, "recto"), (2, "verso")):
        title = make("h1", make("span", _SAMPLE, klass="title"), id=f"m{number}-{first}")
        more = make("p", "m", id=f"m{number}-{first + 1}", style="break-before: page")
        samples.append(make("section", title, more, klass=kind, style=f"break-before: {side}"))
    return samples


def _measured(html: str, css: str) -> bytes:
    anchors, pages = margins(html, css)
    return json.dumps([anchors, [asdict(page) for page in pages]]).encode()


def _text(stored: dict[str, object]) -> MarginText:
    features = tuple((str(name), int(value)) for name, value in stored.pop("features"))  # type: ignore[attr-defined]
    return MarginText(**stored, features=features)  # type: ignore[arg-type]


def _slot(text: MarginText) -> HeadSlot:
    return HeadSlot({_SAMPLE_BOOK: "book", _SAMPLE: "document"}.get(text.text, "folio"), text)
