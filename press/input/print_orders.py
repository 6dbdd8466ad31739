"""Printing: what book.yaml asks of the printers — which of them, on what paper, with what inks and spines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from press.core.book_files import BookFolders, FileRefusedError
from press.core.lengths import points
from press.core.picture_kind import kind_of
from press.core.problems import Problems
from press.core.suggest import did_you_mean
from press.core.yaml_file import DataFile
from press.input.printers import Printer, printers

#: The sheets of a signature of a booklet: sixteen pages.
_SHEETS = 4


@dataclass(frozen=True)
class PrintOrder:
    """What one printer is asked for: the ``spine`` in points as its template gave it for so many ``pages``.

    Before there is one, a provisional ``page_thickness``, in points for each page. ``source`` says where either is from.
    """

    printer: Printer
    spine: float | None = None
    pages: int = 0
    page_thickness: float | None = None
    source: str = ""
    line: int = 0
    #: a finished cover for this printer
    cover: Path | None = None
    #: width and height of the cover of a hardcover, in points, as the printer's template gave them
    sheet: tuple[float, float] | None = None


@dataclass(frozen=True)
class Booklet:
    """A copy for a printer in the office: on ``A4`` or ``letter``, in signatures of so many ``sheets``."""

    paper: str
    sheets: int


@dataclass(frozen=True)
class Printing:
    """The print section of book.yaml; ``inks`` are percents of cyan, magenta, yellow and black by screen colour."""

    path: Path
    line: int = 0
    paper: str = "white"
    inks: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)
    orders: tuple[PrintOrder, ...] = ()
    #: ``matt`` or ``glossy``; empty where book.yaml does not say
    finish: str = ""
    booklet: Booklet | None = None


def bound_pages(printing: Printing | None, pages: int) -> int:
    """The pages of the bound book: the canonical ones and the blanks of the first printer named."""
    return pages + printing.orders[0].printer.blanks(pages) if printing and printing.orders else pages


def printers_of(printing: Printing | None) -> tuple[Printer, ...]:
    """The printers that a record names."""
    return tuple(order.printer for order in printing.orders) if printing else ()


def _meant(key: str, table: Mapping[str, Printer]) -> str:
    """The beginning of a hint that names the printer whose key or name is like this one."""
    named = next((own for own, printer in table.items() if key.lower() in printer.name.lower()), "")
    return f'Did you mean "{named}"? ' if named else did_you_mean(key, table)


def read_printing(
    data: DataFile,
    folders: BookFolders,
    problems: Problems,
    address: tuple[str, ...] = ("print",),
    boards: bool = False,
) -> Printing | None:
    """What stands at an ``address`` of ``book.yaml`` such as ``print``; None where nothing does.

    Of a book bound in ``boards`` the printers are as they bind it so.
    """
    value: Any = data.value
    for key in address:
        value = value.get(key) if isinstance(value, dict) else None
    if value is None:
        return None
    table = printers()
    orders = []
    for key, asked in (value.get("printers") or {}).items():
        line = data.line(*address, "printers", key)
        if key not in table:
            problems.add(
                data.path,
                line,
                "B004",
                f'no printer is called "{key}"',
                f"{_meant(key, table)}The printers are: {', '.join(table)}. A printer is added in press/input/printers.yaml.",
            )
            continue
        printer = table[key].hardcover() if boards else table[key]
        if printer is None:
            words = f"how {table[key].name} binds a hardcover is not known here"
            known = ", ".join(name for name, each in table.items() if each.case)
            hint = f"These are known: {known}. Its rules are added in press/input/printers.yaml, each with its source."
            problems.add(data.path, line, "D005", words, hint)
            continue
        written = (*address, "printers", key, "cover")
        cover = _finished_cover(data, written, asked["cover"], folders, problems) if "cover" in (asked or {}) else None
        order = _order(printer, asked or {}, line, cover)
        if _lacks_template(order):
            problems.add(data.path, line, "B005", *_template_wanted(order.printer, boards))
            continue
        orders.append(order)
    booklet = Booklet(**{"sheets": _SHEETS, **value["booklet"]}) if "booklet" in value else None
    inks = {name: tuple(shares) for name, shares in value.get("inks", {}).items()}
    return Printing(
        data.path,
        data.line(*address),
        value.get("paper", "white"),
        inks,
        tuple(orders),
        value.get("finish", ""),
        booklet,
    )


def _lacks_template(order: PrintOrder) -> bool:
    """Whether a printer is not asked for what only its template tells."""
    is_known = order.spine is not None or order.page_thickness is not None
    return order.printer.wants_template and not (is_known and (order.sheet or "board" not in order.printer.cover))


def _template_wanted(printer: Printer, boards: bool) -> tuple[str, str]:
    """What is wrong with an order that lacks what only a printer's template tells, and what to do."""
    if boards:
        return (
            f"only {printer.name}'s own template says how large the cover and how wide the spine is",
            "Write what it says, and for how many pages: "
            "{width: 14.2 in, height: 10.5 in, spine: 0.31 in, pages: 88, source: …}.",
        )
    return (
        f"only {printer.name}'s own template says how wide the spine is",
        "Write spine, pages and source as the template says: {spine: 5.6 mm, pages: 88, source: …}; "
        "until you have it, a provisional page_thickness and source: {page_thickness: 0.0635 mm, source: …}.",
    )


def _finished_cover(
    data: DataFile, address: tuple[str, ...], name: str, folders: BookFolders, problems: Problems
) -> Path | None:
    try:
        path = folders.named(name, data.path.parent)
        if kind_of(folders.read(path)) == "PDF":
            return path
        reason, hint, code = "is no PDF", "Export it as PDF/X-1a.", "D004"
    except FileRefusedError as error:
        reason, hint, code = error.reason, error.hint, error.code
    problems.add(data.path, data.line(*address), code, f'the finished cover "{name}" {reason}', hint)
    return None


def _order(printer: Printer, asked: dict[str, Any], line: int, cover: Path | None) -> PrintOrder:
    spine = points(asked["spine"]) if "spine" in asked else None
    thickness = points(asked["page_thickness"]) if "page_thickness" in asked else None
    sheet = (points(asked["width"]), points(asked["height"])) if "width" in asked else None
    return PrintOrder(printer, spine, asked.get("pages", 0), thickness, asked.get("source", ""), line, cover, sheet)
