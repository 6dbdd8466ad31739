"""Rules on a print file whatever it is: colour, ink, pictures, type, and what a printer must not find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.checks.preflight.pdfx import breaches
from press.checks.preflight.rule import DRAWN, EXACT, Job, length, on_pages, page
from press.core.messages import Message

_SPACES = {"/DeviceGray": "gray", "/DeviceCMYK": "cmyk"}
_OPERATORS = {"g": "gray", "k": "cmyk"}


def flavour(job: Job, limit: Any) -> Iterator[Message]:
    """The standard that the file claims, as far as our own checks go."""
    yield from breaches(job.file.pdf)


def colours(job: Job, limit: Any) -> Iterator[Message]:
    """Only the colour spaces named: in what is painted, and in pictures."""
    painted: dict[str, set[int]] = {}
    for mark in job.file.marks:
        if mark.kind != "image" and _OPERATORS.get(mark.ink[0]) not in limit:
            painted.setdefault(mark.ink[0], set()).add(mark.page)
    for operator, pages in painted.items():
        yield Message("colour set with the operator {}: {}", operator, on_pages(pages))
    for number, kind, item in job.file.resources:
        if kind == "/XObject" and item.get("/Subtype") == "/Image":
            space = str(item.get("/ColorSpace", "/DeviceGray"))
            if _SPACES.get(space) not in limit:
                yield Message("{}: image in {}", page(number), space[:40])
        elif kind in ("/ColorSpace", "/Shading", "/Pattern"):
            yield Message("{}: a {} resource that is no direct colour", page(number), kind[1:])


def black(job: Job, limit: Any) -> Iterator[Message]:
    """No page with cyan, magenta or yellow (ghostscript's inkcov)."""
    if job.file.coloured:
        yield Message("cyan, magenta or yellow: {}", on_pages(job.file.coloured))


def ink_limit(job: Job, limit: Any) -> Iterator[Message]:
    """The inks of every pixel, added up over the separations."""
    most = int(limit.split()[0])
    over = [number for number in job.pages if job.file.most_ink[number] > most]
    if over:
        yield Message("up to {} % ink: {}", max(job.file.most_ink[number] for number in over), on_pages(over))


def small_black(job: Job, limit: Any) -> Iterator[Message]:
    """Black letters up to a size have no other ink, which could not be kept in register."""
    bad = [
        mark.page
        for mark in job.file.marks
        if mark.kind == "text" and mark.ink[0] == "k" and mark.size <= length(limit) and _rich(mark.ink[1])
    ]
    if bad:
        yield Message("black lettering with other inks: {}", on_pages(bad))


def _rich(ink: tuple[float, ...]) -> bool:
    return len(ink) == 4 and ink[3] > 0.5 and any(share > 0 for share in ink[:3])


def resolution(job: Job, limit: Any) -> Iterator[Message]:
    """The pixels an inch of each picture, at the size it is printed."""
    least, most = limit[0], limit[1] if len(limit) > 1 else None
    for mark in job.file.marks:
        if mark.kind == "image" and mark.size < least - 0.5:
            yield Message("{}: image at {:.0f} pixels per inch", page(mark.page), mark.size)
        elif mark.kind == "image" and most and mark.size > most + 0.5:
            yield Message("{}: image at {:.0f} pixels per inch, more than {}", page(mark.page), mark.size, most)


def fonts(job: Job, limit: Any) -> Iterator[Message]:
    """Every face is in the file."""
    for number, kind, item in job.file.resources:
        if kind != "/Font":
            continue
        inner = item["/DescendantFonts"][0] if "/DescendantFonts" in item else item
        descriptor = inner.get("/FontDescriptor", {})
        if item.get("/Subtype") != "/Type3" and not any(
            key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
        ):
            yield Message("{}: {} is not embedded", page(number), str(item.get("/BaseFont", "/?"))[1:])


def plain(job: Job, limit: Any) -> Iterator[Message]:
    """Nothing that a press cannot print."""
    pdf = job.file.pdf
    if pdf.is_encrypted:
        yield Message("the file is encrypted")
    names = {
        "/Outlines": Message("bookmarks"),
        "/AcroForm": Message("forms"),
        "/OpenAction": Message("actions"),
        "/AA": Message("actions"),
        "/Names": Message("destinations, scripts or attachments"),
        "/Dests": Message("destinations"),
        "/Metadata": Message("metadata"),
    }
    yield from (what for key, what in names.items() if key in pdf.Root)
    noted = [number for number in job.pages if len(pdf.pages[number].obj.get("/Annots", []))]
    if noted:
        yield Message("links or annotations: {}", on_pages(noted))


def marks(job: Job, limit: Any) -> Iterator[Message]:
    """The page ends with the bleed, and no letter stands outside the trim."""
    for number in job.pages:
        bleed = job.file.box(number, "/BleedBox") or job.file.trim(number)
        if any(abs(one - other) > EXACT for one, other in zip(bleed, job.file.media(number), strict=True)):
            yield Message("{}: the page extends beyond the bleed", page(number))
    outside = []
    for glyph in job.file.glyphs:
        left, bottom, right, top = job.file.trim(glyph.page)
        if (
            glyph.box[0] < -DRAWN
            or glyph.box[1] < -DRAWN
            or glyph.box[2] > right - left + DRAWN
            or glyph.box[3] > top - bottom + DRAWN
        ):
            outside.append(glyph.page)
    if outside:
        yield Message("lettering outside the trim: {}", on_pages(outside))


def transparency(job: Job, limit: Any) -> Iterator[Message]:
    """No opacity, blending, soft masks or transparency groups."""
    for number, kind, item in job.file.resources:
        if kind == "/ExtGState":
            blend = str(item.get("/BM", "/Normal"))
            if item.get("/ca", 1) != 1 or item.get("/CA", 1) != 1 or blend not in ("/Normal", "/Compatible"):
                yield Message("{}: opacity or blending", page(number))
            if str(item.get("/SMask", "/None")) != "/None":
                yield Message("{}: mask", page(number))
        elif kind == "/XObject" and ("/SMask" in item or "/Group" in item):
            yield Message("{}: mask or transparency group", page(number))
    yield from (
        Message("{}: transparency group", page(number))
        for number in job.pages
        if "/Group" in job.file.pdf.pages[number]
    )


def file_size(job: Job, limit: Any) -> Iterator[Message]:
    """Megabytes of a million bytes."""
    size = job.file.path.stat().st_size / 1e6
    if size > int(limit.split()[0]):
        yield Message("{:.1f} MB", size)
