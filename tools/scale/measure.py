"""What a run over a list costs: seconds, processor time, and the memory of client, scheduler, workers and builders."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from press.core.paths import ROOT

#: The kinds of process of a run, by a part of their command.
_KINDS = {"builder": "cluster.builder", "worker": "spawn_main", "scheduler": "dask_scheduler", "client": "build.py"}


@dataclass(frozen=True)
class Cluster:
    """A scheduler of its own: its address, and the processes of which it and its workers are the first."""

    address: str
    processes: tuple[int, ...]


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """A scheduler and so many workers of one thread on the loopback interface, begun as a user begins them."""
    known = folder / "scheduler.json"
    begun = [_begin("dask_scheduler", "--port", "0", "--scheduler-file", str(known), "--no-show", "--no-dashboard")]
    try:
        while not known.exists() or not known.read_text():
            time.sleep(0.1)
        address = json.loads(known.read_text())["address"]
        local = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(folder / "dask"))
        begun += [_begin("dask_worker", address, *local) for _ in range(workers)]
        yield Cluster(address, tuple(process.pid for process in begun))
    finally:
        for process in reversed(begun):
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _begin(module: str, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{module}", *options, "--host", "127.0.0.1"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@dataclass
class Cost:
    """Of a run: seconds by the clock and of the processors, bytes of the releases, most memory (PSS) of each process kind.

    The seconds of the processors are those of the run and its local workers, not of a cluster that was there before.
    """

    seconds: float = 0
    processor: float = 0
    released: int = 0
    memory: dict[str, int] = field(default_factory=dict)


def run_list(folder: Path, out: Path, *options: str, on: Cluster | None = None) -> Cost:
    """Build a list, on a cluster of its own if none is given; RuntimeError where it ends with another status than 0."""
    command = [sys.executable, str(ROOT / "build.py"), "list", str(folder), "--out", str(out), *options]
    cost = _run([*command, "--scheduler", on.address] if on else command, on.processes if on else ())
    cost.released = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    return cost


def run_serial(folder: Path, out: Path, cache: Path) -> Cost:
    """The same books one after the other with ``build.py``, as a loop of a shell does it."""
    whole = Cost()
    for book in sorted(path.parent for path in folder.glob("*/book.yaml")):
        place = ["--book", str(book), "--out", str(out / book.name), "--cache", str(cache)]
        cost = _run([sys.executable, str(ROOT / "build.py"), "all", *place])
        whole.seconds += cost.seconds
        whole.processor += cost.processor
    return whole


def _run(command: Sequence[str], beside: Sequence[int] = ()) -> Cost:
    begun, before = time.monotonic(), os.times()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    memory: dict[str, int] = {}
    while process.poll() is None:
        for kind, held in _held({process.pid, *beside}).items():
            memory[kind] = max(memory.get(kind, 0), held)
        time.sleep(0.25)
    complained = process.stderr.read() if process.stderr else ""
    if process.returncode:
        raise RuntimeError(complained)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.monotonic() - begun, used, memory=memory)


def _held(roots: set[int]) -> dict[str, int]:
    """The largest process of each kind below ``roots``, in bytes of PSS."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            parents[int(path.parent.name)] = int(path.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
    own = set(roots)
    for _ in range(6):  # no deeper
        own |= {pid for pid, parent in parents.items() if parent in own}
    found: dict[str, int] = {}
    for pid in own:
        with suppress(OSError, ValueError, StopIteration):
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
            kind = next(name for name, part in _KINDS.items() if part in command)
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            held = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
            found[kind] = max(found.get(kind, 0), held)
    return found
