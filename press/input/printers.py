"""Printers: what each asks of its files, a table of data (``printers.yaml``) with a source for each figure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from press.core.lengths import points
from press.core.problems import Problems
from press.core.yaml_file import read_yaml

TABLE = Path(__file__).with_name("printers.yaml")


@dataclass(frozen=True)
class Rule:
    """One figure of the table; ``limit`` as the schema of its name describes it."""

    name: str
    limit: Any
    source: str
    confidence: str


@dataclass(frozen=True)
class Printer:
    """A printer and its rules, by name, for the interior and for the cover.

    ``case`` are those of its hardcover that differ, for the interior and for the cover: None where it is not known to
    bind one. They hold in place of the others in what :meth:`hardcover` returns.
    """

    key: str
    name: str
    interior: Mapping[str, Rule]
    cover: Mapping[str, Rule]
    case: tuple[Mapping[str, Rule], Mapping[str, Rule]] | None = None

    def hardcover(self) -> Printer | None:
        """The same printer as it binds in boards; None where the table does not know how."""
        if self.case is None:
            return None
        interior, cover = self.case
        return Printer(self.key, f"{self.name} (hardcover)", {**self.interior, **interior}, {**self.cover, **cover})

    @property
    def wants_template(self) -> bool:
        """Whether only its own template tells how wide the spine is, or how large the boards are."""
        rules = (self.cover["spine"], self.cover.get("board"))
        return any(rule is not None and rule.limit == "template" for rule in rules)

    def board(self, trim: tuple[float, float]) -> tuple[float, float] | None:
        """The size of a cover's panel in points: the trim, or its boards; None where only the template tells it."""
        rule = self.cover.get("board")
        if rule is None:
            return trim
        if rule.limit == "template":
            return None
        return trim[0] + points(rule.limit["wide"]), trim[1] + points(rule.limit["high"])

    def blanks(self, pages: int) -> int:
        """How many blank pages follow the colophon so that the count suits the printer's sheets."""
        rule = self.interior.get("multiple")
        multiple, added = (rule.limit["of"], rule.limit.get("added", 0)) if rule else (1, 0)
        blanks = -(pages + added) % multiple
        if "last-page" in self.interior and not blanks:
            blanks = int(multiple)
        return int(blanks)

    def spine(self, pages: int, paper: str) -> float | None:
        """The width of the spine in points; None where only the printer's template gives it."""
        limit = self.cover["spine"].limit
        if limit == "template":
            return None
        if isinstance(limit, list):
            return next((points(width) for most, width in limit if pages <= most), points(limit[-1][1]))
        return pages * points(limit[paper]) + points(limit.get("plus", "0 pt"))

    def letters_on_spine(self, pages: int, width: float) -> bool:
        """Whether letters may stand on a spine of this width (points)."""
        limit = self.cover["spine-text"].limit
        return bool(pages >= limit["pages"] and width >= points(limit.get("width", "0 pt")))

    def inside_margin(self, pages: int) -> float:
        """The least distance of ink from the spine, in points, 0 where none is asked."""
        rule = self.interior.get("inside-margin")
        if rule is None:
            return 0.0
        return next((points(width) for most, width in rule.limit if pages <= most), math.inf)

    def interior_bleed(self) -> tuple[float, float]:
        """What the page of an interior without bleeding art adds, in points: on the outer sides, and at the spine."""
        rule = self.interior.get("bleed")
        if rule is None or rule.limit["asked"] != "always":
            return 0.0, 0.0
        width = points(rule.limit["width"])
        return width, width if rule.limit["sides"] == "all" else 0.0


@cache
def printers() -> dict[str, Printer]:
    """The printers of the table, by key; :class:`ManuscriptError` when it breaks its schema."""
    problems = Problems()
    data = read_yaml(TABLE, "printers", problems)
    problems.stop_if_any()
    assert data is not None  # noqa: S101 - a table that cannot be read has problems
    return {
        key: Printer(key, value["name"], _rules(value["interior"]), _rules(value["cover"]), _case(value))
        for key, value in data.value.items()
    }


def _case(value: dict[str, Any]) -> tuple[Mapping[str, Rule], Mapping[str, Rule]] | None:
    found = value.get("hardcover")
    return (_rules(found["interior"]), _rules(found["cover"])) if found else None


def _rules(rows: dict[str, dict[str, Any]]) -> dict[str, Rule]:
    return {name: Rule(name, **row) for name, row in rows.items()}
