"""What a release was made from, by which programs, and how anybody makes it again: a record beside the others.

Archives keep it (``build.py bag``) and signatures attest it (``build.py sign``). It names the files that the build read,
no other, and says nothing that would change where the same release is made again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath
from typing import Any

from press import __version__
from press.core.formats import FORMATS
from press.core.stored import StoredFiles
from press.input.metadata import Metadata

#: Its path in dist/, with the book's slug for the braces.
PATH = "records/{}.provenance.json"
#: What each package does to the bytes; the others only carry data to and fro.
TOOLS = {
    "pypandoc-binary": "reads the Markdown, with pandoc",
    "weasyprint": "lays out the pages and writes the PDFs",
    "pydyf": "writes the objects of the PDFs",
    "ebooklib": "packs the EPUB",
    "lxml": "writes XHTML, XML and HTML",
    "fonttools": "cuts typefaces down to the letters used",
    "uharfbuzz": "subsets typefaces",
    "pikepdf": "joins, tags and converts the PDFs",
    "pillow": "makes the pictures",
    "ziamath": "sets formulas",
    "pymarc": "writes MARC 21",
    "rendercv-fonts": "typefaces",
    "manimgx-fonts": "typefaces",
}


@dataclass(frozen=True)
class Sources:
    """What a ``command`` read: the files by their path from the book's folder, with their SHA-256.

    ``received_text`` is that of the received text, empty where the book has none.
    """

    command: str
    files: Mapping[str, str]
    received_text: str = ""


def provenance(metadata: Metadata, sources: Sources, files: StoredFiles) -> bytes:
    """The record, as JSON; ``files`` (path in dist/ -> content) is the release, of which the editions are named."""
    value = {
        "book": _book(metadata),
        "made_from": {
            "files": [{"path": path, "sha256": digest} for path, digest in sorted(sources.files.items())],
            "received_text": sources.received_text,
        },
        "made_by": {
            "name": "press",
            "version": __version__,
            "command": f"build.py {sources.command}",
            "source_date_epoch": os.environ.get("SOURCE_DATE_EPOCH", ""),
            "packages": [{"name": name, "version": _version(name), "use": use} for name, use in TOOLS.items()],
        },
        "made": [
            {"path": path, "bytes": files.stored(path).size, "sha256": files.stored(path).digest}
            for path in sorted(files)
            if _is_edition(path)
        ],
        "check": {"files": "sha256sum --check SHA256SUMS", "release": "build.py verify"},
    }
    return (json.dumps(_known(value), ensure_ascii=False, indent=2) + "\n").encode()


def _book(metadata: Metadata) -> dict[str, Any]:
    return {
        "identifier": metadata.identifier,
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "language": metadata.language,
        "publisher": metadata.imprint or metadata.publisher,
        "version": metadata.version,
        "date": metadata.date.isoformat() if metadata.date else "",
        "description": metadata.description,
        "licence": metadata.rights.url if metadata.rights else "",
        "isbn": dict(metadata.isbn),
        "contact": metadata.contact,
    }


def _is_edition(path: str) -> bool:
    suffixes = {PurePosixPath(row.path).suffix for row in FORMATS.values() if row.path}
    return PurePosixPath(path).suffix in suffixes and not path.startswith("channels/")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _known(value: Any) -> Any:
    """A value without what is not known."""
    if isinstance(value, dict):
        known = {key: _known(each) for key, each in value.items()}
        return {key: each for key, each in known.items() if each not in ("", {}, [])}
    return [_known(each) for each in value] if isinstance(value, list) else value
