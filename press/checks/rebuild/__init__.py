"""A release built again in a clean place, from the book alone, and compared with the one that is there, to the byte.

What is promised: the same bytes on the same release of the operating system, the same architecture and the pinned
packages, whatever the path, user, time zone, locale, clock, hash seed, cores and umask; elsewhere the same text and
folios.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from press.checks.rebuild.difference import first_difference
from press.core.messages import Message
from press.core.paths import ROOT
from press.core.release_mark import SUMS, is_added, release_files
from press.language.reports import in_language

#: All that the build is given of this environment: where programs are, and the only variable that it goes by.
_KEPT = ("PATH", "SOURCE_DATE_EPOCH")
_EDITIONS = (".epub", ".pdf")


def verify(
    book: Path,
    out: Path,
    options: Sequence[str] = (),
    show: Callable[[str], None] = print,
    language: str = "en",
) -> int:
    """Build ``book`` again and compare with the release in ``out``; ``options`` go to the build.

    Returns 0 when every file that the build makes is there, the same to the byte; 1 when one differs or is missing, the
    first being reported with the place; 2 when the book has problems by now; 3 with nothing to verify, or no build.
    Files that the build does not make are named, and no fault.
    """
    if not release_files(out):
        show(in_language(Message("{}: nothing to verify; build first.", out), language))
        return 3
    with tempfile.TemporaryDirectory() as place:
        done = _rebuilt(book, Path(place), options)
        if done.returncode:
            show(f"{done.stderr.strip()}\n{in_language(Message('{}: could not be built again.', book), language)}")
            return 2 if done.returncode == 2 else 3
        return compare(out, Path(place) / "dist", show, language)


def _rebuilt(book: Path, place: Path, options: Sequence[str]) -> subprocess.CompletedProcess[str]:
    home = place / "home"
    home.mkdir()
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "press.cli",
            "--book",
            book.resolve(),
            "--out",
            place / "dist",
            "--no-cache",
            "--quiet",
            *options,
        ],
        capture_output=True,
        check=False,
        cwd=home,
        encoding="utf-8",
        errors="replace",
        env={**kept, "PYTHONPATH": str(ROOT), "HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
    )


def compare(out: Path, rebuilt: Path, show: Callable[[str], None] = print, language: str = "en") -> int:
    """Compare the release in ``out`` with the one in ``rebuilt``; 0 when no file of the latter differs, or 1."""
    found, again = release_files(out), release_files(rebuilt)
    differ = [name for name in sorted(again, key=_order) if not _is_same(found.get(name), again[name])]
    lines = [_not_compared(out, name) for name in sorted(found.keys() - again.keys())]
    if differ:
        lines += _first_and_rest(out, found, again, differ)
    else:
        lines.append(Message("{}: {} files, built again the same to the byte.", out, len(again)))
    for line in lines:
        show(in_language(line, language))
    return 1 if differ else 0


def _is_same(one: Path | None, other: Path) -> bool:
    return one is not None and one.read_bytes() == other.read_bytes()


def _not_compared(out: Path, name: str) -> Message:
    made = Message("made of the finished files") if is_added(name) else Message("the build does not make it")
    return Message("{}: not compared, {}", out / name, made)


def _first_and_rest(
    out: Path, found: Mapping[str, Path], again: Mapping[str, Path], differ: Sequence[str]
) -> Iterator[Message]:
    first, *rest = differ
    if first in found:
        place = first_difference(first, found[first].read_bytes(), again[first].read_bytes())
    else:
        place = Message("missing: the build makes it")
    yield Message("{}: {}", out / first, place)
    if rest:
        yield Message("{} more of {} files: {}", len(rest), len(again), tuple(rest))


def _order(name: str) -> tuple[bool, bool, bool, int, str]:
    """Causes before effects: the records state the checksums of the editions, and the channels hold copies of both."""
    return (
        name == SUMS,
        name.startswith("channels/"),
        PurePosixPath(name).suffix not in _EDITIONS,
        name.count("/"),
        name,
    )
