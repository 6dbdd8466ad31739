"""One PDF that is both PDF/A-2a and PDF/UA-1: the second claim is added to the metadata of the first.

WeasyPrint writes one variant at a time. PDF/UA-1 (ISO 14289-1, 5) wants its identifier in the same XMP, and PDF/A-2
(ISO 19005-2, 6.6.2.3) wants the schema of that identifier described there.
"""

from __future__ import annotations

import pikepdf
from lxml import etree

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_CLAIM = """
<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <r:Description r:about=""><pdfuaid:part>1</pdfuaid:part></r:Description>
  <r:Description r:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
    <pdfaExtension:schemas><r:Bag><r:li r:parseType="Resource">
      <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property><r:Seq><r:li r:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name>
        <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
      </r:li></r:Seq></pdfaSchema:property>
    </r:li></r:Bag></pdfaExtension:schemas>
  </r:Description>
</r:RDF>
"""


def claim_pdfua(pdf: pikepdf.Pdf) -> None:
    """Add the claim of PDF/UA-1 to the XMP metadata of a PDF."""
    packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
    rdf = next(packet.iter(f"{{{_RDF}}}RDF"))
    for description in etree.fromstring(_CLAIM):
        rdf.append(description)
    body = etree.tostring(packet, encoding="utf-8")
    header, footer = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n', b'\n<?xpacket end="r"?>'
    stream = pikepdf.Stream(pdf, header + body + footer)
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = stream
