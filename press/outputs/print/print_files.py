"""Print on demand: for each printer that book.yaml names, the interior, the cover and the job ticket.

The pages are the canonical ones; a printer's own boxes, blanks, inks and claims are set around them.
"""

from __future__ import annotations

import io
import json
from typing import Any

import pikepdf

from press.compose.composition import Composition
from press.core.cache import NO_CACHE, Cache
from press.core.formats import FORMATS
from press.core.languages import direction_of, label
from press.core.lengths import points, size
from press.core.problems import Problems
from press.core.stored import StoredFiles
from press.input.metadata import Metadata
from press.input.print_orders import Printing, PrintOrder
from press.input.printers import Printer
from press.outputs.cover import Wrap, cover_key, make_wrap
from press.outputs.print.booklet import impose
from press.outputs.print.page_boxes import add_blanks, set_boxes, set_cover_boxes
from press.outputs.print.pdfx import claim_pdfx1a, write
from press.outputs.release_inputs import ReleaseInputs
from press.pages.inks import InkError, named_inks, set_inks

#: What a finished cover may differ from its printer's size by, in points: a hundredth of an inch.
_EXACT = 0.72
#: The inks (percent of cyan, magenta, yellow, black) of the colours of the covers that the program draws.
_COVER_INKS = {"#14110f": (60, 40, 40, 100), "#f3ead8": (3, 6, 14, 0), "#c1272d": (10, 100, 95, 5)}


def make_files(inputs: ReleaseInputs) -> StoredFiles:
    """The files below ``print/`` by their path in ``dist/``."""
    return make_print_files(inputs.composition, inputs.pages.interior(), inputs.problems, inputs.cache)


def make_print_files(
    composition: Composition, interior: bytes, problems: Problems, cache: Cache = NO_CACHE
) -> StoredFiles:
    """The files below ``print/`` by name; what book.yaml says wrongly of a printer is added to ``problems``.

    ``interior`` is the PDF of the canonical pages in black ink; it leaves too, for proofs and for any other printer.
    """
    metadata = composition.metadata
    printing = metadata.printing
    files = StoredFiles({f"print/{metadata.slug}-interior.pdf": interior})
    if printing is None:
        return files
    if printing.booklet:
        files[f"print/{metadata.slug}-booklet.pdf"] = impose(interior, printing.booklet, metadata.language)
    files.add(make_printer_files(composition, "print", printing, interior, problems, cache))
    return files


def make_printer_files(
    composition: Composition,
    kind: str,
    printing: Printing | None,
    interior: bytes,
    problems: Problems,
    cache: Cache = NO_CACHE,
) -> StoredFiles:
    """Interior, cover and job ticket of a printed edition (a ``kind`` of format) for each printer that is asked, by path."""
    metadata = composition.metadata
    files = StoredFiles()
    if printing is None:
        return files
    for order in printing.orders:
        stem = f"{FORMATS[kind].folder}/{metadata.slug}-{order.printer.key}"
        pages, data = _interior(interior, order.printer, metadata)
        spine = _spine(order, printing, pages, problems)
        wrap = _wrap(order, metadata, kind, spine, pages)
        files[f"{stem}-interior.pdf"] = data
        files[f"{stem}-cover.pdf"] = _any_cover(composition, order, printing, wrap, problems, cache)
        files[f"{stem}-ticket.json"] = _ticket(metadata, kind, printing, order, wrap, pages)
    return files


def make_wraps(composition: Composition, pages: int, problems: Problems, cache: Cache = NO_CACHE) -> dict[str, bytes]:
    """The wrap covers alone, by printer, of a book of so many canonical pages."""
    printing = composition.metadata.printing
    if printing is None:
        return {}
    wraps = {}
    for order in printing.orders:
        bound = pages + order.printer.blanks(pages)
        spine = _spine(order, printing, bound, problems)
        wrap = _wrap(order, composition.metadata, "print", spine, bound)
        wraps[order.printer.key] = _any_cover(composition, order, printing, wrap, problems, cache)
    return {name: data for name, data in wraps.items() if data}


def _any_cover(
    composition: Composition, order: PrintOrder, printing: Printing, wrap: Wrap, problems: Problems, cache: Cache
) -> bytes:
    """The finished cover that book.yaml gives for a printer, or one that is drawn."""
    finished = _finished(order, wrap, composition.metadata, problems) if order.cover else None
    return finished or _cover(composition, order, printing, wrap, problems, cache)


def _interior(data: bytes, printer: Printer, metadata: Metadata) -> tuple[int, bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        add_blanks(pdf, printer.blanks(len(pdf.pages)))
        outer, spine = printer.interior_bleed()
        set_boxes(pdf, outer, spine)
        claim_pdfx1a(pdf, metadata.whole_title, metadata.timestamp)
        return len(pdf.pages), write(pdf)


def _finished(order: PrintOrder, wrap: Wrap, metadata: Metadata, problems: Problems) -> bytes:
    """A finished cover as it is; a Problem where it is no PDF of one page of the size that the printer asks for."""
    assert order.cover is not None  # noqa: S101 - the caller has looked
    data, wanted = order.cover.read_bytes(), (wrap.page.width, wrap.page.height)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            count, (left, bottom, right, top) = len(pdf.pages), (float(side) for side in pdf.pages[0].mediabox)
    except (pikepdf.PdfError, IndexError):
        problems.add(order.cover, 0, "D004", "the finished cover is no PDF that can be read", "Export it again.")
        return data
    if count != 1 or abs(right - left - wanted[0]) > _EXACT or abs(top - bottom - wanted[1]) > _EXACT:
        found = f"{count} page{'s' if count > 1 else ''} of {_shown(right - left)} × {_shown(top - bottom)}"
        asked = f"{_shown(wanted[0])} × {_shown(wanted[1])}, bleed and a spine of {_shown(wrap.spine)} with it"
        message = f"the finished cover has {found}; {order.printer.name} asks for one of {asked}"
        problems.add(order.cover, 0, "D004", message, "Export it at that size; it is never altered here.")
    return data


def _shown(length: float) -> str:
    return f"{length / 72:.4g} in"


def _cover(
    composition: Composition, order: PrintOrder, printing: Printing, wrap: Wrap, problems: Problems, cache: Cache
) -> bytes:
    metadata, printer = composition.metadata, order.printer
    key = cover_key(metadata, repr(wrap))
    with pikepdf.open(io.BytesIO(cache.get_or_make(key, lambda: make_wrap(composition, wrap)))) as pdf:
        try:
            set_inks(pdf, named_inks(_inks(printing, printer)))
        except InkError as error:
            problems.add(
                metadata.path,
                printing.line,
                "B005",
                f"the cover cannot be printed: {error}",
                "Draw the cover without opacity, gradients and patterns.",
            )
            return b""
        set_cover_boxes(pdf, wrap.bleed)
        claim_pdfx1a(pdf, metadata.whole_title, metadata.timestamp)
        return write(pdf)


def _inks(printing: Printing, printer: Printer) -> dict[str, tuple[int, int, int, int]]:
    """The inks of the program's own covers, and over them those of book.yaml, which preflight holds to the limit.

    The program's are lowered to what the printer takes, their black excepted.
    """
    rule = printer.cover.get("ink-limit")
    most = int(rule.limit.split()[0]) if rule else 400
    own = {}
    for name, shares in _COVER_INKS.items():
        colours, black = sum(shares[:3]), shares[3]
        part = min(1.0, (most - black) / colours) if colours else 1.0
        own[name] = (*(int(share * part) for share in shares[:3]), black)
    return own | printing.inks  # type: ignore[return-value]


def _spine(order: PrintOrder, printing: Printing, pages: int, problems: Problems) -> float:
    if order.spine is not None:
        if order.pages != pages:
            problems.add(
                printing.path,
                order.line,
                "B005",
                f"the spine for {order.printer.name} was given for {order.pages} pages; its interior has {pages}",
                "Ask the printer's template again, and write both numbers anew.",
            )
        return order.spine
    if order.page_thickness is not None:
        return pages * order.page_thickness
    width = order.printer.spine(pages, printing.paper)
    assert width is not None  # noqa: S101 - read_printing asks for the width where no formula gives it
    return width


def _wrap(order: PrintOrder, metadata: Metadata, kind: str, spine: float, pages: int) -> Wrap:
    printer = order.printer
    limits = {name: rule.limit for name, rule in printer.cover.items()}
    bleed = points(limits["bleed"]["width"])
    panel = printer.board(metadata.design.trim)
    if panel is None:  # the template has given the whole
        width, height = order.sheet or (0.0, 0.0)
        panel = (width - spine) / 2 - bleed, height - 2 * bleed
    return Wrap(
        trim=(round(panel[0], 3), round(panel[1], 3)),
        spine=round(spine, 3),
        bleed=bleed,
        safety=points(limits["safety"]),
        spine_text=printer.letters_on_spine(pages, spine),
        spine_clearance=points(limits["spine-text"]["clearance"]),
        barcode=size(limits["barcode"]["box"]),
        barcode_margin=points(limits["barcode"]["margin"]),
        barcode_added=limits["barcode"].get("added", False),
        mirrored=direction_of(metadata.language) == "rtl",
        hinge=points(limits.get("hinge", "0 pt")),
        isbn=dict(metadata.isbn).get(kind, ""),
        edition=label(metadata.language, kind) if FORMATS[kind].large else "",
    )


def _ticket(metadata: Metadata, kind: str, printing: Printing, order: PrintOrder, wrap: Wrap, pages: int) -> bytes:
    """What is typed into the printer's form, and what preflight holds the files against; lengths in points."""
    rule = order.printer.cover["spine"]
    ticket: dict[str, Any] = {
        "printer": order.printer.key,
        "title": metadata.whole_title,
        "isbn": dict(metadata.isbn).get(kind, ""),
        "trim": [round(length, 3) for length in metadata.design.trim],
        "pages": pages,
        "paper": printing.paper,
        "spine": wrap.spine,
        "spine_source": order.source or rule.source,
    } | ({"finish": printing.finish} if printing.finish else {})
    if "board" in order.printer.cover:
        ticket["board"] = list(wrap.trim)
    if wrap.mirrored:
        ticket["binding"] = "right"
    return (json.dumps(ticket, ensure_ascii=False, indent=2) + "\n").encode()
