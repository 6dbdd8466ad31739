"""The specimen in every trim, typeface and theme for every printer: built, and put through preflight and the review.

python -m tools.specimens [--theme THEME] [--trim TRIM] [--text FACE] [--pairs]   the grid, or a part of it
python -m tools.specimens --screens DIR     keep the screen PDFs there; one that is there already is not made again
python -m tools.specimens --pictures        the pictures of docs/pictures/; with --screens DIR those of the whole grid

Each form is built for three printers; its files are put through preflight, its pages through the review, and its screen PDF
through veraPDF.

A few lines come out badly in some forms, which no form prevents: layout.yaml keeps a word whole there, or opens the word spaces a
little, as an editor does, and only what is left is a fault. The least number of pages, for which the specimen is too short, is not
counted.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import yaml
from PIL import Image, ImageDraw, ImageFont

from press.checks import verapdf
from press.checks.preflight import PARTS, preflight
from press.cli import main as run
from press.commands.specimen import write_specimen
from press.core.lengths import size
from press.core.paths import DEFAULT_CACHE, ROOT, THEMES
from press.core.typefaces import SANS, face_path
from press.input.design import DEFAULT_THEME, trim_names
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
SERIOUS = {row.code for row in (*KINDS.values(), *PAGE_KINDS) if row.serious}
#: How often the pages are read again after paragraphs were adjusted; the findings on divided words; and what word spaces
#: are opened and closed by, in em, where it is not a word that is divided badly.
_ROUNDS = 8
_DIVIDED = ("R003", "R004", "R005")
_SPACINGS = (0.02, -0.02, 0.04, -0.03, 0.03, -0.01)
#: Pixels of the height of a page in the pictures, and the grey ground around it.
_HEIGHT, _GAP, _GROUND = 460, 14, "#9a9a9a"
#: Pixels of the height of the largest page in the pictures of the grid, and of its letters.
_THUMB, _LETTERS = 340, 22


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

    @property
    def file_name(self) -> str:
        """The name of its screen PDF."""
        return f"{self.theme}-{self.text}-{self.trim}.pdf".replace(" ", "_")


def read_size(trim: str) -> tuple[float, float]:
    """The width and the height of a trim, in points."""
    return size(trim_names().get(trim, trim))


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


def faults(one: Combination, folder: Path, cache: Path = DEFAULT_CACHE, screen: Path | None = None) -> list[str]:
    """What is wrong with a form of the specimen that is built in ``folder``: errors, serious findings, broken rules.

    Its screen PDF is copied to ``screen`` where that is given.
    """
    book, out = write_specimen(folder, one.keys), folder / "out"
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        common = ["--book", str(book), "--cache", str(cache), "--jobs", "1"]
        serious = _edited(book, common, said)
        if run(["print", *common, "--out", str(out)]):
            return said.getvalue().splitlines()
        if screen:
            if run(["screen", *common, "--out", str(out)]):
                return said.getvalue().splitlines()
            shutil.copy(next(out.glob("*.pdf")), screen)
    return serious + [
        f"{key}, {part}: {verdict.rule.name}: {finding}"
        for key, part in product(PRINTERS, PARTS)
        for path in (out / "print").glob(f"*-{key}-{part}.pdf")
        for verdict in preflight(path, printers()[key], part)
        if verdict.rule.name != "pages"
        for finding in verdict.findings
    ]


def _edited(book: Path, common: list[str], said: io.StringIO) -> list[str]:
    """The serious findings of the review that are left when layout.yaml adjusts the paragraphs that come out badly."""
    adjusted: dict[tuple[str, str], dict[str, Any]] = {}
    serious: list[str] = []
    for round_number in range(_ROUNDS):
        said.seek(0)
        said.truncate()
        run(["review", *common])
        serious = [line for line in said.getvalue().splitlines() if set(re.findall(r"\bR\d{3}\b", line)) & SERIOUS]
        done = [_adjust(line, book, adjusted, round_number) for line in serious]
        if not any(done):
            break
        entries = [
            {"document": document, "paragraph": opening, "reason": "it came out badly in this form"}
            | {key: value for key, value in keys.items() if value}
            for (document, opening), keys in adjusted.items()
        ]
        few = {"nearly_empty_pages": 0.5, "reason": "a specimen has few pages"}
        (book / "layout.yaml").write_text(yaml.safe_dump([few, *entries], allow_unicode=True), "utf-8")
    return serious


def _adjust(finding: str, book: Path, adjusted: dict[tuple[str, str], dict[str, Any]], round_number: int) -> bool:
    """Adjust the paragraph of a finding: keep whole a word that is divided badly, else open or close its word spaces."""
    found = re.match(r".*?/book/((?:chapters|front)/[^:]+):(\d+): (R00\d) .*?: ([^:]+)$", finding)
    if found is None:
        return False
    document, line, code, words = found[1], int(found[2]), found[3], found[4]
    paragraph = (book / document).read_text("utf-8").splitlines()[line - 1]
    opening = " ".join(re.split(r"[*_`\[\]{}^:]", paragraph)[0].split()[:6])
    if not opening:
        return False
    keys = adjusted.setdefault((document, opening), {})
    whole = keys.setdefault("unhyphenated", [])
    for piece in re.findall(r"[^\W\d_]+-?", words.replace("/", " ")) if code in _DIVIDED else ():
        pattern = rf"\b{piece[:-1]}\w+" if piece.endswith("-") else rf"\b\w+{piece}\b"
        for word in re.findall(pattern, paragraph):
            if word not in whole:
                whole.append(word)
                return True
    keys["word_spacing"] = _SPACINGS[round_number % len(_SPACINGS)]
    return True


def opening(pdf: Path, words: str, pages: int = 3, height: int = _HEIGHT) -> Image.Image:
    """The page of a PDF, a recto, on which these words stand first, and the spread that follows it; or two pages."""
    document = pypdfium2.PdfDocument(pdf)
    texts = ["".join(page.get_textpage().get_text_bounded().casefold().split()) for page in document]
    first = next(number for number, text in enumerate(texts) if words.casefold() in text)
    leaves = (document[number] for number in range(first, min(first + pages, len(document))))
    shown = [page.render(scale=height / page.get_height()).to_pil().convert("RGB") for page in leaves]
    gaps = (_GAP if first % 2 == 0 else 1, 1, 0)[: len(shown)]
    whole = Image.new("RGB", (sum(page.width for page in shown) + sum(gaps), height), _GROUND)
    left = 0
    for page, gap in zip(shown, gaps, strict=False):
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


def make_grid_pictures(screens: Path) -> None:
    """Write for each theme the first two pages of the specimen in every trim (a row) and typeface (a column), to one scale."""
    highest = max(read_size(trim)[1] for trim in TRIMS)
    for theme in sorted(THEMES):
        rows = []
        for trim in TRIMS:
            height = round(_THUMB * read_size(trim)[1] / highest)
            files = (screens / Combination(trim, text, theme).file_name for text in TEXTS)
            rows.append((trim, [opening(file, "lugardelaMancha", pages=2, height=height) for file in files]))
        _rows(rows).quantize(64).save(PICTURES / f"grid-{theme}.png", optimize=True)


def _rows(rows: list[tuple[str, list[Image.Image]]]) -> Image.Image:
    """The pictures of each trim in a row, its name at the left; over each column the name of its typeface."""
    widths = [max(spreads[column].width for _, spreads in rows) for column in range(len(TEXTS))]
    heights = [max(spread.height for spread in spreads) for _, spreads in rows]
    gap, names = 3 * _GAP, 7 * _LETTERS
    size = names + sum(widths) + gap * (len(TEXTS) + 1), 2 * _LETTERS + sum(heights) + gap * (len(rows) + 1)
    whole = Image.new("RGB", size, _GROUND)
    draw, font = ImageDraw.Draw(whole), ImageFont.truetype(str(face_path(SANS)), _LETTERS)
    lefts = [gap + names + sum(widths[:column]) + gap * column for column in range(len(TEXTS))]
    for text, left in zip(TEXTS, lefts, strict=True):
        draw.text((left, gap), text, font=font, fill="#111", anchor="ls")
    top = gap + 2 * _LETTERS - _GAP
    for (trim, spreads), height in zip(rows, heights, strict=True):
        draw.text((gap, top + _LETTERS), trim, font=font, fill="#111", anchor="ls")
        for left, spread in zip(lefts, spreads, strict=True):
            whole.paste(spread, (left, top))
        top += height + gap
    return whole


def main() -> int:
    """Run the grid; 1 where a form has a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--theme", choices=sorted(THEMES))
    parser.add_argument("--trim", choices=TRIMS)
    parser.add_argument("--text", choices=TEXTS)
    parser.add_argument("--pairs", action="store_true", help="only so many that every pair of values comes once")
    parser.add_argument("--pictures", action="store_true", help="make the pictures of the docs instead")
    parser.add_argument("--screens", type=Path, help="a folder for the screen PDFs")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE)
    options = parser.parse_args()
    if options.pictures:
        if options.screens:
            make_grid_pictures(options.screens)
        else:
            make_pictures(options.cache)
        return 0
    chosen = ([value] if value else every for value, every in (
        (options.trim, TRIMS), (options.text, TEXTS), (options.theme, sorted(THEMES)),
    ))  # fmt: skip
    combinations = [Combination(*values) for values in product(*chosen)]
    failed = 0
    chosen_forms = pairs(combinations) if options.pairs else combinations
    with tempfile.TemporaryDirectory() as temporary:
        screens = options.screens or Path(temporary)
        screens.mkdir(parents=True, exist_ok=True)
        for one in chosen_forms:
            if (screens / one.file_name).exists():
                continue
            with tempfile.TemporaryDirectory() as folder:
                found = faults(one, Path(folder), options.cache, screens / one.file_name)
            if found:
                (screens / one.file_name).unlink(missing_ok=True)
            failed += bool(found)
            print(f"{'✗' if found else '✓'} {', '.join(one)}", *(f"    {line}" for line in found), sep="\n", flush=True)
        invalid = not_valid([screens / one.file_name for one in chosen_forms if (screens / one.file_name).exists()])
        print(*invalid, f"{failed} with faults, {len(invalid)} not valid.", sep="\n")
    return int(bool(failed or invalid))


def not_valid(paths: list[Path]) -> list[str]:
    """What veraPDF finds in screen PDFs, as PDF/A-2a and as PDF/UA-1: a line for each file that it does not pass."""
    found = []
    for flavour in verapdf.FLAVOURS if paths else ():
        command = [sys.executable, "-m", "press.checks.verapdf", flavour, *map(str, paths)]
        done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, text=True)
        reports = (
            [json.loads(line) for line in done.stdout.splitlines()] if len(paths) > 1 else [json.loads(done.stdout)]
        )
        for path, report in zip(paths, reports, strict=True):
            if not report["compliant"]:
                found.append(f"{path.name}: {verapdf.FLAVOURS[flavour]}: {report['findings'][0]}")
    return found


if __name__ == "__main__":
    sys.exit(main())
