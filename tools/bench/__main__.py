"""Measure this program beside others, and write docs/bench.md and its chart.

python -m tools.bench [--sizes real,300,1000] [--runs 3] [--peers epub,weasyprint,typst,vivliostyle]
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

import pikepdf

from press.core.paths import ROOT
from press.core.problems import Problems
from press.input.manuscript import read_manuscript
from tools.bench import report
from tools.bench.generator import write_book
from tools.bench.measure import RunError, Sample, run
from tools.bench.peers import Peer, install_vivliostyle, peers, prepare, versions
from tools.bench.report import COLD, EDITED, IDLE, Measured, Result

WORK = ROOT / "build" / "bench"
#: What an editor adds to a chapter between two builds.
_ADDED = "\n\nEsta frase se añade para medir cuánto cuesta una corrección.\n"


class _Bench:
    """One book in a folder of its own, built again and again."""

    def __init__(self, size: str, chosen: list[Peer]):
        self.folder, self.chosen = WORK / size, chosen
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if size == "real":
            self.book = self.folder / "book"
            shutil.copytree(ROOT / "book", self.book)
            shutil.copytree(ROOT / "images", self.folder / "images")
        else:
            self.book = write_book(self.folder, int(size), ROOT)
        chapters = sorted((self.book / "chapters").glob("*.md"))
        self.chapter = chapters[len(chapters) // 2]
        self.own = Result("this program")
        self.measured = Measured("", [self.own, *(Result(peer.title) for peer in chosen)])

    def prepare(self) -> None:
        """Build once, unmeasured: the peers get the finished EPUB's pictures, and no run pays for compiling Python."""
        self._build()
        manuscript = read_manuscript(self.book, Problems())
        if manuscript is None:
            raise AssertionError("a book that was built can be read")
        (self.folder / "peers").mkdir()
        prepare(self.folder / "peers", manuscript, next((self.folder / "dist").glob("*.epub")))
        self.own.pages = _pages(next((self.folder / "dist" / "print").glob("*interior*.pdf")))
        real = self.folder.name == "real"
        self.measured.title = f"{'The real book' if real else 'A made book'}, {self.own.pages} pages"

    def round(self) -> None:
        """Every tool once."""
        for name in ("dist", "cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self._take(self.own, COLD, self._build())
        written = self.chapter.read_text("utf-8")
        self.chapter.write_text(written + _ADDED, "utf-8")
        self._take(self.own, EDITED, self._build())
        self._take(self.own, IDLE, self._build())
        self.chapter.write_text(written, "utf-8")
        for peer, result in zip(self.chosen, self.measured.results[1:], strict=True):
            if not result.failed:
                self._peer(peer, result)

    def _build(self) -> Sample:
        command = [sys.executable, str(ROOT / "build.py"), "--book", "book", "--out", "dist", "--cache", "cache"]
        return run([command], self.folder)

    def _peer(self, peer: Peer, result: Result) -> None:
        folder = self.folder / "peers"
        (folder / peer.file).unlink(missing_ok=True)
        try:
            self._take(result, COLD, run(peer.commands, folder))
        except RunError as failure:
            result.failed = str(failure)
            return
        result.pages = _pages(folder / peer.file) if peer.file.endswith(".pdf") else 0

    def _take(self, result: Result, state: str, sample: Sample) -> None:
        result.samples.setdefault(state, []).append(sample)
        print(f"{self.folder.name:>6} {result.tool:<28}{state:<8}{sample.seconds:8.1f} s{sample.peak / 2**20:8.0f} MB")


def _pages(file: Path) -> int:
    with pikepdf.open(file) as pdf:
        return len(pdf.pages)


def main() -> None:
    """Read the command line, measure, and write the report after each book."""
    options = _parser().parse_args()
    names = options.peers.split(",") if options.peers else []
    skipped = []
    if "vivliostyle" in names and (reason := install_vivliostyle(WORK / "vivliostyle")):
        skipped.append(f"Vivliostyle ({reason})")
        names.remove("vivliostyle")
    chosen = [peer for peer in peers(WORK / "vivliostyle") if peer.name in names]
    measured: list[Measured] = []
    for size in options.sizes.split(","):
        bench = _Bench(size, chosen)
        bench.prepare()
        for _ in range(options.runs):
            bench.round()
        measured.append(bench.measured)
        report.write(measured, versions(names), skipped, options.runs, ROOT / "docs")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.bench", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--sizes", default="real,300,1000", help="the books: real, or how many pages to make")
    parser.add_argument("--runs", type=int, default=3, help="rounds for each book")
    parser.add_argument("--peers", default="epub,weasyprint,typst,vivliostyle", help="what else to measure")
    return parser


if __name__ == "__main__":
    main()
