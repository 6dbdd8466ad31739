"""What the page says from which readers take the book: its head, its visible words, and the JSON-LD inside it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from lxml import html

from press.checks.agreement import json_ld, normal
from press.checks.agreement.fact import Facts, folded, name_key
from press.checks.agreement.links import Link, edition_of
from press.checks.agreement.places import text

_CONFORMANCE = re.compile(r"EPUB Accessibility [\d.]+ - WCAG [\d.]+ Level A+|PDF/UA-\d")
_BYTES = re.compile(r"([\d\s.,]+) bytes")


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
    footer = re.search(r"urn:uuid:[0-9a-f-]{36}", text(page, ".//footer"))
    stated.add("reference", footer[0] if footer else "", "footer", "epub")
    graph = {e.get("property"): e.get("content") for e in page.iterfind(".//meta[@property]")}
    stated.whole_title(graph.get("og:title"), "og:title")
    stated.add("date", normal.date(graph.get("book:release_date")), "book:release_date")
    stated.add("identifier", normal.isbn(graph.get("book:isbn")), "book:isbn", "epub")
    stated.add("address", graph.get("og:image"), "og:image", "cover")
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
            elif words.isdecimal() and len(words) == 13:
                stated.add("identifier", normal.isbn(words), where, of)
            elif words.isdecimal():
                stated.add("pages", int(words), where, of)


def _sums(page: Any, stated: Facts) -> None:
    for term in page.iterfind(".//dl[@class='sums']/dt"):
        path = folded(term.text_content())
        stated.add("sha256", folded(term.getnext().text_content()).lower(), f"dl.sums: {path}", edition_of(path))


def _accessibility(page: Any, stated: Facts) -> None:
    """Below the name of each file: the conformance, who answers for it, and a list of the features."""
    for heading in page.xpath("//section[@id='accessibility']/h3"):
        of = {"EPUB": "epub", "PDF": "pdf"}.get(folded(heading.text_content()), "")
        if not of:
            continue
        for element in heading.itersiblings():
            if element.tag == "h3":
                break
            found = _CONFORMANCE.search(folded(element.text_content())) if element.tag in ("p", "dl") else None
            if found:
                stated.add("conformance", found[0], f"#accessibility, {of}", of)
                names = [folded(span.text_content()) for span in element.iter("span")]
                stated.add(
                    "certifier", next((name for name in names if name != found[0]), ""), f"#accessibility, {of}", of
                )
            elif element.tag == "ul":
                stated.add("feature count", len(element), f"#accessibility, {of}", of)
