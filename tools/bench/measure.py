"""How long a command takes and how much memory it and all that it starts hold at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: Seconds between two looks at the memory, and after how many a run is given up.
_INTERVAL, PATIENCE = 0.05, 3600.0
#: A look at a large process holds it up: so many times as long passes before the next.
_REST = 20
_PROC = Path("/proc")


class RunError(Exception):
    """A run that did not end well; says why."""


@dataclass(frozen=True)
class Sample:
    """One run: seconds by the clock on the wall, and the most bytes held at once (0 where the system has no /proc)."""

    seconds: float
    peak: int


def run(commands: Sequence[Sequence[str]], folder: Path) -> Sample:
    """Run commands one after another in ``folder``; raises :class:`RunError` when one fails or takes too long."""
    begun, peak = time.perf_counter(), 0
    with (folder / "log.txt").open("w") as log:
        for command in commands:
            with subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as process:
                peak = max(peak, _watch(process, begun + PATIENCE))
            if process.returncode:
                print((folder / "log.txt").read_text("utf-8", "replace")[-2000:], file=sys.stderr)
                raise RunError(f"{Path(command[0]).name} ended with status {process.returncode}")
    return Sample(time.perf_counter() - begun, peak)


def _watch(process: subprocess.Popen[bytes], end: float) -> int:
    peak, pause = 0, _INTERVAL
    while True:
        try:
            process.wait(pause)
            return peak
        except subprocess.TimeoutExpired:
            looked = time.perf_counter()
            tree = _tree(process.pid)
            peak = max(peak, sum(_held(number) for number in tree))
            pause = max(_INTERVAL, _REST * (time.perf_counter() - looked))
        if time.perf_counter() > end:
            for number in reversed(tree):
                _end(number)
            raise RunError(f"given up after {PATIENCE:.0f} s")


def _tree(root: int) -> list[int]:
    """A process and all its descendants, parents first; browsers start theirs in sessions of their own."""
    children: dict[int, list[int]] = {}
    for stat in _PROC.glob("[0-9]*/stat"):
        try:
            # The name, in parentheses, may hold spaces: the parent's number is the second field after it.
            parent = int(stat.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has ended meanwhile
        children.setdefault(parent, []).append(int(stat.parent.name))
    tree = [root]
    for number in tree:
        tree += children.get(number, [])
    return tree


def _held(number: int) -> int:
    """Bytes of a process, what it shares with others counted in parts (PSS)."""
    try:
        lines = (_PROC / str(number) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _end(number: int) -> None:
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        return
