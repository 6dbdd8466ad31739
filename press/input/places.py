"""Where in the manuscript something that pandoc wrote comes from: a document, a list's value, the bibliography."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from press.core.yaml_file import DataFile
from press.input.manuscript import MarkdownFile


class Place(Protocol):
    """Finds file and line of what a regular expression describes."""

    def find(self, pattern: str, occurrence: int = 1, owner: str = "") -> tuple[Path, int]:
        """File and line (0: unknown) of the ``occurrence``-th match; ``owner`` is the identifier around it, or the works cited."""


@dataclass(frozen=True)
class InDocument:
    """A document, and the bibliography whose works pandoc sets in it."""

    document: MarkdownFile
    works: DataFile | None = None

    def find(self, pattern: str, occurrence: int = 1, owner: str = "") -> tuple[Path, int]:
        """See :class:`Place`; a match that is not there as often is sought once."""
        if self.works and owner.startswith("ref-"):
            return self.works.path, self._line_of_work(self.works, owner.removeprefix("ref-"))
        line = self.document.line_matching(pattern, occurrence) or self.document.line_matching(pattern)
        if self.works and not line and (work := self._line_of_work(self.works, owner.partition(" ")[0])):
            return self.works.path, work  # in the words of a citation
        return self.document.path, line

    @staticmethod
    def _line_of_work(works: DataFile, key: str) -> int:
        numbers = (number for number, work in enumerate(works.value["references"]) if work["id"] == key)
        return next((works.line("references", number) for number in numbers), 0)


@dataclass(frozen=True)
class InValue:
    """A value of a data file."""

    path: Path
    line: int

    def find(self, pattern: str, occurrence: int = 1, owner: str = "") -> tuple[Path, int]:
        """The line of the value, whatever is sought."""
        return self.path, self.line
