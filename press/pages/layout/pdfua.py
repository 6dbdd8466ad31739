"""One PDF that is both PDF/A-2a and PDF/UA-1, and states whose it is: what is added to the metadata of WeasyPrint's.

WeasyPrint writes one variant at a time. PDF/UA-1 (ISO 14289-1, 5) wants its identifier in the same XMP, and PDF/A-2
(ISO 19005-2, 6.6.2.3) wants every schema described there that XMP itself does not have.
"""

from __future__ import annotations

import pikepdf
from lxml import etree

from press.core.identifiers import address
from press.core.xhtml import Element
from press.core.xml import maker
from press.input.metadata import Metadata

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PREFIXES: dict[str | None, str] = {
    "rdf": _RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "cc": "http://creativecommons.org/ns#",
    "tdm": "http://www.w3.org/ns/tdmrep/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_make = maker(_RDF, _PREFIXES)
#: The schemas that are described: their names, and of each property its type and what it is.
_SCHEMAS = {
    "pdfuaid": (
        "PDF/UA identification schema",
        {"part": ("Integer", "The part of ISO 14289 that the file conforms to")},
    ),
    "cc": ("Creative Commons", {"license": ("URL", "The licence of the work")}),
    "tdm": (
        "TDM Reservation Protocol",
        {
            "reservation": ("Integer", "Whether the right to text and data mining is reserved"),
            "policy": ("URL", "The conditions of text and data mining"),
        },
    ),
}


def claim_pdfua(pdf: pikepdf.Pdf, metadata: Metadata) -> None:
    """Add the claim of PDF/UA-1, the DOI, the rights and the licence to the XMP metadata of a PDF."""
    packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
    rdf = next(packet.iter(f"{{{_RDF}}}RDF"))
    claims = [("pdfuaid:part", "1"), *_own(metadata)]
    statements = [*_rights(metadata), *(_make(name, value) for name, value in claims)]
    rdf.extend(_description(statement) for statement in statements)
    rdf.append(_description(_extensions([name for name, _ in claims])))
    etree.cleanup_namespaces(packet)
    body = etree.tostring(packet, encoding="utf-8")
    header, footer = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n', b'\n<?xpacket end="r"?>'
    stream = pikepdf.Stream(pdf, header + body + footer)
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = stream


def _own(metadata: Metadata) -> list[tuple[str, str]]:
    """What is stated in schemas that have to be described."""
    rights, mining = metadata.rights, metadata.data_mining
    told = [("cc:license", rights.url)] if rights and "//creativecommons.org/" in rights.url else []
    if mining:
        told += [("tdm:reservation", str(int(mining.reserved)))]
        told += [("tdm:policy", mining.policy)] if mining.policy else []
    return told


def _rights(metadata: Metadata) -> list[Element]:
    """What is stated in the schemas of XMP itself (ISO 16684-1, 8.3 and 8.5)."""
    told = [_make("dc:identifier", address("doi", metadata.doi))] if metadata.doi else []
    if metadata.rights:
        told += [_make(name, _in_language(metadata.rights.statement)) for name in ("dc:rights", "xmpRights:UsageTerms")]
        told += [_make("xmpRights:WebStatement", metadata.rights.url)] if metadata.rights.url else []
    return told


def _in_language(text: str) -> Element:
    item = _make("li", text)
    item.set("{http://www.w3.org/XML/1998/namespace}lang", "x-default")
    return _make("Alt", item)


def _description(*statements: Element) -> Element:
    description = _make("Description", *statements)
    description.set(f"{{{_RDF}}}about", "")
    return description


def _extensions(names: list[str]) -> Element:
    """The description of the schemas of these properties (ISO 19005-2, tables 1 to 3)."""
    used: dict[str, list[str]] = {}
    for name in names:
        prefix, _, own = name.partition(":")
        used.setdefault(prefix, []).append(own)
    return _make("pdfaExtension:schemas", _make("Bag", [_schema(prefix, own) for prefix, own in used.items()]))


def _schema(prefix: str, names: list[str]) -> Element:
    title, properties = _SCHEMAS[prefix]
    described = [
        _resource(
            _make("pdfaProperty:name", name),
            _make("pdfaProperty:valueType", properties[name][0]),
            _make("pdfaProperty:category", "internal" if prefix == "pdfuaid" else "external"),
            _make("pdfaProperty:description", properties[name][1]),
        )
        for name in names
    ]
    return _resource(
        _make("pdfaSchema:schema", title),
        _make("pdfaSchema:namespaceURI", _PREFIXES[prefix]),
        _make("pdfaSchema:prefix", prefix),
        _make("pdfaSchema:property", _make("Seq", described)),
    )


def _resource(*parts: Element) -> Element:
    item = _make("li", *parts)
    item.set(f"{{{_RDF}}}parseType", "Resource")
    return item
