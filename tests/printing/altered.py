"""Finished print files altered so that each breaks one rule of a printer."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

Alter = Callable[[pikepdf.Pdf], None]


def draw(content: str, page: int = 10) -> Alter:
    """Paint on a page, over what is there; ``/T`` is one of its own faces."""

    def alter(pdf: pikepdf.Pdf) -> None:
        target = pdf.pages[min(page, len(pdf.pages) - 1)]
        if "/Font" in target.Resources:
            fonts = target.Resources.Font
            fonts["/T"] = next(iter(dict(fonts).values()))
        target.contents_add(b"q", prepend=True)  # the page's own content leaves its axes turned
        target.contents_add(f"Q q {content} Q".encode())

    return alter


def letters(x: float, y: float, size: float, ink: str = "0 g", page: int = 10) -> Alter:
    """Three letters at a place."""
    return draw(f"{ink} BT /T {size} Tf 1 0 0 1 {x} {y} Tm <00b100b200b3> Tj ET", page)


def boxes(change: float, *names: str) -> Alter:
    """Move the right edge of some boxes of every page."""

    def alter(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for name in names:
                box = [float(value) for value in page.obj[name]]
                page.obj[name] = Array([*box[:2], box[2] + change, box[3]])

    return alter


def keep(first: int, last: int) -> Alter:
    """Only these pages."""

    def alter(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[last:]
        del pdf.pages[:first]

    return alter


def blank(place: int, count: int) -> Alter:
    """Blank pages put in."""

    def alter(pdf: pikepdf.Pdf) -> None:
        for _ in range(count):
            pdf.add_blank_page(page_size=(396, 612))
            page = pdf.pages.pop() if hasattr(pdf.pages, "pop") else pdf.pages[-1]
            pdf.pages.insert(place, page)

    return alter


def drop_pages(*numbers: int) -> Alter:
    """Some pages torn out."""

    def alter(pdf: pikepdf.Pdf) -> None:
        for number in sorted(numbers, reverse=True):
            del pdf.pages[number]

    return alter


def picture(pixels: int, width: float, page: int = 10, space: str = "/DeviceGray") -> Alter:
    """A picture of pixels, printed so wide (points)."""

    def alter(pdf: pikepdf.Pdf) -> None:
        bands = {"/DeviceGray": 1, "/DeviceRGB": 3}[space]
        image = pdf.make_stream(zlib.compress(bytes([128]) * pixels * pixels * bands))
        for key, value in {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": pixels,
            "/Height": pixels,
            "/BitsPerComponent": 8,
            "/ColorSpace": Name(space),
            "/Filter": Name.FlateDecode,
        }.items():
            image[key] = value
        target = pdf.pages[min(page, len(pdf.pages) - 1)]
        target.Resources["/XObject"] = Dictionary({"/Picture": image})
        target.contents_add(b"q", prepend=True)
        target.contents_add(f"Q q {width} 0 0 {width} 100 200 cm /Picture Do Q".encode())

    return alter


def state(**values: object) -> Alter:
    """A graphics state among the resources of a page."""

    def alter(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources["/ExtGState"] = Dictionary({"/Gx": Dictionary({f"/{k}": v for k, v in values.items()})})

    return alter


def bare_font(pdf: pikepdf.Pdf) -> None:
    """The first face is no longer in the file."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == "/FontDescriptor":
            del item["/FontFile2"]
            return


def link(pdf: pikepdf.Pdf) -> None:
    """A link to the net."""
    action = Dictionary(S=Name.URI, URI="https://example.org/")
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(note)])


def outline(pdf: pikepdf.Pdf) -> None:
    """A bookmark."""
    with pdf.open_outline() as found:
        found.root.append(pikepdf.OutlineItem("Uno", 0))


def stated(key: str, value: object | None) -> Alter:
    """The information dictionary says something else, or nothing."""

    def alter(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.docinfo[key]
        else:
            pdf.docinfo[key] = value

    return alter


def without(key: str) -> Alter:
    """The catalogue lacks a key."""

    def alter(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return alter


def untrimmed(pdf: pikepdf.Pdf) -> None:
    """A page that does not say its trim."""
    del pdf.pages[0].obj["/TrimBox"]


def both_boxes(pdf: pikepdf.Pdf) -> None:
    """A page with an ArtBox besides its TrimBox."""
    pdf.pages[0].obj["/ArtBox"] = pdf.pages[0].obj["/TrimBox"]


def save(source: Path, target: Path, alter: Alter, **how: object) -> Path:
    """The altered file, with the ticket of the original beside it."""
    with pikepdf.open(source) as pdf:
        alter(pdf)
        pdf.save(target, **({"force_version": "1.3", "object_stream_mode": pikepdf.ObjectStreamMode.disable} | how))
    return target


def swollen(source: Path, target: Path, size: int) -> Path:
    """The same file with a hole of ``size`` bytes before a second table of cross-references (ISO 32000-1, 7.5.6)."""
    data = source.read_bytes()
    last = int(data.rsplit(b"startxref", 1)[1].split()[0])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        count, root = len(pdf.objects) + 1, pdf.trailer["/Root"].objgen[0]
    with target.open("wb") as file:
        file.write(data + b"\n%")
        file.truncate(len(data) + size)
        file.seek(0, 2)
        at = file.tell() + 1
        file.write(f"\nxref\n0 0\ntrailer\n<</Size {count}/Root {root} 0 R/Prev {last}>>\n".encode())
        file.write(f"startxref\n{at}\n%%EOF\n".encode())
    return target
