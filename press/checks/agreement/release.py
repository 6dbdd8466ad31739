"""What each file of a release states, read by the reader of its format."""

from __future__ import annotations

import glob
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pymarc
import yaml
from lxml import etree

from press.checks.agreement import (
    citation,
    epub,
    files,
    json_ld,
    marc,
    mining,
    note,
    onix,
    opds,
    page,
    pdf,
    provenance,
    references,
    sums,
    ticket,
)
from press.checks.agreement.fact import Fact, Facts
from press.checks.agreement.fields import (
    BIBTEX,
    BYTES,
    CFF,
    CHECKSUMS,
    CSL,
    EPUB,
    FURTHER,
    INTERIOR,
    JSON_LD,
    KEPUB,
    MARC,
    NOTE,
    ONIX,
    OPDS1,
    OPDS2,
    PAGE,
    PDF,
    PRINT_FOLDERS,
    PROVENANCE,
    RIS,
    TDMREP,
    TICKET,
)
from press.checks.agreement.links import Link, edition_of
from press.core.release_mark import SUMS, is_added, release_files

#: Who reads which files: pattern inside dist/, with the EPUB's own name for the braces.
READERS: tuple[tuple[str, str, Callable[[bytes, str], Facts]], ...] = (
    (EPUB, "{}.epub", epub.facts),
    (KEPUB, "{}.kepub.epub", epub.kepub),
    (PDF, "{}.pdf", pdf.screen),
    (INTERIOR, "print/{}*-interior.pdf", pdf.interior),
    *((FURTHER, f"{folder}/{{}}*-interior.pdf", pdf.interior) for folder in PRINT_FOLDERS if folder != "print"),
    *((TICKET, f"{folder}/{{}}*-ticket.json", ticket.facts) for folder in PRINT_FOLDERS),
    (ONIX, "records/{}.onix.xml", onix.facts),
    (MARC, "records/{}.mrc", marc.iso2709),
    (MARC, "records/{}.marc.xml", marc.marcxml),
    (JSON_LD, "records/{}.jsonld", json_ld.facts),
    (CFF, "records/CITATION.cff", citation.facts),
    (CSL, "records/{}.csl.json", references.csl),
    (BIBTEX, "records/{}.bib", references.bibtex),
    (RIS, "records/{}.ris", references.ris),
    (OPDS1, "opds.xml", opds.atom),
    (OPDS2, "opds.json", opds.opds2),
    (PAGE, "index.html", page.facts),
    (CHECKSUMS, SUMS, sums.facts),
    (PROVENANCE, "records/{}.provenance.json", provenance.facts),
    (NOTE, "README.txt", note.facts),
    (TDMREP, ".well-known/tdmrep.json", mining.facts),
)
#: They are made together, and leave together.
RECORDS = ("records/{}.onix.xml", "records/{}.mrc", "records/{}.marc.xml", "records/{}.jsonld",
           "records/CITATION.cff", "records/{}.csl.json", "records/{}.bib", "records/{}.ris", "opds.xml", "opds.json",
           "records/{}.provenance.json")  # fmt: skip
LINKS: Mapping[str, Callable[[bytes], list[Link]]] = {
    OPDS1: opds.atom_links,
    OPDS2: opds.opds2_links,
    JSON_LD: json_ld.links,
    PAGE: page.links,
    NOTE: note.links,
}
#: What a reader says of a file that is not what its name says.
BROKEN = (
    zipfile.BadZipFile, zlib.error, etree.LxmlError, json.JSONDecodeError, yaml.YAMLError, pikepdf.PdfError,
    pymarc.exceptions.PymarcException, ValueError, LookupError, AttributeError, TypeError,
)  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """What one file states, read as one kind of file; ``broken`` says why it could not be read."""

    kind: str
    file: str
    facts: tuple[Fact, ...] = ()
    links: tuple[Link, ...] = ()
    broken: str = ""


def read_release(folder: Path, stem: str) -> tuple[dict[str, bytes], list[Statement]]:
    """The files of a release (path -> bytes) and what each of them states."""
    contents = {file: path.read_bytes() for file, path in release_files(folder).items()}
    return contents, [each for file, data in contents.items() for each in statements(file, data, stem)]


def statements(file: str, data: bytes, stem: str) -> list[Statement]:
    """What a file says of the book, and its bytes of the file."""
    unlisted = file == SUMS or is_added(file)  # made after the checksums, or holding them
    found = [] if unlisted else [Statement(BYTES, file, tuple(files.facts(data, edition_of(file))))]
    for kind, pattern, read in READERS:
        if Path(file).match(pattern.format(glob.escape(stem))) and file.count("/") == pattern.count("/"):
            found.append(_statement(kind, file, data, read))
    return found


def missing(contents: Mapping[str, bytes], stem: str) -> list[str]:
    """The records that are not there, where others are, and the files whose checksums alone are there."""
    records = [path.format(stem) for path in RECORDS]
    wanted = records if any(path in contents for path in records) else []
    with suppress(ValueError):  # its reader says so
        wanted += [path for path in sums.read_sums(contents.get(SUMS, b"")) if path not in wanted]
    return [path for path in wanted if path not in contents]


def _statement(kind: str, file: str, data: bytes, read: Callable[[bytes, str], Facts]) -> Statement:
    try:
        links = LINKS[kind](data) if kind in LINKS else []
        return Statement(kind, file, tuple(read(data, file)), tuple(links))
    except BROKEN as error:
        return Statement(kind, file, broken=f"{type(error).__name__}: {error}")
