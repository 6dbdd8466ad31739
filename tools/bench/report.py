"""What was measured, as docs/bench.md and docs/pictures/bench.svg."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

from lxml import etree

from tools.bench.measure import Sample

#: The state a build starts from: nothing kept, a sentence added to one chapter, everything as it was.
COLD, EDITED, IDLE = "cold", "edited", "idle"
STATES = {COLD: "cold", EDITED: "one chapter edited", IDLE: "nothing edited"}
_INTRODUCTION = """\
# How long a build takes

Written by `make bench`, which measures this program beside other ways to make a book out of the same Markdown, in rounds
that take each in its turn; so all share the machine's noise. Nothing tests these times.

- **The program** makes its whole release: EPUB, screen PDF, print files, records, page and the channels' copies. *Cold*
  is with an empty cache; *one chapter edited*, after a sentence was added to a chapter in the middle; *nothing edited*,
  once more as it was.
  How long after a save `watch` shows its page is in [another table](bench-watch.md).
- **The others** make one file each, and have no such states: a change costs them the whole run again.
- The paged ones have the same trim, measure and typeface, and notes at the foot. They set no index, lists from data,
  word-by-word page list or tagged PDF/UA; Typst tags its PDF.
- The other books are made out of the real one's own paragraphs, notes and drawings by `tools/bench/generator.py`,
  with a fixed seed: chapters of 12 to 25 pages, a note to every third paragraph, cross-references, figures.
- Times are medians of seconds by the wall clock; memory is the most that a run and all its processes held at once
  (the sum of PSS, looked at up to 20 times a second), the median of the runs. A ratio is taken within each round, then
  the median.
"""


@dataclass
class Result:
    """What one tool took for one book: the samples of each state in the order of the rounds."""

    tool: str
    pages: int = 0
    failed: str = ""
    samples: dict[str, list[Sample]] = field(default_factory=dict)

    def seconds(self, state: str) -> float | None:
        """The median time of a state."""
        found = self.samples.get(state)
        return median(sample.seconds for sample in found) if found else None

    def peak(self) -> int:
        """The median of the most bytes held, in cold runs."""
        found = self.samples.get(COLD)
        return round(median(sample.peak for sample in found)) if found else 0


@dataclass
class Measured:
    """One book: what it is called, and what each tool took for it, this program first."""

    title: str
    results: list[Result]


def write(books: Sequence[Measured], versions: Sequence[str], skipped: Sequence[str], runs: int, docs: Path) -> None:
    """Write the page and the chart into ``docs``."""
    rounds = f"{runs} round{'s' if runs > 1 else ''}"
    lines = [
        _INTRODUCTION,
        f"Measured on {date.today().isoformat()}, {rounds}: {machine()}; {', '.join(versions)}.",
        "",
    ]
    lines += [f"Not measured: {words}.\n" for words in skipped]
    lines += ["![The times of the tables below, as bars](pictures/bench.svg)", ""]
    lines += _ratios(books)
    for book in books:
        lines += ["", f"## {book.title}", "", *_table(book)]
    (docs / "bench.md").write_text("\n".join(lines) + "\n", "utf-8")
    (docs / "pictures" / "bench.svg").write_bytes(chart(books))


def machine() -> str:
    """The machine that is measured on, in words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {system}; Python {platform.python_version()}"


def _table(book: Measured) -> list[str]:
    rows = [f"| | {' | '.join(STATES.values())} | memory | pages |", "|---|--:|--:|--:|--:|--:|"]
    for number, result in enumerate(book.results):
        cold = _time(result.seconds(COLD))
        later = ["as cold"] * 2 if number else [_time(result.seconds(state)) for state in (EDITED, IDLE)]
        cells = (
            [f"failed: {result.failed}", *[""] * 4]
            if result.failed
            else [cold, *later, _size(result.peak()), result.pages]
        )
        rows.append(f"| {result.tool} | {' | '.join(str(cell or '–') for cell in cells)} |")
    return rows


def _ratios(books: Sequence[Measured]) -> list[str]:
    """How often this program's time goes into that of each other tool, round by round."""
    tools = [result.tool for result in books[0].results[1:]] if books else []
    rows = [f"| time of the other ÷ time of this program | {' | '.join(tools)} |", f"|---|{'--:|' * len(tools)}"]
    for book in books:
        for state, words in STATES.items():
            cells = [_ratio(book, tool, state) for tool in tools]
            rows.append(f"| {book.title}, {words} | {' | '.join(cells)} |")
    return rows


def _ratio(book: Measured, tool: str, state: str) -> str:
    other = next((result for result in book.results if result.tool == tool), None)
    ours = book.results[0].samples.get(state, [])
    theirs = other.samples.get(COLD, []) if other and not other.failed else []
    ratios = [b.seconds / a.seconds for a, b in zip(ours, theirs, strict=False)]
    return f"{float(f'{median(ratios):.2g}'):g}" if ratios else "–"  # two figures, and 310 rather than 3.1e+02


def _time(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def _size(size: int) -> str:
    return f"{size / 2**20:.0f} MB" if size else "–"


_ROW, _LABEL, _BARS, _WIDTH = 22, 230, 430, 740
_STYLE = """
text { font: 13px sans-serif; fill: #1b1b1b } .title { font-weight: bold } .ground { fill: #fff }
.own { fill: #a3201b } .other { fill: #8a8f98 }
@media (prefers-color-scheme: dark) { text { fill: #e6e6e6 } .ground { fill: #15181d } .own { fill: #e0605a } }
"""


def chart(books: Sequence[Measured]) -> bytes:
    """Bars of the median times, a scale for each book, as SVG; it brings its own ground, for dark pages too."""
    bars = [(book.title, _bars(book)) for book in books]
    height = 16 + sum(_ROW * (len(rows) + 1) + 18 for _, rows in bars)
    root = etree.Element(
        "svg", nsmap={None: "http://www.w3.org/2000/svg"}, viewBox=f"0 0 {_WIDTH} {height}", role="img"
    )
    etree.SubElement(root, "title").text = "Seconds that each build takes, shorter is better"
    etree.SubElement(root, "style").text = _STYLE
    _add(root, "rect", width=_WIDTH, height=height, klass="ground")
    y = 24
    for title, rows in bars:
        _add(root, "text", x=16, y=y, klass="title").text = f"{title}: seconds"
        longest = max((seconds for _, seconds, _ in rows), default=1.0)
        for words, seconds, ours in rows:
            y += _ROW
            length = max(1.0, seconds / longest * _BARS)
            _add(root, "text", x=_LABEL, y=y, text_anchor="end").text = words
            klass = "own" if ours else "other"
            _add(root, "rect", x=_LABEL + 8, y=y - 12, width=round(length, 1), height=15, klass=klass)
            _add(root, "text", x=round(_LABEL + 14 + length, 1), y=y).text = _time(seconds)
        y += _ROW + 18
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _bars(book: Measured) -> list[tuple[str, float, bool]]:
    """Label, seconds, and whether it is this program, of each bar."""
    own, *others = book.results
    ours = [(f"this program, {words}", own.seconds(state)) for state, words in STATES.items()]
    theirs = [(other.tool, None if other.failed else other.seconds(COLD)) for other in others]
    return [(words, seconds, (words, seconds) in ours) for words, seconds in ours + theirs if seconds is not None]


def _add(parent: etree._Element, name: str, klass: str = "", **attributes: object) -> etree._Element:
    values = {key.replace("_", "-"): str(value) for key, value in attributes.items()}
    return etree.SubElement(parent, name, values | ({"class": klass} if klass else {}))
