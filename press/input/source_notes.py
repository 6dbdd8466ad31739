"""The notes of a Markdown document as it is written: those that pandoc would lose are given the place that they are meant for.

A book that is not strict may have notes within notes, notes that nothing calls, and one name for several notes; lines keep
their numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Sequence
from pathlib import Path

from press.core.limits import TEXT_CHARACTERS
from press.core.problems import Problems
from press.input.source_text import NOTE, without_code

#: What stands for code: no space, which would make it a part of the note before it, and nothing that a paragraph begins with.
_CODE = "~"
#: How deep notes may be called in one another.
_LEVELS = 100
_CALL = re.compile(r"\[\^([^][\s]+)\](?!:)")
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
    found = list(NOTE.finditer(prose))
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
    for match in NOTE.finditer(prose):
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
    for match in reversed(list(NOTE.finditer(prose))):
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
    definitions = [match.span(2) for match in NOTE.finditer(prose)]
    edits: list[tuple[int, int, str]] = []
    stack: list[str] = []  # of the open brackets: of a note, of a note in a note, or other
    open_notes = 0
    for match in _BRACKET.finditer(prose):
        sign, at = match[0], match.start()
        if sign == "\n\n" and not _is_within(at, definitions):
            stack.clear()
            open_notes = 0
        elif sign == "^[":
            inside = open_notes > 0 or _is_within(at, definitions)
            open_notes += not inside
            stack.append("nested" if inside else "note")
            if inside:
                edits.append((at, at + 2, " &#91;"))
        elif sign == "[":
            stack.append("other")
        elif sign == "]" and stack:
            closed = stack.pop()
            open_notes -= closed == "note"
            if closed == "nested":
                edits.append((at, at + 1, "&#93;"))
    if len(edits) % 2:  # brackets that do not pair
        return text
    parts, line, done = [], 1, 0
    for start, end, new in edits:
        line += text.count("\n", done, start)
        if new.startswith(" "):
            _advise(document, line, "a note stands in a note", problems)
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def _is_within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place lies in one of the spans, which are in order and apart."""
    at = bisect_right(spans, (place, place)) - 1
    near = spans[max(at, 0) : at + 2]
    return any(start <= place < end for start, end in near)


def _without_calls(text: str, document: Path, problems: Problems) -> str:
    """The text of the other note in the place of each ``[^name]`` within a note."""
    prose = without_code(text, _CODE)
    found = {match[1]: match for match in NOTE.finditer(prose)}
    called = {name: [c for c in _CALL.findall(match[2]) if c in found and c != name] for name, match in found.items()}
    if not any(called.values()):
        return text
    source = text
    spans = sorted(match.span() for match in found.values())
    body = {call[1] for call in _CALL.finditer(prose) if not _is_within(call.start(), spans)}
    placed: set[str] = set()  # the notes whose text stands in another
    too_many: list[str] = []
    left = TEXT_CHARACTERS  # notes that call each other several times would grow without end

    def words(name: str, above: tuple[str, ...]) -> str:
        def inner(call: re.Match[str]) -> str:
            nonlocal left
            if call[1] not in found or call[1] in above:
                return call[0]
            if len(above) > _LEVELS or left <= 0:
                too_many.append(above[0])
                return call[0]
            placed.add(call[1])
            left -= found[call[1]].end(2) - found[call[1]].start(2)
            return f" &#91;{' '.join(words(call[1], (*above, call[1])).split())}&#93;"

        return _CALL.sub(inner, source[found[name].start(2) : found[name].end(2)])

    first = [name for name in found if name in body or not any(name in calls for calls in called.values())]
    written = {name: words(name, (name,)) for name in first if called[name]}
    for name in dict.fromkeys(too_many):
        line = prose.count("\n", 0, found[name].start()) + 1
        reason = f"the notes that note [^{name}] calls call too many others"
        problems.add(document, line, "M012", reason, "Write what they say into one note.")
    parts, line, done = [], 1, 0
    for name, match in sorted(found.items(), key=lambda each: each[1].start()):
        start, end = match.span(2) if name in written else match.span()
        line += source.count("\n", done, start)
        parts.append(source[done:start])
        if called[name]:
            _advise(document, line, f"note [^{called[name][0]}] is called in a note", problems)
        new = source[start:end]
        if name in placed and name not in body:
            new = "\n" * new.count("\n")
        parts.append(written.get(name, new))
        line, done = line + source.count("\n", start, end), end
    return "".join([*parts, source[done:]])


def _advise(document: Path, line: int, message: str, problems: Problems) -> None:
    problems.add(document, line, "M008", message, "Its text is printed in brackets in the note that calls it.")
