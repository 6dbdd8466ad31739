"""The specimen in every trim, typeface and theme for every printer: built, and put through preflight and the review.

python -m tools.specimens [--theme THEME] [--trim TRIM] [--text FACE] [--pairs]   the grid, or a part of it
python -m tools.specimens --pictures                                              the pictures of docs/pictures/

Two things are not counted: the least number of pages, for which the specimen is too short, and a word divided where the leaf
turns (R005), which no form prevents and an editor removes in layout.yaml.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import sys
import tempfile
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from press.checks.preflight import PARTS, preflight
from press.cli import main as run
from press.commands.specimen import write_specimen
from press.core.paths import DEFAULT_CACHE, ROOT, THEMES
from press.core.typefaces import SANS, face_path
from press.input.design import DEFAULT_THEME
from press.input.printers import printers
from press.pages.faults.kinds import KINDS, PAGE_KINDS

TRIMS = ("5 x 8 in", "5.5 x 8.5 in", "6 x 9 in", "7 x 10 in", "8.5 x 11 in", "A4")
TEXTS = ("EB Garamond", "Spectral", "Gentium Book Plus", "Source Sans 3")
PRINTERS = {
    "kdp": None,
    "ingramspark": {"page_thickness": "0.0635 mm", "source": "for the specimen alone"},
    "lulu": None,
}
PICTURES = ROOT / "docs" / "pictures"
#: The codes of what a reader of the pages would see at once.
SERIOUS = {row.code for row in (*KINDS.values(), *PAGE_KINDS) if row.serious} - {"R005"}
#: Pixels of the height of a page in the pictures, and the grey ground around it.
_HEIGHT, _GAP, _GROUND = 460, 14, "#9a9a9a"


class Combination(NamedTuple):
    """One form of the specimen."""

    trim: str
    text: str
    theme: str

    @property
    def keys(self) -> dict[str, object]:
        """What it adds to ``book.yaml``."""
        design = {"trim": self.trim, "text": self.text, "theme": self.theme}
        return {"design": design, "print": {"paper": "cream", "printers": dict(PRINTERS)}}


def pairs(combinations: Iterable[Combination]) -> list[Combination]:
    """A few of these in which every pair of values of two keys comes at least once."""
    every = list(combinations)
    wanted = {pair for one in every for pair in _pairs_of(one)}
    chosen = []
    while wanted:
        best = max(every, key=lambda one: len(_pairs_of(one) & wanted))
        chosen.append(best)
        wanted -= _pairs_of(best)
    return chosen


def _pairs_of(one: Combination) -> set[tuple[int, str, int, str]]:
    return {(i, one[i], j, one[j]) for i in range(len(one)) for j in range(i)}


def faults(one: Combination, folder: Path, cache: Path = DEFAULT_CACHE) -> list[str]:
    """What is wrong with a form of the specimen that is built in ``folder``: errors, serious findings, broken rules."""
    book, out = write_specimen(folder, one.keys), folder / "out"
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        common = ["--book", str(book), "--cache", str(cache), "--jobs", "1"]
        if run(["print", *common, "--out", str(out)]):
            return said.getvalue().splitlines()
        said.seek(0)
        said.truncate()
        run(["review", *common])
    serious = [line for line in said.getvalue().splitlines() if set(_codes(line)) & SERIOUS]
    return serious + [
        f"{key}, {part}: {verdict.rule.name}: {finding}"
        for key, part in product(PRINTERS, PARTS)
        for path in (out / "print").glob(f"*-{key}-{part}.pdf")
        for verdict in preflight(path, printers()[key], part)
        if verdict.rule.name != "pages"
        for finding in verdict.findings
    ]


def _codes(line: str) -> list[str]:
    return re.findall(r"\bR\d{3}\b", line)


def opening(pdf: Path, words: str) -> Image.Image:
    """The page of a PDF, a recto, on which these words stand first, and the spread that follows it."""
    document = pypdfium2.PdfDocument(pdf)
    texts = ["".join(page.get_textpage().get_text_bounded().casefold().split()) for page in document]
    first = next(number for number, text in enumerate(texts) if words.casefold() in text)
    pages = (document[number] for number in range(first, min(first + 3, len(document))))
    shown = [page.render(scale=_HEIGHT / page.get_height()).to_pil().convert("RGB") for page in pages]
    whole = Image.new("RGB", (sum(page.width for page in shown) + _GAP + 1, _HEIGHT), _GROUND)
    left = 0
    for page, gap in zip(shown, (_GAP, 1, 0), strict=False):
        whole.paste(page, (left, 0))
        left += page.width + gap
    return whole


def grid(pictures: list[tuple[str, Image.Image]], columns: int) -> Image.Image:
    """Pictures in rows, each with its name under it."""
    width, height = max(picture.width for _, picture in pictures) + _GAP, _HEIGHT + 3 * _GAP
    rows = -(-len(pictures) // columns)
    whole = Image.new("RGB", (width * columns + _GAP, height * rows + _GAP), _GROUND)
    font = ImageFont.truetype(str(face_path(SANS)), 17)
    for number, (name, picture) in enumerate(pictures):
        left, top = _GAP + number % columns * width, _GAP + number // columns * height
        whole.paste(picture, (left, top))
        ImageDraw.Draw(whole).text((left, top + _HEIGHT + 5), name, font=font, fill="#111")
    return whole


def make_pictures(cache: Path) -> None:
    """Write the opening spread of each theme, and of a theme in each trim."""
    themes = [
        ("", "", theme, "lugardelaMancha")
        for theme in sorted(THEMES, key=lambda theme: (theme != DEFAULT_THEME, theme))
    ]
    turned = sorted(THEMES)[1:] + sorted(THEMES)[:1]
    forms = [(trim, TEXTS[number % len(TEXTS)], turned[number], "lugardelaMancha") for number, trim in enumerate(TRIMS)]
    for name, rows, columns in (("themes", themes, 2), ("forms", forms, 2)):
        made = []
        for trim, text, theme, words in rows:
            with tempfile.TemporaryDirectory() as folder:
                design = {key: value for key, value in (("trim", trim), ("text", text), ("theme", theme)) if value}
                book = write_specimen(Path(folder), {"design": design})
                run(["screen", "--book", str(book), "--out", f"{folder}/out", "--cache", str(cache), "--jobs", "1"])
                title = ", ".join(filter(None, (theme, text, trim)))
                made.append((title, opening(next(Path(f"{folder}/out").glob("*.pdf")), words)))
        grid(made, columns).quantize(128).save(PICTURES / f"{name}.png", optimize=True)


def main() -> int:
    """Run the grid; 1 where a form has a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--theme", choices=sorted(THEMES))
    parser.add_argument("--trim", choices=TRIMS)
    parser.add_argument("--text", choices=TEXTS)
    parser.add_argument("--pairs", action="store_true", help="only so many that every pair of values comes once")
    parser.add_argument("--pictures", action="store_true", help="make the pictures of the docs instead")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE)
    options = parser.parse_args()
    if options.pictures:
        make_pictures(options.cache)
        return 0
    chosen = ([value] if value else every for value, every in (
        (options.trim, TRIMS), (options.text, TEXTS), (options.theme, sorted(THEMES)),
    ))  # fmt: skip
    combinations = [Combination(*values) for values in product(*chosen)]
    failed = 0
    for one in pairs(combinations) if options.pairs else combinations:
        with tempfile.TemporaryDirectory() as folder:
            found = faults(one, Path(folder), options.cache)
        failed += bool(found)
        print(f"{'✗' if found else '✓'} {', '.join(one)}", *(f"    {line}" for line in found), sep="\n", flush=True)
    print(f"{failed} with faults.")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
