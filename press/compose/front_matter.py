"""The pages before the text that come from the record: half-title, title page, credits."""

from __future__ import annotations

from press.compose.document import Document
from press.core.problems import Problems
from press.core.xhtml import Element, make
from press.input.markdown import Reader
from press.input.metadata import Record
from press.language.labels import label, long_date
from press.language.title_breaking import set_in_lines


def front_documents(reader: Reader, problems: Problems) -> list[Document]:
    """Half-title, title page and credits, in the order of the trade (credits on the title's verso)."""
    record = reader.manuscript.record
    pages = (
        ("halftitle", "portadilla", [set_in_lines(make("p", klass="title"), record.title, 36)]),
        ("titlepage", "portada", _title_page(record)),
        ("copyright", "creditos", _credits(reader, problems)),
    )
    return [_page(record, kind, identifier, content) for kind, identifier, content in pages]


def _page(record: Record, kind: str, identifier: str, content: list[Element]) -> Document:
    title = label(record.language, kind)
    section = make("section", *content, id=identifier, klass=f"document {kind}", aria_label=title)
    return Document(identifier, kind, "front", title, 0, section)


def _title_page(record: Record) -> list[Element]:
    lines = [
        make(
            "p",
            person.name,
            *([make("span", f", {person.note}", klass="note")] if person.note else []),
            klass=f"contributor {person.role}",
        )
        for person in record.contributors
    ]
    page = [make("div", *lines, klass="contributors")] if lines else []
    page.append(set_in_lines(make("p", klass="title"), record.title, 20))
    if record.subtitle:
        page.append(make("p", record.subtitle, klass="subtitle"))
    imprint = " · ".join(filter(None, (record.publisher, record.place, str(record.date.year) if record.date else "")))
    if imprint:
        page.append(make("p", imprint, klass="imprint"))
    return page


def _credits(reader: Reader, problems: Problems) -> list[Element]:
    record = reader.manuscript.record
    language = record.language
    lines = [make("p", make("em", record.title), f". {record.subtitle}" if record.subtitle else "")]
    edition = []
    if record.version:
        edition.append(label(language, "version").format(record.version))
    if record.date:
        edition.append(long_date(language, record.date.year, record.date.month, record.date.day))
    if edition:
        lines.append(make("p", ", ".join(edition)))
    texts = list(record.credits)
    if record.rights:
        texts.append(record.rights.statement)
    for span in reader.inline(texts, record.path, problems):
        span.tag = "p"
        lines.append(span)
    if record.rights and record.rights.url:
        lines.append(make("p", make("a", record.rights.url, href=record.rights.url)))
    numbers = [
        make("p", f"{label(language, 'isbn').format(label(language, edition))}: {number}")
        for edition, number in record.isbn
    ]
    if record.legal_deposit:
        numbers.append(make("p", f"Depósito legal: {record.legal_deposit}"))
    return [make("div", *lines, *numbers, klass="credits")]
