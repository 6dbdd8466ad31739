"""The review of the pages: what a compositor would mark on the page proofs, at the manuscript's file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from press.compose.blocks import document_of, normalise_spaces
from press.compose.composition import Composition
from press.core.messages import Message
from press.core.problems import Problems, shown
from press.core.yaml_file import read_text
from press.input.manuscript import Manuscript
from press.language.reports import in_language
from press.pages.faults.kinds import KINDS, PAGE_KINDS, Fault, FaultKind, faults
from press.pages.layout.weasyprint.boxes import Piece
from press.pages.pagination import Pagination, folio_of

#: Pairs of words that must agree before a place in another file is believed.
_AGREE = 3
#: A page whose text ends above this share of its height is nearly empty.
_NEARLY_EMPTY = 0.4
#: Shares of the pages that may be blank or nearly empty where layout.yaml gives none; and how many of any book may.
_SHARES = {"blank_pages": 0.04, "nearly_empty_pages": 0.2}
_FEW = 3
_WORD = re.compile(r"[^\W_]+")
#: What Markdown has and a reader does not see; taken out with its length kept.
_MARKUP = re.compile(r"\[\^[^\]\s]+\]:?|\]\([^)]*\)|\{[^}]*\}")
_CALL = re.compile("\u2060\\d+")


@dataclass(frozen=True)
class Finding:
    """A fault on the page; ``line`` of ``file`` is 0 where only the document is known. ``folio`` is the printed one."""

    kind: FaultKind
    file: str
    line: int
    page: int
    folio: str
    words: str

    @property
    def message(self) -> Message:
        """The finding as the command prints it."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return Message("{}: {} {}, p. {}: {}", where, self.kind.code, self.kind.name, self.folio, self.words)


@dataclass(frozen=True)
class Review:
    """All findings of a book, the serious ones first, and in the order of its pages."""

    findings: tuple[Finding, ...]
    pages: int

    @property
    def serious(self) -> int:
        """How many findings are serious."""
        return sum(finding.kind.serious for finding in self.findings)

    @property
    def score(self) -> float:
        """The weights of all findings, for each page: 0 is a book without a fault."""
        return sum(finding.kind.weight for finding in self.findings) / self.pages if self.pages else 0.0


def review(manuscript: Manuscript, composition: Composition, pieces: Sequence[Piece], pagination: Pagination) -> Review:
    """The findings in pages that are laid out; the pieces' page numbers count from 0 in the whole book."""
    start = min((piece.page for piece in pieces if document_of(piece.block) == composition.start.id), default=0)
    places = _Places(manuscript, composition)
    found = [_finding(fault, pieces, start, places) for fault in faults(pieces)]
    found += _sparse_pages(manuscript, pieces, pagination, start)
    order = sorted(
        found, key=lambda finding: (not finding.kind.serious, finding.page, finding.kind.code, finding.words)
    )
    return Review(tuple(order), pagination.pages)


def _sparse_pages(
    manuscript: Manuscript, pieces: Sequence[Piece], pagination: Pagination, start: int
) -> Iterator[Finding]:
    """A finding where more pages are blank, or nearly empty, than the shares of ``layout.yaml`` let pass."""
    layout = manuscript.lists.get("layout")
    path = layout.path if layout else manuscript.folder / "book.yaml"
    written = {key: share for entry in (layout.value if layout else ()) for key, share in entry.items()}
    begun, filled = {each.folio for each in pagination.starts}, _filled(pieces)
    blank = [p for p in range(pagination.pages) if p not in filled and folio_of(p, start) not in begun]
    # Half-title, title page, imprint and dedication are nearly empty in every book.
    sparse = [page for page, share in sorted(filled.items()) if share < _NEARLY_EMPTY and page >= start]
    for kind, key, found in zip(PAGE_KINDS, _SHARES, (blank, sparse), strict=True):
        allowed = max(_FEW, int(written.get(key, _SHARES[key]) * pagination.pages))
        if len(found) > allowed:
            folios = ", ".join(folio_of(page, start) for page in found)
            words = Message("{} of {}, {} allowed by {}: {}", len(found), pagination.pages, allowed, key, folios)
            yield Finding(kind, shown(path), 0, found[0], folio_of(found[0], start), words)


def _filled(pieces: Sequence[Piece]) -> dict[int, float]:
    """Of each page with text or pictures the share of its height down to the last line; a picture fills it."""
    filled: dict[int, float] = {}
    for piece in pieces:
        top, height = piece.area
        ends = [(line.top + line.size - top) / height for line in piece.lines if height]
        share = 1.0 if piece.kind in ("picture", "note") else max(ends, default=0.0)
        filled[piece.page] = max(filled.get(piece.page, 0.0), share)
    return filled


def as_text(reviewed: Review, language: str = "en") -> str:
    """The review as the command prints it, in a language."""
    minor = len(reviewed.findings) - reviewed.serious
    summary = Message(
        "{} serious, {} minor in {} pages; score {:.2f} (the weights of all findings per page: 0 is best).",
        reviewed.serious, minor, reviewed.pages, reviewed.score,
    )  # fmt: skip
    lines = [*(finding.message for finding in reviewed.findings), summary]
    return "".join(f"{in_language(line, language)}\n" for line in lines)


def _finding(fault: Fault, pieces: Sequence[Piece], start: int, places: _Places) -> Finding:
    page = fault.piece.page
    folio = folio_of(page, start)
    file, line = places.of(fault, pieces)
    return Finding(KINDS[fault.code], file, line, page, folio, normalise_spaces(_CALL.sub("", fault.words)))


@dataclass(frozen=True)
class _Text:
    """A file of the manuscript: its words, small, each with its line."""

    path: Path
    text: str

    @cached_property
    def words(self) -> tuple[list[str], list[int]]:
        blank = (
            (lambda match: re.sub(r"[^\n]", " ", match[0])) if self.path.suffix == ".md" else (lambda match: match[0])
        )
        clean = _MARKUP.sub(blank, self.text)
        matches = list(_WORD.finditer(clean))
        return [match[0].lower() for match in matches], [clean.count("\n", 0, match.start()) + 1 for match in matches]

    def agreement(self, words: list[str]) -> tuple[int, int]:
        """How many pairs of words of the block stand in the stretch that has most of them, and where that begins."""
        pairs = pairwise if len(words) > 1 else iter
        own, sought, width = list(pairs(self.words[0])), set(pairs(words)), _stretch(words)
        return max((len(sought.intersection(own[place : place + width])), place) for place in range(len(own) + 1))

    def line_at(self, begin: int, words: list[str], word: int) -> int:
        """The line of the word number ``word`` of a block whose stretch begins there; of one near it, if it is not."""
        here = self.words[0][begin : begin + _stretch(words)]
        runs = SequenceMatcher(None, here, words, autojunk=False).get_matching_blocks()[:-1]
        runs = [run for run in runs if run.size > 1] or runs
        run = next((run for run in reversed(runs) if run.b <= word), runs[0])
        return self.words[1][begin + run.a + min(max(word - run.b, 0), run.size - 1)]


def _stretch(words: list[str]) -> int:
    """How many words of a manuscript may hold those of a block: keys of data and of citations stand between."""
    return len(words) * 5 // 4 + 8


class _Places:
    """Finds the words of a block in the manuscript: first in its document, then in the lists of data."""

    def __init__(self, manuscript: Manuscript, composition: Composition):
        self._documents = {document.id: document.markdown for document in composition.documents}
        self._record = manuscript.folder / "book.yaml"
        data = [data.path for name, data in manuscript.lists.items() if name != "layout"]
        data += [data.path for data in (*manuscript.tables.values(), *manuscript.figures.values())]
        data += [manuscript.received_text.emendations_path] if manuscript.received_text else []
        read = ((path, read_text(path, Problems())) for path in (*data, self._record))
        self._data = [_Text(path, text) for path, text in read if text]

    def of(self, fault: Fault, pieces: Sequence[Piece]) -> tuple[str, int]:
        """File and line of a fault."""
        words, at = _words_of(fault, pieces)
        source = self._documents.get(document_of(fault.piece.block))
        if source:
            own = _Text(source.path, source.text)
            agree, begin = own.agreement(words)
            if agree and 2 * agree >= len(words) - 1:
                return shown(own.path), own.line_at(begin, words, at)
        (agree, begin), text = max(
            ((data.agreement(words), data) for data in self._data), key=lambda found: found[0][0]
        )
        if agree and agree >= min(_AGREE, len(words) - 1):
            return shown(text.path), text.line_at(begin, words, at)
        return shown(source.path if source else self._record), 0


def _words_of(fault: Fault, pieces: Sequence[Piece]) -> tuple[list[str], int]:
    """The words of the fault's block, those divided made whole, and the number of the first on the fault's line."""
    text, at = "", 0
    for piece in pieces:
        if piece.block != fault.piece.block:
            continue
        for line in piece.lines:
            if line is fault.line:
                at = len(_WORD.findall(_CALL.sub("", text)))
            text += line.text[:-1] if line.hyphenated else f"{line.text} "
    return [word.lower() for word in _WORD.findall(_CALL.sub("", text))], at
