"""Collation: the chapters held against the received text as emended.

Every difference is explained by a record, or it is a Problem at the chapter's line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from press.core.problems import Problems
from press.input.received_text import Fragment, ReceivedText, Segment, apply, fold

_WORD = re.compile(r"[^ \t\n]+")


@dataclass(frozen=True)
class Witness:
    """A fragment as it stands in the manuscript: ``words`` are its words with their lines."""

    number: int
    text: str
    file: Path
    line: int
    place: str
    words: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Difference:
    """A difference that no record explains, in words of the received fragment."""

    fragment: int
    reads: str
    corrected: str
    file: Path
    line: int


def collate(source: ReceivedText, witnesses: Sequence[Witness], problems: Problems) -> list[Difference]:
    """Hold the manuscript against the received text as emended.

    Adds a Problem for everything that no record explains, at the manuscript's line, and
    returns the unexplained differences, ready to be recorded.
    """
    by_number = {fragment.number: fragment for fragment in source.fragments}
    seen: dict[int, Witness] = {}
    last = 0
    differences: list[Difference] = []
    for witness in witnesses:
        fragment = by_number.get(witness.number)
        at = (witness.file, witness.line)
        if fragment is None:
            problems.add(*at, "S004", f"there is no fragment {witness.number} in the received text")
            continue
        if witness.number in seen:
            first = seen[witness.number]
            problems.add(
                *at,
                "S007",
                f"fragment {witness.number} stands already in {first.place}, line {first.line}",
                "Each fragment stands once.",
            )
            continue
        seen[witness.number] = witness
        if fragment.suppressed:
            problems.add(
                *at,
                "S008",
                f"fragment {witness.number} is suppressed by record",
                "Take it out here, or take the deletion out of emendations.yaml.",
            )
            continue
        if fragment.moved_to and fragment.moved_to != witness.place:
            problems.add(
                *at,
                "S008",
                f"fragment {witness.number} stands in {witness.place}; its record moves it to {fragment.moved_to}",
                'Move it, or correct "moved_to" in emendations.yaml.',
            )
        elif not fragment.moved_to and witness.number < last:
            problems.add(
                *at,
                "S007",
                f"fragment {witness.number} comes after fragment {last}",
                "Keep the received order, or record a relocation.",
            )
        if not fragment.moved_to:
            last = max(last, witness.number)
        differences += _differences(fragment, witness, problems)
    for fragment in source.fragments:
        if fragment.number not in seen and not fragment.suppressed:
            where = fragment.moved_to or "the chapters"
            problems.add(
                source.path,
                _line(source, fragment),
                "S006",
                f'fragment {fragment.number} ("{fold(fragment.received)[:40]}…") is missing from {where}',
                "Put it in its place, or record why it is left out (deletion) or moved (relocation).",
            )
    return differences


def _line(source: ReceivedText, fragment: Fragment) -> int:
    before = "".join(other.slice for other in source.fragments[: fragment.number - 1])
    return before.count("\n") + 1


@dataclass(frozen=True)
class _Change:
    """A stretch of the emended text (``start`` to ``end``) and the words that stand in its place."""

    start: int
    end: int
    found: str
    line: int


def _differences(fragment: Fragment, witness: Witness, problems: Problems) -> list[Difference]:
    emended, segments = apply(fragment)
    spans = [match.span() for match in _WORD.finditer(emended)]
    ours = [emended[a:b] for a, b in spans]
    theirs = fold(witness.text).split(" ")
    changes = []
    for a, b, c, d in _hunks(ours, theirs):
        expected, found = " ".join(ours[a:b]), " ".join(theirs[c:d])
        line = witness.words[min(c, len(witness.words) - 1)][1] if witness.words else witness.line
        problems.add(
            witness.file,
            line,
            "S005",
            f'fragment {fragment.number} reads "{found}" where the received text as emended has "{expected}"',
            'Record the change in emendations.yaml ("build.py collate" prints the record), or undo it.',
        )
        changes.append(_Change(spans[a][0], spans[b - 1][1], found, line))
    return [
        Difference(fragment.number, reads, corrected, witness.file, line)
        for reads, corrected, line in _as_records(fragment.received, emended, segments, changes)
    ]


def _hunks(ours: list[str], theirs: list[str]) -> list[tuple[int, int, int, int]]:
    """Where two lists of words differ: ``ours[a:b]`` against ``theirs[c:d]``, never with nothing on our side."""
    hunks: list[tuple[int, int, int, int]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if a == b:  # words were added: quote the word before or after them as well
            a, b, c, d = (a - 1, b, c - 1, d) if a else (a, b + 1, c, d + 1)
        if hunks and a < hunks[-1][1]:
            a, _, c, _ = hunks.pop()
        hunks.append((a, b, c, d))
    return hunks


def _as_records(
    received: str, emended: str, segments: list[Segment], changes: list[_Change]
) -> list[tuple[str, str, int]]:
    """Changes of the emended text as records: what the received text reads, what it should read, and the line.

    Recorded emendations that a change touches become part of its record (which replaces
    them); a quotation grows by whole words until it occurs once; records that come to
    overlap are made one.
    """
    groups: list[list[_Change]] = [[change] for change in changes]
    while True:
        records = [_as_record(received, emended, segments, group) for group in groups]
        clash = next((i for i in range(1, len(records)) if records[i][0] < records[i - 1][1]), None)
        if clash is None:
            break
        groups[clash - 1 : clash + 1] = [groups[clash - 1] + groups[clash]]
    return [(received[a:b], corrected, group[0].line) for (a, b, corrected), group in zip(records, groups, strict=True)]


def _as_record(received: str, emended: str, segments: list[Segment], group: list[_Change]) -> tuple[int, int, str]:
    start, end = group[0].start, group[-1].end
    touched = [part for part in segments if part.changed and part.emended[0] < end and start < part.emended[1]]
    low = min([start, *(part.emended[0] for part in touched)])
    high = max([end, *(part.emended[1] for part in touched)])
    corrected, at = "", low
    for change in group:
        corrected += emended[at : change.start] + change.found
        at = change.end
    corrected += emended[at:high]
    a, b = _received_offset(segments, low, False), _received_offset(segments, high, True)
    words = [match.span() for match in _WORD.finditer(received)]
    while received.count(received[a:b]) > 1:
        left = max((x for x, _ in words if x < a), default=None)
        right = min((y for _, y in words if y > b), default=None)
        if left is not None:
            a, corrected = left, received[left:a] + corrected
        elif right is not None:
            b, corrected = right, corrected + received[b:right]
        else:
            break
    return a, b, fold(corrected)


def _received_offset(segments: list[Segment], offset: int, is_end: bool) -> int:
    for part in segments:
        low, high = part.emended
        inside = low < offset <= high if is_end else low <= offset < high
        if inside and part.changed:
            return part.received[1] if is_end else part.received[0]
        if inside:
            return part.received[0] + offset - low
    return segments[-1].received[1] if is_end else segments[0].received[0]


def as_yaml(differences: Sequence[Difference]) -> str:
    """The differences as records for emendations.yaml; the editor gives kind, degree, reason and reference."""
    return yaml.safe_dump(
        [
            {
                "fragment": d.fragment,
                "reads": d.reads,
                "corrected": d.corrected,
                "kind": "",
                "degree": "",
                "reason": "",
                "reference": "",
            }
            for d in differences
        ],
        allow_unicode=True,
        sort_keys=False,
        width=100,
    )
