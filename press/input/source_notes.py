"""The notes of a Markdown document as it is written: those that pandoc would lose are given the place that they are meant for.

A book that is not strict may have notes within notes, notes that nothing calls, and one name for several notes; lines keep
their numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container
from pathlib import Path

from press.core.problems import Problems
from press.input.source_text import without_code

_DEFINITION = re.compile(
    r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?:(?:[ ]{4}|\t).*|[^\s\[#:`~>-].*|[ \t]*(?=\n(?: {4}|\t))))*)", re.M
)
#: What stands for code: no space, which would make it a part of the note before it, and nothing that a paragraph begins with.
_CODE = "~"
_CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_BRACKET = re.compile(r"(?<!\\)(?:\^\[|\[|\])|\n\n")


def with_all_notes(text: str, document: Path, problems: Problems) -> str:
    """A document all of whose notes pandoc reads, each once and at one call."""
    if "[^" not in text and "^[" not in text:
        return text
    text = _with_names(_apart(text), document, problems)
    text = _without_calls(_without_inline_notes(text, document, problems), document, problems)
    return _with_uncalled(text, document, problems)


def _apart(text: str) -> str:
    """An empty line before each note that is written right below a paragraph, which pandoc would take for a part of it."""
    prose = without_code(text, _CODE)
    found = list(_DEFINITION.finditer(prose))
    ends = {0, *(match.end() + 1 for match in found)}
    places = [match.start() for match in found if match.start() not in ends and prose[match.start() - 2] != "\n"]
    for place in reversed(places):
        if prose[prose.rfind("\n", 0, place - 1) + 1 : place].strip():
            text = f"{text[:place]}\n{text[place:]}"
    return text


def _with_names(text: str, document: Path, problems: Problems) -> str:
    """A name of its own for each of several notes with one name, where each has its call: the first call is the first note's."""
    prose = without_code(text, _CODE)
    definitions, calls = defaultdict(list), defaultdict(list)
    for match in _DEFINITION.finditer(prose):
        definitions[match[1]].append(match.start(1))
    for match in _CALL.finditer(prose):
        calls[match[1]].append(match.start(1))
    edits: list[tuple[int, int, str]] = []
    for name, places in definitions.items():
        if len(places) < 2 or len(calls[name]) != len(places):
            continue  # pandoc's warning of the second becomes a Problem
        line = prose.count("\n", 0, places[1]) + 1
        hint = "Each stands at its own call. Give each another name."
        problems.add(document, line, "M004", f"note [^{name}] is written {len(places)} times", hint)
        for number, at in enumerate(places[1:], start=2):
            new = _free(f"{name}-{number}", definitions)
            edits += [(at, at + len(name), new), (calls[name][number - 1], calls[name][number - 1] + len(name), new)]
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _free(name: str, taken: Container[str]) -> str:
    while name in taken:
        name += "-"
    return name


def _with_uncalled(text: str, document: Path, problems: Problems) -> str:
    """The text of a note that nothing calls as paragraphs, where it is written."""
    prose = without_code(text, _CODE)
    called = set(_CALL.findall(prose))
    for match in reversed(list(_DEFINITION.finditer(prose))):
        if match[1] not in called:
            line = prose.count("\n", 0, match.start()) + 1
            hint = "Its text is printed where it is written. Call it in the text, or take it out."
            problems.add(document, line, "M004", f"note [^{match[1]}] is written and never called", hint)
            words = re.sub(r"(?m)^(?: {4}|\t)", "", text[match.start(2) : match.end(2)])
            text = text[: match.start()] + words + text[match.end() :]
    return text


def _without_inline_notes(text: str, document: Path, problems: Problems) -> str:
    """Brackets in the place of ``^[…]`` within a note."""
    prose = without_code(text, _CODE)
    definitions = [match.span(2) for match in _DEFINITION.finditer(prose)]
    edits: list[tuple[int, int, str]] = []
    stack: list[str] = []  # of the open brackets: of a note, of a note in a note, or other
    for match in _BRACKET.finditer(prose):
        sign, at = match[0], match.start()
        if sign == "\n\n" and not any(start <= at < end for start, end in definitions):
            stack.clear()
        elif sign == "^[":
            inside = "note" in stack or any(start <= at < end for start, end in definitions)
            stack.append("nested" if inside else "note")
            if inside:
                edits.append((at, at + 2, " &#91;"))
                _advise(document, prose.count("\n", 0, at) + 1, "a note stands in a note", problems)
        elif sign == "[":
            stack.append("other")
        elif sign == "]" and stack and stack.pop() == "nested":
            edits.append((at, at + 1, "&#93;"))
    if len(edits) % 2:  # brackets that do not pair
        return text
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


def _without_calls(text: str, document: Path, problems: Problems) -> str:
    """The text of the other note in the place of each ``[^name]`` within a note."""
    prose = without_code(text, _CODE)
    found = {match[1]: match for match in _DEFINITION.finditer(prose)}
    called = {name: [c for c in _CALL.findall(match[2]) if c in found and c != name] for name, match in found.items()}
    if not any(called.values()):
        return text
    source = text
    spans = [match.span() for match in found.values()]
    body = {c[1] for c in _CALL.finditer(prose) if not any(start <= c.start() < end for start, end in spans)}

    def words(name: str, above: tuple[str, ...]) -> str:
        def inner(call: re.Match[str]) -> str:
            if call[1] not in found or call[1] in above:
                return call[0]
            return f" &#91;{' '.join(words(call[1], (*above, call[1])).split())}&#93;"

        return _CALL.sub(inner, source[found[name].start(2) : found[name].end(2)])

    for name, match in reversed(found.items()):
        if called[name]:
            line = prose.count("\n", 0, match.start(2)) + 1
            _advise(document, line, f"note [^{called[name][0]}] is called in a note", problems)
        if name not in body and any(name in calls for calls in called.values()):
            text = text[: match.start()] + "\n" * match[0].count("\n") + text[match.end() :]
        elif called[name]:
            text = text[: match.start(2)] + words(name, (name,)) + text[match.end(2) :]
    return text


def _advise(document: Path, line: int, message: str, problems: Problems) -> None:
    problems.add(document, line, "M008", message, "Its text is printed in brackets in the note that calls it.")
