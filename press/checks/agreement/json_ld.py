"""What the schema.org description says (https://schema.org/Book): the work, and its editions as workExample."""

from __future__ import annotations

import json
from typing import Any

from press.checks.agreement import crosswalk, normal
from press.checks.agreement.fact import Facts, folded, link_key
from press.checks.agreement.fields import PRINTED
from press.checks.agreement.links import Link
from press.checks.agreement.pdf import SHOWN

_ROLES = {"author": "aut", "editor": "edt", "translator": "trl", "illustrator": "ill", "contributor": "otr"}
_CLAIMS = {"modes": "accessMode", "features": "accessibilityFeature", "hazards": "accessibilityHazard"}


def facts(data: bytes, file: str) -> Facts:
    """What the work and each edition say."""
    stated, book = Facts(), json.loads(data)
    stated.titles(book.get("name"), book.get("alternativeHeadline"), "name, alternativeHeadline")
    people = [(role, folded(p.get("name"))) for name, role in _ROLES.items() for p in book.get(name, [])]
    stated.people(people, "author, editor…")
    stated.add("rights", folded(book.get("copyrightNotice")), "copyrightNotice")
    stated.add("publisher", folded(book.get("publisher", {}).get("name")), "publisher")
    stated.add("place", folded(book.get("locationCreated", {}).get("name")), "locationCreated")
    stated.add("description", folded(book.get("description")), "description")
    stated.add(
        "keywords",
        frozenset(map(folded, (*(thing.get("name") for thing in book.get("about", [])), *book.get("keywords", [])))),
        "about, keywords",
    )
    _trade(book, stated)
    _shared(book, stated, "")
    if cover := book.get("image", {}).get("contentUrl"):
        stated.add("address", cover, "image", "cover")
    examples = book.get("workExample", [])
    for number, example in enumerate(examples):
        _example(example, stated, f"workExample/{number}")
    files = [price for example in examples if "encoding" in example for price in _prices(example)]
    stated.add("prices", frozenset(files), "workExample/*/offers", "files")
    identifiers = {normal.identifier(example.get("@id")): example for example in examples}
    stated.add("identifiers", frozenset(identifiers), "workExample/*/@id")
    stated.add("downloads", frozenset(i for i, e in identifiers.items() if "encoding" in e), "workExample/*/@id")
    stated.add("isbns", frozenset(filter(None, (normal.isbn(e.get("isbn")) for e in examples))), "workExample/*/isbn")
    return stated


def edition(example: dict[str, Any]) -> str:
    """Which edition an example is: by the media type and the name of its file, or by its form and the size of its type."""
    kinds = {"application/epub+zip": "epub", "application/pdf": "pdf"}
    encoding = example.get("encoding", {})
    if encoding.get("name", "").endswith(".kepub.epub"):
        return "kepub"
    if kind := kinds.get(encoding.get("encodingFormat", ""), ""):
        return kind
    if "largePrint" in example.get("accessibilityFeature", []):
        return "large_print"
    form = example.get("bookFormat", {}).get("@id", "").rpartition("/")[2]
    return {"Paperback": "print", "Hardcover": "hardcover"}.get(form, "?")


def links(data: bytes) -> list[Link]:
    """The files of the editions, by their addresses once they have one."""
    found = []
    book = json.loads(data)
    for number, example in enumerate(book.get("workExample", [])):
        if encoding := example.get("encoding"):
            here, kind = f"workExample/{number}/encoding", encoding.get("encodingFormat", "")
            found.append(Link(encoding.get("name", ""), f"{here}/name", kind))
            if "contentUrl" in encoding:
                found.append(Link(encoding["contentUrl"], f"{here}/contentUrl", kind))
    for name in ("image", "thumbnailUrl"):
        address = book.get(name, "")
        address = address.get("contentUrl", "") if isinstance(address, dict) else address
        found += [Link(address, name, "image/jpeg")] if address else []
    return found


def _trade(book: dict[str, Any], stated: Facts) -> None:
    """DOIs, series, edition, original, and the identifiers of persons, publisher and subjects."""
    stated.add("doi", normal.doi(book.get("sameAs")), "sameAs")
    stated.add("doi", normal.doi(book.get("identifier", {}).get("value")), "identifier")
    chapters = book.get("hasPart", [])
    stated.add("chapter dois", frozenset(normal.doi(chapter.get("sameAs")) for chapter in chapters), "hasPart")
    stated.add("edition", folded(book.get("bookEdition")), "bookEdition")
    stated.add("series", folded(book.get("isPartOf", {}).get("name")), "isPartOf")
    stated.add("series number", folded(book.get("position")), "position")
    stated.add("issn", folded(book.get("isPartOf", {}).get("issn")).replace("-", ""), "isPartOf/issn")
    stated.add("original", normal.language(book.get("translationOfWork", {}).get("inLanguage")), "translationOfWork")
    stated.add("mining policy", folded(book.get("usageInfo")), "usageInfo")
    stated.add("ror", folded(book.get("publisher", {}).get("sameAs")).rpartition("/")[2], "publisher/sameAs")
    for name in _ROLES:
        for person in book.get(name, []):
            stated.person(person.get("name"), person.get("sameAs", []), f"{name}/sameAs")
    links = [link_key(link) for thing in book.get("about", []) for link in thing.get("sameAs", [])]
    stated.add("subject links", frozenset(links), "about/*/sameAs")


def _shared(thing: dict[str, Any], stated: Facts, here: str) -> None:
    """What the work and its editions both say."""
    stated.add("language", normal.language(thing.get("inLanguage")), f"{here}inLanguage")
    stated.add("date", normal.date(thing.get("datePublished")), f"{here}datePublished")
    stated.add("licence", normal.licence(thing.get("license")), f"{here}license")


def _example(example: dict[str, Any], stated: Facts, here: str) -> None:
    of = edition(example)
    _shared(example, stated, f"{here}/")
    stated.add("title", folded(example.get("name")), f"{here}/name")
    stated.add("identifier", normal.identifier(example.get("@id")), f"{here}/@id", of)
    stated.add("identifier", normal.isbn(example.get("isbn")), f"{here}/isbn", of)
    stated.add("numbered", example.get("numberOfPages"), f"{here}/numberOfPages", of if of in PRINTED else "print")
    stated.add("prices", frozenset(_prices(example)), f"{here}/offers", of)
    if encoding := example.get("encoding"):
        size = folded(encoding.get("contentSize")).removesuffix(" B")
        stated.add("size", normal.number(size), f"{here}/encoding/contentSize", of)
        stated.add("sha256", folded(encoding.get("sha256")).lower(), f"{here}/encoding/sha256", of)
        stated.add("address", folded(encoding.get("contentUrl")), f"{here}/encoding/contentUrl", of)
    _accessibility(example, stated, here, of)


def _prices(example: dict[str, Any]) -> list[str]:
    """What an edition costs in each country: "18.50 EUR ES"."""
    return [
        f"{offer.get('price')} {offer.get('priceCurrency')} {country}".strip()
        for offer in example.get("offers", [])
        for country in offer.get("eligibleRegion") or [""]
    ]


def _accessibility(example: dict[str, Any], stated: Facts, here: str, of: str) -> None:
    values = {field: frozenset(example.get(name, [])) for field, name in _CLAIMS.items()}
    for field, name in _CLAIMS.items():
        stated.add(field, values[field], f"{here}/{name}", of)
    ways = [",".join(way.get("itemListElement", [])) for way in example.get("accessModeSufficient", [])]
    stated.add("sufficient", frozenset(ways), f"{here}/accessModeSufficient", of)
    stated.add("summary", folded(example.get("accessibilitySummary")), f"{here}/accessibilitySummary", of)
    stated.add("shown features", values["features"] & SHOWN, f"{here}/accessibilityFeature", of)
    stated.add("feature count", len(values["features"]), f"{here}/accessibilityFeature", of)
    if of == "pdf":  # those of the EPUB, which entail more, are compared with the EPUB itself
        stated.add("codes", crosswalk.codes(values["features"], ways), f"{here}/accessibilityFeature", of)
