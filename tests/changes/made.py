"""Made books with seeded edits: the same book before and after, and what a report of the changes must say, once each."""

from __future__ import annotations

import copy
import io
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from PIL import Image

from press.checks.epub_file import EpubFile
from press.commands.changes.blocks import read_blocks
from press.commands.changes.compare import Change, compare
from press.commands.changes.record import FieldChange, compare_fields, read_fields
from press.compose.composition import compose
from press.compose.figures import Picture
from press.core.problems import Problems
from press.input.manuscript import read_manuscript
from press.input.markdown import Reader
from press.outputs.epub import make_epub
from press.pages.pagination import Pagination

_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi zo".split()
#: What is reported of an edit: kinds of change, the texts before and after.
Expected = tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]


@dataclass
class Item:
    """A piece of a chapter: a paragraph with or without a note, a heading, a figure, a list or a table."""

    kind: str
    texts: list[str]
    note: str = ""
    emphasised: int = -1
    colour: int = 0
    name: str = ""


@dataclass
class Made:
    """A book: its record and its chapters."""

    record: dict[str, object]
    chapters: list[list[Item]] = field(default_factory=list)


class _Author:
    def __init__(self, seed: int):
        self.random = random.Random(seed)  # noqa: S311 - the same books for the same seeds

    def word(self) -> str:
        return "".join(self.random.choice(_SYLLABLES) for _ in range(self.random.randint(2, 4)))

    def sentence(self, words: int = 0) -> str:
        count = words or self.random.randint(6, 14)
        return " ".join(self.word() for _ in range(count)).capitalize() + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(2, 5)))

    def reworded(self, text: str) -> str:
        words = text.split()
        for _ in range(self.random.randint(1, max(1, len(words) // 8))):
            words[self.random.randrange(len(words))] = self.word()
        return " ".join(words)

    def item(self, number: int) -> Item:
        kind = self.random.choices(["paragraph", "noted", "heading", "figure", "list", "table"], [10, 4, 2, 2, 2, 1])[0]
        texts = {
            "heading": lambda: [self.sentence(4).rstrip(".")],
            "figure": lambda: [self.sentence(7), self.sentence(9), self.paragraph()],
            "list": lambda: [self.sentence(8) for _ in range(3)],
            "table": lambda: [self.sentence(3).rstrip(".") for _ in range(6)],
        }.get(kind, lambda: [self.paragraph()])()
        note = self.sentence() if kind == "noted" else ""
        return Item("paragraph" if kind == "noted" else kind, texts, note, colour=number % 200, name=f"i{number}")


def made(seed: int) -> Made:
    """A book of four chapters of thirty pieces."""
    author = _Author(seed)
    record: dict[str, object] = {
        "title": author.sentence(3).rstrip("."),
        "language": "es",
        "identifier": f"urn:uuid:00000000-0000-4000-8000-{seed:012d}",
        "description": author.sentence(),
        "publisher": author.sentence(2).rstrip("."),
        "version": "1.0",
        "subjects": [author.word(), author.word()],
        "contributors": [{"name": f"{author.word().capitalize()} {author.word().capitalize()}", "role": "aut"}],
    }
    book = Made(record)
    for chapter in range(4):
        title = Item("heading", [author.sentence(3).rstrip(".")], name=f"c{chapter}")
        book.chapters.append([title, *(author.item(100 * chapter + number) for number in range(30))])
    return book


def edited(book: Made, seed: int, count: int) -> tuple[Made, list[Expected], list[str]]:
    """The book after ``count`` edits that do not touch each other; the changes of its text, and of its fields."""
    author = _Author(seed + 1_000_000)
    after = copy.deepcopy(book)
    expected: list[Expected] = []
    fields = author.random.sample(["title", "description", "publisher", "version", "subjects"], max(1, count // 10))
    for name in fields:
        value = after.record[name]
        after.record[name] = [*value, author.word()] if isinstance(value, list) else "2.0" if name == "version" else author.reworded(str(value)) + " " + author.word()  # fmt: skip
    slots = [(chapter, place) for chapter in range(4) for place in range(2, 28, 4)]
    author.random.shuffle(slots)
    edits = [_insert, _delete, _reword, _split, _merge, _note, _picture, _move, _emphasis, _caption]
    done: list[tuple[int, int, Callable[[], None]]] = []
    while len(expected) < count - len(fields):
        edit = edits[len(expected) % len(edits)]
        edit(author, after, slots, expected, done)
    for _, _, apply in sorted(done, key=lambda each: each[:2], reverse=True):
        apply()
    return after, expected, fields


def _taken(
    after: Made, slots: list[tuple[int, int]], kind: str, test: Callable[[Item], bool] = bool
) -> tuple[int, int]:
    """A slot with an item of a kind; one that has none is made into it before anything else is."""
    found = next(
        (s for s in slots if after.chapters[s[0]][s[1]].kind == kind and test(after.chapters[s[0]][s[1]])), None
    )
    if found is None:
        raise LookupError(f"no {kind} is left")
    slots.remove(found)
    return found


def _change(kinds: str, old: list[str], new: list[str]) -> Expected:
    return frozenset(kinds.split()), tuple(old), tuple(new)


def _parts(item: Item) -> list[str]:
    return [*item.texts, *([item.note] if item.note else [])]


def _insert(author: _Author, after: Made, slots, expected, done) -> None:
    chapter, place = slots.pop()
    new = Item(
        "paragraph",
        [author.paragraph()],
        author.sentence() if author.random.random() < 0.3 else "",
        name=f"n{chapter}-{place}",
    )
    expected.append(_change("inserted", [], _parts(new)))
    done.append((chapter, place, lambda: after.chapters[chapter].insert(place, new)))


def _delete(author: _Author, after: Made, slots, expected, done) -> None:
    chapter, place = _taken(after, slots, "paragraph")
    expected.append(_change("deleted", _parts(after.chapters[chapter][place]), []))
    done.append((chapter, place, lambda: after.chapters[chapter].pop(place)))


def _reword(author: _Author, after: Made, slots, expected, done) -> None:
    chapter, place = slots.pop()
    item = after.chapters[chapter][place]
    which = 0 if item.kind == "figure" else author.random.randrange(len(item.texts))
    old, new = item.texts[which], author.reworded(item.texts[which]) + " " + author.word()
    if item.kind == "table":
        row = which // 2 * 2
        cells = item.texts[row : row + 2]
        changed = [new if row + n == which else cell for n, cell in enumerate(cells)]
        expected.append(_change("changed", [" | ".join(cells)], [" | ".join(changed)]))
    else:
        expected.append(_change("changed", [old], [new]))
    done.append((chapter, place, lambda: item.texts.__setitem__(which, new)))


def _split(author: _Author, after: Made, slots, expected, done) -> None:
    chapter, place = _taken(after, slots, "paragraph", lambda item: not item.note)
    item = after.chapters[chapter][place]
    sentences = item.texts[0].split(". ")
    at = author.random.randrange(1, len(sentences))
    first, second = ". ".join(sentences[:at]) + ".", ". ".join(sentences[at:])
    expected.append(_change("split", [item.texts[0]], [first, second]))

    def apply() -> None:
        after.chapters[chapter][place : place + 1] = [Item("paragraph", [first]), Item("paragraph", [second])]

    done.append((chapter, place, apply))


def _merge(author: _Author, after: Made, slots, expected, done) -> None:
    chapter, place = _taken(after, slots, "paragraph", lambda item: not item.note)
    item, second = after.chapters[chapter][place], Item("paragraph", [author.paragraph()])
    # The book before is given a second paragraph here: see pair().
    whole = f"{item.texts[0]} {second.texts[0]}"
    item.name = f"merge {second.texts[0]}"
    expected.append(_change("merged", [item.texts[0], second.texts[0]], [whole]))
    done.append((chapter, place, lambda: after.chapters[chapter].__setitem__(place, Item("paragraph", [whole]))))


def _note(author: _Author, after: Made, slots, expected, done) -> None:
    chapter, place = _taken(after, slots, "paragraph", lambda item: bool(item.note))
    item = after.chapters[chapter][place]
    new = author.reworded(item.note) + " " + author.word()
    expected.append(_change("changed", [item.note], [new]))
    done.append((chapter, place, lambda: setattr(item, "note", new)))


def _picture(author: _Author, after: Made, slots, expected, done) -> None:
    chapter, place = _taken(after, slots, "figure")
    item = after.chapters[chapter][place]
    expected.append(_change("picture", [item.texts[1]], [item.texts[1]]))
    done.append((chapter, place, lambda: setattr(item, "colour", 255)))


def _caption(author: _Author, after: Made, slots, expected, done) -> None:
    chapter, place = _taken(after, slots, "figure")
    item = after.chapters[chapter][place]
    new = author.reworded(item.texts[0]) + " " + author.word()
    expected.append(_change("changed", [item.texts[0]], [new]))
    done.append((chapter, place, lambda: item.texts.__setitem__(0, new)))


def _move(author: _Author, after: Made, slots, expected, done) -> None:
    chapter, place = _taken(after, slots, "paragraph")
    to, there = slots.pop()
    item = after.chapters[chapter][place]
    expected.append(_change("moved", _parts(item), _parts(item)))
    done.append((chapter, place, lambda: after.chapters[chapter].pop(place)))
    done.append((to, there, lambda: after.chapters[to].insert(there, item)))


def _emphasis(author: _Author, after: Made, slots, expected, done) -> None:
    chapter, place = _taken(after, slots, "paragraph", lambda item: not item.note)
    item = after.chapters[chapter][place]
    expected.append(_change("emphasis", [item.texts[0]], [item.texts[0]]))
    done.append((chapter, place, lambda: setattr(item, "emphasised", 2)))


def write(book: Made, folder: Path) -> None:
    """The book as a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "chapters").mkdir(parents=True)
    (folder / "images").mkdir()
    (folder / "book.yaml").write_text(yaml.safe_dump(book.record, allow_unicode=True), "utf-8")
    figures = {}
    for number, items in enumerate(book.chapters):
        lines = [line for item in items for line in _markdown(item, items[0] is item)]
        (folder / f"chapters/{number:02d}.md").write_text("\n".join(lines), "utf-8")
        for item in items:
            if item.kind == "figure":
                figures[f"{item.name}.png"] = {
                    "caption": item.texts[0], "alt": item.texts[1], "description": item.texts[2], "credit": "Dibujo.", "licence": "CC BY 4.0",
                }  # fmt: skip
                (folder / f"images/{item.name}.png").write_bytes(_png(item.colour))
    (folder / "images/figures.yaml").write_text(yaml.safe_dump(figures, allow_unicode=True), "utf-8")


def _markdown(item: Item, first: bool) -> Iterator[str]:
    if item.kind == "heading":
        yield f"{'#' if first else '##'} {item.texts[0]} {{#{item.name}}}"
    elif item.kind == "figure":
        yield f"![](../images/{item.name}.png)"
    elif item.kind == "list":
        yield from (f"- {text}" for text in item.texts)
    elif item.kind == "table":
        rows = [item.texts[n : n + 2] for n in (0, 2, 4)]
        yield from (f"| {rows[0][0]} | {rows[0][1]} |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows[1:]))
    else:
        words = item.texts[0].split(" ")
        if item.emphasised >= 0:
            words[item.emphasised] = f"*{words[item.emphasised]}*"
        yield " ".join(words) + (f"[^{item.name}]" if item.note else "")
        if item.note:
            yield f"\n[^{item.name}]: {item.note}"
    yield ""


def _png(colour: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), (colour, colour, 255 - colour)).save(data, "PNG")
    return data.getvalue()


def write_epub(folder: Path, out: Path) -> None:
    """The book's EPUB in the folder ``out``, without pages."""
    problems = Problems()
    manuscript = read_manuscript(folder, problems)
    assert manuscript is not None, problems.items
    composition = compose(Reader(manuscript), problems)
    problems.stop_if_any()
    out.mkdir(parents=True, exist_ok=True)
    data = make_epub(composition, Pagination({}, (), 0), Picture.of("cover.png", _png(1)))
    (out / "book.epub").write_bytes(data)


def report(before: Path, after: Path) -> tuple[list[FieldChange], list[Change]]:
    """What is reported of two releases."""
    releases = [(out, EpubFile(out / "book.epub")) for out in (before, after)]
    old, new = (read_blocks(epub) for _, epub in releases)
    return compare_fields(*read_fields(releases)), compare(old, new)


def pair(seed: int, count: int, folder: Path) -> tuple[list[Expected], list[str]]:
    """Write two editions, ``folder/before`` and ``folder/after``; what must be reported of their text and fields."""
    book = made(seed)
    while True:
        try:
            after, expected, fields = edited(book, seed, count)
            break
        except (LookupError, IndexError):  # a book without enough of a kind
            seed += 10_000
            book = made(seed)
    before = copy.deepcopy(book)
    for old, kinds in ((each[1], each[0]) for each in expected):
        if "merged" in kinds:
            items, place = next((c, n) for c in before.chapters for n, i in enumerate(c) if i.texts[0] == old[0])
            items.insert(place + 1, Item("paragraph", [old[1]]))
    for name, edition in (("before", before), ("after", after)):
        write(edition, folder / name / "book")
        write_epub(folder / name / "book", folder / name)
    return expected, fields


def judged(seed: int, count: int, folder: Path) -> list[str]:
    """What is wrong with the report of ``count`` edits: missed, invented, or reported otherwise; nothing if all is well."""
    expected, fields = pair(seed, count, folder)
    record, changes = report(folder / "before", folder / "after")
    faults = []
    left = list(changes)
    for kinds, old, new in expected:
        found = next((each for each in left if each.kind in kinds and _says(each, old, new)), None)
        if found is None:
            faults.append(f"seed {seed}: not reported: {sorted(kinds)} {old} {new}")
        else:
            left.remove(found)
    faults += [f"seed {seed}: invented: {each.kind} {_texts(each)}" for each in left]
    names = {"title": "name", "subjects": "about", "version": "bookEdition"}
    wanted = sorted(names.get(name, name) for name in fields)
    told = sorted(each.field for each in record)
    return faults + ([] if told == wanted else [f"seed {seed}: the record: {told}, not {wanted}"])


def _texts(change: Change) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(block.text for block in change.old), tuple(block.text for block in change.new)


def _says(change: Change, old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    return _texts(change) == (old, new)
