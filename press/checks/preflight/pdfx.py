"""Our own checks for PDF/X-1a:2001 (ISO 15930-1): no free validator for it exists, so these claim no more than they test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from press.checks.preflight.rule import page as page_name
from press.core.messages import Message

_FILTERS = {"/JPXDecode": "JPEG 2000", "/JBIG2Decode": "JBIG2", "/LZWDecode": "LZW", "/Crypt": Message("encryption")}


def breaches(pdf: pikepdf.Pdf) -> Iterator[Message]:
    """Each breach that we know how to find."""
    yield from _header(pdf)
    yield from _information(pdf.docinfo)
    yield from _intent(pdf.Root)
    for number, page in enumerate(pdf.pages):
        yield from (Message("{}: {}", page_name(number), what) for what in _boxes(page.obj))
        if len(page.obj.get("/Annots", [])) or "/AA" in page.obj:
            yield Message("{}: annotations or actions", page_name(number))
    for item in pdf.objects:
        for part in _whole(item):
            yield from _object(part)


def _whole(item: Any) -> Iterator[Any]:
    """An object with the dictionaries that are written within it; those it refers to come by themselves."""
    if isinstance(item, (pikepdf.Stream, pikepdf.Dictionary)):
        yield item
        children = [value for _, value in item.items()]
    elif isinstance(item, pikepdf.Array):
        children = list(item)
    else:
        return
    for child in children:
        if isinstance(child, (pikepdf.Dictionary, pikepdf.Array)) and not child.is_indirect:
            yield from _whole(child)


def _header(pdf: pikepdf.Pdf) -> Iterator[Message]:
    if pdf.pdf_version > "1.3" or "/Version" in pdf.Root:
        yield Message("PDF {}; X-1a:2001 is based on 1.3", pdf.pdf_version)
    if pdf.is_encrypted:
        yield Message("encryption")
    if "/ID" not in pdf.trailer:
        yield Message("no file identifier (ID)")


def _information(info: Any) -> Iterator[Message]:
    for key in ("/Title", "/CreationDate", "/ModDate", "/Producer"):
        if not str(info.get(key, "")):
            yield Message("the Info dictionary has no {}", key[1:])
    if str(info.get("/Trapped", "")) not in ("/True", "/False"):
        yield Message("Trapped does not say whether the file is trapped")
    claims = {"/GTS_PDFXVersion": "PDF/X-1:2001", "/GTS_PDFXConformance": "PDF/X-1a:2001"}
    yield from (
        Message('{} is not "{}"', key[1:], value) for key, value in claims.items() if str(info.get(key, "")) != value
    )


def _intent(root: Any) -> Iterator[Message]:
    intents = [item for item in root.get("/OutputIntents", []) if item.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1:
        yield Message("there is not exactly one GTS_PDFX OutputIntent")
        return
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield Message("the OutputIntent does not name the printing condition")
    if "/DestOutputProfile" not in intents[0] and str(intents[0].get("/RegistryName", "")) != "http://www.color.org":
        yield Message("the OutputIntent has neither a profile nor a registry")


def _boxes(page: Any) -> Iterator[Message]:
    if "/TrimBox" not in page:
        yield Message("no TrimBox")
        return
    if "/ArtBox" in page:
        yield Message("both a TrimBox and an ArtBox")
    outer = [float(value) for value in page.get("/MediaBox", page["/TrimBox"])]
    for name in ("/BleedBox", "/TrimBox"):
        inner = [float(value) for value in page.get(name, outer)]
        if (
            inner[0] < outer[0] - 0.01
            or inner[1] < outer[1] - 0.01
            or inner[2] > outer[2] + 0.01
            or inner[3] > outer[3] + 0.01
        ):
            yield Message("{} extends beyond the box around it", name[1:])
        outer = inner


def _object(item: Any) -> Iterator[Message]:
    kind, subtype = str(item.get("/Type", "")), str(item.get("/Subtype", ""))
    if isinstance(item, pikepdf.Stream):
        used: Any = item.get("/Filter", [])
        for name in [str(used)] if isinstance(used, pikepdf.Name) else [str(each) for each in used]:
            if name in _FILTERS:
                yield Message("{} compression", _FILTERS[name])
        if kind in ("/ObjStm", "/XRef"):
            yield Message("compressed objects, which are later than PDF 1.3")
        if subtype == "/PS" or "/OPI" in item:
            yield Message("PostScript or OPI")
        if subtype == "/Image" and "/SMask" in item:
            yield Message("image with a soft mask")
    if kind == "/ExtGState" and ("/TR" in item or "/TR2" in item or "/HTP" in item):
        yield Message("transfer functions")
    if kind == "/Action" or str(item.get("/S", "")) in ("/JavaScript", "/GoTo", "/URI", "/Launch"):
        yield Message("actions")
    if kind == "/FontDescriptor" and not any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield Message("{} is not embedded", str(item.get("/FontName", "/?"))[1:])
    spaces = item.get("/ColorSpace")
    if isinstance(spaces, pikepdf.Name) and str(spaces) not in ("/DeviceGray", "/DeviceCMYK", "/Indexed"):
        yield Message("colour space {}", str(spaces))
    if isinstance(spaces, pikepdf.Array) and str(spaces[0]) in ("/ICCBased", "/CalRGB", "/CalGray", "/Lab"):
        yield Message("colour space {}", str(spaces[0]))
