"""The bytes themselves: size and SHA-256 of each file of the release, and what kind of file it is."""

from __future__ import annotations

import hashlib
import json

from lxml import etree

from press.checks.agreement.fact import Facts

_SIGNATURES = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png"}
_STARTS = {
    b"cff-version:": "application/yaml",
    b"TY  - ": "application/x-research-info-systems",
    b"@book{": "application/x-bibtex",
}
_ROOTS = {
    "feed": "application/atom+xml;profile=opds-catalog;kind=acquisition",
    "collection": "application/marcxml+xml",
    "TEI": "application/tei+xml",
}


def facts(data: bytes, of: str) -> Facts:
    """Size in bytes and digest in hexadecimal."""
    stated = Facts()
    stated.add("size", len(data), "bytes", of)
    stated.add("sha256", hashlib.sha256(data).hexdigest(), "bytes", of)
    return stated


def media_type(data: bytes) -> str:
    """The media type that the bytes bear out; empty for none of those that a release holds."""
    if data[30:38] == b"mimetype":  # OCF 3.3, 4.3.1: the first file of the archive, stored
        return data[38:58].decode("ascii", "replace")
    known = next((kind for signature, kind in _SIGNATURES.items() if data.startswith(signature)), "")
    if known:
        return known
    if data.lstrip()[:15].lower() == b"<!doctype html>":
        return "text/html"
    if data[:5].isdigit() and data[20:24] == b"4500":  # ISO 2709: the leader
        return "application/marc"
    for start, kind in _STARTS.items():
        if data.startswith(start):
            return kind
    return _of_xml(data) if data.lstrip().startswith(b"<") else _of_json(data)


def _of_xml(data: bytes) -> str:
    try:
        root = etree.QName(etree.fromstring(data)).localname
    except etree.XMLSyntaxError:
        return ""
    return _ROOTS.get(root, "application/xml")


def _of_json(data: bytes) -> str:
    try:
        value = json.loads(data)
    except ValueError:
        return ""
    if isinstance(value, list) and value and isinstance(value[0], dict) and "type" in value[0]:
        return "application/vnd.citationstyles.csl+json"
    if isinstance(value, dict) and "publications" in value:
        return "application/opds+json"
    return "application/ld+json" if isinstance(value, dict) and "@context" in value else "application/json"
