"""Generated manuscripts of every construct of Markdown: composed, and compared word by word with what pandoc reads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.anybook.generated import generated
from tests.anybook.words import Outcome, composed

#: How many manuscripts are the chapters of one book.
_TOGETHER = 25


def judge_manuscripts(count: int, folder: Path) -> Iterator[tuple[int, Outcome]]:
    """The seeds from 0 on, each with what became of its manuscript."""
    for first in range(0, count, _TOGETHER):
        seeds = range(first, min(first + _TOGETHER, count))
        yield from zip(seeds, composed([generated(number) for number in seeds], folder / "book"), strict=True)
        shutil.rmtree(folder, ignore_errors=True)


def counts(outcomes: list[Outcome]) -> str:
    """The row of the final table."""
    refused = [one for one in outcomes if one.refusals]
    without = sum(one.is_refused_without_line for one in refused)
    lost = sum(bool(one.difference) for one in outcomes)
    return (
        f"manuscripts generated {len(outcomes)} | words as pandoc reads them {len(outcomes) - lost - len(refused)} | "
        f"refused with the right line {len(refused) - without} | refused without {without} | with words lost {lost}"
    )
