"""Rules on a print file whatever it is: colour, ink, pictures, type, and what a printer must not find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.checks.preflight.pdfx import breaches
from press.checks.preflight.rule import DRAWN, EXACT, Job, length, on_pages, page

_SPACES = {"/DeviceGray": "gray", "/DeviceCMYK": "cmyk"}
_OPERATORS = {"g": "gray", "k": "cmyk"}


def flavour(job: Job, limit: Any) -> Iterator[str]:
    """The standard that the file claims, as far as our own checks go."""
    yield from breaches(job.sheet.pdf)


def colours(job: Job, limit: Any) -> Iterator[str]:
    """Only the colour spaces named: in what is painted, and in pictures."""
    painted: dict[str, set[int]] = {}
    for mark in job.sheet.marks:
        if mark.kind != "image" and _OPERATORS.get(mark.ink[0]) not in limit:
            painted.setdefault(mark.ink[0], set()).add(mark.page)
    for operator, pages in painted.items():
        yield f"color con el operador {operator}: {on_pages(pages)}"
    for number, kind, item in job.sheet.resources:
        if kind == "/XObject" and item.get("/Subtype") == "/Image":
            space = str(item.get("/ColorSpace", "/DeviceGray"))
            if _SPACES.get(space) not in limit:
                yield f"{page(number)}: imagen en {space[:40]}"
        elif kind in ("/ColorSpace", "/Shading", "/Pattern"):
            yield f"{page(number)}: un recurso {kind[1:]} que no es un color directo"


def black(job: Job, limit: Any) -> Iterator[str]:
    """No page with cyan, magenta or yellow (ghostscript's inkcov)."""
    if job.sheet.coloured:
        yield f"cian, magenta o amarillo: {on_pages(job.sheet.coloured)}"


def ink_limit(job: Job, limit: Any) -> Iterator[str]:
    """The inks of every pixel, added up over the separations."""
    most = int(limit.split()[0])
    over = [number for number in job.pages if job.sheet.most_ink[number] > most]
    if over:
        yield f"hasta {max(job.sheet.most_ink[number] for number in over)} % de tinta: {on_pages(over)}"


def small_black(job: Job, limit: Any) -> Iterator[str]:
    """Black letters up to a size have no other ink, which could not be kept in register."""
    bad = [
        mark.page
        for mark in job.sheet.marks
        if mark.kind == "text" and mark.ink[0] == "k" and mark.size <= length(limit) and _rich(mark.ink[1])
    ]
    if bad:
        yield f"letra negra con otras tintas: {on_pages(bad)}"


def _rich(ink: tuple[float, ...]) -> bool:
    return len(ink) == 4 and ink[3] > 0.5 and any(share > 0 for share in ink[:3])


def resolution(job: Job, limit: Any) -> Iterator[str]:
    """The pixels an inch of each picture, at the size it is printed."""
    least, most = limit[0], limit[1] if len(limit) > 1 else None
    for mark in job.sheet.marks:
        if mark.kind == "image" and mark.size < least - 0.5:
            yield f"{page(mark.page)}: imagen a {mark.size:.0f} píxeles por pulgada"
        elif mark.kind == "image" and most and mark.size > most + 0.5:
            yield f"{page(mark.page)}: imagen a {mark.size:.0f} píxeles por pulgada, más de {most}"


def fonts(job: Job, limit: Any) -> Iterator[str]:
    """Every face is in the file."""
    for number, kind, item in job.sheet.resources:
        if kind != "/Font":
            continue
        inner = item["/DescendantFonts"][0] if "/DescendantFonts" in item else item
        descriptor = inner.get("/FontDescriptor", {})
        if item.get("/Subtype") != "/Type3" and not any(
            key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
        ):
            yield f"{page(number)}: {str(item.get('/BaseFont', '/?'))[1:]} no está incrustada"


def plain(job: Job, limit: Any) -> Iterator[str]:
    """Nothing that a press cannot print."""
    pdf = job.sheet.pdf
    if pdf.is_encrypted:
        yield "el archivo está cifrado"
    names = {
        "/Outlines": "marcadores",
        "/AcroForm": "formularios",
        "/OpenAction": "acciones",
        "/AA": "acciones",
        "/Names": "destinos, guiones o archivos adjuntos",
        "/Dests": "destinos",
        "/Metadata": "metadatos",
    }
    yield from (what for key, what in names.items() if key in pdf.Root)
    noted = [number for number in job.pages if len(pdf.pages[number].obj.get("/Annots", []))]
    if noted:
        yield f"enlaces o anotaciones: {on_pages(noted)}"


def marks(job: Job, limit: Any) -> Iterator[str]:
    """The page ends with the bleed, and no letter stands outside the trim."""
    sheet = job.sheet
    for number in job.pages:
        bleed = sheet.box(number, "/BleedBox") or sheet.trim(number)
        if any(abs(one - other) > EXACT for one, other in zip(bleed, sheet.media(number), strict=True)):
            yield f"{page(number)}: la página va más allá del sangrado"
    outside = []
    for glyph in sheet.glyphs:
        left, bottom, right, top = sheet.trim(glyph.page)
        if (
            glyph.box[0] < -DRAWN
            or glyph.box[1] < -DRAWN
            or glyph.box[2] > right - left + DRAWN
            or glyph.box[3] > top - bottom + DRAWN
        ):
            outside.append(glyph.page)
    if outside:
        yield f"letras fuera del corte: {on_pages(outside)}"


def transparency(job: Job, limit: Any) -> Iterator[str]:
    """No opacity, blending, soft masks or transparency groups."""
    for number, kind, item in job.sheet.resources:
        if kind == "/ExtGState":
            blend = str(item.get("/BM", "/Normal"))
            if item.get("/ca", 1) != 1 or item.get("/CA", 1) != 1 or blend not in ("/Normal", "/Compatible"):
                yield f"{page(number)}: opacidad o fusión"
            if str(item.get("/SMask", "/None")) != "/None":
                yield f"{page(number)}: máscara"
        elif kind == "/XObject" and ("/SMask" in item or "/Group" in item):
            yield f"{page(number)}: máscara o grupo transparente"
    yield from (
        f"{page(number)}: grupo transparente" for number in job.pages if "/Group" in job.sheet.pdf.pages[number]
    )


def file_size(job: Job, limit: Any) -> Iterator[str]:
    """Megabytes of a million bytes."""
    size = job.sheet.path.stat().st_size / 1e6
    if size > int(limit.split()[0]):
        yield f"{size:.1f} MB".replace(".", ",")
