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


def read_printing(data: DataFile, folders: BookFolders, problems: Problems) -> Printing | None:
    """The ``print`` key of ``book.yaml``; None where it has none."""
    value: dict[str, Any] | None = data.value.get("print")
    if value is None:
        return None
    table = printers()
    orders = []
    for key, asked in value.get("printers", {}).items():
        line = data.line("print", "printers", key)
        if key not in table:
            problems.add(
                data.path,
                line,
                "B004",
                f'no printer is called "{key}"',
                f"{_meant(key, table)}The printers are: {', '.join(table)}. A printer is added in press/input/printers.yaml.",
            )
            continue
        cover = _finished_cover(data, key, folders, problems) if "cover" in (asked or {}) else None
        order = _order(table[key], asked or {}, line, cover)
        is_known = order.spine is not None or order.page_thickness is not None
        if not is_known and order.printer.cover["spine"].limit == "template":
            problems.add(
                data.path,
                line,
                "B005",
                f"only {order.printer.name}'s own template says how wide the spine is",
                "Write spine, pages and source as the template says: {spine: 5.6 mm, pages: 88, source: …}; "
                "until you have it, a provisional page_thickness and source: {page_thickness: 0.0635 mm, source: …}.",
            )
            continue
        orders.append(order)
    booklet = Booklet(**{"sheets": _SHEETS, **value["booklet"]}) if "booklet" in value else None
    inks = {name: tuple(shares) for name, shares in value.get("inks", {}).items()}
    return Printing(
        data.path,
        data.line("print"),
        value.get("paper", "white"),
        inks,
        tuple(orders),
        value.get("finish", ""),
        booklet,
    )


def _finished_cover(data: DataFile, key: str, folders: BookFolders, problems: Problems) -> Path | None:
    name = data.value["print"]["printers"][key]["cover"]
    try:
        path = folders.named(name, data.path.parent)
        if kind_of(folders.read(path)) == "PDF":
            return path
        reason, hint, code = "is no PDF", "Export it as PDF/X-1a.", "D004"
    except FileRefusedError as error:
        reason, hint, code = error.reason, error.hint, error.code
    problems.add(
        data.path, data.line("print", "printers", key, "cover"), code, f'the finished cover "{name}" {reason}', hint
    )
    return None


def _order(printer: Printer, asked: dict[str, Any], line: int, cover: Path | None) -> PrintOrder:
    spine = points(asked["spine"]) if "spine" in asked else None
    thickness = points(asked["page_thickness"]) if "page_thickness" in asked else None
    return PrintOrder(printer, spine, asked.get("pages", 0), thickness, asked.get("source", ""), line, cover)
