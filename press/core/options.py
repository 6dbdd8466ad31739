"""How a run makes its pages: the options that every stage of a build may ask."""

from __future__ import annotations

from dataclasses import dataclass

from press.core.cache import Cache


@dataclass(frozen=True)
class BuildOptions:
    """The cache, the number of processes, and whether the book is laid out in one piece (``--plain-layout``)."""

    cache: Cache
    jobs: int = 1
    plain_layout: bool = False
