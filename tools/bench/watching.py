"""Measure how long after a save its page is seen: "build.py watch" in Chromium, and Typst's own watch beside it.

python -m tools.bench.watching [--sizes real,1000] [--saves 50]

The book is opened in Chromium, and one paragraph of a chapter in the middle is saved again and again, each time with other
words. A save is seen when its page has been decoded in the browser. Typst is given the same book as one Typst file, and a
save of that is seen when the PDF has been written; no viewer is counted. Processor time is that of all processes.

The results are written into docs/bench-watch.md, where those of other books stay.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from press.core.paths import ROOT
from press.core.problems import Problems
from press.core.typefaces import TEXT, face_path
from press.input.manuscript import read_manuscript
from tools.bench.__main__ import WORK
from tools.bench.generator import write_book
from tools.bench.measure import _held, _tree, run
from tools.bench.peers import peers, prepare, versions
from tools.bench.report import machine

_SCRIPT = Path(__file__).with_name("watching.cjs")
_WATCH = "import sys, typst; typst.Compiler('book.typ', font_paths=[sys.argv[1]]).watch('typst.pdf')"
_PATIENCE = 1800
_REPORT = ROOT / "docs" / "bench-watch.md"
_HEAD = [
    "| book | | saves | median | 95th percentile | processor, each save | memory, and growth |",
    "|---|---|--:|--:|--:|--:|--:|",
]
_INTRODUCTION = """\
# How long after a save its page is seen

Written by `python -m tools.bench.watching`, which opens a book in `build.py watch` and Chromium, and saves one paragraph of a
chapter in the middle again and again, each time with other words. Nothing tests these times.

- A save is seen when the page with its paragraph has been drawn in the browser. That page comes first, as a draft; the whole
  book, its index and its EPUB follow, and their processor time is counted.
- **Typst** is given the same book as one Typst file; its save is seen when the PDF has been written, without a viewer. It makes
  no EPUB, no index and no print files.
- The next save follows when everything is up to date. Memory is the sum of PSS of all processes of `watch`, without the browser,
  before the first save that counts; growth is what is held more after the last.
"""


def _book(size: str) -> Path:
    """A copy of the real book, or a made one of so many pages."""
    folder = WORK / f"watch-{size}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if size != "real":
        return write_book(folder, int(size), ROOT)
    shutil.copytree(ROOT / "images", folder / "images")
    return Path(shutil.copytree(ROOT / "book", folder / "book"))


def _edited(book: Path) -> tuple[Path, str]:
    """A chapter in the middle, and words of a paragraph of it, outside all blocks, that stand there once."""
    chapters = sorted((book / "chapters").glob("*.md"))
    middle = len(chapters) // 2
    for chapter in chapters[middle:] + chapters[:middle]:
        text, depth = chapter.read_text("utf-8"), 0
        for line in text.split("\n"):
            if line.startswith(":::"):
                depth += 1 if line.strip(":").strip() else -1
            words = " ".join(line.split()[:5])
            if not depth and len(line) > 70 and words.replace(" ", "").isalpha() and text.count(words) == 1:
                return chapter, words
    raise AssertionError("no chapter has a paragraph of text")


def _processor(root: int) -> float:
    """Seconds that a process, those it began and those of them that have ended, have had a processor."""
    total = 0
    for number in _tree(root):
        try:
            total += sum(map(int, Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[11:15]))
        except OSError:
            continue
    return total / os.sysconf("SC_CLK_TCK")


def _own(book: Path, saves: int) -> list[str]:
    chapter, words = _edited(book)
    command = [
        sys.executable,
        ROOT / "build.py",
        "watch",
        "--book",
        book,
        "--cache",
        WORK / "watch-cache",
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().strip() if process.stdout else ""
            script = ["node", _SCRIPT, shutil.which("chromium") or "chromium", address, chapter, words]
            environment = os.environ | {"NODE_PATH": str(ROOT / "node_modules")}
            _drive(script, 2, environment)  # unmeasured
            before, held = _processor(process.pid), sum(map(_held, _tree(process.pid)))
            times = _drive(script, saves, environment)
            spent = (_processor(process.pid) - before) / saves
            grown = (sum(map(_held, _tree(process.pid))) - held) / 2**20
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
    return [*_columns(times), f"{spent:.2f} s", f"{held / 2**20:.0f} MB, {grown:+.0f} MB"]


def _drive(script: list[object], saves: int, environment: dict[str, str]) -> list[float]:
    command = [str(part) for part in (*script, saves)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return [milliseconds / 1000 for milliseconds in json.loads(done.stdout)]


def _typst(book: Path, saves: int) -> list[str]:
    manuscript = read_manuscript(book, Problems())
    if manuscript is None:
        raise AssertionError("a book that is watched can be read")
    folder = book.parent / "peers"
    folder.mkdir()
    out = book.parent / "dist"
    run(
        [
            [
                sys.executable,
                str(ROOT / "build.py"),
                "epub",
                "--book",
                str(book),
                "--out",
                str(out),
                "--cache",
                str(WORK / "watch-cache"),
            ]
        ],
        book.parent,
    )
    prepare(folder, manuscript, next(out.glob("*.epub")))
    (typst,) = [peer for peer in peers(WORK) if peer.name == "typst"]
    run(typst.commands, folder)
    source, made = folder / "book.typ", folder / "typst.pdf"
    text = source.read_text("utf-8")
    words = " ".join(_edited(book)[1].split()[:3])
    if words not in text:
        words = next(line for line in text.split("\n")[len(text.split("\n")) // 2 :] if len(line) > 60)[:30]
    times = []
    fonts = str(face_path(TEXT).parents[1])
    with subprocess.Popen([sys.executable, "-c", _WATCH, fonts], cwd=folder, stderr=subprocess.DEVNULL) as process:
        try:
            _until_changed(made, 0)
            for save in range(saves + 2):
                time.sleep(1)
                stamp, begun = made.stat().st_mtime_ns, time.perf_counter()
                source.write_text(text.replace(words, f"{words} {'y otra vez ' * (save % 7)}{save}", 1), "utf-8")
                _until_changed(made, stamp)
                times.append(time.perf_counter() - begun)
            spent = _processor(process.pid) / (saves + 3)
        finally:
            process.terminate()
    return [*_columns(times[2:]), f"{spent:.2f} s", ""]


def _until_changed(path: Path, stamp: int) -> None:
    until = time.monotonic() + _PATIENCE
    while path.stat().st_mtime_ns == stamp:
        if time.monotonic() > until:
            raise TimeoutError(f"{path.name} is not written")
        time.sleep(0.005)


def _columns(times: list[float]) -> list[str]:
    """Median and 95th percentile."""
    last = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return [f"{median(times):.2f} s", f"{last:.2f} s"]


def main() -> None:
    """Read the command line, measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.watching")
    parser.add_argument("--sizes", default="real,1000", help="the books: real, or how many pages to make")
    parser.add_argument("--saves", type=int, default=50, help="saves that are measured for each book")
    options = parser.parse_args()
    print("\n".join(_HEAD))
    for size in options.sizes.split(","):
        book = _book(size)
        for name, measure in (("build.py watch, to the page in Chromium", _own), ("Typst watch, to the PDF", _typst)):
            row = f"| {_title(size)} | {name} | {options.saves} | {' | '.join(measure(book, options.saves))} |"
            print(row, flush=True)
            _write(row)


def _title(size: str) -> str:
    return "The real book" if size == "real" else f"A made book of {size} pages"


def _write(row: str) -> None:
    """Put a row into the report, in the place of the one of the same book and tool."""
    known = _REPORT.read_text("utf-8").split("\n") if _REPORT.is_file() else []
    tool = row.split(" | ")[:2]
    rows = [line for line in known if line.startswith("| ") and line != _HEAD[0] and line.split(" | ")[:2] != tool]
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    measured = f"Last measured on {date.today().isoformat()}: {machine()}; {', '.join(versions(['typst']))}; "
    measured += f"load average {load}, of which a save takes about 1."
    _REPORT.write_text(
        "\n".join([_INTRODUCTION, measured, "", *_HEAD, *sorted([*rows, row], reverse=True), ""]), "utf-8"
    )


if __name__ == "__main__":
    main()
