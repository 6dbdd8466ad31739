"""Problem: the one shape of every report to an editor.

A stage adds what it finds to a :class:`Problems` and goes on as far as it can,
so that a run reports everything at once; the build stops between stages.
There are two degrees: an error stops the build, advice (:data:`ADVICE`) does so only in a strict book.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
#: Permanent codes. A code never changes its meaning; a retired code is not reused.
CODES: dict[str, str] = {
    "B001": "a file or folder is missing or cannot be read",
    "B002": "a file is not UTF-8",
    "B003": "broken YAML",
    "B004": "a key or value the schema refuses",
    "B005": "a value that contradicts another",
    "B006": "a text longer than its place on the cover",
    "B007": "a folder for the release that is, holds or lies in the manuscript",
    "B008": "a text that no edition would have, for its name or its place",
    "B009": "a folder for the release that is no folder",
    "B010": "a folder for the release with files that no build made",
    "B011": "a folder for the cache with files that are no cache's",
    "B012": "a time that a file cannot carry",
    "B013": "a folder for a new book that is not empty",
    "B014": "a manuscript that cannot be imported",
    "B015": "a name whose sorted form the record does not confirm",
    "B016": "a book that is to be published without a date",
    "B020": "two books of a list with one slug",
    "B021": "a slug that the catalogue of a list needs itself",
    "D001": "a trim that is no size, or that a printer does not offer",
    "D002": "measures of a page that a printer does not allow, or that leave no text block",
    "D003": "a stylesheet of the book's own with something that is no CSS or that a book may not hold",
    "D004": "a finished cover that cannot be taken as it is",
    "D005": "an edition that the book does not name, or that a printer is not known to make",
    "D006": "a typeface of the book's own that cannot be used",
    "S001": "the received text and the list of fragments disagree",
    "S002": "the context of an emendation does not match exactly once",
    "S003": "two emendations overlap",
    "S004": "an emendation names no fragment",
    "S005": "a fragment's text differs from the received text as emended",
    "S006": "a fragment is missing",
    "S007": "a fragment is repeated or out of order",
    "S008": "a fragment that was suppressed or moved stands in the wrong place",
    "M001": "a document without exactly one title",
    "M002": "pandoc cannot read the document",
    "M003": "two elements with the same identifier",
    "M004": "a note that is called and not written, or written and not called",
    "M005": "a citation of a work the bibliography does not have",
    "M006": "a block the program does not know, or one without its data",
    "M007": "heading levels jump",
    "M008": "a note within a note",
    "M009": "a metadata block in a document",
    "M010": "a block of code that is not closed",
    "M011": "a reference without its definition",
    "M012": "a text that pandoc cannot read within its limits",
    "M013": "a control character",
    "M014": "a value of a list that holds more than a line of Markdown",
    "M015": "a heading without words",
    "M016": "a block that is not closed",
    "M017": "a citation in a book without a bibliography",
    "M018": "a class of a title that names no kind of document",
    "M019": "an instruction for another program that is left out",
    "M020": "a file to include that is not in the book",
    "M021": "code whose results are not in the manuscript",
    "M022": "a note that would be lost: two of one name, or a call written in HTML",
    "M023": "a bibliography that is not there, or a citation of a work that it does not have and whose key is printed",
    "M025": "a table that is too wide for any page and cannot be divided",
    "M026": "a table that is divided by columns, since it is wider than a page on its side",
    "M027": "a note that is to stand in the margin, and is set at the foot or in the text",
    "M028": "a link that is defined twice",
    "M030": "mathematics that cannot be set",
    "H001": "an HTML element that a book may not hold",
    "H002": "an HTML attribute that a book may not hold",
    "H003": "a style that a book may not hold",
    "H004": "HTML that is left out, its text excepted",
    "L001": "a link to nothing",
    "L002": "an ill-formed address",
    "L003": "a page number in a heading",
    "L004": "a link without words or without an address",
    "F001": "a missing or unusable image",
    "F002": "a figure without its caption, alternative text, credit or licence",
    "F003": "a drawing with something that does not print",
    "F004": "a file outside the book's folders, or that is no regular file",
    "F005": "a picture that is found elsewhere, or for which a link stands",
    "F006": "a picture with too few pixels for print",
    "F007": "a picture that is not there, or of a kind that no book can show, in whose place its description stands",
    "T001": "a character the book's typefaces do not have",
    "T002": "a document that cannot be laid out",
    "T003": "a character that no typeface has, and that the pages show as its number",
    "A001": "an adjustment of a document that the book does not have",
    "A002": "an adjustment of a paragraph that is not there, or not the only one",
    "A003": "an adjustment of words that the paragraph does not have",
    "C001": "a key or a certificate that cannot sign",
    "O000": "an exception to a rule of orthotypography that nothing needs",
    "O001": "quotation marks or parentheses that do not pair or nest",
    "O002": "straight quotation mark",
    "O003": "stop before the closing mark",
    "O004": "space inside quotation marks or parentheses",
    "O005": "dash that does not pair or is not glued to its aside",
    "O006": "question or exclamation without both its marks",
    "O007": "ill-formed ellipsis",
    "O012": "wrongly grouped figures",
    "O014": "foreign word or ship's name in roman",
    "O015": "note call before the stop",
    "O016": "month or weekday with a capital",
    "O017": "office with a capital",
    "O018": "range with a dash",
    "O019": "ordinal without its point",
    "O020": "abbreviation without its point",
    "O022": "space before a stop",
    "O023": "acronym with points",
    "W001": "a word that neither the dictionary nor words.txt has",
    "W002": "a line of words.txt that is out of order, or that no text needs",
    "X001": "something active, foreign or private in a finished file",
    "P001": "a proof that the finished file does not pass",
}
#: The codes of advice: what is style, or what the program has an answer to without losing a word. All others are errors.
ADVICE = frozenset(
    "B015 B016 M001 M004 M007 M008 M009 M011 M015 M016 M017 M018 M019 M020 M021 M023 M026 M027 M028 M030 H004 L001 L002 L003 L004 F002 F005 F006 F007"
    " T003 O000 O001 O002 O003 O004 O005 O006 O007 O012 O014 O015 O016 O017 O018 O019 O020 O022 O023".split()
)


@dataclass(frozen=True, order=True)
class Problem:
    """One problem: where, what is wrong, and what to do about it."""

    file: str
    line: int
    code: str
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown problem code {self.code}")

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        hint = f"\n    {printable(self.hint)}" if self.hint else ""
        return printable(f"{where}: {self.code} {self.message}") + hint


def printable(text: str) -> str:
    """A text in which the control characters of a manuscript do nothing to the terminal: ``\\x1b``."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


class ManuscriptError(Exception):
    """The run cannot go on until the editor has corrected ``problems``."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass
class Problems:
    """Collects the problems of a run; in a ``strict`` book advice is an error too."""

    items: list[Problem] = field(default_factory=list)
    strict: bool = False

    def add(self, file: Path | str, line: int, code: str, message: str, hint: str = "") -> None:
        """Note a problem; ``line`` counts from 1, 0 where the file as a whole is meant."""
        self.items.append(Problem(shown(file), line, code, message, hint))

    @property
    def errors(self) -> list[Problem]:
        """What stops the build, as it was found."""
        return [problem for problem in self.items if self.strict or problem.code not in ADVICE]

    @property
    def advice(self) -> list[Problem]:
        """What does not stop the build, in file order, each once; nothing in a strict book."""
        return sorted({problem for problem in self.items if not self.strict and problem.code in ADVICE})

    def stop_if_any(self) -> None:
        """Raise :class:`ManuscriptError` with all errors, in file order, each once."""
        if errors := self.errors:
            raise ManuscriptError(sorted(set(errors)))


def shown(file: Path | str) -> str:
    """The path as the editor would type it: relative to the current folder where shorter."""
    path = os.fspath(file)
    if not Path(path).is_absolute():
        return path
    relative = os.path.relpath(path)
    return path if relative.startswith("../../..") else relative
