"""Notes: pandoc's list at the end of a document -> numbered notes that know their calls."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from press.core.languages import label
from press.core.problems import Problems
from press.core.xhtml import Element, make, replace
from press.input.manuscript import MarkdownFile


@dataclass(frozen=True)
class Note:
    """One note: its number in the document, the ids of note and call, and what it says (``<p>`` and the like)."""

    number: int
    id: str
    call_id: str
    content: tuple[Element, ...]


def take_notes(tree: Element, document_id: str, document: MarkdownFile, problems: Problems) -> tuple[Note, ...]:
    """Take pandoc's list of notes out of ``tree``; calls become ``<sup><a role="doc-noteref">n</a></sup>``.

    A note within a note, and a call or a list of notes that an author wrote as HTML, are Problems.
    """
    notes: list[Note] = []
    section = next((child for child in tree if child.tag == "section" and child.get("id") == "footnotes"), None)
    for item in section.findall("ol/li") if section is not None else []:
        for back in item.xpath(".//a[@role='doc-backlink']"):
            replace(back)
        if item.xpath(".//a[@role='doc-noteref']"):
            line = document.line_matching(r"(?:^ {0,3}\[\^|\^\[).*\^\[")
            hint = "Write what it says into the note that calls it."
            problems.add(document.path, line, "M008", "a note stands in a note", hint)
            for call in item.xpath(".//a[@role='doc-noteref']"):
                replace(call)
        number = len(notes) + 1
        notes.append(Note(number, f"{document_id}-n{number}", f"{document_id}-c{number}", tuple(item)))
    if section is not None:
        replace(section)
    calls = tree.xpath(".//a[@role='doc-noteref']")
    if [call.get("href") for call in calls] != [f"#fn{note.number}" for note in notes]:
        line = document.line_of("doc-noteref") or document.line_of("footnotes")
        hint = "Write notes in Markdown: a call[^name] in the text, and below it [^name]: Text."
        code = "M004" if problems.strict else "M022"
        problems.add(document.path, line, code, "calls and notes do not match: some are written in HTML", hint)
        for call in calls:
            replace(call)
        return tuple(notes)
    for number, call in enumerate(calls, start=1):
        link = make(
            "a",
            str(number),
            id=f"{document_id}-c{number}",
            href=f"#{document_id}-n{number}",
            klass="noteref",
            role="doc-noteref",
        )
        replace(call, make("sup", link, klass="call"))
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
