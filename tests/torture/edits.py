"""Seeded edits of made books: every one is reported by ``build.py changes`` once, and none is invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.changes.made import judged

#: How many edits are made of one book.
EDITS = 10


def judge_edits(count: int, folder: Path) -> Iterator[list[str]]:
    """What is wrong with the report on each book, of ``count`` edits in all."""
    yield from (judged(seed, EDITS, folder) for seed in range(1, count // EDITS + 1))
