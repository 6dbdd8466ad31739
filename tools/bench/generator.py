"""A book of any length out of the real book's own paragraphs: same seed, same bytes.

Paragraphs, notes, headings and drawings are the real book's, shuffled; the cross-references are drawn anew.
What it says makes no sense, and it is never published: it has a book's sentences, notes and figures to lay out.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from press.core.problems import Problems
from press.input.manuscript import MarkdownFile
from press.language.es import Ignored, check, read_ignored

SEED = 1917
#: Words of text and notes to a printed page, blanks, openings and figures included: counted on built books.
WORDS_TO_A_PAGE = 245
#: Pages of a chapter, of a section, and between two figures.
CHAPTER, SECTION, FIGURE = (12, 25), 4, 12
#: How many paragraphs of a hundred have a note, and how many end in a cross-reference.
NOTED, REFERRING = 35, 12
#: What the generated book shares with the real one.
_SHARED = ("bibliography.yaml", "foreign.yaml", "back/30-bibliografia.md")
_CALL = re.compile(r"\[\^[^\]]+\]")
_LINK = re.compile(r"\]\(#[^)]+\)")
_HEADING = re.compile(r"^#+ (.*?) *\{")


@dataclass
class _Deck:
    """Cards drawn without repetition until all are used, then shuffled again."""

    cards: Sequence[str]
    chance: random.Random

    def __post_init__(self) -> None:
        self._left: list[str] = []

    def draw(self) -> str:
        if not self._left:
            self._left = self.chance.sample(self.cards, len(self.cards))
        return self._left.pop()


@dataclass(frozen=True)
class _Plan:
    """One chapter before it is written: its id, its sections' ids, its drawings and how many words it takes."""

    id: str
    sections: tuple[str, ...]
    drawings: tuple[str, ...]
    words: int

    def targets(self) -> list[str]:
        """What a cross-reference may lead to."""
        return [self.id, *self.sections, *(f"figura-{name}" for name in self.drawings)]


def write_book(folder: Path, pages: int, checkout: Path, seed: int = SEED) -> Path:
    """Write ``folder/book`` and ``folder/images``, about ``pages`` printed pages; returns the book's folder.

    ``checkout`` is the root of the checkout, whose ``book/`` and ``images/`` are drawn from.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret, and it must repeat
    figures = yaml.safe_load((checkout / "images" / "figures.yaml").read_text("utf-8"))
    drawings = sorted(Path(name).stem for name in figures if (checkout / "images" / name).is_file())
    plans = _plan(pages, drawings, chance)
    book = folder / "book"
    for name in ("chapters", "back"):
        (book / name).mkdir(parents=True, exist_ok=True)
    for name in _SHARED:
        shutil.copyfile(checkout / "book" / name, book / name)
    metadata = {
        "title": f"Asalto al Palacio de Invierno: {pages} páginas para medir",
        "language": "es",
        "slug": f"muestra-{pages}",
        "date": "2026-11-22",
        "chapter_numbers": True,
        "folders": ["../images"],
    }
    _write_yaml(book / "book.yaml", metadata)
    _write_figures(folder / "images", checkout / "images", plans)
    writer = _Writer(checkout / "book", plans, chance)
    for number, plan in enumerate(plans, start=1):
        (book / "chapters" / f"{number:03}.md").write_text(writer.chapter(plan), "utf-8")
    return book


def _plan(pages: int, drawings: Sequence[str], chance: random.Random) -> list[_Plan]:
    count = max(3, round(2 * pages / sum(CHAPTER)))
    shares = [chance.uniform(*CHAPTER) for _ in range(count)]
    plans: list[_Plan] = []
    drawn = 0
    for number, share in enumerate(shares, start=1):
        size = share * pages / sum(shares)
        sections = tuple(f"capitulo-{number}-{place}" for place in range(1, max(2, round(size / SECTION)) + 1))
        figures = range(drawn, drawn + max(1, round(size / FIGURE)))
        drawn = figures.stop
        names = tuple(f"{drawings[place % len(drawings)]}-{place + 1:03}" for place in figures)
        plans.append(_Plan(f"capitulo-{number}", sections, names, round(size * WORDS_TO_A_PAGE)))
    return plans


def _write_figures(folder: Path, source: Path, plans: Sequence[_Plan]) -> None:
    """A copy of the drawing for each figure, with its caption and credit."""
    folder.mkdir(parents=True, exist_ok=True)
    known = yaml.safe_load((source / "figures.yaml").read_text("utf-8"))
    entries = {}
    for name in (name for plan in plans for name in plan.drawings):
        drawing = f"{name.rpartition('-')[0]}.svg"
        shutil.copyfile(source / drawing, folder / f"{name}.svg")
        entries[f"{name}.svg"] = known[drawing]
    _write_yaml(folder / "figures.yaml", entries)


def _write_yaml(path: Path, value: object) -> None:
    class Dumper(yaml.SafeDumper):
        """Without anchors: each figure has an entry of its own."""

        def ignore_aliases(self, data: object) -> bool:
            return True

    path.write_text(yaml.dump(value, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=110), "utf-8")


class _Writer:
    """Writes chapters out of the real book's paragraphs."""

    def __init__(self, book: Path, plans: Sequence[_Plan], chance: random.Random):
        texts = [
            path.read_text("utf-8") for part in ("front", "chapters") for path in sorted((book / part).glob("*.md"))
        ]
        paragraphs, notes = _stock(texts, read_ignored(book, Problems()).foreign)
        titles = [match[1] for text in texts for match in _HEADING.finditer(text)]
        sections = [title for text in texts for title in re.findall(r"^## (.+)$", text, re.M)]
        self._chance = chance
        self._paragraphs, self._notes = _Deck(paragraphs, chance), _Deck(notes, chance)
        self._titles, self._sections = _Deck(titles, chance), _Deck(sections, chance)
        self._targets = [target for plan in plans for target in plan.targets()]
        self._count = 0

    def chapter(self, plan: _Plan) -> str:
        """The whole chapter in the manuscript's Markdown."""
        blocks = [f"# {self._titles.draw()} {{#{plan.id}}}"]
        waiting = list(reversed(plan.drawings))
        for section in plan.sections:
            blocks.append(f"## {self._sections.draw()} {{#{section}}}")
            words = 0
            while words < plan.words / len(plan.sections):
                made = self._paragraph()
                words += sum(len(block.split()) for block in made)
                blocks += made
            if waiting:
                blocks.append(f"![](../../images/{waiting.pop()}.svg)")
        return "\n\n".join(blocks) + "\n"

    def _paragraph(self) -> list[str]:
        """A paragraph, with its note after it where it has one."""
        text = self._linked(self._paragraphs.draw())
        if self._chance.randrange(100) < REFERRING:
            target = self._chance.choice(self._targets)
            text += f" Véase [](#{target}) ([p.](#{target}))."
        if self._chance.randrange(100) >= NOTED:
            return [text]
        self._count += 1
        return [f"{text}[^{self._count}]", f"[^{self._count}]: {self._linked(self._notes.draw())}"]

    def _linked(self, text: str) -> str:
        """The text, its links led to places of this book."""
        return _LINK.sub(lambda _: f"](#{self._chance.choice(self._targets)})", text)


def _stock(texts: Sequence[str], foreign: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The paragraphs (fragments as quotations) and the notes that stand on their own by the rules of orthotypography."""
    paragraphs, notes = [], []
    for text in texts:
        for block in text.strip().split("\n\n"):
            lines = [line for line in block.split("\n") if not line.startswith(":::")]
            words = _CALL.sub("", "\n".join(lines)).removeprefix(": ")
            if not words or words.startswith(("#", "![")) or not words.endswith(".") or not _stands(words, foreign):
                continue
            if block.startswith("[^"):
                notes.append(words)
            elif ".fragment" in block:
                paragraphs.append("\n".join(f"> {line}" for line in words.split("\n")))
            else:
                paragraphs.append(words)
    return paragraphs, notes


def _stands(words: str, foreign: tuple[str, ...]) -> bool:
    problems = Problems()
    check(MarkdownFile(Path("chapters/001.md"), "body", words), Ignored(foreign=foreign), problems)
    return not problems.items
