"""What a book asks for and what it lets pass: ``foreign.yaml`` and ``typography.yaml`` beside ``book.yaml``."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from press.core.book_files import BookFolders
from press.core.problems import Problems
from press.core.yaml_file import DataFile, read_yaml
from press.language.es.rule import Finding


@dataclass
class Ignored:
    """The problems that a book lets pass, each with its reason, and the words that it sets in italics."""

    folder: Path = Path()
    data: DataFile | None = None
    foreign: tuple[str, ...] = ()
    #: the numbers of the entries that let something pass
    used: set[int] = field(default_factory=set)

    def lets_pass(self, code: str, file: str, paragraph: str, finding: Finding) -> bool:
        """Whether an entry for this rule and file has words that overlap what was found."""
        passed = False
        for number, entry in enumerate(self.data.value if self.data else ()):
            if entry["code"] == code and entry["file"] == file and _overlap(entry["words"], paragraph, finding):
                self.used.add(number)
                passed = True
        return passed

    def place(self, path: Path) -> str:
        """A file as the entries name it: from the book's folder."""
        return Path(os.path.relpath(path, self.folder)).as_posix()

    def tell_unused(self, problems: Problems) -> None:
        """A Problem for each entry that let nothing pass: call it after the last check."""
        for number, entry in enumerate(self.data.value if self.data else ()):
            if number not in self.used and self.data:
                problems.add(
                    self.data.path,
                    self.data.line(number),
                    "O000",
                    f"nothing in {entry['file']} needs this exception: {entry['code']} {entry['words']}",
                    "Take the entry out, or correct its words: they stand in the file as a reader reads them.",
                )


def _overlap(words: str, text: str, finding: Finding) -> bool:
    wanted = re.sub(r"\s+", " ", words)
    places = (match.start() for match in re.finditer(re.escape(wanted), text))
    return any(at < finding.end and finding.start < at + len(wanted) for at in places)


def read_ignored(folder: Path, problems: Problems) -> Ignored:
    """Read both lists of a book; each may be missing."""
    exceptions, foreign = (_read(folder, name, problems) for name in ("typography", "foreign"))
    words = [form for entry in (foreign.value if foreign else ()) for form in (entry["word"], *entry.get("forms", ()))]
    return Ignored(folder, exceptions, tuple(words))


def _read(folder: Path, name: str, problems: Problems) -> DataFile | None:
    path = folder / f"{name}.yaml"
    return read_yaml(path, name, problems, BookFolders(folder)) if path.exists() or path.is_symlink() else None
