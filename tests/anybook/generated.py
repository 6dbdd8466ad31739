"""Generated manuscripts: every construct of Markdown that pandoc reads, nested in one another, by careful and careless authors."""

from __future__ import annotations

import re
from random import Random

from tests.anybook.generated_blocks import Blocks
from tests.anybook.generated_inlines import END, MEANT, OURS

_DUAL = re.compile(f"{OURS}([^{OURS}{MEANT}]*){MEANT}([^{OURS}{END}]*){END}")


def manuscript(random: Random, first: int = 0) -> str:
    """A chapter, from its title on, with both readings of what is read in two ways; its words are numbered from ``first``."""
    maker = Blocks(random, first)
    head = maker.pick("# {} {{#start}}", "# {}", "# {}", "{}\n=====", "# *{}*", "## {}", "{}")
    return "\n\n".join(
        [str(head).format(maker.words()), *(maker.block(2) for _ in range(maker.count(2, 6))), *maker.later, ""]
    )


def generated(seed: int) -> str:
    """The manuscript of a seed, always the same."""
    return manuscript(Random(seed), seed * 1000)  # noqa: S311


def as_written(manuscript: str) -> str:
    """The manuscript as the program is given it."""
    return _resolved(manuscript, r"\1")


def as_meant(manuscript: str) -> str:
    """The manuscript as pandoc has to read it to say the same."""
    return _resolved(manuscript, r"\2")


def _resolved(text: str, reading: str) -> str:
    while OURS in text:
        text, count = _DUAL.subn(reading, text)
        if not count:
            raise ValueError(f"readings that do not nest: {text!r}")
    return text
