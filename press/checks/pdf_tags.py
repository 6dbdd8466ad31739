"""The points of PDF/UA-1 that validators leave to people, checked on the finished screen PDF (ISO 14289-1, 7).

Notes and their calls, languages of words, heads of tables, the contents, links, labels of pages: read from the
structure tree and from nothing else. The clause of each is in its message.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from press.checks.outcome import Check, Finding, main_of_check
from press.checks.pdf_text import marked_text
from press.core.messages import Message

#: Two letters or more: a letter alone is a sign of mathematics, or the name of a thing.
_WORD = re.compile(r"[^\W\d_]{2,}")
_DOTS = re.compile(r"[.\s\u2026\u00b7]+")


class _Node:
    """An element of the structure tree with its kids, the words of its own, its links' targets and its language."""

    def __init__(self, element: pikepdf.Object, around: _Node | None, texts: dict[tuple[int, int], dict[int, str]]):
        self.element, self.around = element, around
        self.kind = str(element.S).removeprefix("/")
        inherited: str = around.language if around else ""
        self.language: str = str(element.get("/Lang", inherited))
        self.kids: list[_Node] = []
        self.words = ""
        self.annotations: list[pikepdf.Object] = []
        kids: Any = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                self.words += texts.get(element.Pg.objgen, {}).get(kid, "")
            elif kid.get("/Type") == pikepdf.Name.OBJR:
                self.annotations.append(kid.Obj)
            elif "/S" in kid:
                self.kids.append(_Node(kid, self, texts))

    def walk(self) -> Iterator[_Node]:
        """This element and all within it, in order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    @property
    def text(self) -> str:
        """The words of this element and of those within it."""
        return "".join(node.words for node in self.walk())

    def inside(self, *kinds: str) -> bool:
        """Whether an element of these kinds is around this one."""
        return self.around is not None and (self.around.kind in kinds or self.around.inside(*kinds))


def find(path: Path) -> list[Finding]:
    """Every point that a person would mark; a file that cannot be read, or has no structure tree, is one of them."""
    try:
        pdf = pikepdf.open(path)
    except pikepdf.PdfError as error:
        return [_finding("file", Message("it cannot be read as a PDF: {}", str(error)))]
    with pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return [_finding("structure", Message("the file has no structure tree (7.1)"))]
        texts = {page.obj.objgen: marked_text(page) for page in pdf.pages}
        roots: Any = pdf.Root.StructTreeRoot.K
        nodes = [
            node
            for root in (roots if isinstance(roots, pikepdf.Array) else [roots])
            for node in _Node(root, None, texts).walk()
        ]
        found = [*_notes(nodes), *_languages(nodes), *_heads(nodes)]
        return [*found, *_contents(nodes), *_links(nodes), *_labels(pdf)]


def _finding(rule: str, message: Message) -> Finding:
    return Finding(rule, "StructTreeRoot", "error", message)


def _notes(nodes: list[_Node]) -> Iterator[Finding]:
    notes = [node for node in nodes if node.kind == "Note"]
    keys = [str(node.element.get("/ID", "")) for node in notes]
    for key, count in Counter(keys).items():
        if not key or count > 1:
            yield _finding("notes", Message('{} notes have the identifier "{}" (7.9)', count, key))
    calls = {
        str(annotation.Dest)
        for node in nodes
        if node.kind == "Reference" and not node.inside("TOCI")
        for within in node.walk()
        for annotation in within.annotations
        if "/Dest" in annotation
    }
    for node, key in zip(notes, keys, strict=True):
        if key.endswith("-1") and not any(key.endswith(f"-{call}-1") for call in calls):
            yield _finding("notes", Message('nothing is tagged as the call of the note "{}" (7.9)', node.text[:40]))


def _languages(nodes: list[_Node]) -> Iterator[Finding]:
    """Words without a language in letters that are not those of most of the text, and have one elsewhere in the book.

    A book that gives no passage its language says nothing that is wrong; one that gives some must give all.
    """
    plain = [node for node in nodes if not node.language and node.kind != "Formula"]
    words = [word for node in plain for word in _WORD.findall(node.words)]
    own = Counter(_script(word) for word in words).most_common(1)
    marked = {_script(word) for node in nodes if node.language for word in _WORD.findall(node.words)}
    for word in dict.fromkeys(words):
        if _script(word) in marked - {"LATIN", *(script for script, _ in own)}:
            yield _finding("language", Message('"{}" has no language of its own (7.2)', word))


def _script(word: str) -> str:
    """The script of a word's first letter by its name in Unicode, of ª that of a; those that Japanese mixes are one."""
    script = unicodedata.name(unicodedata.normalize("NFKC", word)[0], "").split(" ")[0].split("-")[0]
    return "CJK" if script in ("HIRAGANA", "KATAKANA") else script


def _heads(nodes: list[_Node]) -> Iterator[Finding]:
    cells = [node for node in nodes if node.kind in ("TD", "TH") and "/A" in node.element]
    named = {str(key) for node in cells for key in node.element.A.get("/Headers", [])}
    heads = {str(node.element.get("/ID", "")): node for node in nodes if node.kind == "TH"}
    for key in sorted(named - heads.keys()):
        yield _finding("heads", Message('a cell names the head "{}", which is not there (7.5)', key))
    for key, node in heads.items():
        if "/A" not in node.element or "/Scope" not in node.element.A:
            yield _finding("heads", Message('the head "{}" does not say what it heads (7.5)', node.text[:40]))
        elif key not in named and cells:
            yield _finding("heads", Message('the head "{}" heads no cell (7.5)', node.text[:40]))


def _contents(nodes: list[_Node]) -> Iterator[Finding]:
    contents = [node for node in nodes if node.kind == "TOC"]
    if not contents:
        yield _finding("contents", Message("nothing is tagged as the table of contents (7.1)"))
    for node in contents:
        for within in node.walk():
            if within.words.strip() and len(within.words) > 1 and _DOTS.fullmatch(within.words):
                yield _finding("contents", Message('the leader "{}" is read aloud (7.1)', within.words[:20]))


def _links(nodes: list[_Node]) -> Iterator[Finding]:
    for node in nodes:
        if node.kind != "Link":
            continue
        if not node.text.strip() and not any(within.kind in ("Figure", "Formula") for within in node.walk()):
            yield _finding("links", Message("a link has no words (7.18.5)"))
        for annotation in node.annotations:
            left, _, right, _ = (float(number) for number in annotation.Rect)
            if abs(right - left) < 0.5:
                yield _finding("links", Message('the link "{}" has no width (7.18.5)', node.text[:40]))


def _labels(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    for label, count in Counter(page.label for page in pdf.pages).items():
        if count > 1:
            yield _finding("labels", Message('{} pages have the label "{}" (7.1)', count, label))


CHECKS = (
    Check(
        Message("press, tags of the PDF"),
        "1",
        Message("Notes, languages, heads of tables, contents, links and labels are tagged as what they are"),
        "*.pdf",
        ".venv/bin/python -m press.checks.pdf_tags {file}",
        find,
    ),
)

if __name__ == "__main__":
    sys.exit(main_of_check(find, sys.argv[1:]))
