"""What a channel would reject today, and why: its rules checked against book.yaml and the files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from press.core.languages import format_name
from press.core.stored import StoredBytes, StoredFiles
from press.input.printers import Rule
from press.outputs.channels.pictures import pixels, size_of
from press.outputs.channels.table import Channel
from press.outputs.channels.values import FilledField, keywords, prices_of, publisher
from press.outputs.channels.words import Words
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.metadata.licences import is_open

_MEGABYTE = 1_000_000
_LINK = re.compile(r"(?:https?://|www\.)\S+")
#: What of the book each need asks for.
_NEEDS: dict[str, Callable[[Catalogue], object]] = {
    "author": lambda catalogue: catalogue.metadata.names("aut"),
    "description": lambda catalogue: catalogue.metadata.description,
    "publisher": lambda catalogue: publisher(catalogue.metadata),
    "bisac": lambda catalogue: catalogue.metadata.bisac,
    "date": lambda catalogue: catalogue.metadata.date,
    "licence": lambda catalogue: catalogue.metadata.rights,
}


@dataclass(frozen=True)
class BlockingIssue:
    """Why the channel would not take the book today."""

    rule: str
    why: str
    source: str
    confidence: str


@dataclass(frozen=True)
class Submission:
    """All that goes to a channel: its ``form`` filled in, in the language of ``words``, and its files by their names there.

    ``missing`` are what files are not made (the ``of`` of the table), ``picture`` the cover, ``epub`` the book itself.
    """

    channel: Channel
    catalogue: Catalogue
    form: list[FilledField]
    words: Words
    files: StoredFiles
    missing: tuple[str, ...] = ()
    picture: bytes = b""
    epub: StoredBytes = field(default_factory=partial(StoredBytes, b""))


def blocking_issues(submission: Submission) -> list[BlockingIssue]:
    """Each rule that the book breaks today, in the table's order, after what is not there to send."""
    found = [
        BlockingIssue("files", submission.words("missing_file", asked.of), asked.source, asked.confidence)
        for asked in submission.channel.files
        if asked.of in submission.missing
    ]
    picture = [submission.channel.picture] if submission.channel.picture and submission.picture else []
    rules = (*picture, *submission.channel.rules.values())
    return found + [
        BlockingIssue(rule.name, why, rule.source, rule.confidence)
        for rule in rules
        for why in _CHECKS[rule.name](submission, rule)
    ]


def _picture(submission: Submission, rule: Rule) -> Iterator[str]:
    size = size_of(submission.picture)
    least, most = pixels(rule.limit.get("least", "1 x 1")), pixels(rule.limit.get("most", rule.limit["ideal"]))
    own = {"width": size[0], "height": size[1]}
    if size[0] < least[0] or size[1] < least[1]:
        yield submission.words("issue", "picture_small", **own, asked_width=least[0], asked_height=least[1])
    if size[0] > most[0] or size[1] > most[1]:
        yield submission.words("issue", "picture_large", **own, asked_width=most[0], asked_height=most[1])
    if "bytes" in rule.limit and len(submission.picture) > _bytes(rule.limit["bytes"]):
        yield submission.words("issue", "picture_bytes", most=rule.limit["bytes"])


def _title(submission: Submission, rule: Rule) -> Iterator[str]:
    length = len(submission.catalogue.metadata.whole_title)
    if length > rule.limit:
        yield submission.words("issue", "title", length=length, most=rule.limit)


def _needs(submission: Submission, rule: Rule) -> Iterator[str]:
    for name in rule.limit:
        if not _NEEDS[name](submission.catalogue):
            yield submission.words("needs", name)


def _isbn(submission: Submission, rule: Rule) -> Iterator[str]:
    edition = submission.catalogue.edition(submission.channel.edition)
    if "instead" not in rule.limit and not (edition and edition.isbn):
        named = format_name(submission.words.language, submission.channel.edition)
        yield submission.words("issue", "isbn", edition=named)


def _price(submission: Submission, rule: Rule) -> Iterator[str]:
    if "free" in rule.limit:
        return
    least = next((price for most, price in rule.limit.get("least", ()) if submission.epub.size < _bytes(most)), "")
    prices = prices_of(submission.catalogue.metadata, submission.channel.edition)
    if not least:
        if not prices:
            yield submission.words("issue", "price")
        return
    number, _, currency = least.partition(" ")
    if any(price.currency != currency or price.amount >= Decimal(number) for price in prices):
        return
    price = f"{submission.words.number(float(number), '.2f')} {currency}"
    yield submission.words("issue", "price_least", price=price)


def _freely_available(submission: Submission, rule: Rule) -> Iterator[str]:
    metadata = submission.catalogue.metadata
    if _LINK.match(metadata.source):
        why = [submission.words("issue", "web_source", source=metadata.source)]
        why += [submission.words("issue", "unless_owner")] if rule.limit == "unless-owner" else []
        yield " ".join(why)
    elif rule.limit == "always" and metadata.rights and is_open(metadata):
        yield submission.words("issue", "open_licence", licence=metadata.rights.licence)


def _links(submission: Submission, rule: Rule) -> Iterator[str]:
    for filled in submission.form:
        if any(_LINK.search(entry) for entry in filled.entries):
            yield submission.words("issue", "links", label=filled.field.label)


def _keywords(submission: Submission, rule: Rule) -> Iterator[str]:
    count = len(keywords(submission.catalogue.metadata))
    if count < rule.limit:
        yield submission.words("issue", "keywords", count=count, least=rule.limit)


def _page_numbers(submission: Submission, rule: Rule) -> Iterator[str]:
    if any(b'"page-list"' in data for _, data in _inside(submission.epub, ".xhtml")):
        yield submission.words("issue", "page_list_and_index" if submission.catalogue.index else "page_list")


def _pictures(submission: Submission, rule: Rule) -> Iterator[str]:
    most = float(rule.limit.split()[0]) * 1_000_000
    for name, data in _inside(submission.epub, ".jpg", ".jpeg", ".png"):
        width, height = size_of(data)
        if width * height > most:
            yield submission.words("issue", "pixels", name=name, width=width, height=height)


def _inside(epub: StoredBytes, *endings: str) -> Iterator[tuple[str, bytes]]:
    """The files of the EPUB whose names end so; none where it is not made."""
    if epub.size:
        with zipfile.ZipFile(epub.source()) as archive:
            wanted = (name for name in archive.namelist() if name.lower().endswith(endings))
            yield from ((name, archive.read(name)) for name in wanted)


def _file_size(submission: Submission, rule: Rule) -> Iterator[str]:
    for name in submission.files:
        if submission.files.stored(name).size > _bytes(rule.limit):
            yield submission.words("issue", "file_size", name=name, most=rule.limit)


def _fewest_pages(submission: Submission, rule: Rule) -> Iterator[str]:
    edition = submission.catalogue.edition(submission.channel.edition)
    if edition and edition.pages < rule.limit:
        yield submission.words("issue", "pages", count=edition.pages, least=rule.limit)


def _item(submission: Submission, rule: Rule) -> Iterator[str]:
    if not re.fullmatch(rule.limit, submission.catalogue.metadata.slug):
        yield submission.words("issue", "item", slug=submission.catalogue.metadata.slug)


def _bytes(text: str) -> int:
    """``3 MB`` -> 3,000,000."""
    return int(text.split()[0]) * _MEGABYTE


#: How each rule of the table is checked: the reasons for which the book breaks it.
_CHECKS: dict[str, Callable[[Submission, Rule], Iterator[Any]]] = {
    "picture": _picture,
    "title": _title,
    "needs": _needs,
    "isbn": _isbn,
    "price": _price,
    "freely-available": _freely_available,
    "links": _links,
    "keywords": _keywords,
    "page-numbers": _page_numbers,
    "pictures": _pictures,
    "file-size": _file_size,
    "pages": _fewest_pages,
    "item": _item,
}
