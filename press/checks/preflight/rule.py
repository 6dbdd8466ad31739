"""What a preflight rule is held against, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press.checks.preflight.sheet import PIXEL, Sheet
from press.input.printers import Printer, Rule, points

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


def read_ticket(path: Path) -> Ticket:
    """The ticket of a printer's files; OSError, ValueError or KeyError when it is missing or broken."""
    value = json.loads(path.read_text("utf-8"))
    return Ticket(
        value["title"],
        value["isbn"],
        (float(value["trim"][0]), float(value["trim"][1])),
        int(value["pages"]),
        value["paper"],
        float(value["spine"]),
        value["spine_source"],
    )


@dataclass(frozen=True)
class Job:
    """One finished file, the printer it is for, and its ticket."""

    sheet: Sheet
    printer: Printer
    ticket: Ticket

    @property
    def pages(self) -> range:
        """The pages, from 0."""
        return range(len(self.sheet.pdf.pages))


RuleCheck = Callable[[Job, Any], Iterable[str]]


@dataclass(frozen=True)
class Verdict:
    """A rule, what was checked (Spanish), and what was found wrong: nothing, where it holds."""

    rule: Rule
    what: str
    findings: tuple[str, ...]

    @property
    def source(self) -> str:
        """Where the rule's figure comes from, and how sure we are."""
        return f"{self.rule.source} ({CONFIDENCE[self.rule.confidence]})"


CONFIDENCE = {"official": "texto de la imprenta", "secondary": "fuente secundaria", "memory": "sin verificar"}


def page(number: int) -> str:
    """A page as the findings name it: its place in the file, from 1."""
    return f"página {number + 1}"


def on_pages(numbers: Iterable[int], limit: int = 8) -> str:
    """Pages in a list, the first few."""
    every = sorted(set(numbers))
    shown = ", ".join(str(number + 1) for number in every[:limit])
    return f"{'página' if len(every) == 1 else 'páginas'} {shown}{'…' if len(every) > limit else ''}"


def inches(length: float) -> str:
    """Points as inches and millimetres, the way printers write them."""
    return f"{length / 72:.4g} in ({length / 72 * 25.4:.2f} mm)".replace(".", ",")


def length(limit: Any) -> float:
    """The points of a length of the table."""
    return points(str(limit))
