"""What each file of a release is to a browser, a reading application or a library system."""

from __future__ import annotations

from pathlib import Path

from press.core.formats import FORMATS
from press.outputs.metadata.opds import ATOM_PATH, ATOM_TYPE, JSON_PATH, JSON_TYPE

#: By the end of the path, the longer before the shorter. ONIX has no type of its own.
_TYPES = {
    ATOM_PATH: ATOM_TYPE,
    JSON_PATH: JSON_TYPE,
    "opensearch.xml": "application/opensearchdescription+xml",
    ".marc.xml": "application/marcxml+xml",  # RFC 6207
    "-tei.xml": "application/tei+xml",  # RFC 6129
    **{Path(row.path).suffix: row.media_type for row in FORMATS.values() if row.path},
    ".mrc": "application/marc",  # RFC 2220
    ".jsonld": "application/ld+json",
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".json": "application/json",
    ".xml": "application/xml",
    ".cff": "application/yaml",  # RFC 9512
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".zip": "application/zip",
    "SHA256SUMS": "text/plain; charset=utf-8",
}


def media_type(path: str) -> str:
    """The media type of a file of dist/ or of a list, by its path."""
    if "/opds/" in f"/{path}":  # the pages of a list's feeds
        path = f"opds{Path(path).suffix}"
    return next((kind for end, kind in _TYPES.items() if path.endswith(end)), "application/octet-stream")
