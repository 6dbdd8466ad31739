"""A release made again in a clean place, from the book alone, and held against the one that is there, to the byte.

What is promised: the same bytes on the same release of the operating system, the same architecture and the pinned
packages, whatever the path, user, time zone, locale, clock, hash seed, cores and umask; elsewhere the same text and
folios.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from press.checks.rebuild.difference import first_difference
from press.core.paths import ROOT
from press.core.release_mark import REPORT, release_files

#: All that the build is given of this environment: where programs are, and the only variable that it goes by.
_KEPT = ("PATH", "SOURCE_DATE_EPOCH")
_EDITIONS = (".epub", ".pdf")


def verify(book: Path, out: Path, options: Sequence[str] = (), tell: Callable[[str], None] = print) -> int:
    """Build ``book`` again and compare with the release in ``out``; ``options`` go to the build.

    Returns 0 when every file that the build makes is there, the same to the byte; 1 when one differs or is missing, the
    first being told with the place; 2 when the book has problems by now; 3 with nothing to verify, or no build.
    Files that the build does not make are named, and no fault.
    """
    if not release_files(out):
        tell(f"{out}: nothing to verify; build first.")
        return 3
    with tempfile.TemporaryDirectory() as place:
        done = _rebuilt(book, Path(place), options)
        if done.returncode:
            tell(f"{done.stderr.strip()}\n{book}: could not be built again.")
            return 2 if done.returncode == 2 else 3
        return compare(out, Path(place) / "dist", tell)


def _rebuilt(book: Path, place: Path, options: Sequence[str]) -> subprocess.CompletedProcess[str]:
    home = place / "home"
    home.mkdir()
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "press.cli", "--book", book.resolve(), "--out", place / "dist", "--no-cache", *options],
        capture_output=True,
        check=False,
        cwd=home,
        encoding="utf-8",
        errors="replace",
        env={**kept, "PYTHONPATH": str(ROOT), "HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
    )


def compare(out: Path, rebuilt: Path, tell: Callable[[str], None] = print) -> int:
    """Hold the release in ``out`` against the one in ``rebuilt``; 0 when no file of the latter differs, or 1."""
    found, again = release_files(out), release_files(rebuilt)
    differ = []
    for name in sorted(again, key=_order):
        if name not in found:
            differ.append((name, "missing: the build makes it"))
        elif (one := found[name].read_bytes()) != (other := again[name].read_bytes()):
            differ.append((name, first_difference(name, one, other) if not differ else ""))
    for name in sorted(found.keys() - again.keys()):
        made = "made by the proof" if name in REPORT else "the build does not make it"
        tell(f"{out / name}: not compared, {made}")
    if not differ:
        tell(f"{out}: {len(again)} files, built again the same to the byte.")
        return 0
    (first, place), rest = differ[0], [name for name, _ in differ[1:]]
    tell(f"{out / first}: {place}")
    if rest:
        tell(f"{len(rest)} more of {len(again)} files: {', '.join(rest)}")
    return 1


def _order(name: str) -> tuple[bool, bool, int, str]:
    """Causes before effects: the records tell the checksums of the editions, and the channels hold copies of both."""
    return name.startswith("channels/"), PurePosixPath(name).suffix not in _EDITIONS, name.count("/"), name
