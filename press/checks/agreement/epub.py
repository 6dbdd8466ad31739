"""What the EPUB says: its package, its NCX, its page list and its credits page."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from dataclasses import replace
from typing import Any

from lxml import etree

from press.checks.agreement import crosswalk, normal
from press.checks.agreement.fact import Facts, folded, name_key
from press.checks.agreement.places import text, texts
from press.core.messages import Message

_TYPE = "{http://www.idpf.org/2007/ops}type"
_ISBN = re.compile(r"ISBN[^:]*: *([\d-]{13,17})")
#: OCF 3.3, 4.2.6.3: the files on encryption and rights management.
_PROTECTION = {"META-INF/encryption.xml", "META-INF/rights.xml"}


class Package:
    """The package document, and the files that it lists by the names it gives them."""

    def __init__(self, data: bytes):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = set(archive.namelist())
            container = etree.fromstring(archive.read("META-INF/container.xml"))
            self.path = str(container.xpath("string(//*[local-name() = 'rootfile']/@full-path)"))
            self.opf = etree.fromstring(archive.read(self.path))
            folder = posixpath.dirname(self.path)
            self.items = {item.get("href", ""): item for item in self.opf.iterfind("{*}manifest/{*}item")}
            self.files = {href: archive.read(posixpath.join(folder, href)) for href in self.items}
        self.documents = {
            href: etree.fromstring(self.files[href])
            for href, item in self.items.items()
            if item.get("media-type") == "application/xhtml+xml"
        }
        metadata = self.opf.find("{*}metadata")
        self.metadata = etree.Element("metadata") if metadata is None else metadata

    def metas(self, name: str) -> list[str]:
        """The values of a property."""
        return texts(self.metadata, f"{{*}}meta[@property='{name}']")

    def refined(self, element: Any, name: str) -> str:
        """What refines an element of the metadata."""
        return text(self.metadata, f"{{*}}meta[@refines='#{element.get('id')}'][@property='{name}']")

    def is_copyright_page(self, tree: Any) -> bool:
        """Whether a document is the page of credits."""
        return any("copyright-page" in str(e.get(_TYPE, "")).split() for e in tree.iter())

    def typed(self, name: str) -> list[Any]:
        """The elements with this ``epub:type``, in all documents."""
        return [e for tree in self.documents.values() for e in tree.iter() if name in str(e.get(_TYPE, "")).split()]


def facts(data: bytes, file: str) -> Facts:
    """What the EPUB says of the book, of itself and of the print edition."""
    package, stated = Package(data), Facts()
    _titles(package, stated)
    _people(package, stated)
    _package(package, stated)
    _pages(package, stated)
    _accessibility(package, stated)
    return stated


def kepub(data: bytes, file: str) -> Facts:
    """What the EPUB with Kobo's spans says, of itself under a name of its own."""
    return Facts(replace(fact, of="kepub") if fact.of == "epub" else fact for fact in facts(data, file))


def _titles(package: Package, stated: Facts) -> None:
    titles = {package.refined(e, "title-type"): e for e in package.metadata.iterfind("{*}title")}
    first = package.metadata.find("{*}title")
    main = titles.get("main", first)
    subtitle = titles.get("subtitle")
    where = f"{package.path}: dc:title"
    stated.titles(
        None if main is None else "".join(main.itertext()),
        None if subtitle is None else "".join(subtitle.itertext()),
        where,
    )
    for href, item in package.items.items():
        if item.get("media-type") == "application/x-dtbncx+xml":
            ncx = etree.fromstring(package.files[href])
            stated.add("title", text(ncx, "{*}docTitle/{*}text"), f"{href}: docTitle")
            uid = ncx.find("{*}head/{*}meta[@name='dtb:uid']")
            stated.add(
                "identifier",
                normal.identifier(uid.get("content") if uid is not None else ""),
                f"{href}: dtb:uid",
                "epub",
            )


def _people(package: Package, stated: Facts) -> None:
    people = [*package.metadata.iterfind("{*}creator"), *package.metadata.iterfind("{*}contributor")]
    named = [(package.refined(e, "role"), "".join(e.itertext())) for e in people]
    stated.people(named, f"{package.path}: dc:creator, dc:contributor")
    authors = " ".join(name for role, name in named if role == "aut")
    stated.add("author line", name_key(authors), f"{package.path}: dc:creator")
    for element in people:
        links = texts(package.metadata, f"{{*}}meta[@refines='#{element.get('id')}'][@property='schema:sameAs']")
        stated.person("".join(element.itertext()), links, f"{package.path}: schema:sameAs")
        sorted_name = package.refined(element, "file-as")
        if "," in sorted_name:
            stated.add("sorted name", sorted_name, f"{package.path}: file-as", name_key("".join(element.itertext())))


def _package(package: Package, stated: Facts) -> None:
    def where(name: str) -> str:
        return f"{package.path}: {name}"

    stated.add("language", normal.language(text(package.metadata, "{*}language")), where("dc:language"))
    stated.add(
        "language", normal.language(package.opf.get("{http://www.w3.org/XML/1998/namespace}lang")), where("xml:lang")
    )
    unique = package.opf.get("unique-identifier")
    own = text(package.metadata, f"{{*}}identifier[@id='{unique}']")
    stated.add("identifier", normal.identifier(own), where("dc:identifier"), "epub")
    for source in package.metadata.iterfind("{*}source"):
        if package.refined(source, "source-of") == "pagination":
            stated.add("identifier", normal.identifier("".join(source.itertext())), where("dc:source"), "print")
    stated.add("rights", text(package.metadata, "{*}rights"), where("dc:rights"))
    for field, name in (("publisher", "publisher"), ("description", "description")):
        stated.add(field, text(package.metadata, f"{{*}}{name}"), where(f"dc:{name}"))
    stated.add("keywords", frozenset(texts(package.metadata, "{*}subject")), where("dc:subject"))
    stated.add("licence", normal.licence("".join(package.metas("dcterms:license")[:1])), where("dcterms:license"))
    day = normal.date(text(package.metadata, "{*}date"))
    stated.add("date", day, where("dc:date"))
    stated.add("year", normal.number(day[:4]), where("dc:date"))
    rights = texts(package.metadata, "{*}rights")
    stated.add("public domain", " ".join(rights[1:]), where("dc:rights[2]"))
    dois = [normal.doi(text) for text in texts(package.metadata, "{*}identifier")]
    stated.add("doi", "".join(dois), where("dc:identifier"))
    stated.add("edition", "".join(package.metas("schema:bookEdition")), where("schema:bookEdition"))
    stated.add("mining", "".join(package.metas("tdm:reservation")), where("tdm:reservation"))
    stated.add("mining policy", "".join(package.metas("tdm:policy")), where("tdm:policy"))
    for series in package.metadata.iterfind("{*}meta[@property='belongs-to-collection']"):
        stated.add("series", folded(series.text), where("belongs-to-collection"))
        stated.add("series number", package.refined(series, "group-position"), where("group-position"))
        issn = package.refined(series, "dcterms:identifier").removeprefix("urn:issn:")
        stated.add("issn", issn.replace("-", ""), where("belongs-to-collection: dcterms:identifier"))
    printed = [
        normal.doi(link.get("href"))
        for href, tree in package.documents.items()
        for link in tree.iterfind(".//{*}div[@class='credits']/{*}p/{*}a")
        if not package.is_copyright_page(tree)
    ]
    stated.add("chapter dois", frozenset(filter(None, printed)), Message("documents"))
    credits = " ".join(
        "".join(e.itertext()) + " " for page in package.typed("copyright-page") for e in page.iter("{*}p")
    )
    stated.add("isbns", frozenset(normal.isbn(number) for number in _ISBN.findall(credits)), "copyright-page")
    for href, item in package.items.items():
        if "cover-image" in item.get("properties", ""):
            stated.add("sha256", hashlib.sha256(package.files[href]).hexdigest(), href, "cover")


def _pages(package: Package, stated: Facts) -> None:
    """The text begins on a recto, so that the pages before it are even in number; what is blank has no entry."""
    folios = ["".join(a.itertext()).strip() for nav in package.typed("page-list") for a in nav.iter("{*}a")]
    front = max((normal.roman(folio) for folio in folios), default=0)
    last = max((int(folio) for folio in folios if folio.isdecimal()), default=0)
    stated.add("front", front + front % 2 if folios else None, "page-list", "print")
    stated.add("text", last or None, "page-list", "print")
    stated.add("numbered", front + front % 2 + last if last else None, "page-list", "print")


def _accessibility(package: Package, stated: Facts) -> None:
    def where(name: str) -> str:
        return f"{package.path}: {name}"

    names = {
        "modes": "accessMode",
        "sufficient": "accessModeSufficient",
        "features": "accessibilityFeature",
        "hazards": "accessibilityHazard",
    }
    values = {field: frozenset(package.metas(f"schema:{name}")) for field, name in names.items()}
    for field, name in names.items():
        stated.add(field, values[field], where(f"schema:{name}"), "epub")
    stated.add(
        "summary", " ".join(package.metas("schema:accessibilitySummary")), where("schema:accessibilitySummary"), "epub"
    )
    conformance = " ".join(package.metas("dcterms:conformsTo"))
    stated.add("conformance", conformance, where("dcterms:conformsTo"), "epub")
    stated.add("certifier", " ".join(package.metas("a11y:certifiedBy")), where("a11y:certifiedBy"), "epub")
    stated.add("feature count", len(values["features"]), where("schema:accessibilityFeature"), "epub")
    codes = set(crosswalk.codes(values["features"], values["sufficient"], conformance))
    codes |= {crosswalk.LANDMARKS} if package.typed("landmarks") else set()
    codes |= {crosswalk.FULL_DESCRIPTIONS} if _all_described(package) else set()
    stated.add("codes", frozenset(codes), Message("{} and documents", package.path), "epub")
    stated.add("protection", "" if package.names & _PROTECTION else "none", "META-INF", "epub")


def _all_described(package: Package) -> bool:
    """Whether every picture of the text is a figure with a link to its long description; an emblem is no picture of it."""
    pictures = [
        e
        for tree in package.documents.values()
        for e in tree.iter("{*}img")
        if e.get("role") != "doc-cover" and "edition-mark" not in e.get("src", "")
    ]
    figures = [e for tree in package.documents.values() for e in tree.iter("{*}figure")]
    linked = [f for f in figures if f.find(".//{*}p[@class='describe']/{*}a") is not None]
    return bool(pictures) and len(linked) == len(figures) == len(pictures)
