"""How work is run: in another process, where there is a core for it; without the collector, where it finds nothing."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Protocol, TypeVar

from press.core.stopping import begin_worker

T = TypeVar("T")
Item = TypeVar("Item")
_WORK: list[Callable[[], object]] = []


class Workers(Protocol):
    """Workers on other machines that take the place of this one's processes."""

    def map(self, function: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        """The function of each item, in their order; raises what the function raises."""


_ELSEWHERE: list[Workers] = []


def context() -> BaseContext:
    """How processes are made: a fork has all that this one has read; elsewhere it is not safe with system libraries."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def begin_process(work: Callable[..., object], *arguments: object) -> BaseProcess:
    """A process that does ``work`` beside this one; it may have processes of its own."""
    process: BaseProcess = context().Process(target=work, args=arguments)  # type: ignore[attr-defined]
    process.start()
    return process


def worker_processes(count: int) -> ProcessPoolExecutor:
    """Processes that work for this one, and end with it however it ends."""
    return ProcessPoolExecutor(count, context(), begin_worker, (os.getpid(),))


def mapped(function: Callable[[Item], T], items: Sequence[Item], jobs: int) -> Iterator[T]:
    """The function of each item, in their order, in up to ``jobs`` processes, or on the workers of :func:`elsewhere`."""
    if _ELSEWHERE and len(items) > 1:
        yield from _ELSEWHERE[-1].map(function, items)
    elif jobs < 2 or len(items) < 2:
        yield from map(function, items)
    else:
        with worker_processes(min(jobs, len(items))) as pool:
            yield from pool.map(function, items)


@contextmanager
def elsewhere(workers: Workers) -> Iterator[None]:
    """Within the block, :func:`mapped` gives its work to these workers."""
    _ELSEWHERE.append(workers)
    try:
        yield
    finally:
        _ELSEWHERE.pop()


@contextmanager
def gc_disabled() -> Iterator[None]:
    """Without the garbage collector: a run is short and keeps what it makes, which it would look through again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def in_background(work: Callable[[], T], jobs: int) -> Iterator[Callable[[], T]]:
    """Begin ``work`` beside what the block does, with more than one job and where a fork can; the block calls for it."""
    if jobs < 2 or context().get_start_method() != "fork":
        yield work
        return
    _WORK.append(work)  # the fork has it: nothing is sent but what it makes
    try:
        with worker_processes(1) as pool:
            yield pool.submit(_work).result  # type: ignore[misc]
    finally:
        _WORK.pop()


def _work() -> object:
    return _WORK[-1]()
