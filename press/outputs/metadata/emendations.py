"""The record of emendations for other scholars: JSON, and TEI P5 (``choice``/``sic``/``corr``).

https://tei-c.org/release/doc/tei-p5-doc/en/html/CO.html#COEDCOR
"""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from press.compose.emendation_register import NumberedEmendation, numbered_emendations
from press.input.metadata import Metadata
from press.input.received_text import Fragment, ReceivedText, apply

_TEI = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
#: Who answers for the corrections: the editors named in the TEI header.
_RESPONSIBLE = "#editores"


def emendations_json(source: ReceivedText, metadata: Metadata) -> bytes:
    """Every fragment as received and as emended, and every emendation with its offsets in the received text."""
    entries = numbered_emendations(source)
    fragments = [
        {
            "number": fragment.number,
            "received": fragment.received,
            "emended": fragment.emended,
            "suppressed": fragment.suppressed,
            "emendations": [_as_dict(entry) for entry in entries if entry.emendation.fragment == fragment.number],
        }
        for fragment in source.fragments
    ]
    whole = {
        "title": metadata.title,
        "identifier": metadata.identifier,
        "version": metadata.version,
        "fragments": fragments,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _as_dict(entry: NumberedEmendation) -> dict[str, Any]:
    change = entry.emendation
    told: dict[str, Any] = {"number": entry.number, "kind": change.kind, "reads": change.reads}
    if change.kind == "relocation":
        told["moved_to"] = change.moved_to
    else:
        told["corrected"] = change.corrected
    span = {"start": change.start, "end": change.end}
    return {**told, **span, "reason": change.reason, "reference": change.reference}


def emendations_tei(source: ReceivedText, metadata: Metadata) -> bytes:
    """The received text as TEI: one ``ab`` for each fragment, one ``choice`` for each correction.

    A relocation changes no word: it is a ``note`` of type relocation.
    """
    root = etree.Element(f"{{{_TEI}}}TEI", nsmap={None: _TEI})
    root.set(f"{_XML}lang", metadata.language)
    _header(root, metadata)
    body = _sub(_sub(root, "text"), "body")
    entries = numbered_emendations(source)
    for fragment in source.fragments:
        own = [entry for entry in entries if entry.emendation.fragment == fragment.number]
        _fragment(_sub(body, "ab", n=str(fragment.number), type="fragment"), fragment, own)
    etree.indent(root[0])  # the header alone: in the text white space counts
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8")) + b"\n"


def _header(root: Any, metadata: Metadata) -> None:
    description = _sub(_sub(root, "teiHeader"), "fileDesc")
    titles = _sub(description, "titleStmt")
    _sub(titles, "title", words=metadata.whole_title)
    for name in metadata.names("aut"):
        _sub(titles, "author", words=name)
    editor = _sub(titles, "editor", words="Los editores de esta edición")
    editor.set(f"{_XML}id", _RESPONSIBLE[1:])
    publication = _sub(description, "publicationStmt")
    _sub(publication, "p", words=metadata.rights.statement if metadata.rights else metadata.title)
    _sub(publication, "idno", words=metadata.identifier)
    _sub(_sub(description, "sourceDesc"), "p", words=f"Texto recibido: {metadata.source or metadata.title}")


def _fragment(block: Any, fragment: Fragment, entries: list[NumberedEmendation]) -> None:
    received = fragment.received
    _, segments = apply(fragment)
    by_span = {(e.emendation.start, e.emendation.end): e for e in entries if e.emendation.kind != "relocation"}
    for segment in segments:
        words = received[segment.received[0] : segment.received[1]]
        if segment.changed:
            _choice(block, by_span[segment.received], words)
        elif len(block):
            block[-1].tail = words
        else:
            block.text = words
    for entry in entries:
        if entry.emendation.kind == "relocation":
            note = _sub(
                block, "note", words=entry.emendation.reason, type="relocation", n=entry.number, resp=_RESPONSIBLE
            )
            note.set("target", entry.emendation.moved_to)


def _choice(block: Any, entry: NumberedEmendation, words: str) -> None:
    change = entry.emendation
    choice = _sub(block, "choice", n=entry.number)
    _sub(choice, "sic", words=words)
    corrected = _sub(choice, "corr", words=change.corrected, type=change.kind, resp=_RESPONSIBLE)
    corrected.set("reason", change.reason)
    corrected.set("source", change.reference)


def _sub(parent: Any, name: str, words: str = "", **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{_TEI}}}{name}", attributes)
    element.text = words or None
    return element
