"""Archives: a docx, odt or epub as a bounded set of files, whatever it claims to hold."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from lxml import etree

from press.commands.importing.source import ImportRefusedError
from press.core.limits import ARCHIVE_BYTES, ARCHIVE_FILES, ARCHIVE_TEXT_BYTES, FILE_BYTES

#: The suffixes of what pandoc has to read; of all other files it gets the name only.
_TEXT = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx", ".rdf")
_NAMES_OF_ZIP = ("mimetype",)


class Archive:
    """The files of an archive by their names; :class:`ImportRefusedError` for one that is damaged or beyond the limits."""

    def __init__(self, data: bytes):
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise ImportRefusedError("is damaged, or not of the format that its name says", "Save it again.") from error
        if len(entries) > ARCHIVE_FILES:
            raise ImportRefusedError(f"holds more than {ARCHIVE_FILES} files", "Divide it.")
        if sum(entry.file_size for entry in entries) > ARCHIVE_BYTES:
            raise ImportRefusedError(
                f"unpacks to more than {ARCHIVE_BYTES >> 20} MB", "Divide it, or save its pictures smaller."
            )
        #: the entries by name, without those that name a place outside the archive
        self._entries = {entry.filename: entry for entry in entries if _is_inside(entry.filename)}

    @property
    def names(self) -> list[str]:
        """The names of its files, in their order."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The content of a file; :class:`ImportRefusedError` where it is damaged, too large or not there."""
        entry = self._entries.get(name)
        if entry is None:
            raise ImportRefusedError(f"is damaged: it has no {name}", "Save it again.")
        most = ARCHIVE_TEXT_BYTES if name.lower().endswith(_TEXT) else FILE_BYTES
        try:
            with self._zip.open(entry) as file:
                data = file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise ImportRefusedError(f"is damaged: {name} cannot be unpacked", "Save it again.") from error
        if len(data) > most:
            raise ImportRefusedError(f"holds the file {name} of more than {most >> 20} MB", "Make it smaller.")
        return data

    def tree(self, name: str) -> etree._Element:
        """The root of a file in XML: no entity is expanded, nothing else is read."""
        return parse_xml(self.read(name), name)

    def for_pandoc(self, changed: Mapping[str, bytes]) -> bytes:
        """The archive with some files ``changed``; pictures and fonts, of which only the names matter, are empty."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name in self._entries:
                is_text = name.lower().endswith(_TEXT) or name in _NAMES_OF_ZIP
                archive.writestr(name, changed.get(name) or (self.read(name) if is_text else b""))
        return out.getvalue()


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML text; :class:`ImportRefusedError` where it is broken or declares entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ImportRefusedError(f"is damaged: {name} is no well-formed XML", "Save it again.") from error
    if b"<!ENTITY" in data:
        raise ImportRefusedError(f"declares entities in {name}", "Save it again, with another program.")
    return root


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\0" not in name
