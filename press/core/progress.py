"""Progress: what a run says of its stages on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def stage(name: str, work: Callable[[], T]) -> T:
    """Run a stage and return its result; on a terminal, print how long it took."""
    begun = time.perf_counter()
    result = work()
    if sys.stderr.isatty():
        print(f"  {name:<28}{time.perf_counter() - begun:6.1f} s", file=sys.stderr)
    return result
