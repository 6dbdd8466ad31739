"""The safe fixes, on the text of a composed tree: spaces, and the small capitals of the centuries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from press.core.cache import NO_CACHE, Cache, cache_key
from press.core.xhtml import Element, classes, make, parent_of
from press.language.es.prose import ADDRESS
from press.language.es.table import RULES

#: Elements whose text is not prose.
_VERBATIM = {"code", "pre", "kbd", "samp", "var", "tt", "script", "style", "math", "svg"}
#: Classes of the same; ``reads`` is the received text in the register, which stays as received.
_VERBATIM_CLASSES = {"math", "verbatim", "reads"}
#: Elements that a line runs through: what they begin with follows the text before them.
_INLINE = {"a", "abbr", "b", "bdi", "cite", "dfn", "em", "i", "mark", "q", "s", "small", "span", "strong", "u"}
_CENTURY = re.compile(r"(?<!\w)(?:[Ss]iglos?|ss?\.)[ \n\u00a0]([IVX]+(?:(?:, | [yeoua] | al |-)[IVX]+\b)*)\b")
_ADDRESS = re.compile(f"({ADDRESS})")


def fix(*roots: Element, cache: Cache = NO_CACHE) -> None:
    """Correct spaces in the Spanish text of trees, and set its centuries in small capitals, in place.

    Code, addresses and elements in another language (``lang``) stay as they are. Doing it again
    changes nothing. To be called before the thin spaces are bound (``xhtml.bind_thin_spaces``).
    ``cache`` keeps what the rules change in these same texts.
    """
    places = [place for root in roots for place in _texts(root, True)]
    texts = [
        ((element.tail if is_tail else element.text) or "", _next_sign(element, is_tail)) for element, is_tail in places
    ]
    key = cache_key("safe fixes", json.dumps(texts))
    for number, parts in json.loads(cache.get_or_make(key, lambda: json.dumps(_changes(texts)).encode())):
        element, is_tail = places[number]
        _set(element, is_tail, parts)


def _changes(texts: Sequence[tuple[str, str]]) -> list[tuple[int, list[str]]]:
    """The parts (:func:`_fixed`) of each text that changes, with its number; a text comes with the sign after it."""
    fixed = ((number, text, _fixed(text, sign)) for number, (text, sign) in enumerate(texts))
    return [(number, parts) for number, text, parts in fixed if parts != [text]]


def _set(element: Element, is_tail: bool, parts: Sequence[str]) -> None:
    """Put the parts in the place of a text."""
    before, *more = parts
    spans = [make("span", numeral.lower(), klass="smallcaps") for numeral in more[::2]]
    for span, after in zip(spans, more[1::2], strict=True):
        span.tail = after
    if is_tail:
        parent = parent_of(element)
        place = parent.index(element) + 1
        element.tail = before
    else:
        parent, place = element, 0
        element.text = before
    parent[place:place] = spans


def _next_sign(element: Element, is_tail: bool) -> str:
    """The sign that follows a run of text where an element begins, as in «S. L. <a>Máslov</a>»; empty for none."""
    follower = element.getnext() if is_tail else next(iter(element), None)
    while follower is not None and follower.tag in _INLINE and not follower.get("lang"):
        if follower.text:
            return str(follower.text[0].strip())
        follower = next(iter(follower), None)
    return ""


def _fixed(text: str, sign: str) -> list[str]:
    """The text after all safe fixes, cut at the numerals of centuries: every second part is a numeral."""
    parts = [""]
    pieces = _ADDRESS.split(text)
    for number, piece in enumerate(pieces):
        is_address, sign_here = number % 2, sign if number == len(pieces) - 1 else ""
        fixed = piece if is_address else _corrected(piece + sign_here).removesuffix(sign_here)
        first, *more = [piece] if is_address else _numerals(fixed)
        parts[-1] += first
        parts += more
    return parts


def _corrected(text: str) -> str:
    """A text after all safe fixes; one may make room for another («J.  R.»), so until nothing changes."""
    before = ""
    while before != text:
        before = text
        for rule in RULES:
            if rule.fix:
                text = rule.fix(text)
    return text


def _numerals(text: str) -> list[str]:
    """The text cut before and after each numeral of a century: every second part is a numeral."""
    parts, at = [], 0
    for century in _CENTURY.finditer(text):
        for numeral in re.finditer(r"[IVX]+", century[1]):
            start, end = century.start(1) + numeral.start(), century.start(1) + numeral.end()
            parts += [text[at:start], text[start:end]]
            at = end
    return [*parts, text[at:]]


def _texts(element: Element, spanish: bool) -> Iterator[tuple[Element, bool]]:
    """The places of Spanish prose: (element, whether it is the element's tail)."""
    language = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")
    inside = language.split("-")[0] == "es" if language else spanish
    if element.tag in _VERBATIM or _VERBATIM_CLASSES & set(classes(element)):
        return
    if inside and element.text:
        yield element, False
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child, inside)
        if inside and child.tail:
            yield child, True
