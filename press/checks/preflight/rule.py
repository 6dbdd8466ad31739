"""What a preflight rule checks, and its verdict."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press.checks.preflight.print_file import PIXEL, PrintFile
from press.core.lengths import points
from press.core.messages import Message
from press.input.printers import Printer, Rule

#: Two lengths are the same within so many points (a hundredth of a millimetre); on separations within a pixel.
EXACT, DRAWN = 0.03, PIXEL


@dataclass(frozen=True)
class Ticket:
    """The job ticket beside the files; lengths in points."""

    title: str
    isbn: str
    trim: tuple[float, float]
    pages: int
    paper: str
    spine: float
    spine_source: str
    #: width and height of the boards of a hardcover; of a paperback the trim
    board: tuple[float, float]
    #: whether the book is bound at its right, so that the back is the right half of its cover
    bound_right: bool = False


def read_ticket(path: Path) -> Ticket:
    """The ticket of a printer's files; OSError, ValueError or KeyError when it is missing or broken."""
    try:
        return _ticket(json.loads(path.read_text("utf-8")))
    except (TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _ticket(value: Any) -> Ticket:
    trim, board = ((float(size[0]), float(size[1])) for size in (value["trim"], value.get("board", value["trim"])))
    return Ticket(
        value["title"],
        value["isbn"],
        trim,
        int(value["pages"]),
        value["paper"],
        float(value["spine"]),
        value["spine_source"],
        board,
        value.get("binding") == "right",
    )


@dataclass(frozen=True)
class Job:
    """One finished file, the printer it is for, and its ticket."""

    file: PrintFile
    printer: Printer
    ticket: Ticket

    @property
    def pages(self) -> range:
        """The pages, from 0."""
        return range(len(self.file.pdf.pages))


RuleCheck = Callable[[Job, Any], Iterable[Message]]


@dataclass(frozen=True)
class Verdict:
    """A rule, what was checked, and what was found wrong: nothing, where it holds."""

    rule: Rule
    what: Message
    findings: tuple[Message, ...]

    @property
    def source(self) -> Message:
        """Where the rule's figure comes from, and how sure we are."""
        return source(self.rule)


_CONFIDENCE = {
    "official": Message("the printer's own text"),
    "secondary": Message("a secondary source"),
    "memory": Message("not verified"),
}


def source(rule: Rule) -> Message:
    """The source of a rule, and how sure we are of it."""
    return Message("{} ({})", rule.source, _CONFIDENCE[rule.confidence])


def page(number: int) -> Message:
    """A page as the findings name it: its place in the file, from 1."""
    return Message("page {}", number + 1)


def on_pages(numbers: Iterable[int], limit: int = 8) -> Message:
    """Pages in a list, the first few."""
    every = sorted(set(numbers))
    if len(every) == 1:
        return page(every[0])
    return Message("pages {}{}", tuple(number + 1 for number in every[:limit]), "…" if len(every) > limit else "")


def inches(length: float) -> Message:
    """Points as inches and millimetres, the way printers write them."""
    return Message("{:.4g} in ({:.2f} mm)", length / 72, length / 72 * 25.4)


def length(limit: Any) -> float:
    """The points of a length of the table."""
    return points(str(limit))
