"""The access points of a MARC record: who made the book, what it is on, its series and other editions, where it is."""

from __future__ import annotations

from collections.abc import Iterator

from pymarc import Field

from press.core.identifiers import address
from press.core.languages import label
from press.input.contributors import Contributor
from press.input.metadata import Metadata
from press.input.trade import Subject
from press.outputs.metadata import authorities
from press.outputs.metadata.catalogue import Catalogue, Edition
from press.outputs.metadata.marc.make import make

#: The fields of subjects from authority files, and their first indicator; a person's depends on the order of the name.
_SUBJECTS = {
    "topic": ("650", " "),
    "person": ("600", ""),
    "body": ("610", "2"),
    "place": ("651", " "),
    "event": ("611", "2"),
    "genre": ("655", " "),
}
#: Second indicator of 653, which says what a subject in plain words is; nothing of a topic, as which it is listed.
_PLAIN = {"person": "1", "body": "2", "event": "3", "place": "5", "genre": "6"}


def headings(catalogue: Catalogue, group: tuple[Edition, ...]) -> Iterator[Field]:
    """Who made the book, what it is on, its other editions, and where the files are."""
    metadata = catalogue.metadata
    for code in metadata.thema:
        yield make("072", " 7", ("a", code), ("2", "thema"))
    for code in metadata.bisac:
        yield make("072", " 7", ("a", code), ("2", "bisacsh"))
    yield from _names(metadata)
    for subject in metadata.subjects:
        yield _subject(subject)
    for words in metadata.keywords:
        yield make("653", "  ", ("a", words))
    if metadata.series:
        series = metadata.series
        title = f"{series.title} ;" if series.number else f"{series.title}."
        yield make("830", " 0", ("a", title), ("v", f"{series.number}." if series.number else ""))
    for other in catalogue.editions:
        if other not in group:
            yield _other_edition(metadata, other)
    yield from _locations(catalogue, group)


def main_entry(metadata: Metadata) -> Contributor | None:
    """The first author."""
    return next((person for person in metadata.contributors if person.role == "aut"), None)


def _names(metadata: Metadata) -> Iterator[Field]:
    """1XX, 7XX; the publisher is one where an identifier tells which it is."""
    main = main_entry(metadata)
    for person in metadata.contributors:
        tag = ("1" if person is main else "7") + ("10" if person.corporate else "00")
        yield _name(tag, person, metadata.language)
    if metadata.ror and metadata.publisher:
        role = label(metadata.language, "pbl")
        link = ("1", address("ror", metadata.ror))
        yield make("710", "2 ", ("a", f"{metadata.publisher},"), ("e", f"{role}."), ("4", "pbl"), link)


def _name(tag: str, person: Contributor, language: str) -> Field:
    """100/700 inverted (1) or in direct order (0); 110/710 in direct order (2). $1 are addresses of the person."""
    kind = "2" if person.corporate else _order(person.file_as)
    return make(
        tag,
        f"{kind} ",
        ("a", f"{person.name if person.corporate else person.file_as},"),
        ("e", f"{label(language, person.role)}."),
        ("4", person.role),
        *(("1", link) for link in person.links),
    )


def _order(name: str) -> str:
    """First indicator of a person's name: inverted, with a comma, or in direct order."""
    return "1" if "," in name else "0"


def _subject(subject: Subject) -> Field:
    """6XX by its authority file, with its addresses ($0 of the heading, $1 of the thing); 653 without one."""
    things = [("1", link) for link in authorities.things(subject)]
    found = authorities.headings(subject)
    if not found and not things:
        return make("653", f" {_PLAIN.get(subject.kind, ' ')}", ("a", subject.name))
    tag, first = _SUBJECTS[subject.kind]
    source = found[0].source if found else ""
    second = {"": "4", "lcsh": "0"}.get(source, "7")
    return make(
        tag,
        f"{first or _order(subject.name)}{second}",
        ("a", f"{subject.name.removesuffix('.')}."),
        ("2", source if second == "7" else ""),
        *(("0", heading.address) for heading in found),
        *things,
    )


def _other_edition(metadata: Metadata, other: Edition) -> Field:
    """776: the same text in another form."""
    printed = other.format.printed
    kind = label(metadata.language, "printed_edition" if printed else "online_edition")
    which = label(metadata.language, other.kind) if printed and other.format.optional else other.format.name
    name = f"{kind} ({which})" if which else kind
    number = ("z", other.isbn) if other.isbn else ("o", other.reference)
    main = main_entry(metadata)
    author = [("a", f"{main.name if main.corporate else main.file_as}.")] if main else []
    return make("776", "08", ("i", f"{name}:"), *author, ("t", metadata.title), number)


def _locations(catalogue: Catalogue, group: tuple[Edition, ...]) -> Iterator[Field]:
    """856: the resource itself (40), or a version of it (41); and where the DOI leads."""
    doi = catalogue.metadata.doi
    if doi:
        yield make("856", "40", ("u", address("doi", doi)), ("y", "DOI"))
    for edition in catalogue.downloads:
        where = catalogue.address(edition.path)
        if where:
            place = "40" if edition in group else "41"
            yield make("856", place, ("u", where), ("q", edition.media_type), ("y", edition.format.name))
