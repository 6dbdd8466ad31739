"""``python -m tests.torture``: every kind of input, fault and signal; the last line is the count."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import pkgutil
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO
from unittest import mock

import press.cli
from tests.torture import verdict
from tests.torture.case import BOOK, lay_out, read_cases
from tests.torture.edits import EDITS, judge_edits
from tests.torture.guard import confine
from tests.torture.machine import KINDS, judge_machine
from tests.torture.manuscripts import counts, judge_manuscripts
from tests.torture.verdict import Verdict
from tests.torture.watch import Listener

#: Of refusals, the share that has to name the right file and line.
SHARE = 0.95


def main() -> int:
    """Run the cases that are asked for; 0 when nothing was lost, leaked or ended in a traceback."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="torture-")).resolve()
    reports = [path.open("w", encoding="utf-8") if path else None for path in (options.failures, options.messages)]
    try:
        pid = os.fork()  # the cleaning is done from outside the guard
        if not pid:
            os._exit(_guarded(options, folder, reports))
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _guarded(options: argparse.Namespace, folder: Path, reports: list[TextIO | None]) -> int:
    status = 1
    try:
        confine(folder)
        _import_all()
        status = _judge(options, folder, reports)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    return status


def _judge(options: argparse.Namespace, folder: Path, reports: list[TextIO | None]) -> int:
    verdicts = []
    for one in _verdicts(options, folder):
        verdicts.append(one)
        if one.faults and not options.quiet:
            print(f"{one.name}: {'; '.join(f'{kind}: {words[:500]}' for kind, words in one.faults)}", flush=True)
        if options.slow and one.seconds > options.slow:
            print(f"{one.name}: {one.seconds:.1f} s", flush=True)
        if options.show:
            print(one.said)
    pinned = {one.name: one.messages for one in verdicts if one.messages and not one.faults}
    for report, text in zip(reports, (_by_fault(verdicts), json.dumps(pinned)), strict=True):
        if report:
            report.write(text)
            report.close()
    said, lost = _judge_manuscripts(options, folder)
    print(said, end="")
    return _counts(verdicts) or lost or _judge_edits(options, folder)


def _judge_edits(options: argparse.Namespace, folder: Path) -> int:
    """Print what is wrong with the reports on seeded edits, and how many there were; 1 where anything is."""
    books = list(judge_edits(options.edits, folder / "edits"))
    faults = [fault for book in books for fault in book]
    if books:
        print(*faults, f"seeded edits {EDITS * len(books)} | missed, invented or wrong {len(faults)}", sep="\n")
    return int(bool(faults))


def _judge_manuscripts(options: argparse.Namespace, folder: Path) -> tuple[str, int]:
    """The row of the generated manuscripts for the final table, and 1 where one lost words or was refused without a line."""
    outcomes = []
    for number, outcome in judge_manuscripts(options.manuscripts, folder / "manuscripts"):
        outcomes.append(outcome)
        if (outcome.difference or outcome.is_refused_without_line) and not options.quiet:
            print(f"manuscripts/{number}: {outcome.difference or outcome.refusals}", flush=True)
    grave = any(outcome.difference or outcome.is_refused_without_line for outcome in outcomes)
    return (f"{counts(outcomes)}\n", int(grave)) if outcomes else ("", 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", default=["*"], metavar="PATTERN", help="kinds whose name matches, such as html/*"
    )
    parser.add_argument("--inputs", action="store_true", help="only the kinds of input")
    parser.add_argument("--machine", action="store_true", help="only those of machine and signal")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one kind of N")
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="how many random kills")
    parser.add_argument(
        "--manuscripts", type=int, metavar="N", help="how many generated manuscripts (1000 of all kinds)"
    )
    parser.add_argument("--edits", type=int, metavar="N", help="how many seeded edits (200 of all kinds)")
    parser.add_argument("--seed", type=int, default=1917, help="of the random moments")
    parser.add_argument("--failures", type=Path, metavar="FILE", help="write the kinds that fell short into a file")
    parser.add_argument("--messages", type=Path, metavar="FILE", help="write the messages of the cases met: see pin.py")
    parser.add_argument("--show", action="store_true", help="print what each run printed")
    parser.add_argument("--slow", type=float, metavar="S", help="name the kinds that take more than S seconds")
    parser.add_argument("--quiet", action="store_true", help="print only the count")
    options = parser.parse_args()
    part = options.inputs or options.machine or options.every > 1 or options.only != ["*"]
    if options.manuscripts is None:
        options.manuscripts = 0 if part else 1000
    if options.edits is None:
        options.edits = 0 if part else 200
    return options


def _import_all() -> None:
    """Import what every run needs, once: each run is forked from this process."""
    for module in pkgutil.walk_packages(press.__path__, "press."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _warm_up(folder: Path) -> Path:
    """Build the small book as it is in this process: each run is forked from it. Returns the cache, for copying.

    The temporary files of this build stay: the fonts that the runs have loaded already are among them.
    """
    verdict.prepare(folder)
    lay_out(BOOK, folder / "book", {})
    tempfile.tempdir = str(folder / "tmp")
    with contextlib.chdir(folder), mock.patch("shutil.rmtree"):
        if press.cli.main([*verdict.command_line(["all"]), "--quiet"]):
            raise RuntimeError("the small book cannot be built")
    return folder / "cache"


def _verdicts(options: argparse.Namespace, folder: Path) -> Iterator[Verdict]:
    listener, cache = Listener(), _warm_up(folder / "warm")
    cases = [] if options.machine else read_cases(*options.only)
    for number, case in enumerate(cases):
        if number % options.every == 0:
            work = folder / f"{number:04}"
            yield verdict.judge_input(case, work, cache, listener)
            shutil.rmtree(work, ignore_errors=True)
    kinds = [
        kind for kind in KINDS if any(Path(kind.name).match(pattern) for pattern in options.only) and not options.inputs
    ]
    for number, kind in enumerate(kinds):
        if number % options.every == 0:
            tried = judge_machine(kind, folder / kind.name, cache, options.seed, options.kills)
            shutil.rmtree(folder / kind.name, ignore_errors=True)
            if tried:
                yield tried
            else:
                print(f"{kind.name}: cannot be tried on this machine", flush=True)


def _by_fault(verdicts: list[Verdict]) -> str:
    lines = []
    for fault in verdict.FAULTS:
        found = [(one.name, words) for one in verdicts for kind, words in one.faults if kind == fault]
        lines += [f"## {fault}: {len(found)}", *(f"- {name}: {words}" for name, words in found), ""]
    return "\n".join(lines)


def _counts(verdicts: list[Verdict]) -> int:
    having = {fault: sum(any(kind == fault for kind, _ in one.faults) for one in verdicts) for fault in verdict.FAULTS}
    refused = [one for one in verdicts if one.refused]
    without = sum(any(kind == "no line" for kind, _ in one.faults) for one in refused)
    counts = {"not in time": having["not in time"], "wrong": having["wrong"], "litter": having["litter"]}
    print(f"as expected {sum(not one.faults for one in verdicts)}, " + ", ".join(f"{k} {v}" for k, v in counts.items()))
    print(
        f"kinds tried {len(verdicts)} | refused with the right line {len(refused) - without} | refused without {without} | "
        f"tracebacks {having['traceback']} | lost {having['lost']} | leaked {having['leaked']}"
    )
    grave = having["traceback"] + having["lost"] + having["leaked"]
    return 1 if grave or len(refused) - without < SHARE * len(refused) else 0


if __name__ == "__main__":
    sys.exit(main())
