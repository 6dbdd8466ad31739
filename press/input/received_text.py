"""The received text: cut into fragments and emended by record.

Nothing here looks for patterns in the text: a fragment begins where the list says,
and an emendation applies where its quoted context stands, once, in its fragment.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.core.book_files import BookFolders, read_regular
from press.core.problems import Problems
from press.core.yaml_file import DataFile, read_text, read_yaml


@dataclass(frozen=True)
class Emendation:
    """One recorded change; ``start`` and ``end`` are offsets in the received fragment's text.

    ``degree`` says on what it rests: documented, retroversion or conjecture.
    """

    fragment: int
    reads: str
    corrected: str
    kind: str
    degree: str
    reason: str
    reference: str
    moved_to: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Fragment:
    """A numbered piece of the received text.

    ``slice`` is its share of the file, character for character; ``received`` is the
    slice without white space at its ends, its lines as they came.
    """

    number: int
    slice: str
    emendations: tuple[Emendation, ...] = ()

    @property
    def received(self) -> str:
        """The text as received."""
        return self.slice.strip(" \t\n")

    @property
    def emended(self) -> str:
        """The text with all its emendations applied at once."""
        return fold(apply(self)[0])

    @property
    def suppressed(self) -> bool:
        """Whether the records leave nothing of it."""
        return not self.emended

    @property
    def moved_to(self) -> str:
        """Where a relocation puts it: a document or ``figures.yaml#file``; empty for its own place."""
        return next((change.moved_to for change in self.emendations if change.moved_to), "")


@dataclass(frozen=True)
class ReceivedText:
    """The received text and everything that was done to it; ``size`` is the file's, in bytes."""

    path: Path
    emendations_path: Path
    fragments: tuple[Fragment, ...]
    size: int
    sha256: str

    @property
    def text(self) -> str:
        """The received text, whole."""
        return "".join(fragment.slice for fragment in self.fragments)


@dataclass(frozen=True)
class Segment:
    """A part of a fragment: its span in the received and in the emended text, and whether they differ."""

    received: tuple[int, int]
    emended: tuple[int, int]
    changed: bool


def fold(text: str) -> str:
    """Every run of breakable white space as one space; none at the ends."""
    return re.sub(r"[ \t\n]+", " ", text).strip(" ")


def read_received_text(folder: Path, problems: Problems) -> ReceivedText | None:
    """Read ``source/`` of a book; None when the book has none or it cannot be used."""
    base, folders = folder / "source", BookFolders(folder)
    if not base.is_dir():
        return None
    path = base / "received.txt"
    text = read_text(path, problems, folders)
    cuts = read_yaml(base / "fragments.yaml", "fragments", problems, folders)
    records = read_yaml(base / "emendations.yaml", "emendations", problems, folders)
    if text is None or cuts is None or records is None:
        return None
    slices = _cut(text, cuts, path, problems)
    changes = _emendations(records, slices, problems)
    fragments = tuple(
        Fragment(number, piece, tuple(change for change in changes if change.fragment == number))
        for number, piece in slices.items()
    )
    data = read_regular(path)
    return ReceivedText(path, records.path, fragments, len(data), hashlib.sha256(data).hexdigest())


def _cut(text: str, cuts: DataFile, path: Path, problems: Problems) -> dict[int, str]:
    starts: list[int] = []
    for place, cut in enumerate(cuts.value):
        if cut["number"] != place + 1:
            problems.add(
                cuts.path,
                cuts.line(place),
                "S001",
                f"fragment {cut['number']} stands where {place + 1} is expected",
                "Number the fragments from 1, in the order of the received text.",
            )
        found = text.find(cut["begins"], starts[-1] + 1 if starts else 0)
        if found < 0:
            problems.add(
                cuts.path,
                cuts.line(place),
                "S001",
                f'"{cut["begins"]}" does not occur in {path.name} after the fragment before it',
                "Copy the first words exactly as received.",
            )
            return {}
        starts.append(found)
    if text[: starts[0]].strip():
        problems.add(
            cuts.path,
            cuts.line(0),
            "S001",
            f'"{fold(text[: starts[0]])[:40]}" stands before fragment 1',
            "Let a fragment begin with it.",
        )
    starts[0] = 0
    ends = [*starts[1:], len(text)]
    return {number: text[a:b] for number, (a, b) in enumerate(zip(starts, ends, strict=True), start=1)}


def _emendations(records: DataFile, slices: dict[int, str], problems: Problems) -> list[Emendation]:
    result: list[Emendation] = []
    for place, record in enumerate(records.value):
        line = records.line(place)
        number, reads = record["fragment"], record["reads"]
        if number not in slices:
            if slices:
                problems.add(
                    records.path,
                    line,
                    "S004",
                    f"there is no fragment {number}",
                    f"The fragments are 1 to {max(slices)}.",
                )
            continue
        received = Fragment(number, slices[number]).received
        matches = [(match.start(), match.start() + len(match[1])) for match in _occurrences(reads, received)]
        if len(matches) != 1:
            how = "does not occur" if not matches else f"occurs {len(matches)} times"
            hint = (
                "Quote the received words as they are in received.txt."
                if not matches
                else "Quote more words around the change, so that the context is unique."
            )
            problems.add(
                records.path, records.line(place, "reads"), "S002", f'"{reads}" {how} in fragment {number}', hint
            )
            continue
        change = Emendation(
            number,
            reads,
            record.get("corrected", reads),
            record["kind"],
            record["degree"],
            record["reason"],
            record.get("reference", ""),
            record.get("moved_to", ""),
            line,
            *matches[0],
        )
        for other in result:
            apart = other.end <= change.start or change.end <= other.start
            if other.fragment == number and "relocation" not in (other.kind, change.kind) and not apart:
                problems.add(
                    records.path,
                    line,
                    "S003",
                    f'"{reads}" overlaps the emendation of line {other.line} in fragment {number}',
                    "Make one record of the two, or quote less.",
                )
        result.append(change)
    return result


def _occurrences(reads: str, received: str) -> Iterator[re.Match[str]]:
    """Where the words stand, as group 1; a space of theirs may be a line's end there."""
    words = re.escape(reads).replace("\\ ", "[ \\t\\n]")
    return re.finditer(f"(?=({words}))", received)


def apply(fragment: Fragment) -> tuple[str, list[Segment]]:
    """The emended text (white space not yet folded) and how its parts map to the received one."""
    text, segments, at = "", [], 0
    received = fragment.received

    def append(until: int, words: str, changed: bool) -> None:
        nonlocal text, at
        if until > at or words:
            segments.append(Segment((at, until), (len(text), len(text) + len(words)), changed))
        text, at = text + words, until

    for change in sorted(fragment.emendations, key=lambda change: change.start):
        if change.kind != "relocation":
            append(change.start, received[at : change.start], False)
            append(change.end, change.corrected, True)
    append(len(received), received[at:], False)
    return text, segments
