"""The EPUB as Kobo's readers take it best: every sentence in a span of its own, by which they count, mark and find places.

It stays a valid EPUB. Its form is that of kepubify (https://pgaskin.net/kepubify/), which follows what Kobo itself sends:
the body in ``div#book-columns > div#book-inner``, and in it ``span.koboSpan``, ``kobo.PARAGRAPH.SENTENCE``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree

from press.core.xhtml import Element
from press.outputs.metadata.catalogue import edition_identifier
from press.outputs.release_inputs import ReleaseInputs

_XHTML = "{http://www.w3.org/1999/xhtml}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
#: What ends a sentence, with the marks that close it and the space that follows.
_SENTENCE = re.compile(r".*?[.!?:…][\"'”’»)\]]*(?:\s+|$)|.+", re.S)
#: Elements whose text stays as it is, and those with which another paragraph begins.
_KEPT = frozenset("script style pre audio video rt rp textarea".split())
_PARAGRAPHS = frozenset("p ol ul table".split())
_STYLE = "div#book-inner { margin-top: 0; margin-bottom: 0; }"


def make_files(inputs: ReleaseInputs) -> dict[str, bytes]:
    """The kepub by its path in ``dist/``."""
    from press.outputs.epub import make_epub  # here, for that module is the format epub

    composition = inputs.composition
    metadata = composition.metadata
    data = make_epub(composition, inputs.pages.pagination, inputs.cover, inputs.cache)
    return {f"{metadata.slug}.kepub.epub": as_kepub(data, edition_identifier(metadata, "kepub"))}


def as_kepub(epub: bytes, identifier: str) -> bytes:
    """An EPUB with Kobo's spans and an identifier of its own; byte for byte the same for the same EPUB."""
    changes: dict[str, Callable[[Element], None]] = {
        ".xhtml": add_spans,
        ".opf": lambda package: _identify(package, identifier),
        ".ncx": lambda ncx: _identify_ncx(ncx, identifier),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(epub)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            change = next((change for end, change in changes.items() if info.filename.endswith(end)), None)
            new.writestr(info, _changed(data, change) if change else data)
    return out.getvalue()


def _changed(data: bytes, change: Callable[[Element], None]) -> bytes:
    tree = etree.fromstring(data).getroottree()
    change(tree.getroot())
    return etree.tostring(tree, xml_declaration=True, encoding="utf-8")


def _identify(package: Element, identifier: str) -> None:
    name = package.get("unique-identifier")
    for element in package.iter(f"{_DC}identifier"):
        if element.get("id") == name:
            element.text = identifier


def _identify_ncx(ncx: Element, identifier: str) -> None:
    for element in ncx.iter(f"{_NCX}meta"):
        if element.get("name") == "dtb:uid":
            element.set("content", identifier)


def add_spans(root: Element) -> None:
    """Put Kobo's boxes around the body of a document, and its spans around the sentences and pictures in it."""
    body, head = root.find(f"{_XHTML}body"), root.find(f"{_XHTML}head")
    if body is None or head is None:
        return
    style = etree.SubElement(head, f"{_XHTML}style", {"class": "kobostylehacks"})
    style.text = _STYLE
    for element, what, ids in reversed(_numbered(body)):  # the text after a picture before the picture
        _wrap(element, what, ids)
    for name in ("book-inner", "book-columns"):
        box = etree.Element(f"{_XHTML}div", id=name)
        box.text, body.text = body.text, None
        box.extend(list(body))
        body.append(box)


def _numbered(body: Element) -> list[tuple[Element, str, list[str]]]:
    """What is to be in spans, and their ids: a ``picture``, the ``text`` of an element, or the ``tail`` after it."""
    found: list[tuple[Element, str, list[str]]] = []
    paragraph = sentence = 0
    begun = False  # a paragraph whose first sentence is still to come

    def ids(count: int) -> list[str]:
        nonlocal paragraph, sentence, begun
        if begun:
            paragraph, sentence, begun = paragraph + 1, 0, False
        names = [f"kobo.{paragraph}.{sentence + number + 1}" for number in range(count)]
        sentence += count
        return names

    def visit(element: Element) -> None:
        nonlocal paragraph, sentence, begun
        if not isinstance(element.tag, str) or not element.tag.startswith(_XHTML):
            return
        name = element.tag.removeprefix(_XHTML)
        if name == "img":
            paragraph, sentence, begun = paragraph + 1, 0, False
            found.append((element, "picture", ids(1)))
        if name == "img" or name in _KEPT:
            return
        begun = begun or name in _PARAGRAPHS
        is_paragraph = name == "p"
        if count := len(_sentences(element.text, is_paragraph)):
            found.append((element, "text", ids(count)))
        for child in element:
            visit(child)
            if count := len(_sentences(child.tail, is_paragraph)):
                found.append((child, "tail", ids(count)))

    visit(body)
    return found


def _sentences(text: str | None, in_paragraph: bool) -> list[str]:
    """The sentences of a text; white space alone is one within a paragraph."""
    if not text or not (text.strip() or in_paragraph):
        return []
    return _SENTENCE.findall(text) if text.strip() else [text]


def _wrap(element: Element, what: str, ids: list[str]) -> None:
    if what == "picture":
        span = _span(ids[0], None)
        span.tail, element.tail = element.tail, None
        element.addprevious(span)
        span.append(element)
        return
    text = (element.text if what == "text" else element.tail) or ""
    spans = [_span(name, part) for name, part in zip(ids, _sentences(text, in_paragraph=True), strict=True)]
    if what == "text":
        element.text = None
        for number, span in enumerate(spans):
            element.insert(number, span)
    else:
        element.tail = None
        for span in reversed(spans):
            element.addnext(span)


def _span(name: str, text: str | None) -> Element:
    span: Element = etree.Element(f"{_XHTML}span", {"class": "koboSpan", "id": name})
    span.text = text
    return span
