"""A Standard Ebooks production folder: the documents of ``src/epub/content.opf``, with their endnotes where they are called.

https://standardebooks.org/contribute/a-basic-standard-ebooks-source-folder
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from press.commands.importing import properties
from press.commands.importing.archive import parse_xml
from press.commands.importing.reading import read_html
from press.commands.importing.source import ImportRefusedError, Source
from press.core.book_files import BookFolders, FileRefusedError

_OPF = "{http://www.idpf.org/2007/opf}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_VERSE = {"poem", "verse", "song", "hymn"}
#: The pages that every edition of this program makes itself.
_OWN = ("titlepage", "imprint", "colophon", "uncopyright", "halftitlepage", "toc", "loi")


def read_folder(root: Path, source: Source) -> None:
    """Add the documents to ``source``; :class:`ImportRefusedError` where one is not there or no XHTML."""
    folders = BookFolders(root)
    opf = root / "src" / "epub" / "content.opf"
    package = _parsed(opf, folders)
    metadata = package.find(f"{_OPF}metadata")
    kept = ("title", "author", "language", "description", "subject")
    record: dict[str, Any] = properties.of_elements(metadata, kept) if metadata is not None else {}
    for key, value in record.items():
        source.record.setdefault(key, value)
    items = {item.get("id"): item.get("href", "") for item in package.iterfind(f"{_OPF}manifest/{_OPF}item")}
    found = [items.get(ref.get("idref")) for ref in package.iterfind(f"{_OPF}spine/{_OPF}itemref")]
    trees = {opf.parent / unquote(name): _parsed(opf.parent / unquote(name), folders) for name in found if name}
    notes = {note.get("id", ""): note for tree in trees.values() for note in tree.iter() if _is(note, "endnote")}
    for path, tree in trees.items():
        if path.stem in _OWN:
            source.remark("left out", path.name, "a page of Standard Ebooks: the edition makes its own")
        elif any(_is(node, "endnotes") for node in tree.iter()):
            source.remark("left out", path.name, "the notes stand at the foot of the pages that call them")
        else:
            _add_notes(tree, notes)
            _join_titles(tree)
            _mark_forms(tree)
            read_html(path, etree.tostring(tree), source, root)
    for name in notes:
        source.remark("notes", name, "nothing calls this note: it is left out")


def _parsed(path: Path, folders: BookFolders) -> etree._Element:
    try:
        return parse_xml(folders.read(path), path.name)
    except FileRefusedError as error:
        raise ImportRefusedError(f"names {path.name}, which {error.reason}", error.hint) from error


def _is(node: etree._Element, kind: str) -> bool:
    return kind in node.get(_TYPE, "").split()


def _join_titles(tree: etree._Element) -> None:
    """Put the title of a chapter, a paragraph below its number, into the heading ("I. The Sea"), in place."""
    for group in tree.iter("{*}hgroup"):
        first, *others = list(group)
        for other in others:
            if _is(other, "title"):
                last = first[-1] if len(first) else None
                if last is None:
                    first.text = f"{(first.text or '').rstrip()}. "
                else:
                    last.tail = f"{(last.tail or '').rstrip()}. "
                span = etree.SubElement(first, f"{_XHTML}span")
                span.text = other.text
                span.extend(list(other))
                group.remove(other)


def _mark_forms(tree: etree._Element) -> None:
    """Mark verse as pandoc reads it, in place."""
    for node in list(tree.iter(etree.Element)):
        kinds = {kind.removeprefix("z3998:") for kind in node.get(_TYPE, "").split()}
        name = etree.QName(node).localname
        if kinds & _VERSE and name in ("blockquote", "div"):
            node.tag = f"{_XHTML}div"
            node.set("data-custom-style", "verse")


def _add_notes(tree: etree._Element, notes: dict[str, etree._Element]) -> None:
    """Put the notes that a document calls at its end, as pandoc knows notes; they are taken out of ``notes``."""
    body = tree.find("{*}body")
    if body is None:
        return
    for call in list(tree.iter("{*}a")):
        name = call.get("href", "").rpartition("#")[2]
        if not _is(call, "noteref") or name not in notes:
            continue
        note = deepcopy(notes.pop(name))
        for back in list(note.iter("{*}a")):
            parent = back.getparent()
            if _is(back, "backlink") and parent is not None:
                parent.remove(back)
        call.set("href", f"#{name}")
        aside = etree.SubElement(body, "aside", {"id": name, _TYPE: "footnote"})
        aside.text = note.text
        aside.extend(list(note))
