"""Where in the manuscript something that pandoc wrote comes from: a document, a list's value, the bibliography."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from press.core.yaml_file import DataFile
from press.input.manuscript import MarkdownFile
from press.input.tex import identifier_of


class Place(Protocol):
    """Finds file and line of what a regular expression describes."""

    def find(self, pattern: str, occurrence: int = 1, owner: str = "") -> tuple[Path, int]:
        """File and line (0: unknown) of the ``occurrence``-th match; ``owner`` is the identifier around it, or the works cited."""


@dataclass(frozen=True)
class InDocument:
    """A document, and the bibliographies whose works pandoc sets in it."""

    document: MarkdownFile
    works: tuple[DataFile, ...] = ()

    def find(self, pattern: str, occurrence: int = 1, owner: str = "") -> tuple[Path, int]:
        """See :class:`Place`; a match that is not there as often is sought once."""
        if self.works and owner.startswith("ref-"):
            return self._place_of_work(owner.removeprefix("ref-")) or (self.works[0].path, 0)
        line = self.document.line_matching(pattern, occurrence) or self.document.line_matching(pattern)
        in_citation = None if line else self._place_of_work(owner.partition(" ")[0])
        return in_citation or (self.document.path, line)

    def _place_of_work(self, key: str) -> tuple[Path, int] | None:
        for works in self.works:
            for number, work in enumerate(works.value["references"]):
                if identifier_of(work["id"]) == identifier_of(key):
                    return works.path, works.line("references", number)
        return None


@dataclass(frozen=True)
class InValue:
    """A value of a data file."""

    path: Path
    line: int

    def find(self, pattern: str, occurrence: int = 1, owner: str = "") -> tuple[Path, int]:
        """The line of the value, whatever is sought."""
        return self.path, self.line
