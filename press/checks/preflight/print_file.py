"""A finished print file, opened for preflight: what stands where on its pages, read back from its bytes."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageChops

from press.checks.outcome import broke_off, program, run
from press.checks.preflight.marks import Mark, painted

#: Pixels an inch of the separations; a pixel is 0.72 pt, and what is measured on them is no finer.
DPI = 100
PIXEL = 72 / DPI
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Glyph:
    """A printed character and its box in points from the lower left corner of the trim."""

    page: int
    text: str
    box: Box


class PrintFile:
    """A print file, read with pikepdf, PDFium and ghostscript. Pages count from 0, lengths are points."""

    def __init__(self, path: Path):
        self.path = path
        self.pdf = pikepdf.open(path, attempt_recovery=False)  # a printer takes no file that has to be repaired

    def trim(self, page: int) -> Box:
        """The TrimBox, or the MediaBox where there is none."""
        return self.box(page, "/TrimBox") or self.media(page)

    def media(self, page: int) -> Box:
        """The MediaBox."""
        left, bottom, right, top = (float(value) for value in self.pdf.pages[page].mediabox)
        return left, bottom, right, top

    def box(self, page: int, name: str) -> Box | None:
        """A box of the page, if it has it."""
        found = self.pdf.pages[page].obj.get(name)
        if found is None:
            return None
        left, bottom, right, top = (float(value) for value in found)
        return left, bottom, right, top

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """All that is painted, in order."""
        found: list[Mark] = []
        for number, page in enumerate(self.pdf.pages):
            found += painted(page.obj, page, number)
        return tuple(found)

    @cached_property
    def glyphs(self) -> tuple[Glyph, ...]:
        """The printed characters."""
        document = pypdfium2.PdfDocument(self.path)
        found = []
        for number in range(len(document)):
            left, bottom, *_ = self.trim(number)
            page = document[number]
            text = page.get_textpage()
            for place, character in enumerate(text.get_text_range()):
                if character.strip() and place < text.count_chars():
                    box = text.get_charbox(place)
                    found.append(
                        Glyph(number, character, (box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom))
                    )
        document.close()
        return tuple(found)

    @cached_property
    def resources(self) -> tuple[tuple[int, str, Any], ...]:
        """(page, kind, object) of every resource, within forms too."""
        found: list[tuple[int, str, Any]] = []
        for number, page in enumerate(self.pdf.pages):
            found += [(number, kind, item) for kind, item in _resources(page.obj, set())]
        return tuple(found)

    @cached_property
    def coloured(self) -> tuple[int, ...]:
        """The pages with an ink other than black (ghostscript's inkcov)."""
        done = self._ghostscript("-sDEVICE=inkcov", "-o", "-")
        rows = [line.split()[:4] for line in done.stdout.splitlines() if line.strip().endswith("OK")]
        if len(rows) != len(self.pdf.pages):
            raise broke_off("ghostscript", done)
        return tuple(number for number, row in enumerate(rows) if any(float(share) > 0 for share in row[:3]))

    @cached_property
    def separations(self) -> tuple[Image.Image, ...]:
        """Each page as CMYK at :data:`DPI`, its whole MediaBox (ghostscript's tiff32nc, which draws no half-tones)."""
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "p%04d.tif"
            done = self._ghostscript("-sDEVICE=tiff32nc", f"-r{DPI}", "-dUseMediaBox", "-o", str(target))
            drawn = sorted(Path(folder).glob("*.tif"))
            if len(drawn) != len(self.pdf.pages):
                raise broke_off("ghostscript", done)
            return tuple(_loaded(path) for path in drawn)

    def _ghostscript(self, *options: str) -> CompletedProcess[str]:
        done = run([program("gs", "ghostscript"), "-q", "-dSAFER", *options, self.path.absolute()], "ghostscript")
        if done.returncode:
            raise broke_off("ghostscript", done)
        return done

    @cached_property
    def most_ink(self) -> tuple[int, ...]:
        """The most ink on one pixel of each page, in percent."""
        return tuple(_total(image) for image in self.separations)

    @cached_property
    def inked(self) -> tuple[Box | None, ...]:
        """What each page's ink covers, from the lower left corner of its trim; None for a blank one."""
        return tuple(self._inked(number) for number in range(len(self.separations)))

    def _inked(self, page: int) -> Box | None:
        found = any_ink(self.separations[page]).getbbox()
        if found is None:
            return None
        media, trim = self.media(page), self.trim(page)
        height = self.separations[page].height
        across, up = media[0] - trim[0], media[1] - trim[1]
        left, top, right, bottom = found
        return (
            left * PIXEL + across,
            (height - bottom) * PIXEL + up,
            right * PIXEL + across,
            (height - top) * PIXEL + up,
        )

    def cut(self, page: int, box: Box) -> Image.Image:
        """The separations of a part of the page, given from the lower left corner of the trim."""
        media, trim = self.media(page), self.trim(page)
        image = self.separations[page]
        across, up = trim[0] - media[0], trim[1] - media[1]
        left, bottom, right, top = box
        return image.crop(
            (
                math.ceil((left + across) / PIXEL),
                math.ceil(image.height - (top + up) / PIXEL),
                math.floor((right + across) / PIXEL),
                math.floor(image.height - (bottom + up) / PIXEL),
            )
        )


def _loaded(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.load()
        return image.copy()


def any_ink(image: Image.Image) -> Image.Image:
    """The strongest ink of each pixel."""
    first, *rest = image.split()
    for band in rest:
        first = ImageChops.lighter(first, band)
    return first


def _total(image: Image.Image) -> int:
    # Every colour that occurs; a page of type has few.
    colours: list[tuple[int, Any]] = list(image.getcolors(image.width * image.height) or [])
    return max((round(sum(colour) * 100 / 255) for _, colour in colours), default=0)


def _resources(owner: Any, seen: set[tuple[int, int]]) -> Iterator[tuple[str, Any]]:
    resources = owner.get("/Resources")
    if resources is None:
        return
    for kind in ("/Font", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject"):
        for item in dict(resources.get(kind, {})).values():
            key = getattr(item, "objgen", (0, 0))
            if key != (0, 0) and key in seen:
                continue
            seen.add(key)
            yield kind, item
            if kind == "/XObject" and item.get("/Subtype") == "/Form":
                yield from _resources(item, seen)
