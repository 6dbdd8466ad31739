"""What a finished EPUB, PDF or page must not hold: anything active, anything foreign. Nothing here is the program's own."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
from lxml import etree, html

from tests.torture.case import CANARY

_ACTIVE = set(
    "script iframe frame object embed applet form input button select textarea base portal foreignobject animate "
    "animatetransform animatemotion set handler listener video audio source track".split()
)
_ADDRESSES = {
    "href",
    "src",
    "srcset",
    "data",
    "action",
    "formaction",
    "poster",
    "background",
    "ping",
    "cite",
    "longdesc",
    "base",
}
_FOREIGN = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|//|/)|\.\./\.\./", re.I)
_XHTML, _SVG = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"
_LINK = re.compile(r"^(?:https?://|mailto:|tel:)", re.I)
_STYLE = re.compile(r"url\s*\(\s*['\"]?\s*(?:[a-z][a-z0-9+.-]*:|/)|@import|expression\s*\(|\\75|\\u", re.I)


def release(folder: Path) -> list[str]:
    """What is wrong with the files of a release."""
    found: list[str] = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if CANARY.encode() in path.read_bytes():
            found.append(f"{name}: text of a file outside the book")
        if path.suffix == ".epub":
            found += [f"{name}/{fault}" for fault in epub(path)]
        elif path.suffix == ".pdf":
            found += [f"{name}: {fault}" for fault in pdf(path)]
        elif path.suffix == ".html":
            found += [f"{name}: {fault}" for fault in page(path)]
    return found


def epub(path: Path) -> Iterator[str]:
    """Active or foreign things in the files of an EPUB."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if CANARY.encode() in data:
                yield f"{name}: text of a file outside the book"
            if name.endswith((".xhtml", ".html", ".svg", ".opf", ".ncx", ".xml")):
                yield from (f"{name}: {fault}" for fault in _document(etree.fromstring(data).getroottree(), data))
            elif name.endswith(".css") and (match := _STYLE.search(data.decode())):
                yield f"{name}: {match[0]}"


def _document(tree: etree._ElementTree, data: bytes) -> Iterator[str]:
    if tree.docinfo.system_url or b"<!ENTITY" in data:
        yield f"a document type: {tree.docinfo.doctype}"
    for node in tree.xpath("//processing-instruction() | /processing-instruction()"):
        yield f"a processing instruction: {node.target}"
    for node in tree.xpath("//comment() | /comment()"):
        yield f"a comment: {str(node.text)[:60]}"
    for element in tree.iter(etree.Element):
        yield from _element(element)


def _element(element: etree._Element) -> Iterator[str]:
    tag = etree.QName(element).localname.lower()
    if tag in _ACTIVE and etree.QName(element).namespace in (None, _XHTML, _SVG):
        yield f"<{tag}>"
    if tag == "meta" and element.get("http-equiv"):
        yield f"<meta http-equiv={element.get('http-equiv')}>"
    if tag == "style" and (match := _STYLE.search("".join(element.itertext()))):
        yield f"<style>: {match[0]}"
    for key, value in element.attrib.items():
        name = etree.QName(key).localname.lower()
        if name.startswith("on"):
            yield f"<{tag} {name}>"
        elif (
            name in _ADDRESSES
            and _FOREIGN.search(value)
            and not (tag in ("a", "link") and name == "href" and _LINK.match(value))
        ) or (_STYLE.search(value) and name != "alt"):
            yield f"<{tag} {name}={value[:60]}>"


def pdf(path: Path) -> Iterator[str]:
    """Actions and files in a PDF, and text from outside the book."""
    with pikepdf.open(path) as document:
        for thing in document.objects:
            if not isinstance(thing, pikepdf.Dictionary):
                continue
            kind = str(thing.get("/S", ""))
            if kind in ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition"):
                yield f"an action {kind}"
            if "/EF" in thing:
                yield "an embedded file"
            if kind == "/URI" and not _LINK.match(str(thing.get("/URI", ""))):
                yield f"a link to {thing.get('/URI')}"
    with pypdfium2.PdfDocument(path) as document:
        if any(CANARY in page.get_textpage().get_text_range() for page in document):
            yield "text of a file outside the book"


def page(path: Path) -> Iterator[str]:
    """Scripts and foreign things in a page of the release: data of schema.org is the only <script>."""
    tree = html.parse(str(path), html.HTMLParser(encoding="utf-8"))
    for element in tree.iter(etree.Element):
        tag = str(element.tag).lower()
        if tag == "script" and element.get("type") == "application/ld+json":
            continue
        faults = list(_element(element))
        if tag == "meta" and str(element.get("http-equiv", "")).lower() == "content-security-policy":
            faults = []
        yield from (
            fault
            for fault in faults
            if not re.match(r"<(?:img|link|a) \w+=(?:data:|https?:)|<style>: url\(\W*data:", fault)
        )


def words(folder: Path) -> str:
    """The text of the EPUBs and pages of a release, white space folded."""
    texts = []
    for path in sorted(folder.rglob("*.epub")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".xhtml", ".opf")):
                    texts.append(" ".join("".join(etree.fromstring(archive.read(name)).itertext()).split()))
    if not texts:
        for path in sorted(folder.rglob("*.pdf")):
            with pypdfium2.PdfDocument(path) as document:
                texts += [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    return "\n".join(texts)
