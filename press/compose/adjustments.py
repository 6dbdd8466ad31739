"""``layout.yaml``: adjustments of single paragraphs, made in the page trees alone and never in the EPUB.

WeasyPrint breaks lines one by one and does not look ahead: where a paragraph comes out badly, the
editor opens or closes its words a little, or says what is to stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from press.compose.blocks import ATTRIBUTE, block_texts, normalise_spaces, number_blocks
from press.compose.document import Document
from press.compose.line_breaks import bind, runs, settle_lines
from press.compose.page_items import wrap
from press.core.problems import Problems
from press.core.xhtml import Element, classes, make, rewrite_text
from press.core.yaml_file import DataFile
from press.input.manuscript import Manuscript


@dataclass(frozen=True)
class Adjustment:
    """An adjustment of the block of this name (:mod:`press.compose.blocks`); spacings are in em."""

    block: str
    word_spacing: float = 0.0
    letter_spacing: float = 0.0
    unhyphenated: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    begins_page: bool = False
    keeps_with_next: bool = False

    @property
    def style(self) -> str:
        """Its declarations for the block."""
        found = [f"word-spacing: {self.word_spacing}em"] if self.word_spacing else []
        found += [f"letter-spacing: {self.letter_spacing}em"] if self.letter_spacing else []
        found += ["break-after: avoid"] if self.keeps_with_next else []
        return "; ".join(found)


def read_adjustments(
    manuscript: Manuscript, documents: Iterable[Document], problems: Problems
) -> tuple[Adjustment, ...]:
    """The adjustments of a book; a Problem for each that does not find its document, paragraph or words."""
    data = manuscript.lists.get("layout")
    places = {document.markdown.place: document for document in documents if document.markdown}
    numbers = (number for number, entry in enumerate(data.value) if "document" in entry) if data else ()
    found = (_adjustment(number, data, places, problems) for number in numbers) if data else ()
    return tuple(adjustment for adjustment in found if adjustment)


def _adjustment(number: int, data: DataFile, places: dict[str, Document], problems: Problems) -> Adjustment | None:
    entry = data.value[number]
    document = places.get(entry["document"])
    if document is None:
        known = ", ".join(places)
        line = data.line(number, "document")
        problems.add(data.path, line, "A001", f"no document is {entry['document']}", f"The documents are: {known}.")
        return None
    texts = block_texts(document)
    opening = normalise_spaces(entry["paragraph"])
    blocks = [block for block, text in texts.items() if text.startswith(opening)]
    if len(blocks) != 1:
        count = "no paragraph begins" if not blocks else f"{len(blocks)} paragraphs begin"
        problems.add(
            data.path,
            data.line(number, "paragraph"),
            "A002",
            f'{count} with "{opening}" in {entry["document"]}',
            "Quote its first words as a reader reads them, without markup; take the adjustment out if it has gone.",
        )
        return None
    for key in ("unhyphenated", "together"):
        for place, words in enumerate(entry.get(key, ())):
            if not re.search(rf"(?<!\w){re.escape(normalise_spaces(words))}(?!\w)", texts[blocks[0]]):
                message = f'the paragraph does not have "{words}"'
                problems.add(
                    data.path, data.line(number, key, place), "A003", message, "Correct the words, or take them out."
                )
    return Adjustment(
        blocks[0],
        entry.get("word_spacing", 0.0),
        entry.get("letter_spacing", 0.0),
        tuple(entry.get("unhyphenated", ())),
        tuple(map(normalise_spaces, entry.get("together", ()))),
        "break_before" in entry,
        "keep_with_next" in entry,
    )


def adjust(
    section: Element,
    document: Document,
    adjustments: tuple[Adjustment, ...],
    wrapped: bool,
    names: frozenset[str] = frozenset(),
) -> None:
    """Name the blocks of a document's page tree, settle its lines with the ``names`` whole, and make the adjustments.

    WeasyPrint breaks a line of one text otherwise than a line of many, if little: in a block that is adjusted every
    word is an element in the printed trees too, as it is in the measured one (``wrapped``).
    """
    number_blocks(section, document)
    settle_lines(section, names)
    named = {element.get(ATTRIBUTE): element for element in section.iter() if element.get(ATTRIBUTE)}
    for adjustment in adjustments:
        element = named.get(adjustment.block)
        if element is None:
            continue
        if not wrapped:
            wrap(element)
        if adjustment.style:
            element.set("style", adjustment.style)
        if adjustment.begins_page:
            whole = next((a for a in element.iterancestors() if _begins_whole(a)), element)
            whole.set("style", "; ".join(filter(None, (whole.get("style"), "break-before: page"))))
        for words in adjustment.together:
            _bind(element, words)
        for word in adjustment.unhyphenated:
            _keep_whole(element, word)
        if adjustment.word_spacing:
            _space_alone(element, adjustment.word_spacing + adjustment.letter_spacing)


def _begins_whole(element: Element) -> bool:
    """Whether it begins a page with all that it holds: a fragment is never divided, and no cell begins a page."""
    return element.tag == "table" or "fragment" in classes(element)


def _space_alone(element: Element, spacing: float) -> None:
    """Give spaces that stand alone between two elements their spacing as letters have it.

    WeasyPrint 70 adds U+200B to a space alone where words are spaced, and then does not take it off a line's end.
    """

    def parts(text: str, _: Element) -> list[Element | str] | None:
        style = f"word-spacing: 0; letter-spacing: {spacing:.3f}em"
        return None if text.strip(" \n") else [make("span", " ", style=style)]

    rewrite_text(element, parts, lambda inner: inner is not element and "fn" in classes(inner))


def _bind(element: Element, words: str) -> None:
    """Put spaces that do not break between words, though elements divide them."""
    found = list(runs(element))
    pattern = r"(?<!\w)" + re.escape(words).replace(r"\ ", "[ \n\u00a0]") + r"(?!\w)"
    bind(found, [match.span() for match in re.finditer(pattern, "".join(run[1] for run in found))])


def _keep_whole(element: Element, word: str) -> None:
    """Set a word that is not to be divided in an element of its own."""
    pattern = re.compile(rf"(?<!\w)({re.escape(word)})(?!\w)")

    def parts(text: str, _: Element) -> list[Element | str] | None:
        found = pattern.split(text)
        return (
            [make("span", part, klass="whole") if n % 2 else part for n, part in enumerate(found)]
            if found[1:]
            else None
        )

    rewrite_text(element, parts, lambda inner: inner is not element and "fn" in classes(inner))
