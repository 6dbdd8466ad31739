"""What stands in Word's files beside plain text: nodes, drawings, fields, notes that nothing calls."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from press.commands.importing.source import ImportRefusedError, Source

Node = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V, _A = "{urn:schemas-microsoft-com:vml}", "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: What is drawn by its program alone, by the last part of its address.
_DRAWN = {"chart": "a chart", "chartex": "a chart", "diagram": "a diagram (SmartArt)"}
_FIELDS = {"XE": "an entry of the index", "EQ": "a formula written as a field", "TC": "an entry of the contents"}


def text_of(paragraph: Node) -> str:
    """What a reader reads of a paragraph; not what another paragraph within it has."""
    parts = []
    for node in paragraph.iter():
        if node.tag == f"{W}t" and next(node.iterancestors(f"{W}p")) is paragraph:
            parts.append(node.text or "")
        elif node.tag in (f"{W}tab", f"{W}br", f"{W}cr", f"{W}footnoteReference", f"{W}endnoteReference"):
            parts.append(" ")
    return "".join(parts)


def replace(node: Node, children: list[Node]) -> None:
    """Put ``children`` in the place of a node."""
    parent = node.getparent()
    if parent is None:
        return
    at = parent.index(node)
    parent.remove(node)
    for number, child in enumerate(children):
        parent.insert(at + number, child)


def check_whole(root: Node) -> None:
    """Raise :class:`ImportRefusedError` where a part of the text is in a file of its own, which pandoc does not read."""
    if root.find(f".//{W}altChunk") is not None or root.find(f".//{W}subDoc") is not None:
        hint = "Open it in Word or LibreOffice, save it as a new .docx, and import that."
        raise ImportRefusedError("includes another file that is not read", hint)


def take_out_orphans(root: Node, trees: Collection[Node], source: Source) -> None:
    """Take out the notes that nothing calls, such as those whose call was deleted as a tracked change."""
    for kind in ("footnote", "endnote"):
        notes = [note for note in root.iter(f"{W}{kind}") if note.get(f"{W}type", "normal") == "normal"]
        calls = {call.get(f"{W}id") for tree in trees for call in tree.iter(f"{W}{kind}Reference")} if notes else ()
        for note in notes:
            if note.get(f"{W}id") not in calls:
                text = " ".join(text_of(paragraph).strip() for paragraph in note.iter(f"{W}p")).strip()
                replace(note, [])
                if text:
                    source.remark("notes", text, "nothing calls this note: it is left out")


def note_drawings(root: Node, source: Source) -> None:
    """Let the words of WordArt stand in the line, and note the drawings that have no picture to show."""
    for art in list(root.iter(f"{_V}textpath")):
        run = next(art.iterancestors(f"{W}r"), None)
        if run is not None and (words := art.get("string", "").strip()):
            text = etree.SubElement(run, f"{W}t")
            text.text = words
            source.remark("form not kept", words, "WordArt; its words stand in the line")
    for picture in list(root.iter(f"{_A}blip", f"{_V}imagedata")):
        if picture.get(f"{_R}link") and not picture.get(f"{_R}embed"):
            shape = next(picture.iterancestors(f"{W}drawing", f"{W}pict"), picture)
            paragraph = next(shape.iterancestors(f"{W}p"), shape)
            shown = next((each.get("descr", "") for each in shape.iter() if each.get("descr")), "")
            words = "a picture that is linked, not in the file: put it into images/"
            source.remark("pictures left out", text_of(paragraph), f"{words} (it shows: {shown})" if shown else words)
            replace(shape, [])
    for data in root.iter(f"{_A}graphicData"):
        kind = data.get("uri", "").rstrip("/").rpartition("/")[2]
        if kind in _DRAWN:
            paragraph = next(data.iterancestors(f"{W}p"), data)
            source.remark("pictures left out", text_of(paragraph), f"{_DRAWN[kind]}: save it as a picture in Word")


def note_fields(root: Node, source: Source) -> None:
    """Note the fields whose meaning is in their instructions, which are no text, and text set in columns."""
    for field in root.iter(f"{W}instrText"):
        words = (field.text or "").split()
        if words and words[0].upper() in _FIELDS:
            paragraph = next(field.iterancestors(f"{W}p"), field)
            source.remark("form not kept", text_of(paragraph), f"{_FIELDS[words[0].upper()]}: {' '.join(words[1:])}")
    for columns in root.iter(f"{W}cols"):
        if columns.get(f"{W}num", "1") not in ("0", "1"):
            place = " ".join(text_of(paragraph) for paragraph in columns.iterancestors(f"{W}p"))
            source.remark("form not kept", place, "set in columns, up to this paragraph")
