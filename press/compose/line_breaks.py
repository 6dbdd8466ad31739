"""Where the lines of the page trees may break, and where not: names, addresses, the ends of paragraphs.

Only the pages are set so: what breaks well in the EPUB depends on the reader's screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from press.compose.blocks import ATTRIBUTE, blocks
from press.core.lists import LISTS
from press.core.xhtml import Element, Parts, TextRun, classes, is_verbatim, make, rewrite_text, text_of, text_runs
from press.input.manuscript import Manuscript

#: The class of a word of a proper name.
NAME = "proper-name"
#: Fewer letters alone on a last line are a fault (Hart's Rules ask for more than five, Spanish use for five).
_LAST_LINE = 5
#: No shorter word is divided (``hyphenate-limit-chars`` of the pages).
_DIVIDED = 6
#: Elements whose last line is looked at; headings are broken by sense, and verbatim text is as it is.
_CLOSED = frozenset("p li dd td div span".split())
_WORD = re.compile(rf"[^\W\d_]{{{_DIVIDED},}}")
#: Parts of an address: scheme and host stay together; the rest may be divided before a sign, never after one.
_ADDRESS = re.compile(r"(?:\w+://)?[^/\s]+|/[^/\s]*")
_LONG_PART = 16
#: No line has room for a longer piece of an address or a name.
_LONGEST_PIECE = 60
#: An address in the text, and a name of a program with low lines that is longer than any word.
_LONG_NAME = re.compile(r"https?://[^\s<>\"”»]{20,}|(?<![\w/])(?=[^\W_]*_)\w{24,}")
_PART = re.compile(r"^/?[^-_.?&=%]+|[-_.?&=%]+[^-_.?&=%]*|^/")


def proper_names(manuscript: Manuscript) -> frozenset[str]:
    """The capitalised words, long enough to be divided, of the names in the lists of people, works and films.

    Names are divided by the rules of their own language, which the book's are not: they stay whole.
    """
    texts = (
        text
        for name, data in manuscript.lists.items()
        for entry in LISTS[name].entries(data.value)
        for field in LISTS[name].names
        for text in _strings(entry.get(field))
    )
    return frozenset(word for text in texts for word in _WORD.findall(text) if word[0].isupper())


def _strings(value: Any) -> Iterator[str]:
    """Every text within a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def settle_lines(section: Element, names: frozenset[str]) -> None:
    """Keep names whole, divide addresses at their signs, and end no block with a short or divided word.

    ``section`` is a page tree whose blocks are numbered; it is changed in place.
    """
    for link in list(section.iter("a")):
        if text_of(link).startswith(("http://", "https://", "www.")):
            link.set("class", f"{link.get('class', '')} whole".strip())
            rewrite_text(link, lambda text, _: _address(text), lambda element: False)
    rewrite_text(section, lambda text, _: _with_long_words(text), _is_whole)
    if names:
        rewrite_text(section, lambda text, _: _with_whole(text, names), _is_whole)
    for block in list(section.iter(*_CLOSED)):
        if block.get(ATTRIBUTE) and ("fn" in classes(block) or next(blocks(block), None) is None):
            _close(block)


def _is_whole(element: Element) -> bool:
    return "whole" in classes(element) or is_verbatim(element)


def _with_long_words(text: str) -> Parts | None:
    """The long names and addresses of a text, which no rule of a language divides, in pieces."""
    parts: Parts = []
    at = 0
    for match in _LONG_NAME.finditer(text):
        pieces = _address(match[0]) if "://" in match[0] else _pieces(match[0])
        parts += [text[at : match.start()], make("span", *pieces, klass="whole")]
        at = match.end()
    return [*parts, text[at:]] if parts else None


def _pieces(name: str) -> Parts:
    """An identifier in pieces: a line may end after its low lines."""
    return _kept_whole(re.findall(r"[^_]*_+|[^_]+", name))


def _kept_whole(pieces: list[str]) -> Parts:
    """Pieces that are not divided, with places between them where a line may end; one wider than a line may be divided."""
    parts: Parts = []
    for place, piece in enumerate(pieces):
        parts += [make("wbr")] if place else []
        parts.append(make("span", piece, klass="nowrap") if len(piece) <= _LONGEST_PIECE else piece)
    return parts


def _with_whole(text: str, names: frozenset[str]) -> Parts | None:
    parts: Parts = []
    at = 0
    for match in _WORD.finditer(text):
        if match[0] in names:
            parts += [text[at : match.start()], make("span", match[0], klass=f"whole {NAME}")]
            at = match.end()
    return [*parts, text[at:]] if parts else None


def _address(text: str) -> Parts:
    """An address in pieces that stay whole, with places between them where a line may end."""
    pieces = [
        piece
        for part in _ADDRESS.findall(text)
        for piece in (_PART.findall(part) if part.startswith("/") and len(part) > _LONG_PART else [part])
    ]
    return _kept_whole(pieces) if "".join(pieces) == text else [text]


def runs(block: Element) -> Iterator[TextRun]:
    """The runs of text of a block in order, without those of notes and of mathematics."""
    return text_runs(
        block, lambda element: element is not block and ("fn" in classes(element) or element.tag == "math")
    )


def set_run(run: TextRun, text: str) -> None:
    """Put a text in the place of a run's."""
    if run[2]:
        run[0].tail = text
    else:
        run[0].text = text


def bind(found: list[TextRun], spans: Iterable[tuple[int, int]]) -> None:
    """Put spaces that do not break for those within the spans of the runs' joined text."""
    kept = list(spans)
    at = 0
    for run in found:
        bound = "".join(
            "\u00a0" if sign in " \n" and any(start < place < end for start, end in kept) else sign
            for place, sign in enumerate(run[1], at)
        )
        at += len(run[1])
        set_run(run, bound)


def _close(block: Element) -> None:
    """Bind the last words of a block until they have letters enough for a line, and do not divide the last."""
    found = list(runs(block))
    text = "".join(run[1] for run in found)
    words = list(re.finditer(r"[^ \n\u00a0]+", text))
    letters = 0
    for word in reversed(words):
        letters += sum(sign.isalnum() for sign in word[0])
        if letters >= _LAST_LINE:
            if word is not words[-1] and word is not words[0]:
                bind(found, [(word.start(), words[-1].end())])
            break
    last = next((run for run in reversed(list(runs(block))) if any(sign.isalpha() for sign in run[1])), None)
    holder = last[0].getparent() if last and last[2] else last[0] if last else None
    if last and holder is not None and not _is_whole(holder):
        _keep_last(last)


def _keep_last(run: TextRun) -> None:
    """Set the last word of a run in an element of its own, where it is long enough to be divided."""
    match = re.search(rf"[^\W\d_]{{{_DIVIDED},}}\W*$", run[1])
    if not match:
        return
    whole = make("span", match[0], klass="whole")
    set_run(run, run[1][: match.start()])
    element, _, is_tail = run
    if is_tail:
        element.addnext(whole)
    else:
        element.insert(0, whole)
