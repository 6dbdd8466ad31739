"""Pages and covers as pictures, drawn by PDFium when somebody looks at them."""

from __future__ import annotations

import io
from collections import OrderedDict
from threading import Lock

import pypdfium2 as pdfium

#: The widths, in pixels, in which pages are drawn: the next larger one of these steps.
_STEP, _WIDEST = 100, 3000
#: Pictures and open files that are kept.
_PICTURES, _FILES = 200, 12
#: zlib's level.
_QUICK = 1


class Drawings:
    """Draws pages of PDFs, one at a time: PDFium allows no two."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pictures: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._files: OrderedDict[str, pdfium.PdfDocument] = OrderedDict()

    def png(self, key: str, pdf: bytes, page: int, width: int, grey: bool) -> bytes | None:
        """A page (from 0) of a PDF as a PNG of about ``width`` pixels; None where the PDF has no such page.

        ``key`` names the PDF: the same key is the same file.
        """
        width = min(max(_STEP, -(-width // _STEP) * _STEP), _WIDEST)
        with self._lock:
            found = self._pictures.pop((key, page, width), None)
            if found is None:
                found = self._drawn(self._file(key, pdf), page, width, grey)
            if found is not None:
                self._pictures[key, page, width] = found
                if len(self._pictures) > _PICTURES:
                    self._pictures.popitem(last=False)
        return found

    def _file(self, key: str, pdf: bytes) -> pdfium.PdfDocument:
        file = self._files.pop(key, None) or pdfium.PdfDocument(pdf)
        self._files[key] = file
        if len(self._files) > _FILES:
            self._files.popitem(last=False)[1].close()
        return file

    @staticmethod
    def _drawn(file: pdfium.PdfDocument, page: int, width: int, grey: bool) -> bytes | None:
        if not 0 <= page < len(file):
            return None
        opened = file[page]
        bitmap = opened.render(scale=width / opened.get_width(), grayscale=grey)
        out = io.BytesIO()
        bitmap.to_pil().save(out, "PNG", compress_level=_QUICK)
        bitmap.close()
        opened.close()
        return out.getvalue()


def size_of(pdf: bytes) -> tuple[float, float]:
    """Width and height of the first page of a PDF, in points."""
    file = pdfium.PdfDocument(pdf)
    try:
        width, height = file[0].get_size()
    finally:
        file.close()
    return float(width), float(height)
