"""The finished files, looked through before they are published: nothing active, nothing foreign, nothing private.

What a book may hold is decided where Markdown and pictures are read; here the EPUB, the PDFs and the page are read back
as a reader's machine gets them, whatever way they were made.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from urllib.parse import urlsplit

import pikepdf
from lxml import etree, html

from press.core.problems import Problems
from press.core.stored import StoredFiles

#: Elements that run, load or send something.
_ACTIVE = frozenset(
    "applet audio base button embed foreignobject form frame frameset handler iframe object portal script select source "
    "textarea track video".split()
)
#: Attributes whose address a reading system loads.
_LOADED = frozenset(("action", "background", "data", "formaction", "ping", "poster", "src", "srcset"))
#: A picture that a drawing holds itself.
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+")
#: What a ``<meta http-equiv>`` may say.
_HARMLESS_META = frozenset(("content-security-policy", "content-type"))
#: What a ``<link>`` may lead out to: it names, and loads nothing.
_NAMING = frozenset(("alternate", "canonical", "license", "schema.dc", "schema.dcterms"))
#: Where a reader may be led.
_LEADING = frozenset(("", "http", "https", "mailto"))
#: The namespaces whose elements act; those of metadata have names of the same sound (dc:source).
_ACTING = (None, "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.idpf.org/2007/opf")
_MARKUP = frozenset((".xhtml", ".html", ".htm", ".svg", ".opf", ".ncx", ".xml"))
_PDF_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|SubmitForm|ImportData|ResetForm|RichMedia|GoToR|GoToE|Movie|Sound|Rendition"
    rb"|AA|XFA|AcroForm|OpenAction)(?![\w.])"
)
_PDF_STRING = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9a-fA-F]*>", re.S)
_PDF_ADDRESS = re.compile(rb"/URI (\((?:\\.|[^\\()])*\))", re.S)


def scan_release(files: StoredFiles, private: Sequence[str], problems: Problems) -> None:
    """A Problem (X001) for each finding in the files of a release, by their path in it.

    ``private`` are texts that no file may contain, such as the folders of the machine that builds.
    """
    digests, seen = files.digests(), set[str]()  # channels have the same file again and again
    for name, digest in digests.items():
        if digest in seen:
            continue
        seen.add(digest)
        for finding in sorted(
            set(findings(name, files[name], [text.encode(errors="surrogateescape") for text in private]))
        ):
            hint = (
                "Nothing was published. Report it with the text that it comes from: the program should have refused it."
            )
            problems.add(name, 0, "X001", finding, hint)


def findings(name: str, data: bytes, private: Sequence[bytes] = ()) -> Iterator[str]:
    """What in a file is active, foreign or private, in words."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".epub":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.namelist():
                yield from (f"{entry}: {finding}" for finding in findings(entry, archive.read(entry), private))
    elif suffix == ".pdf":
        yield from _in_pdf(data, private)
    elif suffix in _MARKUP:
        yield from _in_markup(data, is_html=suffix in (".html", ".htm"))
        yield from _private(data, private)
    elif suffix in (".css", ".json", ".jsonld", ".cff", ".bib", ".ris", ".txt", ".csv"):
        yield from _in_style(data.decode("utf-8", "replace")) if suffix == ".css" else ()
        yield from _private(data, private)


def _private(data: bytes, private: Sequence[bytes]) -> Iterator[str]:
    yield from (f"names {text.decode()}, a folder of this machine" for text in private if text in data)


def _in_markup(data: bytes, is_html: bool) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    root = html.document_fromstring(data) if is_html else etree.fromstring(data, parser)
    if b"<!ENTITY" in data:
        yield "declares entities"
    for node in root.itersiblings(preceding=True):
        if isinstance(node, etree._ProcessingInstruction):
            yield f"the processing instruction {node.target}"
    is_document = is_html or etree.QName(root).namespace == _ACTING[1]
    for element in root.iter():
        if isinstance(element.tag, str) and etree.QName(element).namespace in _ACTING:
            yield from _in_element(element)
        elif isinstance(element, etree._ProcessingInstruction):
            yield f"the processing instruction {element.target}"
        elif isinstance(element, etree._Comment) and is_document:
            yield "a comment"


def _in_element(element: etree._Element) -> Iterator[str]:
    tag = etree.QName(element).localname.lower()
    is_data = tag == "script" and element.get("type") == "application/ld+json"
    is_field = tag == "input" and element.get("type") != "checkbox"
    if (tag in _ACTIVE and not is_data) or is_field:
        yield f"the element <{tag}>"
    if tag == "meta" and element.get("http-equiv", "content-type").lower() not in _HARMLESS_META:
        yield f"<meta http-equiv={element.get('http-equiv')}>"
    if tag == "style":
        yield from _in_style(element.text or "")
    for key, value in element.attrib.items():
        name = etree.QName(key).localname.lower()
        if name.startswith("on"):
            yield f"the attribute {name} of <{tag}>"
        elif name == "style":
            yield from _in_style(str(value))
        elif name in _LOADED or (name == "href" and _loads(tag, element)):
            addresses = [] if tag == "image" and _EMBEDDED.fullmatch(str(value)) else _addresses(name, str(value))
            yield from (f"<{tag} {name}> loads {part[:100]}" for part in addresses if _is_foreign(part))
        elif name == "href" and _scheme(str(value)) not in _LEADING:
            yield f"<{tag}> leads to {str(value)[:100]}"


def _loads(tag: str, element: etree._Element) -> bool:
    """Whether the ``href`` of an element is loaded, not followed."""
    if tag == "link":
        return not set(element.get("rel", "").lower().split()) & _NAMING
    return tag in ("use", "image", "item", "feimage")


def _addresses(name: str, value: str) -> list[str]:
    return [part.split()[0] for part in value.split(",") if part.strip()] if name == "srcset" else [value]


def _scheme(address: str) -> str:
    try:
        return urlsplit(re.sub(r"[\x00-\x20]", "", address)).scheme.lower()
    except ValueError:
        return "?"


def _is_foreign(address: str) -> bool:
    return address != "data:," and (bool(_scheme(address)) or address.strip().startswith("//"))


def _in_style(style: str) -> Iterator[str]:
    if "@import" in style or "\\" in re.sub(r'"[^"\n]*"', "", style):
        yield "a style that imports or escapes"
    for address in re.findall(r"url\(\s*[\"']?([^\"')]*)", style, re.I):
        if _is_foreign(address) and not address.startswith("data:font/"):
            yield f"a style that loads {address[:100]}"


def _in_pdf(data: bytes, private: Sequence[bytes]) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for element in pdf.objects:
            is_stream = isinstance(element, pikepdf.Stream)
            text = bytes((element.stream_dict if is_stream else element).unparse(resolved=True))
            for address in _PDF_ADDRESS.findall(text):
                if _scheme(address[1:-1].decode("latin-1")) not in _LEADING - {""}:
                    yield f"a link leads to {address[1:101].decode('latin-1')}"
            yield from (f"/{match.decode()}" for match in _PDF_ACTIVE.findall(_PDF_STRING.sub(b"", text)))
            yield from _private(text, private)
            if is_stream and element.stream_dict.get("/Type") == "/Metadata":
                yield from _private(element.read_bytes(), private)
