"""Corrections in the manuscript itself: what the rules find whose right form needs no judgement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.input.manuscript import MarkdownFile
from press.language.es.exceptions import Ignored
from press.language.es.prose import OBJECT, Prose, prose_of
from press.language.es.rule import Finding
from press.language.es.table import RULES

#: One correction may make room for another: »." -> ».
_ROUNDS = 4


def fixed_source(document: MarkdownFile, ignored: Ignored) -> str:
    """The text of a document after the corrections of the rules that have ``corrects``.

    A correction is made where the words stand in the source as a reader reads them: words with markup in them are left
    to the author, as is what the book lets pass.
    """
    text, place = document.text, ignored.place(document.path)
    for _ in range(_ROUNDS):
        before, lines = text, text.split("\n")
        for prose, finding in _findings(text, place, ignored):
            _correct(lines, prose, finding)
        text = "\n".join(lines)
        if text == before:
            break
    return text


def _findings(text: str, place: str, ignored: Ignored) -> Iterator[tuple[Prose, Finding]]:
    for prose in prose_of(text):
        for rule in RULES:
            if rule.corrects and rule.find:
                for finding in rule.find(prose, ignored.foreign):
                    if not ignored.lets_pass(rule.code, place, prose.text, finding):
                        yield prose, finding


def _correct(lines: list[str], prose: Prose, finding: Finding) -> None:
    """Put the right form into the lines in which the words stand, if they do; ``lines`` is changed in place."""
    words = prose.text[finding.start : finding.end]
    if not words.strip() or OBJECT in words:
        return
    first, last = prose.line(finding.start) - 1, prose.line(finding.end - 1) - 1
    source = "\n".join(lines[first : last + 1])
    pattern = r"(\s+)".join(map(re.escape, words.split(" ")))
    found = re.search(rf"(?<!\w){pattern}" if words[0].isalnum() else pattern, source)
    if not found:
        return
    parts = finding.right.split(" ")
    spaces = list(found.groups())
    if len(parts) != len(spaces) + 1:
        if "\n" in found[0]:
            return
        spaces = [" "] * (len(parts) - 1)
    right = parts[0] + "".join(space + part for space, part in zip(spaces, parts[1:], strict=True))
    lines[first : last + 1] = f"{source[: found.start()]}{right}{source[found.end() :]}".split("\n")
