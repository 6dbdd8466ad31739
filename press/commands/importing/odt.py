"""The format of LibreOffice, before pandoc reads it: tracked changes accepted, comments and contents taken out."""

from __future__ import annotations

from lxml import etree

from press.commands.importing.archive import Archive
from press.commands.importing.source import Source
from press.commands.importing.words import words_in

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SPACES = (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break", f"{_TEXT}note")


def prepare(archive: Archive, source: Source) -> tuple[bytes, list[str]]:
    """An odt that pandoc reads whole, and the words that it has to give; what is taken out is noted in ``source``."""
    root = archive.tree("content.xml")
    for block in list(root.iter(f"{_TEXT}tracked-changes")):
        for region in block:
            kind = next((str(child.tag).rpartition("}")[2] for child in region), "changed")
            who = "".join(node.text or "" for node in region.iter(f"{_DC}creator"))
            text = " ".join(filter(None, (_text(p).strip() for p in region.iter(f"{_TEXT}p", f"{_TEXT}h"))))
            done = {"insertion": "inserted", "deletion": "deleted"}.get(kind, "changed")
            source.remark("tracked changes", text, f"{done} by {who}" if who else done)
        _remove(block)
    for note in list(root.iter(f"{_OFFICE}annotation")):
        who = "".join(node.text or "" for node in note.iterfind(f"{_DC}creator"))
        words = " ".join(_text(p).strip() for p in note.iter(f"{_TEXT}p"))
        paragraph = next(note.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), None)
        _remove(note)
        place = _text(paragraph) if paragraph is not None else ""
        source.remark("comments", place, f"{who}: {words}" if who else words)
    for drawn in root.iter(f"{_DRAW}object"):
        _name_object(drawn, archive, source)
    for contents in list(root.iter(f"{_TEXT}table-of-content")):
        _remove(contents)
        source.remark("left out", "the table of contents", "the edition makes one of its own")
    for box in list(root.iter(f"{_DRAW}text-box")):
        _take_out(box, source)
    expected = [word for p in root.iter(f"{_TEXT}p", f"{_TEXT}h") for word in words_in(_text(p))]
    return archive.for_pandoc({"content.xml": etree.tostring(root, xml_declaration=True, encoding="UTF-8")}), expected


def _name_object(drawn: etree._Element, archive: Archive, source: Source) -> None:
    """Name an embedded object as pandoc looks for it: without a slash at the end, with which it loses a formula."""
    folder = drawn.get(_HREF, "").rstrip("/")
    drawn.set(_HREF, folder)
    content = f"{folder.removeprefix('./')}/content.xml"
    if content not in archive or etree.QName(archive.tree(content)).localname != "math":
        paragraph = next(drawn.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), None)
        place = _text(paragraph).strip() if paragraph is not None else ""
        source.remark("pictures left out", place, "an embedded object (a chart, a spreadsheet): export it as a picture")


def _take_out(box: etree._Element, source: Source) -> None:
    """Put the paragraphs of a text box after the one that holds it; a box with a picture is its frame, and stays."""
    holder = next(box.iterancestors(f"{_TEXT}p"), None)
    if holder is None or next(box.iter(f"{_DRAW}image"), None) is not None:
        return
    blocks = list(box)
    _remove(box)
    for block in reversed(blocks):
        block.tail = None
        holder.addnext(block)
    if text := " ".join(_text(block) for block in blocks).strip():
        source.remark("form not kept", text, "a text box; it stands after the paragraph that held it")


def language(archive: Archive) -> str:
    """The language that the paragraphs of the document have by default; empty where they have none."""
    if "styles.xml" not in archive:
        return ""
    path = f".//{_STYLE}default-style[@{_STYLE}family='paragraph']/{_STYLE}text-properties"
    found = archive.tree("styles.xml").find(path)
    parts = [found.get(f"{_FO}{name}", "") for name in ("language", "country")] if found is not None else []
    return "-".join(part for part in parts if part not in ("", "none"))


def _text(paragraph: etree._Element) -> str:
    """The text of a paragraph, without that of those in it."""
    parts = [paragraph.text or ""]
    for child in paragraph:
        if not isinstance(child.tag, str) or child.tag in _SPACES:
            parts.append(" ")
        elif child.tag != f"{_DRAW}frame":
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _remove(node: etree._Element) -> None:
    """Take out a node; the text after it stays."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)
