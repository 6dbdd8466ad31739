"""The capital with which a chapter begins, as an element: WeasyPrint 70 sets a floated ``::first-letter`` over the text."""

from __future__ import annotations

import re

from press.core.xhtml import Element, classes, make

#: The first letter with the signs before it, which are set large with it (CSS Pseudo-Elements 4, 2.2).
_INITIAL = re.compile(r"[^\w\s]*\w")


def mark_initial(section: Element) -> None:
    """Put the first letter of the first paragraph of a chapter in a ``span.initial``. Changes ``section``."""
    title = section.find("h1")
    if "body" not in classes(section) or title is None:
        return
    inside = title.getnext()
    if inside is not None and "authors" in classes(inside):
        inside = inside.getnext()
    if inside is None or inside.tag != "p":
        return
    while not (inside.text or "").strip() and len(inside) and inside[0].tag in ("a", "b", "em", "i", "span", "strong"):
        inside = inside[0]
    text = (inside.text or "").lstrip()
    found = _INITIAL.match(text)
    if found:
        inside.text = None
        initial = make("span", found[0], klass="initial")
        initial.tail = text[found.end() :]
        inside.insert(0, initial)
