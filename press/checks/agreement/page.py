"""What the page says from which readers take the book: its head, its visible words, and the JSON-LD inside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from lxml import html

from press.checks.agreement import json_ld, normal
from press.checks.agreement.entries import joined, pages
from press.checks.agreement.fact import Facts, folded, name_key
from press.checks.agreement.links import Link, edition_of
from press.checks.agreement.places import text

_CONFORMANCE = re.compile(r"EPUB Accessibility [\d.]+ - WCAG [\d.]+ Level A+|PDF/UA-\d")
_BYTES = re.compile(r"([\d\s.,]+) bytes")
_ISBN = re.compile(r"97[89](?:-?\d){10}")
_PRINTED_ISBN = re.compile(r"ISBN (\d[\d-]{12,16})")
#: The fields of one value, the names under which they stand in the head and in COinS, and how each is read.
_EMBEDDED: dict[str, tuple[tuple[str, ...], Callable[[str], str]]] = {
    "publisher": (("citation_publisher", "DC.publisher", "rft.pub"), folded),
    "place": (("rft.place",), folded),
    "date": (
        ("citation_publication_date", "DC.date", "rft.date"),
        lambda value: normal.date(value.replace("/", "-")),
    ),
    "language": (("citation_language", "DC.language", "rft.language"), normal.language),
    "description": (("DC.description", "description"), folded),
    "rights": (("DC.rights",), folded),
    "licence": (("DCTERMS.license",), normal.licence),
    "cited edition": (("rft.edition",), folded),
    "series": (("citation_series_title", "rft.series"), folded),
    "doi": (("citation_doi",), str.lower),
}
_PEOPLE = {
    "citation_author": "aut",
    "citation_editor": "edt",
    "citation_translator": "trl",
    "DC.creator": "aut",
    "names": "aut",
}


def _tree(data: bytes) -> Any:
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))


def facts(data: bytes, file: str) -> Facts:
    """What the page says of the book and of each file that it offers."""
    stated, page = Facts(), _tree(data)
    stated.add("language", normal.language(page.get("lang")), "html: lang")
    stated.whole_title(text(page, "head/title"), "title")
    stated.titles(text(page, ".//h1"), text(page, ".//p[@class='subtitle']"), "h1")
    authors = [folded(e.text_content()).partition(",")[0] for e in page.iterfind(".//p[@class='contributor aut']")]
    stated.add("contributors", tuple(map(name_key, authors)), "p.contributor", "aut")
    for link in page.xpath("//*[@rel='license']"):
        stated.add("licence", normal.licence(link.get("href")), f"{link.tag}[rel=license]")
    footer = re.search(r"urn:uuid:[0-9a-z-]{36}", text(page, ".//footer"))
    stated.add("reference", footer[0] if footer else "", "footer", "epub")
    named = {e.get("name"): e.get("content") for e in page.iterfind(".//meta[@name]")}
    stated.add("mining", named.get("tdm-reservation"), "tdm-reservation")
    stated.add("mining policy", named.get("tdm-policy"), "tdm-policy")
    graph = {e.get("property"): e.get("content") for e in page.iterfind(".//meta[@property]")}
    stated.whole_title(graph.get("og:title"), "og:title")
    stated.add("date", normal.date(graph.get("book:release_date")), "book:release_date")
    stated.add("identifier", normal.isbn(graph.get("book:isbn")), "book:isbn", "epub")
    stated.add("address", graph.get("og:image"), "og:image", "cover")
    _embedded(page, stated)
    _particulars(page, stated)
    _sums(page, stated)
    _accessibility(page, stated)
    for script in page.iterfind(".//script[@type='application/ld+json']"):
        stated += [replace(fact, where=f"script: {fact.where}") for fact in json_ld.facts(script.text.encode(), file)]
    return stated


def links(data: bytes) -> list[Link]:
    """What the page links to and shows, and the files that its JSON-LD names."""
    page = _tree(data)
    found = []
    for number, element in enumerate(page.xpath("//a[@href] | //link[@href] | //img[@src]"), start=1):
        href = element.get("href") or element.get("src")
        found.append(Link(href, f"{element.tag} {number}", element.get("type", "")))
        sources = [source.split()[0] for source in element.get("srcset", "").split(",") if source.strip()]
        found += [Link(source, f"{element.tag} {number} (srcset)", "image/jpeg") for source in sources]
    for script in page.iterfind(".//script[@type='application/ld+json']"):
        found += [replace(link, where=f"script: {link.where}") for link in json_ld.links(script.text.encode())]
    return found


def _embedded(page: Any, stated: Facts) -> None:
    """What reference managers read in the page: Highwire's tags, Dublin Core and the first COinS."""
    cited = [parse_qsl(coins.get("title")) for coins in page.iterfind(".//span[@class='Z3988']")]
    pairs = [(e.get("name"), folded(e.get("content"))) for e in page.iterfind("head/meta[@name]")]
    pairs += cited[0] if cited else []
    tags = _tags(pairs)
    for field, (names, read) in _EMBEDDED.items():
        for name in names:
            for value in tags[name]:
                stated.add(field, read(value), name)
    for name in ("citation_title", "DC.title", "rft.btitle"):
        for value in tags[name]:
            stated.whole_title(value, name)
    for name, role in _PEOPLE.items():
        stated.add("contributors", tuple(map(name_key, tags[name])), name, role)
    stated.add("collaborators", frozenset(map(name_key, tags["DC.contributor"])), "DC.contributor")
    for name in (*_PEOPLE, "DC.contributor"):
        for person in (person for person in tags[name] if "," in person):
            stated.add("sorted name", person, name, name_key(person))
    if tags["rft.aulast"]:
        first = f"{tags['rft.aulast'][0]}, {tags['rft.aufirst'][0]}"
        stated.add("sorted name", first, "rft.aulast, rft.aufirst", name_key(tags["names"][0]))
    for name in ("citation_isbn", "rft.isbn"):
        stated.add("isbns", frozenset(map(normal.isbn, tags[name])), name)
    numbers = [normal.isbn(value.removeprefix("urn:isbn:")) for value in tags["DC.identifier"] if "urn:isbn:" in value]
    stated.add("isbns", frozenset(numbers), "DC.identifier")
    for name, start in (("DC.identifier", "https://doi.org/"), ("rft_id", "info:doi/")):
        dois = (value.removeprefix(start) for value in tags[name] if value.startswith(start))
        stated.add("doi", next(dois, "").lower(), name)
    for name in ("DC.identifier", "rft_id"):
        stated.add("reference", next((v for v in tags[name] if v.startswith("urn:uuid:")), ""), name, "epub")
    stated.add("address", next((value for value in tags["rft_id"] if "://" in value), ""), "rft_id", "page")
    for name, of in (("citation_public_url", "page"), ("citation_pdf_url", "pdf")):
        stated.add("address", next(iter(tags[name]), ""), name, of)
    for name in ("citation_keywords", "DC.subject"):
        stated.add("keywords", frozenset(tags[name]), name)
    stated.add("numbered", normal.number(next(iter(tags["rft.tpages"]), "")), "rft.tpages", "print")
    chapters = joined([Facts(), *(_chapter(pairs) for pairs in cited[1:])])
    stated += (fact for fact in chapters if fact.field != "chapter dois")  # which the JSON-LD states too
    _reference(page, [name_key(name) for name in tags["names"]], stated)


def _tags(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """The values of each tag, the authors of COinS, persons and bodies, in their order under ``names``."""
    tags: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        tags["names" if key in ("rft.au", "rft.aucorp") else key].append(value)
    return tags


def _chapter(pairs: list[tuple[str, str]]) -> Facts:
    """What the COinS of a chapter states: of the chapter, and of its book."""
    stated, tags = Facts(), _tags(pairs)
    first = {name: values[0] for name, values in tags.items()}
    stated.whole_title(first.get("rft.atitle"), "rft.atitle")
    stated.add("container", folded(first.get("rft.btitle")), "rft.btitle")
    stated.add("contributors", tuple(map(name_key, tags["names"])), "rft.au", "aut")
    stated.add("pages", pages(first.get("rft.spage", ""), first.get("rft.epage", "")), "rft.spage, rft.epage")
    dois = (value.removeprefix("info:doi/") for value in tags["rft_id"] if value.startswith("info:doi/"))
    stated.add("doi", next(dois, "").lower(), "rft_id")
    for field, (names, read) in _EMBEDDED.items():
        for name in (name for name in names if name in tags and name.startswith("rft.")):
            stated.add(field, read(first[name]), name)
    stated.add("isbns", frozenset(map(normal.isbn, tags["rft.isbn"])), "rft.isbn")
    return stated


def _reference(page: Any, authors: list[str], stated: Facts) -> None:
    """The reference in words: what can be told apart in it without knowing its language."""
    where = "p.citation"
    for paragraph in page.xpath("//p[@class='citation']")[:1]:
        title = paragraph.find("em")
        before, after = folded(paragraph.text).casefold(), folded(title.tail)
        named = (all(word.casefold() in before for word in name.split()) for name in authors)
        present = tuple(name if there else "?" for name, there in zip(authors, named, strict=True))
        stated.add("contributors", present, where, "aut")
        stated.whole_title(title.text_content(), where)
        years = re.findall(r"\b\d{4}\b", after.partition("ISBN")[0])
        stated.add("year", normal.number(years[-1]) if years else "", where)
        for number in _PRINTED_ISBN.findall(after):
            stated.add("cited isbn", normal.isbn(number), where)
        for link in paragraph.iterfind("a"):
            address = link.get("href")
            if address.startswith("https://doi.org/"):
                stated.add("doi", address.removeprefix("https://doi.org/").lower(), where)
            else:
                stated.add("address", address, where, "page")


def _particulars(page: Any, stated: Facts) -> None:
    """The list after each button: size, pages, ISBN, digest."""
    for number, listed in enumerate(page.xpath("//section[@id='files']//dl[contains(@class, 'particulars')]"), start=1):
        offered = listed.xpath("preceding::a[@type][1]/@href")
        of = edition_of(offered[0]) if offered else "?"
        for term in listed.iterfind("dt"):
            words, where = folded(term.getnext().text_content()), f"dl {number}: {folded(term.text)}"
            if found := _BYTES.search(words):
                stated.add("size", int(re.sub(r"\D", "", found[1])), where, of)
            elif term.getnext().find("code") is not None:  # whatever it is: a digest that is none disagrees too
                stated.add("sha256", words.lower(), where, of)
            elif _ISBN.fullmatch(words):
                stated.add("identifier", normal.isbn(words), where, of)
            elif words.isdecimal():
                stated.add("numbered", int(words), where, "print")


def _sums(page: Any, stated: Facts) -> None:
    for term in page.iterfind(".//dl[@class='sums']/dt"):
        path = folded(term.text_content())
        stated.add("sha256", folded(term.getnext().text_content()).lower(), f"dl.sums: {path}", edition_of(path))


def _accessibility(page: Any, stated: Facts) -> None:
    """Below the name of each file: the conformance and who answers for it, a summary, and statements of its features."""
    for heading in page.xpath("//section[@id='accessibility']/h3"):
        of = {"EPUB": "epub", "PDF": "pdf"}.get(folded(heading.text_content()), "")
        listed = heading.getnext()
        if not of or listed is None or listed.tag != "dl":
            continue
        where = f"#accessibility, {of}"
        found = _CONFORMANCE.search(folded(listed.text_content()))
        stated.add("conformance", found[0] if found else "", where, of)
        names = [folded(span.text_content()) for span in listed.iter("span")]
        stated.add("certifier", next((name for name in names if found and name != found[0]), ""), where, of)
        stated.add("feature count", len(listed.findall("dd[@class='feature']")), where, of)
    for paragraph in page.xpath("//h3[@id='declaration']/following-sibling::p[1]"):
        claimed = _CONFORMANCE.search(folded(paragraph.text_content()))
        stated.add("conformance", claimed[0] if claimed else "", "#declaration", "epub")
        contact = paragraph.find("a")
        stated.add("contact", folded(contact.text_content()) if contact is not None else "", "#declaration")
    for link in page.xpath("//section[@id='accessibility']//a[starts-with(@href, 'mailto:')]"):
        stated.add("contact", link.get("href").removeprefix("mailto:"), "#accessibility: mailto")
