"""For those who cite: how to, in words; and what reference managers read in a page (Highwire, Dublin Core, COinS)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urlencode

from lxml import etree

from press.core.cache import Cache, cache_key
from press.core.paths import STYLES
from press.core.xhtml import Element, make
from press.input import pandoc
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.metadata.references.csl import items, keywords, sorted_name
from press.outputs.web_page.words import Words, own, section

_STYLE = STYLES / "cite.csl"
#: Signs that citeproc reads as markup or sets as other quotation marks: they come through as private ones.
_KEPT: dict[str, str | int | None] = {'"': "\ue000", "'": "\ue001", "<": "\ue002"}
_DUBLIN_CORE = {"DC": "http://purl.org/dc/elements/1.1/", "DCTERMS": "http://purl.org/dc/terms/"}


def citing(catalogue: Catalogue, words: Words, cache: Cache) -> Element:
    """The reference to the book, and to each chapter that has authors of its own, each with its COinS."""
    language = catalogue.metadata.language
    cited = items(catalogue)
    entries = []
    for item, entry in zip(cited, _references(cited, language, cache), strict=True):
        entry.append(make("span", klass="Z3988", title=_coins(item)))
        entries.append(own(entry, language, words))
    return section("cite", words["cite"], *entries)


def _references(cited: list[dict[str, Any]], language: str, cache: Cache) -> list[Element]:
    """The reference of each item in the words of ISO 690, as a paragraph, by citeproc."""
    # One form is cited, the first that has an ISBN.
    shown = [{**item, "ISBN": item.get("ISBN", "").partition(" ")[0]} for item in cited]
    data = json.dumps(_kept(shown), ensure_ascii=False).encode()

    def made() -> bytes:
        arguments = ["--citeproc", f"--csl={_STYLE}", "-M", f"lang={language}", "--wrap=none"]
        html = pandoc.convert(data, "csljson", "html5", arguments).decode()
        return html.translate({ord(str(private)): escape(sign) for sign, private in _KEPT.items()}).encode()

    html = cache.get_or_make(cache_key("reference", language, data, _STYLE.read_bytes()), made)
    by_key = {
        entry.get("id", "").removeprefix("ref-"): entry
        for entry in etree.fromstring(html, etree.XMLParser(recover=True)).iter("div")
        if "csl-entry" in entry.get("class", "")
    }
    return [_paragraph(by_key[item["id"]]) for item in cited]


def _kept(value: Any) -> Any:
    """A value of JSON with private signs in the place of those that must come through as they are."""
    if isinstance(value, str):
        return value if "://" in value else value.translate(str.maketrans(_KEPT))
    if isinstance(value, dict):
        return {name: _kept(each) for name, each in value.items()}
    return [_kept(each) for each in value] if isinstance(value, list) else value


def _paragraph(entry: Element) -> Element:
    entry.tag, entry.tail = "p", None
    entry.attrib.clear()
    entry.set("class", "citation")
    return entry


def _coins(item: dict[str, Any]) -> str:
    """The context object of a book or of a part of one (OpenURL, Z39.88-2004, info:ofi/fmt:kev:mtx:book)."""
    chapter = item["type"] == "chapter"
    first: dict[str, str] = next(iter(item.get("author", [])), {})
    pages = item.get("page", "").split("-")
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
        ("rft.genre", "bookitem" if chapter else "book"),
        ("rft.btitle", item["container-title"] if chapter else item["title"]),
        ("rft.atitle", item["title"] if chapter else ""),
        ("rft.aulast", first.get("family", "")),
        ("rft.aufirst", first.get("given", "")),
        *(("rft.aucorp" if "literal" in name else "rft.au", sorted_name(name)) for name in item.get("author", [])),
        ("rft.date", _day(item, "-")),
        ("rft.pub", item.get("publisher", "")),
        ("rft.place", item.get("publisher-place", "")),
        ("rft.edition", item.get("edition") or item.get("version", "")),
        ("rft.series", item.get("collection-title", "")),
        ("rft.spage", pages[0]),
        ("rft.epage", pages[-1]),
        ("rft.tpages", item.get("number-of-pages", "")),
        *(("rft.isbn", number) for number in item.get("ISBN", "").split()),
        ("rft.language", item["language"]),
        ("rft_id", f"info:doi/{item['DOI']}" if "DOI" in item else ""),
        ("rft_id", item.get("URL", "")),
        ("rft_id", item.get("custom", {}).get("identifier", "")),
    ]
    return urlencode([(key, value) for key, value in pairs if value])


def embedded(catalogue: Catalogue) -> list[Element]:
    """The elements of the head: Highwire's tags, which Google Scholar asks for, and Dublin Core (DCMI, DC-HTML)."""
    schemas = [make("link", rel=f"schema.{prefix}", href=address) for prefix, address in _DUBLIN_CORE.items()]
    named = [*_highwire(catalogue), *_dublin_core(catalogue)]
    return [*schemas, *(make("meta", name=name, content=" ".join(value.split())) for name, value in named if value)]


def _highwire(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    book = items(catalogue)[0]
    pdf = catalogue.edition("pdf")
    yield "citation_title", book["title"]
    for role in ("author", "editor", "translator"):
        yield from ((f"citation_{role}", sorted_name(name)) for name in book.get(role, ()))
    yield "citation_publication_date", _day(book, "/")
    yield "citation_publisher", book.get("publisher", "")
    yield "citation_series_title", book.get("collection-title", "")
    yield from (("citation_isbn", number) for number in book.get("ISBN", "").split())
    yield "citation_doi", book.get("DOI", "")
    yield "citation_language", book["language"]
    yield from (("citation_keywords", word) for word in keywords(catalogue))
    yield "citation_public_url", book.get("URL", "")
    yield "citation_pdf_url", catalogue.address(pdf.path) if pdf else ""


def _dublin_core(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    book, metadata = items(catalogue)[0], catalogue.metadata
    yield "DC.title", book["title"]
    yield from (("DC.creator", sorted_name(name)) for name in book.get("author", ()))
    others = ("editor", "translator", "illustrator", "contributor")
    yield from (("DC.contributor", sorted_name(name)) for role in others for name in book.get(role, ()))
    yield "DC.publisher", book.get("publisher", "")
    yield "DC.date", _day(book, "-")
    yield "DC.type", "Text"
    yield from (("DC.format", edition.media_type) for edition in catalogue.downloads)
    yield "DC.identifier", metadata.identifier
    yield from (("DC.identifier", f"urn:isbn:{edition.isbn}") for edition in catalogue.editions if edition.isbn)
    yield "DC.identifier", f"https://doi.org/{book['DOI']}" if "DOI" in book else ""
    yield "DC.source", metadata.source
    yield "DC.language", book["language"]
    yield "DC.description", metadata.description
    yield from (("DC.subject", word) for word in keywords(catalogue))
    if metadata.rights:
        yield "DC.rights", metadata.rights.statement
        yield "DCTERMS.license", metadata.rights.url


def _day(item: dict[str, Any], between: str) -> str:
    if "issued" not in item:
        return ""
    return between.join(f"{number:02}" for number in item["issued"]["date-parts"][0])
