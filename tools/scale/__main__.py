"""``python -m tools.scale``: measure lists of made books (``measure N…``, ``unchanged N…``), or simulate a hundred thousand (``simulate``)."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from press.commands.inputs import read_inputs
from press.commands.list.job import COMMAND
from press.commands.list.state import State, record_of
from press.commands.release_cache import release_key
from press.core.release_mark import MARK, checksums, release_files
from press.core.stored import StoredFiles
from tools.scale.books import write_books
from tools.scale.measure import Cluster, Cost, cluster, run_list, run_serial
from tools.scale.simulate import Setting, simulate

#: 100,000 books on 50 machines of 16 cores, with what was measured of one book (docs/scale.md).
SETTING = Setting(
    books=100_000,
    machines=50,
    cores=16,
    seconds=4.3,
    spread=0.8,
    sent=31_000,
    received=764_000,
    link=125e6,
    publish=0.015,
    failures=7 * 86_400,
    repair=600,
)


def main() -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("measure", "unchanged", "simulate"))
    parser.add_argument("counts", nargs="*", type=int, default=[10], help="how many books each list has")
    parser.add_argument("--serial", action="store_true", help="the same books one by one too")
    parser.add_argument("--scheduler", action="store_true", help="on the workers of a scheduler of its own")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    options = parser.parse_args()
    if options.task == "simulate":
        _simulate()
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        for count in options.counts:
            if options.task == "unchanged":
                _unchanged((options.folder or Path(temporary)) / f"unchanged-{count}", count)
                continue
            folder = (options.folder or Path(temporary)) / str(count)
            if options.scheduler:
                with cluster(Path(temporary), os.cpu_count() or 1) as on:
                    _measure(folder, count, options.serial, on)
            else:
                _measure(folder, count, options.serial)
    return 0


def _measure(folder: Path, count: int, serial: bool, on: Cluster | None = None) -> None:
    books, out, cache = folder / "books", folder / "out", folder / "cache"
    write_books(books, count)
    _say(count, "cold", run_list(books, out, "--cache", str(cache), on=on))
    _say(count, "nothing changed", run_list(books, out, "--cache", str(cache), on=on))
    chapter = books / "libro-00000" / "chapters" / "01.md"
    chapter.write_text(chapter.read_text("utf-8") + "\nUna frase más.\n", "utf-8")
    _say(count, "one changed", run_list(books, out, "--cache", str(cache), on=on))
    if serial:
        _say(count, "one by one, cold", run_serial(books, folder / "serial", folder / "serial-cache"))


def _unchanged(folder: Path, count: int) -> None:
    """A list of many books of which none changed: one is built, and its release copied for the others."""
    books, out = folder / "books", folder / "out"
    write_books(books, 1)
    run_list(books, out, "--cache", str(folder / "cache"))
    write_books(books, count)
    state = State(out)
    for path in sorted(books.glob("*/book.yaml")):
        slug = path.parent.name
        if not (out / slug).exists():
            shutil.copytree(out / "libro-00000", out / slug)
            for record in (out / slug / "records").iterdir():
                record.rename(record.with_name(record.name.replace("libro-00000", slug)))
            files = StoredFiles({name: file.read_bytes() for name, file in release_files(out / slug).items()})
            (out / slug / MARK).write_bytes(checksums(files.digests()))
            key = release_key(COMMAND, read_inputs(path.parent, (), out))
            state.put(record_of(slug, slug, key, (), 0, out))
    _say(count, "the catalogue anew, no book built", run_list(books, out, "--cache", str(folder / "cache")))
    _say(count, "nothing changed", run_list(books, out, "--cache", str(folder / "cache")))


def _say(count: int, state: str, cost: Cost) -> None:
    memory = ", ".join(f"{kind} {held / 1e6:.0f} MB" for kind, held in sorted(cost.memory.items()))
    print(
        f"{count} books, {state}: {cost.seconds:.1f} s, {cost.processor:.1f} s of the processors, "
        f"{cost.released / 1e6:.1f} MB; {memory}",
        flush=True,
    )


def _simulate() -> None:
    """The setting, and others that differ from it in one thing."""
    variants = {
        "as measured": SETTING,
        "1 machine": replace(SETTING, machines=1),
        "10 machines": replace(SETTING, machines=10),
        "200 machines": replace(SETTING, machines=200),
        "a link of 100 Mbit/s": replace(SETTING, link=12.5e6),
        "a link of 10 Gbit/s": replace(SETTING, link=1.25e9),
        "a shared file system": replace(SETTING, sent=500, received=2_000, publish=0.001),
        "a failure of each machine a day": replace(SETTING, failures=86_400),
        "a failure of each machine an hour": replace(SETTING, failures=3_600),
    }
    print("| Setting | Hours | Cores at work | Link at work | Client at work | Tried again | Given up |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name, setting in variants.items():
        result = simulate(setting)
        shares = " | ".join(f"{share:.0%}" for share in (result.busy, result.link_busy, result.client_busy))
        print(f"| {name} | {result.hours:.2f} | {shares} | {result.retried} | {result.given_up} |")


if __name__ == "__main__":
    sys.exit(main())
