"""The words of generated manuscripts: as pandoc reads them, and as a composition and finished files have them."""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from press.compose.composition import Composition, compose
from press.compose.document import Document
from press.core.problems import Problems
from press.core.xhtml import Element, classes
from press.input import pandoc
from press.input.manuscript import read_manuscript
from press.input.markdown import Reader
from tests.anybook.generated import as_meant, as_written
from tests.reading import Epub, Pdf
from tests.torture.case import picture

#: What typography puts in or changes: spaces, joiners, quotation marks; the sign of a citation of no work; and what stands
#: for a box to tick.
_UNCOUNTED = re.compile("[\\s@\u00ad\u2028\u2029\u200b-\u200f\u2060-\u2069\ufe0e\ufe0f\"'‘’‚“”„«»‹›「」『』☐☒]+")


@dataclass
class Words:
    """What a chapter says: its text, and its notes in order, without what typography changes."""

    text: str
    notes: list[str]


@dataclass
class Outcome:
    """What became of a manuscript: the difference of its words, or the messages that refuse it."""

    manuscript: str
    difference: str = ""
    refusals: tuple[str, ...] = ()

    @property
    def is_refused_without_line(self) -> bool:
        """Whether a message that refuses it names no line."""
        return any(not re.match(r"\S+\.md:\d+: ", message) for message in self.refusals)


def plain(text: str) -> str:
    """A text without what is not compared."""
    return _UNCOUNTED.sub("", unicodedata.normalize("NFC", text))


def difference(wanted: Words, found: Words) -> str:
    """Where the words of a chapter begin to differ; empty where they are the same."""
    pairs = [("text", wanted.text, found.text)]
    pairs += [(f"note {n}", a, b) for n, (a, b) in enumerate(zip(wanted.notes, found.notes, strict=False), start=1)]
    if len(wanted.notes) != len(found.notes):
        pairs.append(("notes", str(len(wanted.notes)), str(len(found.notes))))
    for name, a, b in pairs:
        if a != b:
            parts = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
            _, start, end, first, last = next(part for part in parts if part[0] != "equal")
            return f"{name}: …{a[max(start - 30, 0) : start]}[{a[start:end]}|{b[first:last]}]{a[end : end + 30]}…"
    return ""


# -- as pandoc reads them --


def meant(manuscripts: Sequence[str], language: str = "en") -> list[Words]:
    """What pandoc reads in each, with its own defaults, raw TeX apart, in one call."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, manuscript in enumerate(manuscripts):
            for name, text in (
                (f"{number:05}a.md", f"::: {{.boundary n={number}}}\nx\n:::\n"),
                (f"{number:05}b.md", as_meant(manuscript)),
            ):
                Path(folder, name).write_text(text, "utf-8")
                names.append(name)
        command = [
            pandoc.binary(),
            "--from=markdown-raw_tex",
            "--to=json",
            "--file-scope",
            "-M",
            f"lang={language}",
            *names,
        ]
        read = json.loads(subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout)
    found: list[Words] = []
    for block in read["blocks"]:
        if block["t"] == "Div" and block["c"][0][1] == ["boundary"]:
            found.append(Words("", []))
        else:
            found[-1].text += _said(block, found[-1].notes)
    return [Words(plain(words.text), [plain(note) for note in words.notes]) for words in found]


def _said(node: Any, notes: list[str]) -> str:
    """The text of a node of pandoc's tree; that of a note is added to ``notes``."""
    if isinstance(node, list):
        return "".join(_said(each, notes) for each in node)
    if not isinstance(node, dict):
        return ""
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Code", "CodeBlock"):
        return str(content[1])
    if kind == "Math":
        return str(content[1])
    if kind in ("RawBlock", "RawInline"):
        return _text_of_html(content[1]) if content[0] == "html" else ""
    if kind == "Note":
        place = len(notes)
        notes.append("")
        notes[place] = _said(content, notes)
        return ""
    if kind == "Image":
        return ""
    if kind == "Table":
        _, caption, _, head, bodies, foot = content
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        return _said(caption[1], notes) + "".join(_said(cell[4], notes) for row in rows for cell in row[1])
    if kind == "Figure":
        return _said(content[2], notes) + _said(content[1][1], notes)
    if kind == "Header":
        return _said(content[2], notes)
    if kind in ("Link", "Span", "Quoted", "Div", "OrderedList", "Cite"):
        return _said(content[1], notes)
    return _said(content, notes)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _text_of_html(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


# -- as the program has them --


def lay_out_book(manuscripts: Sequence[str], folder: Path, language: str = "en") -> list[Path]:
    """Write manuscripts as the chapters of a book; the paths of the chapters."""
    (folder / "chapters").mkdir(parents=True, exist_ok=True)
    (folder / "images").mkdir(exist_ok=True)
    (folder / "images/dot.png").write_bytes(picture("png", 10, 10))
    (folder / "book.yaml").write_text(f"title: A Book\nlanguage: {language}\n", "utf-8")
    paths = [folder / "chapters" / f"{number:05}-x.md" for number in range(len(manuscripts))]
    for path, manuscript in zip(paths, manuscripts, strict=True):
        path.write_text(as_written(manuscript), "utf-8")
    return paths


def composed(manuscripts: Sequence[str], folder: Path, language: str = "en") -> list[Outcome]:
    """Compose manuscripts as the chapters of one book, and compare the words of each with those that pandoc reads."""
    paths = lay_out_book(manuscripts, folder, language)
    problems = Problems()
    manuscript = read_manuscript(folder, problems)
    assert manuscript is not None, problems.items
    composition = compose(Reader(manuscript), problems)
    wanted = meant(manuscripts, language)
    return [
        Outcome(manuscripts[number], "" if refusals else difference(wanted[number], said(composition, path)), refusals)
        for number, path in enumerate(paths)
        for refusals in [tuple(str(problem) for problem in problems.errors if Path(problem.file).name == path.name)]
    ]


def said(composition: Composition, path: Path) -> Words:
    """What the documents of a file say."""
    documents = [one for one in composition.documents if one.markdown and one.markdown.path == path]
    text = "".join(_own_text(document) for document in documents)
    notes = ["".join("".join(_texts(block)) for block in note.content) for one in documents for note in one.notes]
    return Words(plain(text), [plain(note) for note in notes])


def _own_text(document: Document) -> str:
    return "".join(_texts(document.body))


#: What the program adds: numbers, calls of notes, boxes to tick.
_ADDED = {
    "ordinal",
    "call",
    "equation-number",
    "task",
    "fn-number",
    "figure-number",
    "table-number",
    "listing-number",
    "theorem-name",
}
#: What a callout is called where its author gave it no title.
_CALLOUTS = {"Note", "Tip", "Warning", "Important", "Caution"}


def _texts(element: Element) -> Iterator[str]:
    named = "block-title" in classes(element) and element.text in _CALLOUTS
    if (
        isinstance(element.tag, str)
        and not str(element.tag).endswith("rp")
        and not _ADDED & set(classes(element))
        and not named
    ):
        if str(element.tag).endswith("math"):
            yield element.get("alttext", "")
        else:
            yield element.text or ""
            for child in element:
                yield from _texts(child)
                yield child.tail or ""


# -- as a reader finds them --

#: A word that a manuscript has once, as generated.py numbers it.
_NUMBERED = re.compile(r"(?:ka|lo|mi|Pe|zu)\d+e")
#: The least margin of a page at its sides, in points.
_MARGIN = 40.0


def difference_of_epub(manuscripts: Sequence[str], epub: Epub) -> str:
    """Where the words of an EPUB's chapters differ from those of the manuscripts; empty where they do not."""
    text, notes = "", []
    for name, tree in epub.documents.items():
        if not name.startswith(_PAGES_OF_ITS_OWN):
            body = tree.find("{*}body")
            for section in body.findall(".//{*}section[@class='notes']"):
                notes += [_without_number(note) for note in section.findall("{*}aside")]
                section.getparent().remove(section)
            text += "".join(_texts(body))
    read = meant(manuscripts)
    wanted = Words("".join(one.text for one in read), [note for one in read for note in one.notes])
    return difference(wanted, Words(plain(text), [plain(note) for note in notes]))


_PAGES_OF_ITS_OWN = ("cover.", "half-title.", "title-page.", "copyright.", "contents.")


def _without_number(note: Element) -> str:
    for link in note.findall(".//{*}a[@role='doc-backlink']"):
        link.text = None
    return "".join(_texts(note))


def difference_of_pdf(manuscripts: Sequence[str], pdf: Pdf, first: int) -> str:
    """What is lost, out of order or beyond the margin in a PDF from its page ``first`` on; empty where nothing is."""
    found: list[str] = []
    for number in range(first, len(pdf.reader)):
        page, text = pdf.reader[number], pdf.reader[number].get_textpage()
        for index in range(text.count_chars()):
            left, _, right, _ = text.get_charbox(index)
            if right - left > 0.1 and (left < _MARGIN or right > page.get_width() - _MARGIN):
                return f"beyond the margin of page {number + 1}: {text.get_text_range(max(index - 20, 0), 25)!r}"
        body = text.get_text_bounded(top=page.get_height() - 57)
        found += _NUMBERED.findall(re.sub(r"[\s\ufffe\u200b-\u200f\u2060]", "", body))
    places = {word: place for place, word in reversed(list(enumerate(found)))}
    for read in meant(manuscripts):
        for text in (read.text, "".join(read.notes)):
            words = _NUMBERED.findall(text)
            if lost := [word for word in words if word not in places]:
                return f"lost: {lost}"
            order = [places[word] for word in words if words.count(word) == 1]  # not in a note that is called twice
            if order != sorted(order):
                at = next(i for i in range(1, len(order)) if order[i] < order[i - 1])
                return f"out of order: {found[order[at - 1]]} before {found[order[at]]}"
    return ""
