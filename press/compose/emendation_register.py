"""The textual apparatus, printed from the record of emendations.

The signs in the fragments, the apparatus of a chapter (``::: apparatus``: lemma] received reading) and the
register (``::: emendations``), which adds the reason and the authority. The notes of commentary are not its matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from press.compose.document import Document
from press.compose.fragment_places import fragment_elements, texts
from press.core.languages import label
from press.core.xhtml import Element, append, make, parent_of, with_class
from press.input.metadata import Metadata
from press.input.received_text import Emendation, Fragment, ReceivedText, apply

#: The siglum of the received text.
SIGLUM = "T"
#: The sign of a degree, raised after the emended words; what is documented has none.
SIGNS = {"documented": "", "retroversion": "°", "conjecture": "*"}
#: Half brackets about the emended words (U+2E22, U+2E23), as editions of inscriptions and papyri use them.
OPENING, CLOSING = "⸢", "⸣"
#: Kinds that change a word; a change of spelling, signs or spaces is signed in the text only if it is not documented.
_OF_WORDS = ("grammar", "translation", "fact")


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

    @property
    def signed(self) -> bool:
        """Whether the emended words bear a sign in the text."""
        change = self.emendation
        if change.kind in ("deletion", "relocation"):
            return False
        return change.kind in _OF_WORDS or change.degree != "documented"


def numbered_emendations(source: ReceivedText) -> list[NumberedEmendation]:
    """All emendations, in the order of the text: 5.1, 5.2…"""
    return [
        NumberedEmendation(f"{fragment.number}.{place}", change)
        for fragment in source.fragments
        for place, change in enumerate(sorted(fragment.emendations, key=lambda change: change.start), start=1)
    ]


def set_apparatus(
    documents: Sequence[Document], source: ReceivedText, metadata: Metadata, has_register: bool = False
) -> None:
    """Sign the emended words in the fragments; fill ``::: apparatus`` and ``::: emendations``.

    ``has_register`` says that another document of the book has ``::: emendations``.
    """
    entries = numbered_emendations(source)
    registers = [holder for document in documents for holder in with_class(document.body, "emendations", "div")]
    has_register = has_register or bool(registers)
    where = dict(fragment_elements(documents))
    places = {}
    for entry in entries:
        number = entry.emendation.fragment
        if number in where:
            signed = entry.signed and _sign(where[number], entry, source.fragments[number - 1], has_register)
            places[entry.number] = entry.place if signed else f"fragmento-{number}"
    for document in documents:
        for holder in with_class(document.body, "apparatus", "div"):
            _fill_apparatus(holder, document, source, entries, has_register, metadata.language)
    for holder in registers:
        holder.text = None
        rows = (_entry(entry, source, places, metadata) for entry in entries)
        holder.append(make("ul", *rows, klass="register", role="list"))


def lemma_and_reading(fragment: Fragment, change: Emendation) -> tuple[str, str]:
    """The words of this edition and the received ones; a line's end of these is shown as ¶.

    A deletion has the word before it as its lemma; one that leaves nothing of the fragment has none.
    """
    received = fragment.received
    if change.kind == "deletion":
        before = received[: change.start].split()
        start = received.rindex(before[-1], 0, change.start) if before else change.start
        return _word_before(fragment, change), _one_line(received[start : change.end])
    if change.kind == "relocation":
        return f"{change.reads}…", ""
    return change.corrected, _one_line(received[change.start : change.end])


def _word_before(fragment: Fragment, change: Emendation) -> str:
    """The word of this edition, with its own emendations, after which a deletion stands; none at the beginning."""
    text, segments = apply(fragment)
    at = next(part.emended[0] for part in segments if part.changed and part.received == (change.start, change.end))
    return (text[:at].split() or [""])[-1]


def _one_line(words: str) -> str:
    return words.replace("\n", "¶")


def _fill_apparatus(
    holder: Element,
    document: Document,
    source: ReceivedText,
    entries: list[NumberedEmendation],
    links: bool,
    language: str,
) -> None:
    here = [number for number, _ in fragment_elements([document])]
    holder.text = None
    holder.set("role", "group")
    holder.set("aria-label", label(language, "apparatus"))
    for number in here:
        own = [e for e in entries if e.emendation.fragment == number and e.emendation.kind != "relocation"]
        if not own:
            continue
        line = make("p", make("span", str(number), klass="apparatus-number"))
        for place, entry in enumerate(own):
            append(line, " " if place == 0 else " ‖ ")
            lemma, reading = lemma_and_reading(source.fragments[number - 1], entry.emendation)
            words = f"{lemma}{SIGNS[entry.emendation.degree]}]"
            append(line, make("a", words, href=f"#{entry.id}", klass="lemma") if links else words)
            append(line, f" {reading}\u00a0{SIGLUM}")
        holder.append(line)


def _entry(entry: NumberedEmendation, source: ReceivedText, places: dict[str, str], metadata: Metadata) -> Element:
    change = entry.emendation
    item = make("li", id=entry.id)
    target = places.get(entry.number)
    number = make("a", entry.number, href=f"#{target}") if target else make("span", entry.number)
    item.append(make("span", number, klass="register-number"))
    lemma, reading = lemma_and_reading(source.fragments[change.fragment - 1], change)
    append(item, " ")
    item.append(make("span", f"{lemma}{SIGNS[change.degree]}", klass="corrected"))
    append(item, "] " if lemma else "")
    if reading:
        item.append(make("span", reading, klass="reads"))
        append(item, f"\u00a0{SIGLUM}. ")
    item.append(make("span", f"{label(metadata.language, f'kind_{change.kind}')}.", klass="kind"))
    append(item, f" {change.reason}")
    if change.reference:
        append(item, " ")
        item.append(make("span", f"{change.reference.rstrip('.')}.", klass="reference"))
    return item


def _sign(root: Element, entry: NumberedEmendation, fragment: Fragment, link: bool) -> bool:
    """Put half brackets about the emended words, and the sign of the degree after them."""
    start, end = _span(fragment, entry.emendation)
    words = CLOSING + SIGNS[entry.emendation.degree]
    closing = make("a" if link else "span", words, id=entry.place, klass="emended")
    if link:
        closing.set("href", f"#{entry.id}")
        closing.set("aria-label", f"{words} {entry.number}")
    return _insert(root, end, closing, before=False) and _insert(
        root, start, make("span", OPENING, klass="emended"), before=True
    )


def _span(fragment: Fragment, change: Emendation) -> tuple[int, int]:
    """The first and last sign, white space not counted, of what differs from the received words, in whole words."""
    text, segments = apply(fragment)
    segment = next(part for part in segments if part.changed and part.received == (change.start, change.end))
    ours, theirs = change.corrected.split(), change.reads.split()
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False)))
    alike = min(alike, len(ours) - 1)
    pairs = zip(reversed(ours[alike:]), reversed(theirs[alike:]), strict=False)
    last = min(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)), len(ours) - alike - 1)
    core = "".join(ours[alike : len(ours) - last])
    kept = core.strip(",.;:") or core
    before = "".join(text[: segment.emended[0]].split()) + "".join(ours[:alike])
    first = len(before) + core.index(kept)
    return first, first + len(kept) - 1


def _insert(root: Element, sign: int, mark: Element, before: bool) -> bool:
    """Put ``mark`` before or after the sign of this number, outside any link that it would split or stand in."""
    count = 0
    for element, text, is_tail in texts(root):
        signs = [place for place, character in enumerate(text) if not character.isspace()]
        if sign >= count + len(signs):
            count += len(signs)
            continue
        at = signs[sign - count] + (0 if before else 1)
        within = element if not is_tail else parent_of(element)
        link = next((e for e in (within, *within.iterancestors()) if e.tag == "a"), None)
        if link is not None:
            _beside(link, mark, before)
        elif is_tail:
            element.tail = text[:at]
            _after(element, mark, text[at:])
        else:
            element.text = text[:at]
            element.insert(0, mark)
            mark.tail = text[at:]
        return True
    return False


def _beside(link: Element, mark: Element, before: bool) -> None:
    if before:
        link.addprevious(mark)
        return
    tail, link.tail = link.tail, None
    _after(link, mark, tail)


def _after(element: Element, mark: Element, tail: str | None) -> None:
    mark.tail = tail
    parent_of(element).insert(parent_of(element).index(element) + 1, mark)
