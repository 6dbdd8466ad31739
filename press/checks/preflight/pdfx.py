"""Our own checks for PDF/X-1a:2001 (ISO 15930-1): no free validator for it exists, so these claim no more than they test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

_FILTERS = {"/JPXDecode": "JPEG 2000", "/JBIG2Decode": "JBIG2", "/LZWDecode": "LZW", "/Crypt": "cifrado"}


def breaches(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Each breach that we know how to find; Spanish."""
    yield from _header(pdf)
    yield from _information(pdf.docinfo)
    yield from _intent(pdf.Root)
    for number, page in enumerate(pdf.pages):
        yield from (f"página {number + 1}: {what}" for what in _boxes(page.obj))
        if len(page.obj.get("/Annots", [])) or "/AA" in page.obj:
            yield f"página {number + 1}: anotaciones o acciones"
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


def _header(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.pdf_version > "1.3" or "/Version" in pdf.Root:
        yield f"PDF {pdf.pdf_version}; X-1a:2001 se funda en 1.3"
    if pdf.is_encrypted:
        yield "cifrado"
    if "/ID" not in pdf.trailer:
        yield "sin identificador de archivo (ID)"


def _information(info: Any) -> Iterator[str]:
    for key in ("/Title", "/CreationDate", "/ModDate", "/Producer"):
        if not str(info.get(key, "")):
            yield f"el diccionario Info no tiene {key[1:]}"
    if str(info.get("/Trapped", "")) not in ("/True", "/False"):
        yield "Trapped no dice si hay reventado"
    claims = {"/GTS_PDFXVersion": "PDF/X-1:2001", "/GTS_PDFXConformance": "PDF/X-1a:2001"}
    yield from (f"{key[1:]} no es «{value}»" for key, value in claims.items() if str(info.get(key, "")) != value)


def _intent(root: Any) -> Iterator[str]:
    intents = [item for item in root.get("/OutputIntents", []) if item.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1:
        yield "no hay un solo OutputIntent GTS_PDFX"
        return
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield "el OutputIntent no nombra la condición de impresión"
    if "/DestOutputProfile" not in intents[0] and str(intents[0].get("/RegistryName", "")) != "http://www.color.org":
        yield "el OutputIntent no tiene perfil ni registro"


def _boxes(page: Any) -> Iterator[str]:
    if "/TrimBox" not in page:
        yield "sin TrimBox"
        return
    if "/ArtBox" in page:
        yield "TrimBox y ArtBox a la vez"
    outer = [float(value) for value in page.get("/MediaBox", page["/TrimBox"])]
    for name in ("/BleedBox", "/TrimBox"):
        inner = [float(value) for value in page.get(name, outer)]
        if (
            inner[0] < outer[0] - 0.01
            or inner[1] < outer[1] - 0.01
            or inner[2] > outer[2] + 0.01
            or inner[3] > outer[3] + 0.01
        ):
            yield f"{name[1:]} sale de la caja que la contiene"
        outer = inner


def _object(item: Any) -> Iterator[str]:
    kind, subtype = str(item.get("/Type", "")), str(item.get("/Subtype", ""))
    if isinstance(item, pikepdf.Stream):
        used: Any = item.get("/Filter", [])
        for name in [str(used)] if isinstance(used, pikepdf.Name) else [str(each) for each in used]:
            if name in _FILTERS:
                yield f"compresión {_FILTERS[name]}"
        if kind in ("/ObjStm", "/XRef"):
            yield "objetos comprimidos, posteriores a PDF 1.3"
        if subtype == "/PS" or "/OPI" in item:
            yield "PostScript u OPI"
        if subtype == "/Image" and "/SMask" in item:
            yield "imagen con máscara de transparencia"
    if kind == "/ExtGState" and ("/TR" in item or "/TR2" in item or "/HTP" in item):
        yield "funciones de transferencia"
    if kind == "/Action" or str(item.get("/S", "")) in ("/JavaScript", "/GoTo", "/URI", "/Launch"):
        yield "acciones"
    if kind == "/FontDescriptor" and not any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        yield f"{str(item.get('/FontName', '/?'))[1:]} no está incrustada"
    spaces = item.get("/ColorSpace")
    if isinstance(spaces, pikepdf.Name) and str(spaces) not in ("/DeviceGray", "/DeviceCMYK", "/Indexed"):
        yield f"espacio de color {spaces}"
    if isinstance(spaces, pikepdf.Array) and str(spaces[0]) in ("/ICCBased", "/CalRGB", "/CalGray", "/Lab"):
        yield f"espacio de color {spaces[0]}"
