"""Lists that do not begin with 1, or that count in letters or roman numerals: WeasyPrint heeds no attribute for them."""

from __future__ import annotations

from press.core.numerals import roman
from press.core.xhtml import Element, classes

#: https://html.spec.whatwg.org/multipage/grouping-content.html#attr-ol-type
_STYLES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def number_lists(section: Element) -> None:
    """Give the numbered lists of a section in a style what their attributes say. Changes ``section``."""
    for items in section.iter("ol"):
        kind, start, step = _count(items)
        style = [f"list-style-type: {_STYLES[kind]}"] if kind in _STYLES else []
        if start != 1 or step != 1:
            style.append(f"counter-reset: list-item {start - step}")
        _add(items, style)
        if "example" in classes(items):
            for item, mark in zip(items.iterchildren("li"), marks(items), strict=True):
                _add(item, [f'list-style-type: "{mark}\u00a0"'])
        for item in items.iterchildren("li"):
            if item.get("value"):
                _add(item, ["counter-increment: list-item 0", f"counter-set: list-item {item.get('value')}"])
            elif step != 1:
                _add(item, [f"counter-increment: list-item {step}"])


def marks(items: Element) -> list[str]:
    """What stands before each item of a numbered list: ``1.``, ``c.``, ``IV.``; for an example ``(1)``, as references print it."""
    kind, number, step = _count(items)
    found = []
    for item in items.iterchildren("li"):
        number = int(item.get("value") or number)
        mark = _written(number, kind)
        found.append(f"({mark})" if "example" in classes(items) else f"{mark}.")
        number += step
    return found


def _count(items: Element) -> tuple[str, int, int]:
    """The kind of numbers of a list, its first, and what is added to it for each item."""
    step = -1 if items.get("reversed") is not None else 1
    first = len(items.findall("li")) if step < 0 else 1
    return items.get("type", "1"), int(items.get("start") or first), step


def _written(number: int, kind: str) -> str:
    if not 0 < number < 1000 or kind not in _STYLES:
        return str(number)
    if kind in "aA":
        word = ""
        while number:
            number, place = divmod(number - 1, len(_ALPHABET))
            word = _ALPHABET[place] + word
    else:
        word = roman(number).lower()
    return word.upper() if kind.isupper() else word


def _add(element: Element, style: list[str]) -> None:
    if style:
        element.set("style", "; ".join([*filter(None, (element.get("style", "").rstrip("; "),)), *style]))
