"""What is read of a manuscript from elsewhere, before it is divided into the files of a book."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class ImportRefusedError(Exception):
    """A manuscript that cannot be imported: what is wrong with it ("is damaged"), and what to do."""

    def __init__(self, reason: str, hint: str):
        super().__init__(reason)
        self.reason, self.hint = reason, hint


@dataclass(frozen=True)
class Remark:
    """One thing that an editor should look at: its kind (a heading of the report), where it stands, and what it is."""

    kind: str
    place: str
    what: str


@dataclass
class Text:
    """One Markdown text, to be divided at its headings; ``words`` are those of the input, which its chapters must have.

    A text that is ``whole`` is one chapter, whatever its headings. ``part`` is the title of the part that it opens.
    """

    markdown: str
    words: Words
    name: str = ""
    whole: bool = False
    #: a kind of document that its place in the other program's list gives it: ``front``, ``back``, ``part``; or none
    place: str = ""


@dataclass
class Words:
    """The words of a text as pandoc reads it: those of its body and then of its notes, and those of its alternative texts."""

    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)

    def __iadd__(self, other: Words) -> Words:
        self.body += other.body
        self.notes += other.notes
        self.alternatives += other.alternatives
        return self


@dataclass
class Source:
    """What was read of the files that are imported."""

    texts: list[Text] = field(default_factory=list)
    #: the pictures by the addresses that the texts have for them (``../images/…``)
    pictures: dict[str, bytes] = field(default_factory=dict)
    #: the other files of the book, which stay as they are, by their paths in it
    files: dict[str, bytes] = field(default_factory=dict)
    #: what the files say of the book, by the keys of book.yaml
    record: dict[str, Any] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, kind: str, place: str, what: str) -> None:
        """Note something for the report, each once."""
        remark = Remark(kind, place, what)
        if remark not in self.remarks:
            self.remarks.append(remark)
