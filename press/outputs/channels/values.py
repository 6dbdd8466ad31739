"""What is written in each field of a channel's form: the words of book.yaml, shortened to the channel's limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from press.core.languages import label, language_of
from press.input.metadata import Metadata
from press.input.trade import Price
from press.outputs.channels.sentences import shortened
from press.outputs.channels.table import Channel, Field
from press.outputs.channels.words import Words
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.metadata.licences import is_open


@dataclass(frozen=True)
class FilledField:
    """A field and what is copied into it, entry by entry; ``note`` says what is missing or was left out."""

    field: Field
    entries: tuple[str, ...]
    note: str = ""


def fill(channel: Channel, catalogue: Catalogue, ticket: Mapping[str, Any], words: Words) -> list[FilledField]:
    """The channel's form, filled in in the language of ``words``; ``ticket`` is the printer's job ticket, empty where there is none."""
    values = _values(channel, catalogue, ticket, words)
    return [
        FilledField(field, (field.text,)) if field.text else _limited(field, values[field.value], channel, words)
        for field in channel.fields
    ]


def keywords(metadata: Metadata) -> tuple[str, ...]:
    """The keywords of book.yaml and then its subjects, each once."""
    return tuple(dict.fromkeys((*metadata.keywords, *metadata.subject_names)))


def publisher(metadata: Metadata) -> str:
    """The name under which the book is published: the imprint, or the publisher."""
    return metadata.imprint or metadata.publisher


def _values(
    channel: Channel, catalogue: Catalogue, ticket: Mapping[str, Any], words: Words
) -> dict[str, tuple[str, ...]]:
    metadata = catalogue.metadata
    edition = catalogue.edition(channel.edition)
    licence = metadata.rights.licence if metadata.rights else ""
    free = channel.rules["price"].limit.get("free", "") if "price" in channel.rules else ""
    single = {
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "whole-title": metadata.whole_title,
        "description": metadata.long_description,
        "rights": metadata.rights.statement if metadata.rights else "",
        "audience": words("audience", metadata.audience) if metadata.audience else "",
        "date": metadata.date.isoformat() if metadata.date else "",
        "version": metadata.version,
        "isbn": edition.isbn if edition else "",
        "slug": metadata.slug,
        "publisher": publisher(metadata),
        "language": language_of(metadata.language).name,
        "language-code": language_of(metadata.language).iso639_2,
        "licence-address": metadata.rights.url if metadata.rights else "",
        # Creative Commons 4.0, section 2.a.5: no technical measures that take away what the licence gives.
        "protection": words("value", "protection", licence=licence) if is_open(metadata) else "",
        "territory": _territories(metadata)
        or (words("value", "territory", licence=licence) if is_open(metadata) else ""),
        "source": metadata.source,
        "pages": str(_pages(channel, catalogue, ticket) or ""),
        "trim": _trim(ticket, words),
        "paper": words("paper", ticket["paper"]) if ticket else "",
    }
    several = {
        "price": _prices(metadata, channel.edition, words) or ((free,) if free else ()),
        "contributors": tuple(f"{one.name} ({label(words.language, one.role)})" for one in metadata.contributors),
        "authors": tuple(metadata.names("aut")),
        "keywords": keywords(metadata),
        "subjects": metadata.subject_names,
        "bisac": metadata.bisac,
        "thema": metadata.thema,
    }
    return {name: (text,) if text else () for name, text in single.items()} | several


def prices_of(metadata: Metadata, kind: str) -> list[Price]:
    """What an edition costs, as far as book.yaml says."""
    return [price for price in metadata.prices if price.edition == kind]


def _prices(metadata: Metadata, kind: str, words: Words) -> tuple[str, ...]:
    """The prices, each with the countries where it holds: ``18,50 EUR (ES, AD)``."""
    written = []
    for price in prices_of(metadata, kind):
        decimals = len(price.written.partition(".")[2])
        amount = words.number(float(price.amount), f".{decimals}f")
        where = f" ({', '.join(price.territory)})" if price.territory else ""
        written.append(f"{amount} {price.currency}{where}")
    return tuple(written)


def _territories(metadata: Metadata) -> str:
    """The codes of the countries where the book may be sold; the world without those where it may not."""
    rights = metadata.territories
    if rights is None:
        return ""
    codes = ", ".join((*rights.exclusive, *rights.non_exclusive))
    return f"{codes} – {', '.join(rights.not_for_sale)}" if rights.not_for_sale else codes


def _limited(field: Field, entries: tuple[str, ...], channel: Channel, words: Words) -> FilledField:
    """What fits: whole entries, and a description cut at the end of a sentence."""
    if not entries:
        return FilledField(field, (), _missing(field, channel, words))
    if field.value == "description":
        text = shortened(entries[0], field.length)
        note = "" if text else words("value", "too_long", length=field.length)
        return FilledField(field, (text,) if text else (), note)
    kept = [entry for entry in entries if field.join or not field.length or len(entry) <= field.length]
    kept = kept[: field.count or None]
    if field.join:
        while field.length and len(field.join.join(kept)) > field.length:
            kept.pop()
    left = [entry for entry in entries if entry not in kept]
    note = words("value", "left_out", entries="; ".join(left)) if left else ""
    return FilledField(field, (field.join.join(kept),) if field.join else tuple(kept), note)


def _missing(field: Field, channel: Channel, words: Words) -> str:
    instead = channel.rules["isbn"].limit.get("instead", "") if "isbn" in channel.rules else ""
    return " ".join(filter(None, (words("empty", field.value), instead if field.value == "isbn" else "")))


def _pages(channel: Channel, catalogue: Catalogue, ticket: Mapping[str, Any]) -> int:
    if channel.printer:
        return int(ticket["pages"]) if ticket else 0
    edition = catalogue.edition(channel.edition)
    return edition.pages if edition else 0


def _trim(ticket: Mapping[str, Any], words: Words) -> str:
    """In inches, as the printers' forms have it; the ticket's lengths are in points."""
    if not ticket:
        return ""
    return " × ".join(words.number(length / 72, ".4g") for length in ticket["trim"]) + " in"
