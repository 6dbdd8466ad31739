"""What a PDF says: its metadata, the labels and the count of its pages, its structure, its credits page."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pypdfium2
from lxml import etree

from press.checks.agreement import normal
from press.checks.agreement.fact import Facts, folded, name_key
from press.checks.agreement.fields import PRINT_FOLDERS
from press.checks.agreement.places import text, texts
from press.core.messages import Message

_ISBN = re.compile(r"ISBN[^:]{0,60}:\s*([\d-]{13,17})")
_TDM = "{http://www.w3.org/ns/tdmrep/}"
_UA = "{http://www.aiim.org/pdfua/ns/id/}"
#: The features that the structure of a PDF shows.
SHOWN = frozenset({"tableOfContents", "readingOrder", "structuralNavigation", "taggedPDF"})


def screen(data: bytes, file: str) -> Facts:
    """What the screen PDF says of the book and of itself."""
    stated = Facts()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _information(pdf, stated)
        _metadata(pdf, stated)
        _structure(pdf, stated)
        stated.add("numbered", _numbered(pdf), Message("pages with a number"), "print")
        stated.add("protection", "" if pdf.is_encrypted else "none", "Encrypt", "pdf")
        for address in _addresses(pdf):
            if "creativecommons.org" in address:
                stated.add("licence", normal.licence(address), Message("link on the copyright page"))
    _credits(data, stated)
    return stated


def interior(data: bytes, file: str) -> Facts:
    """What a print interior says; a printer's own has neither labels nor metadata, and may end with blanks."""
    stated = Facts()
    of = PRINT_FOLDERS.get(file.partition("/")[0], "print")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _information(pdf, stated)
        stated.add("language", normal.language(pdf.Root.get("/Lang", "")), "Lang")
        count = len(pdf.pages)
        stated.add("numbered", count - _blanks_at_the_end(pdf), Message("pages with text"), of)
        styles = _page_labels(pdf)
        stated.add("front", styles.count("/r") if styles else None, "PageLabels", of)
        stated.add("text", styles.count("/D") or None, "PageLabels", of)
        stated.add("sheets", count, Message("pages"), file.removesuffix("-interior.pdf"))
    _credits(data, stated)
    return stated


def _information(pdf: pikepdf.Pdf, stated: Facts) -> None:
    stated.whole_title(str(pdf.docinfo.get("/Title", "")), "Info: Title")
    stated.add("author line", name_key(str(pdf.docinfo.get("/Author", ""))), "Info: Author")


def _metadata(pdf: pikepdf.Pdf, stated: Facts) -> None:
    if "/Metadata" not in pdf.Root:
        return
    root = etree.fromstring(pdf.Root.Metadata.read_bytes())
    stated.whole_title(text(root, ".//{*}title//{*}li"), "XMP: dc:title")
    stated.people([("aut", name) for name in texts(root, ".//{*}creator//{*}li")], "XMP: dc:creator")
    stated.add("doi", normal.doi(text(root, ".//{*}identifier")), "XMP: dc:identifier")
    stated.add("rights", text(root, ".//{*}rights//{*}li"), "XMP: dc:rights")
    stated.add("rights", text(root, ".//{*}UsageTerms//{*}li"), "XMP: xmpRights:UsageTerms")
    stated.add("licence", normal.licence(text(root, ".//{*}WebStatement")), "XMP: xmpRights:WebStatement")
    stated.add("licence", normal.licence(text(root, ".//{http://creativecommons.org/ns#}license")), "XMP: cc:license")
    stated.add("mining", text(root, f".//{_TDM}reservation"), "XMP: tdm:reservation")
    stated.add("mining policy", text(root, f".//{_TDM}policy"), "XMP: tdm:policy")
    part = text(root, f".//{_UA}part") or next((e.get(f"{_UA}part") for e in root.iter() if e.get(f"{_UA}part")), "")
    stated.add("conformance", f"PDF/UA-{part}" if part else "", "XMP: pdfuaid:part", "pdf")


def _structure(pdf: pikepdf.Pdf, stated: Facts) -> None:
    stated.add("language", normal.language(pdf.Root.get("/Lang", "")), "Lang")
    tagged = "/StructTreeRoot" in pdf.Root and "/MarkInfo" in pdf.Root and bool(pdf.Root.MarkInfo.get("/Marked"))
    shown = {"readingOrder", "structuralNavigation", "taggedPDF"} if tagged else set()
    shown |= {"tableOfContents"} if "/Outlines" in pdf.Root else set()
    stated.add("shown features", frozenset(shown), "Outlines, StructTreeRoot, MarkInfo", "pdf")


def _page_labels(pdf: pikepdf.Pdf) -> list[str]:
    """The style of numbering of each page (ISO 32000-1, 12.4.2): /r roman, /D arabic; empty for other labels."""
    if "/PageLabels" not in pdf.Root:
        return []
    ranges = {int(first): str(label.get("/S", "")) for first, label in pikepdf.NumberTree(pdf.Root.PageLabels).items()}
    styles, style = [], ""
    for number in range(len(pdf.pages)):
        style = ranges.get(number, style)
        styles.append(style)
    return styles


def _numbered(pdf: pikepdf.Pdf) -> int:
    """How many pages have a number without words before it, as the cover has."""
    if "/PageLabels" not in pdf.Root:
        return 0
    ranges = {
        int(first): "/S" in label and "/P" not in label
        for first, label in pikepdf.NumberTree(pdf.Root.PageLabels).items()
    }
    counted, numbered = 0, False
    for number in range(len(pdf.pages)):
        numbered = ranges.get(number, numbered)
        counted += numbered
    return counted


def _blanks_at_the_end(pdf: pikepdf.Pdf) -> int:
    blanks = 0
    for page in reversed(pdf.pages):
        if _content(page).strip():
            break
        blanks += 1
    return blanks


def _content(page: Any) -> bytes:
    contents = page.obj.get("/Contents")
    if contents is None:
        return b""
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(stream.read_bytes() for stream in streams)


def _addresses(pdf: pikepdf.Pdf) -> list[str]:
    """Where the links lead, on the pages before the text."""
    front = [page for page, style in zip(pdf.pages, _page_labels(pdf), strict=False) if style == "/r"]
    notes = [note for page in front for note in page.get("/Annots", [])]
    return [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]


def _credits(data: bytes, stated: Facts) -> None:
    """The ISBNs that the book prints, before its text, on one page or on some that follow one another: an entry of the
    bibliography may have one too.
    """
    found: set[str] = set()
    first = 0
    with pypdfium2.PdfDocument(data) as pdf:
        for number in range(min(len(pdf), 20)):
            words = pdf[number].get_textpage().get_text_range().replace("\r\n", "\n")
            here = {normal.isbn(folded(isbn)) for isbn in _ISBN.findall(words)}
            if found and not here:
                break
            first = first or (number + 1 if here else 0)
            found |= here
    stated.add("isbns", frozenset(found), Message("page {}", first))
