"""PDF/X-1a:2001 (ISO 15930-1): what a file says of itself, and what it must not hold."""

from __future__ import annotations

import io
from datetime import datetime

import pikepdf

#: The printing condition that the inks are meant for: characterised at the ICC's registry, so no profile is embedded
#: (ISO 15930-1, 6.2; IngramSpark refuses profiles). CGATS TR 001 is SWOP, what both printers' presses are held to.
CONDITION, CONDITION_INFO = "CGATS TR 001", "SWOP (Publication) printing in USA, characterised at www.color.org"
_REGISTRY = "http://www.color.org"
#: What a printer must not find in the catalogue: outline, links, forms, scripts, labels, structure, metadata.
_CATALOGUE = ("/Type", "/Pages", "/OutputIntents")


def claim_pdfx1a(pdf: pikepdf.Pdf, title: str, moment: datetime) -> None:
    """Leave in the catalogue what ISO 15930-1 allows and write its claims in the information dictionary."""
    for key in list(pdf.Root.keys()):
        if key not in _CATALOGUE:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in ("/Annots", "/StructParents", "/Tabs", "/AA", "/Group", "/Metadata"):
            if key in page:
                del page[key]
    pdf.Root.OutputIntents = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.OutputIntent,
                S=pikepdf.Name.GTS_PDFX,
                OutputCondition=CONDITION_INFO,
                OutputConditionIdentifier=CONDITION,
                RegistryName=_REGISTRY,
                Info=CONDITION_INFO,
            )
        ]
    )
    stamp = moment.strftime("D:%Y%m%d%H%M%SZ")
    del pdf.docinfo  # a printer takes no more metadata than the standard asks for
    pdf.docinfo.update(
        {
            "/Title": title,
            "/CreationDate": stamp,
            "/ModDate": stamp,
            "/Producer": "WeasyPrint, pikepdf",
            "/Trapped": pikepdf.Name("/False"),
            "/GTS_PDFXVersion": "PDF/X-1:2001",
            "/GTS_PDFXConformance": "PDF/X-1a:2001",
        }
    )


def write(pdf: pikepdf.Pdf) -> bytes:
    """The file as PDF 1.3, which X-1a:2001 is built on: no object streams; the same bytes for the same pages."""
    pdf.remove_unreferenced_resources()
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        force_version="1.3",
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
        recompress_flate=True,
    )
    return out.getvalue()
