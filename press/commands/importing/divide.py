"""One Markdown text -> the documents of a book: cut at its headings, each with the notes and references that it calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from press.commands.importing.by_words import scenes_marked, with_headings_by_words
from press.commands.importing.headings import BACK, FRONT, Heading, headings_of, without_spans
from press.commands.importing.source import Source
from press.commands.importing.words import words_in
from press.input.source_text import without_code

_NOTE = re.compile(
    r"^ {0,3}\[\^([^\]\s]+)\]:.*(?:\n(?:[ \t]*\n)*(?: {4}|\t).*|\n(?![ \t]*\n)(?! {0,3}(?:\[|#|:::|>|```|~~~|[-*+] )).+)*\n?",
    re.M,
)
_REFERENCE = re.compile(r"^ {0,3}\[([^\]^@][^\]]*)\]:[ \t]*\S.*\n?", re.M)
_ESCAPED_CALL = re.compile(r"\\\[\\?\^([^\]\s\\]+)\\\]")
_CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")


@dataclass
class Piece:
    """One document of the book: its kind, the words of its title, its text; ``place`` is its folder."""

    kind: str
    title: str
    text: str
    place: str = "chapters"
    #: the name of the file that it is of, without its suffix
    origin: str = ""


@dataclass
class Divided:
    """The documents of a text, and what of its head went into book.yaml instead."""

    pieces: list[Piece] = field(default_factory=list)
    #: the lines of text that are now values of book.yaml, by its keys
    taken: dict[str, str] = field(default_factory=dict)


def divide(text: str, language: str, source: Source, record: dict[str, object], alone: bool = True) -> Divided:
    """Cut a text at its headings; ``alone`` says whether it is the whole book, whose only title is the book's."""
    text, notes, references = _without_definitions(text, source)
    text = scenes_marked(text)
    if not headings_of(text, language):
        text = with_headings_by_words(text, language, source)
    found = headings_of(text, language)
    divided = Divided()
    if alone and (title := _book_title(found, text, str(record.get("title", "")))):
        divided.taken["title"] = without_spans(title.words)
        lines = text.split("\n")
        text = "\n".join(lines[: title.first] + lines[title.last :])
        found = headings_of(text, language)
    cuts = _cuts(found, text)
    divided.pieces = list(_pieces(text, found, cuts))
    if alone:
        _take_title_page(divided, record)
    for piece in divided.pieces:
        piece.text = _with_definitions(piece.text, notes, references)
    return divided


def _book_title(found: list[Heading], text: str, known: str) -> Heading | None:
    """The first heading, where it is the title of the whole: it has the words that are ``known`` as such, or it is the
    only one of the first level and has two under it at least.
    """
    if len(found) > 1 and known and _same(found[0].words, known) and found[0].level <= found[1].level:
        lines = text.split("\n")
        short = len(words_in("\n".join(lines[found[0].last : found[1].first]))) < 150
        return found[0] if short and not "".join(lines[: found[0].first]).strip() else None
    top = [heading for heading in found if heading.level == 1]
    if len(top) != 1 or found[0] is not top[0] or top[0].kind:
        return None
    if sum(heading.level == 2 for heading in found) < 2:
        return None
    before = text.split("\n")[: top[0].first]
    between = "\n".join(text.split("\n")[top[0].last : found[1].first])
    return top[0] if not "".join(before).strip() and len(words_in(between)) < 150 else None


def _cuts(found: list[Heading], text: str) -> dict[int, tuple[str, int]]:
    """The headings that open a document, by their number: its kind, and how much their level falls to be a title's."""
    if not found:
        return {}
    top = min(heading.level for heading in found)
    outer = [i for i, heading in enumerate(found) if heading.level == top]
    opens_parts = {i for i in outer if found[i].kind == "part"} or _parts_by_form(found, outer, text)
    cuts: dict[int, tuple[str, int]] = {}
    for number, i in enumerate(outer):
        end = outer[number + 1] if number + 1 < len(outer) else len(found)
        is_part = i in opens_parts
        cuts[i] = ("part" if is_part else found[i].kind or "chapter", top - 1)
        inner = range(i + 1, end)
        if is_part and inner:
            level = min(found[j].level for j in inner)
            cuts |= {j: (found[j].kind or "chapter", level - 1) for j in inner if found[j].level == level}
    return cuts


def _parts_by_form(found: list[Heading], outer: list[int], text: str) -> set[int]:
    """The headings of the highest level that are parts by what follows: another heading at once, in all but front and back."""
    lines = text.split("\n")
    candidates = [i for i in outer if not found[i].kind or found[i].kind == "chapter"]

    def is_empty(i: int) -> bool:
        follows = found[i + 1] if i + 1 < len(found) else None
        if follows is None or follows.level <= found[i].level:
            return False
        return not "".join(lines[found[i].last : follows.first]).strip()

    def count(i: int) -> int:
        following = next((j for j in outer if j > i), len(found))
        return sum(found[j].level == found[i].level + 1 for j in range(i + 1, following))

    parts = {i for i in candidates if is_empty(i)}
    whole = len(candidates) > 1 and len(parts) == len(candidates) and any(count(i) > 1 for i in parts)
    return parts if whole and not any(found[i].kind == "chapter" for i in parts) else set()


def _pieces(text: str, found: list[Heading], cuts: dict[int, tuple[str, int]]) -> Iterator[Piece]:
    lines = text.split("\n")
    starts = [*cuts, len(found)]
    head = "\n".join(lines[: found[starts[0]].first]) if cuts else text
    if head.strip():
        yield Piece("", "", head.strip("\n") + "\n", "front" if cuts else "chapters")
    for number, i in enumerate(starts[:-1]):
        kind, fall = cuts[i]
        until = starts[number + 1]
        last = found[until].first if until < len(found) else len(lines)
        body, at = [found[i].markdown(1, kind)], found[i].last
        for heading in found[i + 1 : until]:
            body += [*lines[at : heading.first], heading.markdown(heading.level - fall)]
            at = heading.last
        yield Piece(kind, without_spans(found[i].words), "\n".join([*body, *lines[at:last]]).strip("\n") + "\n")


def lowered(text: str) -> str:
    """A document with its headings a level lower."""
    lines = text.split("\n")
    for heading in reversed(headings_of(text, "en")):
        lines[heading.first : heading.last] = [heading.markdown(heading.level + 1)]
    return "\n".join(lines)


def place_pieces(pieces: list[Piece]) -> None:
    """Give what stands before the first chapter and after the last its folder, in place, where its kind belongs there."""
    for piece in pieces:
        if piece.kind not in (*FRONT, "", "dedication", "epigraph"):
            break
        if piece.title or piece.place == "front":
            piece.place = "front"
    for piece in reversed(pieces):
        if piece.kind not in BACK or piece.place == "front":
            break
        piece.place = "back"


def _take_title_page(divided: Divided, record: dict[str, object]) -> None:
    """Take the lines of the head that only repeat book.yaml (title, author), which the edition prints itself."""
    if not divided.pieces or divided.pieces[0].title or divided.pieces[0].place != "front":
        return
    piece = divided.pieces[0]
    known = {
        "title": str(divided.taken.get("title") or record.get("title", "")),
        "subtitle": str(record.get("subtitle", "")),
    }
    authors = record.get("author", [])
    names = {f"author {i}": str(name) for i, name in enumerate(authors if isinstance(authors, list) else [])}
    blocks = re.split(r"\n{2,}", piece.text.strip("\n"))
    while blocks:
        match = next((key for key, value in (known | names).items() if value and _same(blocks[0], value)), "")
        if not match:
            break
        divided.taken[f"head {match}"] = blocks.pop(0)
    piece.text = "\n\n".join(blocks) + "\n" if blocks else ""
    divided.pieces = [piece for piece in divided.pieces if piece.text.strip()]


def _same(block: str, value: str) -> bool:
    return [w.casefold() for w in words_in(block)] == [w.casefold() for w in words_in(value)]


def _without_definitions(text: str, source: Source) -> tuple[str, dict[str, str], dict[str, str]]:
    """The text without the notes and the addresses that are written apart from their calls, and these by their names."""
    prose = without_code(text)
    calls = _CALL.findall(_NOTE.sub("", prose))
    notes: dict[str, str] = {}
    references: dict[str, str] = {}
    spans = []
    for match in _NOTE.finditer(prose):
        written = text[match.start() : match.end()].strip("\n")
        if match[1] in notes:
            source.remark("notes", written, "a note of this name is written twice: this one is left out")
        else:
            notes[match[1]] = written
        spans.append(match.span())
    for match in _REFERENCE.finditer(prose):
        if not any(start <= match.start() < end for start, end in spans):
            references.setdefault(match[1].lower(), text[match.start() : match.end()].strip("\n"))
            spans.append(match.span())
    called = {*calls, *(name for note in notes.values() for name in _CALL.findall(note))}
    for name, written in notes.items():
        if name not in called:
            source.remark("notes", written, "nothing calls this note: it is left out")
    text = _cut_out(text, sorted(spans))
    for name in dict.fromkeys(calls):
        if name not in notes:
            source.remark("notes", f"[^{name}]", "the note is called and not written: its call stands as text")
            text = text.replace(f"[^{name}]", f"\\[{name}\\]")
    for name in dict.fromkeys(_ESCAPED_CALL.findall(prose)):  # as text it would be taken for a call
        source.remark("notes", f"[^{name}]", "the note is called and not written: its call stands as text")
    text = _ESCAPED_CALL.sub(r"\\[\1\\]", text)
    return text, notes, references


def _cut_out(text: str, spans: list[tuple[int, int]]) -> str:
    """A text without some of its lines; what stood around them is divided by one empty line."""
    if not spans:
        return text
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    first, *middle, last = (text[start:end] for start, end in zip(ends, starts, strict=True))
    between = [piece.lstrip("\n").rstrip() for piece in middle]
    return "\n\n".join([first.rstrip(), *filter(None, between), last.lstrip("\n")])


def _with_definitions(text: str, notes: dict[str, str], references: dict[str, str]) -> str:
    """A document with the notes that it calls, each after the paragraph of its first call, and its addresses.

    Notes that have numbers are numbered from 1.
    ."""
    order: list[str] = []

    def call(name: str) -> None:
        if name in notes and name not in order:
            order.append(name)
            for inner in _CALL.findall(notes[name][1:]):
                call(inner)

    for name in _CALL.findall(without_code(text)):
        call(name)
    numbered = [name for name in order if name.isdecimal()]  # an author's own names stay
    numbers = {name: str(number) for number, name in enumerate(numbered, start=1)}
    text = _after_paragraphs(text, notes, order)
    prose = without_code(text)
    parts, at = [], 0
    for match in re.finditer(r"\[\^([^\]\s]+)\]", prose):
        if match[1] in numbers:
            parts += [text[at : match.start()], f"[^{numbers[match[1]]}]"]
            at = match.end()
    text = "".join([*parts, text[at:]])
    low = text.lower()
    used = [written for name, written in references.items() if f"[{name}]" in low]
    return text.rstrip("\n") + "\n" + ("\n" + "\n".join(used) + "\n" if used else "")


def _after_paragraphs(text: str, notes: dict[str, str], order: list[str]) -> str:
    """The text with each note after the block at the margin that first calls it."""
    if not order:
        return text
    lines, prose = text.split("\n"), without_code(text).split("\n")
    left, done, waiting, inside = list(order), [], list[str](), _depths(prose)
    for number, line in enumerate(lines):
        done.append(line)
        for name in _CALL.findall(prose[number]):
            for each in [name, *_CALL.findall(notes.get(name, "")[1:])]:
                if each in left:
                    left.remove(each)
                    waiting.append(each)
        ends = number + 1 == len(lines) or (not lines[number + 1].strip() and _begins_block(lines, number + 2))
        if waiting and ends and not inside[number]:
            done += [part for name in waiting for part in ("", notes[name])]
            waiting = []
    return "\n".join([*done, *(part for name in [*waiting, *left] for part in ("", notes[name]))])


def _begins_block(lines: list[str], at: int) -> bool:
    """Whether the line after an empty one begins a block at the margin that goes on with no list."""
    line = next((line for line in lines[at:] if line.strip()), "")
    return not line or not re.match(r"\s|[-*+] |\d+[.)] |>|[|+:]", line)


def _depths(prose: list[str]) -> list[bool]:
    """Whether what follows a line still belongs to a ``:::`` block or to code."""
    depth, found = 0, []
    for line in prose:
        if re.match(r"^:{3,}[ \t]*(?:\{|[\w.-])", line):
            depth += 1
        elif re.match(r"^:{3,}[ \t]*$", line) and depth:
            depth -= 1
        found.append(depth > 0)
    return found
