"""What the metadata files leave out because book.yaml does not say it."""

from __future__ import annotations

from dataclasses import dataclass

from press.core.formats import FORMATS
from press.core.languages import format_name
from press.core.messages import Message
from press.input.metadata import Metadata


@dataclass(frozen=True)
class MissingField:
    """A key of book.yaml without a value, and what the records lack for it, for the report."""

    key: str
    left_out: Message


def missing_fields(metadata: Metadata) -> list[MissingField]:
    """The keys that nobody has filled in, in the order in which a publisher would."""
    isbn = dict(metadata.isbn)
    missing = [
        (
            "publisher",
            not metadata.publisher,
            Message("the publisher and the sales rights in ONIX; the publisher in MARC (264) and schema.org"),
        ),
        ("place", not metadata.place, Message("the place of publication in ONIX and MARC (264)")),
        ("country", not metadata.country, Message("the country of publication in ONIX and MARC (008/15-17)")),
        (
            "contact",
            not metadata.contact,
            Message(
                "the contact address for accessibility (ONIX, list 196, code 99) and the declaration of conformity with "
                "the European Accessibility Act on the download page"
            ),
        ),
        (
            "base_url",
            not metadata.base_url,
            Message("the links to the files and to the cover in ONIX, MARC (856) and schema.org"),
        ),
        *(
            (
                f"isbn.{kind}",
                kind not in isbn,
                Message("the ISBN ({}), without which no shop lists it", Message(format_name("en", kind))),
            )
            for kind, row in FORMATS.items()
            if not row.optional or kind in metadata.editions.kinds
        ),
        ("legal_deposit", not metadata.legal_deposit, Message("the legal deposit number in MARC (017)")),
        ("contributors", not metadata.contributors, Message("the author in all records")),
        ("date", metadata.date is None, Message("the date of publication in all records")),
        ("description", not metadata.description, Message("the description in all records")),
        ("rights", metadata.rights is None, Message("the licence and the open access status in all records")),
        ("thema", not metadata.thema, Message("the Thema subject in ONIX and MARC (072)")),
        (
            "thema",
            bool(metadata.thema) and not metadata.thema_headings,
            Message("the Thema subjects in OPDS, which shows them to readers by their headings"),
        ),
        ("bisac", not metadata.bisac, Message("the BISAC subject in ONIX and MARC (072)")),
        ("audience", not metadata.audience, Message("the audience in ONIX and MARC (008/22)")),
        (
            "certified_by",
            not metadata.certified_by,
            Message("the conformance of the EPUB to WCAG 2.2 AA in ONIX, MARC (532) and OPDS"),
        ),
    ]
    found = [MissingField(key, Message("Missing: {}.", what)) for key, absent, what in missing if absent]
    for order in metadata.printing.orders if metadata.printing else ():
        if order.source:  # a width that we cannot compute: whoever uploads the cover should know whose it is
            key = f"print.printers.{order.printer.key}.spine"
            given = Message("The width of the spine is not computed, but given in book.yaml. {}", order.source)
            found.append(MissingField(key, given))
    return found
