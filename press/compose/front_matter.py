"""The pages before the text that come from book.yaml: half-title, title page, credits."""

from __future__ import annotations

from lxml import etree

from press.compose.document import Document
from press.compose.figures import Picture
from press.core.identifiers import address
from press.core.isbn import hyphenated
from press.core.languages import format_name, label, long_date
from press.core.problems import Problems
from press.core.xhtml import Element, make
from press.input.contributors import Contributor
from press.input.markdown import Reader
from press.input.metadata import Metadata
from press.language.title_breaking import set_in_lines

_SVG = "{http://www.w3.org/2000/svg}"


def front_documents(reader: Reader, problems: Problems) -> list[Document]:
    """Half-title, title page and credits, in the order of the trade (credits on the title's verso)."""
    metadata = reader.manuscript.metadata
    pages = (
        ("halftitle", "half-title", [set_in_lines(make("p", klass="title"), metadata.title, 36, metadata.language)]),
        ("titlepage", "title-page", _title_page(metadata)),
        ("copyright", "copyright", _credits(reader, problems)),
    )
    return [_page(metadata, kind, identifier, content) for kind, identifier, content in pages]


def mark_picture(metadata: Metadata) -> Picture | None:
    """The edition's mark for the title page, on white, so that it can be seen in night mode; None where it has none."""
    if metadata.mark is None:
        return None
    root = etree.fromstring(metadata.mark.read_bytes())
    x, y, width, height = root.get("viewBox", "").replace(",", " ").split()
    root.insert(0, etree.Element(f"{_SVG}rect", x=x, y=y, width=width, height=height, fill="#ffffff"))
    return Picture.of("edition-mark.svg", etree.tostring(root))


def _page(metadata: Metadata, kind: str, identifier: str, content: list[Element]) -> Document:
    title = label(metadata.language, kind)
    section = make("section", *content, id=identifier, klass=f"document {kind}", aria_label=title)
    return Document(identifier, kind, "front", title, 0, section)


def _title_page(metadata: Metadata) -> list[Element]:
    authors = [_credited(person) for person in metadata.contributors if person.role == "aut"]
    others = [_credited(person) for person in metadata.contributors if person.role != "aut"]
    page = [make("div", *authors, klass="contributors")] if authors else []
    page.append(set_in_lines(make("p", klass="title"), metadata.title, 20, metadata.language))
    if metadata.subtitle:
        page.append(make("p", metadata.subtitle, klass="subtitle"))
    if others:
        page.append(make("div", *others, klass="contributors others"))
    imprint = " · ".join(
        filter(None, (metadata.publisher, metadata.place, str(metadata.date.year) if metadata.date else ""))
    )
    emblem = mark_picture(metadata)
    if emblem:
        title = etree.fromstring(emblem.data).findtext(f"{_SVG}title") or metadata.title
        page.append(make("p", make("img", src=f"images/{emblem.name}", alt=title), klass="emblem"))
    if imprint:
        page.append(make("p", imprint, klass="imprint"))
    return page


def _credited(person: Contributor) -> Element:
    """The words that credit a contributor: the ``credit`` of book.yaml, or the name and what is noted of it."""
    note = [make("span", f", {person.note}", klass="note")] if person.note and not person.credit else []
    return make("p", person.credit or person.name, *note, klass=f"contributor {person.role}")


def _credits(reader: Reader, problems: Problems) -> list[Element]:
    metadata = reader.manuscript.metadata
    language = metadata.language
    lines = [make("p", make("em", metadata.title), f". {metadata.subtitle}" if metadata.subtitle else "")]
    edition = [metadata.edition_statement] if metadata.edition_statement else []
    if metadata.date:
        edition.append(long_date(language, metadata.date.year, metadata.date.month, metadata.date.day))
    if edition:
        lines.append(make("p", ", ".join(edition)))
    if metadata.series:
        issn = f". ISSN {metadata.series.issn}" if metadata.series.issn else ""
        lines.append(make("p", f"{metadata.series.statement}{issn}"))
    texts = list(metadata.credits)
    if metadata.rights:
        texts.append(metadata.rights.statement)
    places = [metadata.line("credits", number) for number in range(len(metadata.credits))]
    for span in reader.inline(
        texts, metadata.path, problems, [*places, metadata.line("rights", "statement")][: len(texts)]
    ):
        span.tag = "p"
        lines.append(span)
    if metadata.rights and metadata.rights.url:
        lines.append(make("p", _link(metadata.rights.url)))
    numbers = [
        make("p", f"{label(language, 'isbn').format(format_name(language, edition))}: {hyphenated(number)}")
        for edition, number in metadata.isbn
    ]
    if metadata.doi:
        numbers.append(make("p", "DOI: ", _link(address("doi", metadata.doi))))
    numbers += [
        make("p", f"{person.name}: ORCID ", _link(address("orcid", person.orcid)))
        for person in metadata.contributors
        if person.orcid
    ]
    if metadata.legal_deposit:
        numbers.append(make("p", label(language, "legal_deposit").format(metadata.legal_deposit)))
    return [make("div", *lines, *numbers, klass="credits")]


def _link(where: str) -> Element:
    """An address that is printed as it is, and leads there."""
    return make("a", where, href=where)
