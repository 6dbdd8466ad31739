"""The format of LibreOffice, before pandoc reads it: tracked changes accepted, comments and contents taken out."""

from __future__ import annotations

from lxml import etree

from press.commands.importing.archive import Archive
from press.commands.importing.source import Source
from press.commands.importing.word import RUBY
from press.commands.importing.words import words_in

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SPACES = (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break", f"{_TEXT}note")
#: What LibreOffice makes itself, each with the name that the report has for it.
_LISTS = {
    "table-of-content": "the table of contents",
    "alphabetical-index": "the index",
    "illustration-index": "the list of illustrations",
    "table-index": "the list of tables",
    "object-index": "the list of objects",
    "user-index": "the index",
}
#: Drawings that may hold words.
_NAMES_OF_SHAPES = (
    "custom-shape rect circle ellipse line polyline polygon regular-polygon path connector caption".split()
)
_SHAPES = tuple(f"{_DRAW}{name}" for name in _NAMES_OF_SHAPES)
#: What pandoc reads in a paragraph; all else that has words there is a field.
_READ = frozenset(
    "p h span a s tab line-break soft-page-break note note-citation note-body bookmark bookmark-start bookmark-end "
    "bookmark-ref reference-mark reference-mark-start reference-mark-end reference-ref note-ref sequence sequence-ref "
    "list list-item list-header change change-start change-end alphabetical-index-mark hidden-text hidden-paragraph "
    "section user-index-mark toc-mark".split()
)


def prepare(archive: Archive, source: Source) -> tuple[bytes, list[str], dict[str, str]]:
    """An odt that pandoc reads whole, the words that it has to give, and the descriptions of its pictures by address.

    What is taken out is noted in ``source``.
    """
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
    for name, words in _LISTS.items():
        for made in list(root.iter(f"{_TEXT}{name}")):
            _remove(made)
            source.remark(
                "left out", words, "the edition makes one of its own, or none: its pages were the manuscript's"
            )
    _plain_blocks(root, source)
    described = _descriptions(root)
    for box in list(root.iter(f"{_DRAW}text-box", *_SHAPES)):
        _take_out(box, source)
    _fields(root, source)
    expected = [word for p in root.iter(f"{_TEXT}p", f"{_TEXT}h") for word in words_in(_text(p))]
    changed = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return archive.for_pandoc({"content.xml": changed}), expected, described


def _name_object(drawn: etree._Element, archive: Archive, source: Source) -> None:
    """Name an embedded object as pandoc looks for it: without a slash at the end, with which it loses a formula."""
    folder = drawn.get(_HREF, "").rstrip("/")
    drawn.set(_HREF, folder)
    content = f"{folder.removeprefix('./')}/content.xml"
    if content not in archive or etree.QName(archive.tree(content)).localname != "math":
        paragraph = next(drawn.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), None)
        place = _text(paragraph).strip() if paragraph is not None else ""
        source.remark("pictures left out", place, "an embedded object (a chart, a spreadsheet): export it as a picture")


def _descriptions(root: etree._Element) -> dict[str, str]:
    """The descriptions of the pictures, or else their titles, by address; they are taken out: pandoc makes names of titles."""
    found: dict[str, str] = {}
    for frame in root.iter(f"{_DRAW}frame"):
        image = frame.find(f"{_DRAW}image")
        for said in [*frame.iterfind(f"{_SVG}desc"), *frame.iterfind(f"{_SVG}title")]:
            words = " ".join((said.text or "").split())
            if image is not None and words:
                found.setdefault(image.get(_HREF, ""), words)
            frame.remove(said)
    return found


def _take_out(box: etree._Element, source: Source) -> None:
    """Put the paragraphs of a text box, or of a shape, after the paragraph that holds it, or in its own place.

    A box with a picture is its frame, and stays.
    """
    holder = next(box.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), None)
    if next(box.iter(f"{_DRAW}image"), None) is not None or (holder is None and box.tag not in _SHAPES):
        return
    blocks = [block for block in box if box.tag not in _SHAPES or block.tag in (f"{_TEXT}p", f"{_TEXT}list")]
    for block in reversed(blocks):
        box.remove(block)
        block.tail = None
        (holder if holder is not None else box).addnext(block)
    _remove(box)
    if text := " ".join(_text(block) for block in blocks).strip():
        kind = "a shape" if box.tag in _SHAPES else "a text box"
        source.remark("form not kept", text, f"{kind}; it stands after the paragraph that held it")


def _plain_blocks(root: etree._Element, source: Source) -> None:
    """Let the paragraphs stand alone that pandoc overlooks in a bibliography, a numbered paragraph and a table in a table."""
    for node in list(root.iter(f"{_TEXT}bibliography", f"{_TEXT}numbered-paragraph")):
        _stand_alone(node)
    for table in reversed(list(root.iter(f"{_TABLE}table"))):
        if next(table.iterancestors(f"{_TABLE}table-cell"), None) is not None:
            text = " ".join(_text(p).strip() for p in table.iter(f"{_TEXT}p"))
            source.remark("form not kept", text, "a table in a table; its paragraphs stand in the cell")
            _stand_alone(table)


def _stand_alone(node: etree._Element) -> None:
    """Put the paragraphs of a node in its place."""
    inner = node.iter(f"{_TEXT}p", f"{_TEXT}h")
    for paragraph in reversed([p for p in inner if next(p.iterancestors(f"{_TEXT}p"), None) is None]):
        paragraph.tail = None
        node.addnext(paragraph)
    _remove(node)


def _fields(root: etree._Element, source: Source) -> None:
    """Let fields and furigana be text, which pandoc overlooks in them, and note the entries of an index."""
    for mark in root.iter(f"{_TEXT}alphabetical-index-mark"):
        paragraph = next(mark.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), mark)
        said = f"an entry of the index: {mark.get(f'{_TEXT}string-value', '')}"
        source.remark("form not kept", _text(paragraph), said)
    for ruby in root.iter(f"{_TEXT}ruby"):
        parts = (ruby.iterfind(f"{_TEXT}{name}") for name in ("ruby-base", "ruby-text"))
        base, reading = ("".join(text for part in found for text in part.itertext()) for found in parts)
        tail = ruby.tail
        ruby.clear()
        ruby.tag, ruby.text, ruby.tail = f"{_TEXT}span", f"{RUBY[0]}{base}{RUBY[1]}{reading}{RUBY[2]}", tail
    for node in list(root.iter(f"{_TEXT}*")):
        name = etree.QName(node).localname
        if name not in _READ and next(node.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), None) is not None:
            node.tag = f"{_TEXT}span"


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
