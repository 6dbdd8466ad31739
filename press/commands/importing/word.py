"""Word's format, before pandoc reads it: tracked changes accepted, text boxes, fields and furigana where it finds them.

pandoc leaves out what stands in VML text boxes, in simple fields and in furigana, and changes without an identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from press.commands.importing.archive import Archive
from press.commands.importing.source import Source
from press.commands.importing.word_xml import (
    Node,
    W,
    check_whole,
    note_drawings,
    note_fields,
    replace,
    take_out_orphans,
    text_of,
)
from press.commands.importing.words import words_in

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: The files with text of the book.
TEXTS = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")
#: Private characters that carry furigana through pandoc: begin, between, end.
RUBY = "\ue0f0\ue0f1\ue0f2"
_CONTENTS = ("toc ", "toc", "table of figures")


def prepare(archive: Archive, source: Source) -> tuple[bytes, list[str]]:
    """A docx that pandoc reads whole, and the words that it has to give; what is changed is noted in ``source``."""
    changed, words, trees = {}, list[str](), dict[str, Node]()
    styles = _style_names(archive)
    for name in archive.names:
        if TEXTS.fullmatch(name):
            root = archive.tree(name)
            check_whole(root)
            _Preparation(source, styles).run(root)
            trees[name] = root
    for name, root in trees.items():
        take_out_orphans(root, trees.values(), source)
        words += [word for paragraph in root.iter(f"{W}p") for word in words_in(text_of(paragraph))]
        changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    for name in archive.names:
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            text = " ".join(text_of(paragraph).strip() for paragraph in archive.tree(name).iter(f"{W}p")).strip()
            if text:
                source.remark("left out", text, "a running head or foot: the edition makes its own")
    return archive.for_pandoc(changed), words


def language(archive: Archive) -> str:
    """The language that the styles of the document have by default; empty where they have none."""
    if "word/styles.xml" not in archive:
        return ""
    styles, named = archive.tree("word/styles.xml"), f"{W}rPr/{W}lang"
    found = styles.find(f"{W}style[@{W}type='paragraph'][@{W}default='1']/{named}")
    if found is None:
        found = styles.find(f"{W}docDefaults/{W}rPrDefault/{named}")
    return str(found.get(f"{W}val", "")) if found is not None else ""


def _style_names(archive: Archive) -> dict[str, str]:
    """The name of each style by its identifier, in small letters."""
    if "word/styles.xml" not in archive:
        return {}
    styles = archive.tree("word/styles.xml").iter(f"{W}style")
    names = ((style.get(f"{W}styleId", ""), style.find(f"{W}name")) for style in styles)
    return {key: name.get(f"{W}val", "").lower() for key, name in names if name is not None}


class _Preparation:
    def __init__(self, source: Source, styles: dict[str, str]):
        self.source, self.styles = source, styles

    def run(self, root: Node) -> None:
        """Change a tree in place."""
        for alternate in list(root.iter(f"{_MC}AlternateContent")):
            chosen = alternate.find(f"{_MC}Choice")
            if chosen is None or not len(chosen):
                chosen = alternate.find(f"{_MC}Fallback")
            replace(alternate, list(chosen) if chosen is not None else [])
        self._contents(root)
        self._changes(root)
        for tag in ("smartTag", "customXml", "fldSimple", "bdo", "dir"):
            for node in list(root.iter(f"{W}{tag}")):
                replace(node, [child for child in node if not str(child.tag).endswith("Pr")])
        for node in list(root.iter(f"{W}sdt")):
            content = node.find(f"{W}sdtContent")
            replace(node, list(content) if content is not None else [])
        for tab in root.iter(f"{W}ptab"):
            tab.tag = f"{W}tab"
        self._ruby(root)
        note_drawings(root, self.source)
        note_fields(root, self.source)
        self._boxes(root)
        for paragraph in root.iter(f"{W}p"):
            self._lost_form(paragraph)

    def _contents(self, root: Node) -> None:
        """Take out Word's own table of contents: the edition makes one, with its own pages."""
        left_out = False
        for gallery in list(root.iter(f"{W}docPartGallery")):
            block = next(gallery.iterancestors(f"{W}sdt"), None)
            if "table of contents" in gallery.get(f"{W}val", "").lower() and block is not None:
                replace(block, [])
                left_out = True
        for paragraph in list(root.iter(f"{W}p")):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            name = self.styles.get(style.get(f"{W}val", ""), "") if style is not None else ""
            if name.startswith(_CONTENTS) and name != "toc heading" and paragraph.find(f".//{W}sectPr") is None:
                replace(paragraph, [])
                left_out = True
        if left_out:
            self.source.remark("left out", "the table of contents", "the edition makes one of its own")

    def _changes(self, root: Node) -> None:
        """Accept the tracked changes, and list them."""
        for tag, word in (
            ("del", "deleted"),
            ("moveFrom", "moved away"),
            ("ins", "inserted"),
            ("moveTo", "moved here"),
        ):
            for node in list(root.iter(f"{W}{tag}")):
                parent = node.getparent()
                if parent is None or parent.tag == f"{W}rPr" or parent.tag == f"{W}trPr":
                    continue
                text = "".join(t.text or "" for t in node.iter(f"{W}t", f"{W}delText")).strip()
                if text:
                    paragraph = next(node.iterancestors(f"{W}p"), node)
                    who = node.get(f"{W}author", "")
                    self.source.remark(
                        "tracked changes", text_of(paragraph), f"{word}{f' by {who}' if who else ''}: {text}"
                    )
                replace(node, [] if word in ("deleted", "moved away") else list(node))
        for mark in list(root.iter(f"{W}del", f"{W}moveFrom", f"{W}ins", f"{W}moveTo")):
            self._mark(mark)

    def _mark(self, mark: Node) -> None:
        """A change of a paragraph's end or of a table's row, marked in its properties."""
        parent, removed = mark.getparent(), mark.tag in (f"{W}del", f"{W}moveFrom")
        if parent is None:
            return
        parent.remove(mark)
        owner = next(parent.iterancestors(f"{W}tr" if parent.tag == f"{W}trPr" else f"{W}p"), None)
        if owner is None or not removed or owner.getparent() is None:
            return
        if owner.tag == f"{W}tr":
            replace(owner, [])
            return
        following = owner.getnext()
        if following is not None and following.tag == f"{W}p":  # its end is deleted: the next one goes on
            at = 1 if following.find(f"{W}pPr") is not None else 0
            for number, child in enumerate([child for child in owner if child.tag != f"{W}pPr"]):
                following.insert(at + number, child)
            replace(owner, [])

    def _ruby(self, root: Node) -> None:
        for ruby in list(root.iter(f"{W}ruby")):
            base = "".join(t.text or "" for t in ruby.iterfind(f"{W}rubyBase//{W}t"))
            reading = "".join(t.text or "" for t in ruby.iterfind(f"{W}rt//{W}t"))
            text = etree.Element(f"{W}t")
            text.text = f"{RUBY[0]}{base}{RUBY[1]}{reading}{RUBY[2]}"
            holder = ruby.getparent()
            if holder is not None and holder.tag != f"{W}r":
                run = etree.Element(f"{W}r")
                run.append(text)
                text = run
            replace(ruby, [text])

    def _boxes(self, root: Node) -> None:
        """Put the paragraphs of a text box after the paragraph that holds it."""
        for box in list(root.iter(f"{W}txbxContent")):
            holder = next((node for node in box.iterancestors(f"{W}p")), None)
            blocks = list(box)
            replace(box, [])
            if holder is None:
                continue
            for block in reversed(blocks):
                holder.addnext(block)
            if text := " ".join(text_of(block) for block in blocks if block.tag == f"{W}p").strip():
                self.source.remark("form not kept", text, "a text box; it stands after the paragraph that held it")
        for shape in list(root.iter(f"{W}drawing", f"{W}pict")):
            if not any(node.get(f"{_R}embed") or node.get(f"{_R}id") or node.get(f"{_R}link") for node in shape.iter()):
                replace(shape, [])

    def _lost_form(self, paragraph: Node) -> None:
        """Note what Markdown has no sign for: alignment, colour, size; and what is hidden."""
        text = text_of(paragraph)
        if not text.strip():
            return
        lost = list(dict.fromkeys(_lost(paragraph)))
        if lost:
            self.source.remark("form not kept", text, ", ".join(lost))


def _lost(paragraph: Node) -> Iterator[str]:
    alignment = paragraph.find(f"{W}pPr/{W}jc")
    if alignment is not None and alignment.get(f"{W}val") in ("center", "right", "end"):
        yield "centred" if alignment.get(f"{W}val") == "center" else "set to the right"
    for properties in paragraph.iterfind(f".//{W}r/{W}rPr"):
        for tag, words in (
            ("highlight", "highlighted"),
            ("shd", "shaded"),
            ("vanish", "hidden in Word, printed here"),
            ("caps", "capitals by a style"),
            ("dstrike", "struck out twice"),
            ("em", "marks of emphasis over the letters"),
        ):
            mark = properties.find(f"{W}{tag}")
            if mark is not None and mark.get(f"{W}val") not in ("0", "false", "none", "clear", "nil"):
                yield words
        colour = properties.find(f"{W}color")
        if colour is not None and colour.get(f"{W}val", "auto") not in ("auto", "000000"):
            yield "coloured"
