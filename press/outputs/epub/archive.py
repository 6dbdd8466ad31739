"""The EPUB as an archive, byte for byte the same for the same book: nothing in it comes from the clock."""

from __future__ import annotations

import io
import tempfile
import zipfile
from typing import IO, Any

from ebooklib import epub
from lxml import etree

from press.input.metadata import Metadata


def _with_language(package: bytes, metadata: Metadata) -> bytes:
    """The package document with its language, which EbookLib does not write (EPUB Accessibility 1.1; Ace, epub-lang)."""
    root = etree.fromstring(package)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", metadata.language)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def archive(book: epub.EpubBook, metadata: Metadata) -> bytes:
    """The finished EPUB."""
    options = {"mtime": metadata.timestamp, "epub3_landmark": False, "epub3_pages": False, "compresslevel": 0}
    with tempfile.TemporaryFile() as written:  # as large as the pictures of the book
        _Writer(written, book, options).write()
        return _packed(written, metadata)


class _Writer(epub.EpubWriter):
    """EbookLib's writer with no look at the clock, which may show a year that no ZIP archive can hold."""

    def write(self) -> None:
        """Write the archive; :func:`_packed` sets what its files are dated and how they are compressed."""
        with _Undated(self.file_name, "w") as self.out:
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()


class _Undated(zipfile.ZipFile):
    """An archive whose files carry the first date that there is."""

    def writestr(self, zinfo_or_arcname: zipfile.ZipInfo | str, data: Any, *arguments: Any, **options: Any) -> None:
        """As always."""
        info = zipfile.ZipInfo(zinfo_or_arcname) if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname
        super().writestr(info, data, *arguments, **options)


def _packed(written: IO[bytes], metadata: Metadata) -> bytes:
    """The same archive with fixed dates and permissions, ``mimetype`` first and stored (OCF 4.2)."""
    out = io.BytesIO()
    date = metadata.timestamp.timetuple()[:6]
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(out, "w") as new:
        names = sorted(old.namelist(), key=lambda name: (name != "mimetype", not name.startswith("META-INF"), name))
        for name in names:
            info = zipfile.ZipInfo(name, (max(date[0], 1980), *date[1:]))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            data = old.read(name)
            new.writestr(info, _with_language(data, metadata) if name.endswith("content.opf") else data)
    return out.getvalue()
