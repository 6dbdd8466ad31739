"""The register of emendations: printed from the record, each entry linked to and from its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press.compose.document import Document
from press.core.xhtml import Element, append, classes, make, mark_russian, with_class
from press.input.received_text import Emendation, Fragment, ReceivedText, apply

#: What the kinds are called in the book.
KINDS = {
    "spacing": "espacio",
    "orthography": "ortografía",
    "grammar": "gramática",
    "translation": "traducción",
    "fact": "hecho",
    "deletion": "supresión",
    "relocation": "traslado",
}


@dataclass(frozen=True)
class NumberedEmendation:
    """An emendation with its number in the register: fragment, and place among the fragment's records."""

    number: str
    emendation: Emendation

    @property
    def id(self) -> str:
        """Identifier of the entry in the register."""
        return f"enmienda-{self.number.replace('.', '-')}"

    @property
    def place(self) -> str:
        """Identifier of the place in the text."""
        return f"lugar-{self.number.replace('.', '-')}"


def numbered_emendations(source: ReceivedText) -> list[NumberedEmendation]:
    """All emendations, in the order of the text: 5.1, 5.2…"""
    return [
        NumberedEmendation(f"{fragment.number}.{place}", change)
        for fragment in source.fragments
        for place, change in enumerate(sorted(fragment.emendations, key=lambda change: change.start), start=1)
    ]


def set_register(documents: Sequence[Document], source: ReceivedText) -> None:
    """Fill ``::: emendations`` and mark in the fragments the places that it speaks of."""
    holders = [holder for document in documents for holder in with_class(document.body, "emendations", "div")]
    if not holders:
        return
    entries = numbered_emendations(source)
    places = _mark_places(documents, source, entries)
    for holder in holders:
        holder.text = None
        holder.append(make("ul", *(_entry(entry, places) for entry in entries), klass="register", role="list"))


def _entry(entry: NumberedEmendation, places: dict[str, str]) -> Element:
    change = entry.emendation
    item = make("li", id=entry.id)
    target = places.get(entry.number)
    number = make("a", entry.number, href=f"#{target}") if target else make("span", entry.number)
    item.append(make("span", number, klass="register-number"))
    append(item, " ")
    if change.kind == "relocation":
        append(item, make("span", f"{change.reads}…", klass="reads"))
    else:
        append(item, make("span", change.reads, klass="reads"))
        if change.corrected:
            append(item, " → ")
            append(item, make("span", change.corrected, klass="corrected"))
    append(item, " · ")
    append(item, make("span", f"{KINDS[change.kind]}.", klass="kind"))
    append(item, f" {change.reason} ")
    append(item, make("span", f"{change.reference.rstrip('.')}.", klass="reference"))
    mark_russian(item)
    return item


def _mark_places(
    documents: Sequence[Document], source: ReceivedText, entries: list[NumberedEmendation]
) -> dict[str, str]:
    """Make the first word of every correction a link to its entry; the place of each number."""
    where = dict(_fragments(documents))
    places: dict[str, str] = {}
    for fragment in source.fragments:
        element = where.get(fragment.number)
        own = [entry for entry in entries if entry.emendation.fragment == fragment.number]
        if element is None:
            continue
        for entry in own:
            if entry.emendation.kind == "relocation":
                places[entry.number] = f"fragmento-{fragment.number}"
            elif _mark(element, entry, _offset(fragment, entry.emendation)):
                places[entry.number] = entry.place
    return places


def _fragments(documents: Sequence[Document]) -> Iterator[tuple[int, Element]]:
    for document in documents:
        for element in document.body.iter("div", "span"):
            identifier = element.get("id", "").removeprefix("fragmento-")
            if identifier.isdigit() and "fragment" in classes(element):
                yield int(identifier), element
            elif identifier.isdigit():  # a caption: its words follow its number
                yield int(identifier), element.getnext()


def _offset(fragment: Fragment, change: Emendation) -> int:
    """How many signs other than white space the emended fragment has before the correction (its last for a deletion)."""
    text, segments = apply(fragment)
    segment = next(part for part in segments if part.changed and part.received == (change.start, change.end))
    signs = len("".join(text[: segment.emended[0]].split()))
    return signs if change.corrected.strip() else max(signs - 1, 0)


def _mark(root: Element, entry: NumberedEmendation, offset: int) -> bool:
    """Link the word that holds the sign number ``offset``, or the next one that is free."""
    words = list(_words(root))
    at = next((i for i, word in enumerate(words) if word[3] <= offset < word[3] + word[2] - word[1]), None)
    if at is None:
        return False
    order = [*range(at, len(words)), *range(at - 1, -1, -1)]
    for element, start, end, _, is_tail in ((*words[i],) for i in order):
        if any(parent.tag == "a" for parent in (element, *element.iterancestors()) if not is_tail):
            continue
        text = element.tail if is_tail else element.text
        link = make("a", text[start:end], href=f"#{entry.id}", id=entry.place, klass="emended")
        link.tail = text[end:]
        if is_tail:
            element.tail = text[:start]
            element.addnext(link)
        else:
            element.text = text[:start]
            element.insert(0, link)
        return True
    return False


def _words(root: Element) -> Iterator[tuple[Element, int, int, int, bool]]:
    """Each word: element, span in its text or tail, signs before it, and whether it is in the tail."""
    signs = 0
    for element, text, is_tail in _texts(root, root):
        at = 0
        for word in text.split():
            start = text.index(word, at)
            at = start + len(word)
            yield element, start, at, signs, is_tail
            signs += len(word)


def _texts(element: Element, root: Element) -> Iterator[tuple[Element, str, bool]]:
    if set(classes(element)) & {"call", "fragment-number"}:
        if element.tail and element is not root:
            yield element, element.tail, True
        return
    if element.text:
        yield element, element.text, False
    for child in list(element):
        yield from _texts(child, root)
    if element.tail and element is not root:
        yield element, element.tail, True
