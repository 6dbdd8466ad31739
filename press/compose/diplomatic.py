"""The received text whole, as it came: ``::: received-text``.

Its lines, spaces and signs are those of the file; only the numbers of the fragments are added, each at the place
where its fragment begins. Size and digest are those of the file.
"""

from __future__ import annotations

from collections.abc import Sequence

from press.compose.document import Document
from press.core.languages import label
from press.core.xhtml import Element, append, make, with_class
from press.input.received_text import ReceivedText


def set_received_text(documents: Sequence[Document], source: ReceivedText, language: str) -> None:
    """Fill the placeholders. Nothing may change the words afterwards: no fix of spaces, no links of mentions."""
    present = {e.get("id", "") for document in documents for e in document.elements()}
    for document in documents:
        for holder in with_class(document.body, "received-text", "div"):
            holder.text = None
            holder.extend([_text(source, present), _fingerprint(source, language)])


def _text(source: ReceivedText, present: set[str]) -> Element:
    """One paragraph for each stretch without a line's end."""
    holder = make("div", make("p"), klass="diplomatic", translate="no")
    for fragment in source.fragments:
        target = f"fragmento-{fragment.number}"
        number: Element = make("span", str(fragment.number))
        if target in present:
            number = make("a", str(fragment.number), href=f"#{target}")
        leading = len(fragment.slice) - len(fragment.slice.lstrip(" \t\n"))
        _add(holder, fragment.slice[:leading])
        append(holder[-1], make("span", number, klass="fragment-mark"))
        _add(holder, fragment.slice[leading:])
    return holder


def _add(holder: Element, text: str) -> None:
    for place, line in enumerate(text.split("\n")):
        if place:
            holder.append(make("p"))
        append(holder[-1], line)


def _fingerprint(source: ReceivedText, language: str) -> Element:
    digest = source.sha256
    line = make("p", label(language, "fingerprint").format(source.path.name, source.size), klass="fingerprint")
    for start in range(0, len(digest), 16):
        append(line, " " if start == 0 else make("wbr"))
        append(line, make("span", digest[start : start + 16], klass="nowrap"))
    return line
