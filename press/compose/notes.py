"""Notes: pandoc's list at the end of a document -> numbered notes that know their calls."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from press.core.problems import Problems
from press.core.xhtml import Element, make, replace
from press.input.manuscript import MarkdownFile
from press.language.languages import label

_LOST = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass(frozen=True)
class Note:
    """One note: its number in the document, the ids of note and call, and what it says (``<p>`` and the like)."""

    number: int
    id: str
    call_id: str
    content: tuple[Element, ...]


def take_notes(tree: Element, document_id: str, document: MarkdownFile, problems: Problems) -> tuple[Note, ...]:
    """Take pandoc's list of notes out of ``tree``; calls become ``<sup><a role="doc-noteref">n</a></sup>``."""
    notes: list[Note] = []
    section = next((element for element in tree.iter("section") if "footnotes" in element.get("class", "")), None)
    for item in section.findall("ol/li") if section is not None else []:
        for back in item.xpath(".//a[@role='doc-backlink']"):
            replace(back)
        number = len(notes) + 1
        notes.append(Note(number, f"{document_id}-n{number}", f"{document_id}-c{number}", tuple(item)))
    if section is not None:
        replace(section)
    for number, call in enumerate(tree.xpath(".//a[@role='doc-noteref']"), start=1):
        link = make(
            "a",
            str(number),
            id=f"{document_id}-c{number}",
            href=f"#{document_id}-n{number}",
            klass="noteref",
            role="doc-noteref",
        )
        replace(call, make("sup", link, klass="call"))
    _find_lost_calls(tree, document, problems)
    return tuple(notes)


def note_element(note: Note, language: str) -> Element:
    """The note with its number, which links back to the call."""
    back = make(
        "a",
        str(note.number),
        href=f"#{note.call_id}",
        role="doc-backlink",
        title=label(language, "back_to_call").format(note.number),
    )
    element = make("aside", id=note.id, klass="note", role="doc-footnote")
    for place, block in enumerate(note.content):
        twin = etree.fromstring(etree.tostring(block, with_tail=False))
        if place == 0 and twin.tag == "p":
            back.tail = f" {twin.text or ''}"
            twin.text = None
            twin.insert(0, back)
        element.append(twin)
    if not note.content or note.content[0].tag != "p":
        element.insert(0, make("p", back))
    return element


def _find_lost_calls(tree: Element, document: MarkdownFile, problems: Problems) -> None:
    """``[^x]`` that pandoc left as text calls a note that nobody wrote."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("code", "pre"):
            continue
        for text in (element.text, *(child.tail for child in element)):
            for match in _LOST.finditer(text or ""):
                problems.add(
                    document.path,
                    document.line_of(match[0]),
                    "M004",
                    f"note {match[0]} is called and never written",
                    f"Write it after the paragraph: {match[0]}: Text.",
                )
