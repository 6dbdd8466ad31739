"""Block 4 of an ONIX product: who publishes it, when, and where it may be sold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.input.metadata import Metadata
from press.input.trade import WORLD, Territories
from press.outputs.metadata.catalogue import Edition
from press.outputs.metadata.licences import is_open
from press.outputs.metadata.onix.tags import make

#: List 163: publication, and the day before which nothing is sold.
_PUBLISHED, _EMBARGO = "01", "02"


def publishing_detail(metadata: Metadata, edition: Edition) -> Any:
    """The publisher and its rights; None where neither publisher nor imprint is known.

    The schema asks for one of them here: without them the dates stand with the market, and the rest is left out.
    """
    imprint = metadata.imprint or metadata.publisher
    if not imprint:
        return None
    return make(
        "PublishingDetail",
        make("Imprint", make("ImprintName", imprint)),
        _publisher(metadata),
        make("CityOfPublication", metadata.place) if metadata.place else None,
        make("CountryOfPublication", metadata.country) if metadata.country else None,
        make("PublishingStatus", status(edition)),
        [make("PublishingDate", make("PublishingDateRole", role), day) for role, day in dates(metadata)],
        [
            make("SalesRights", make("SalesRightsType", kind), territory(codes, excluded))
            for kind, codes, excluded in _rights(metadata)
        ],
        make("ROWSalesRightsType", "00") if metadata.territories and not _names_world(metadata.territories) else None,
    )


def status(edition: Edition) -> str:
    """List 64: a file that leaves with its record is active; of a print edition without ISBN nothing is specified."""
    return "04" if edition.path or edition.isbn else "00"


def dates(metadata: Metadata) -> Iterator[tuple[str, Any]]:
    """(role, date): of publication, and until when nothing may be sold."""
    for role, day in ((_PUBLISHED, metadata.date), (_EMBARGO, metadata.embargo)):
        if day:
            yield role, make("Date", f"{day:%Y%m%d}", dateformat="00")


def territory(codes: tuple[str, ...], excluded: tuple[str, ...] = ()) -> Any:
    """A territory by the codes of its countries; the world without those that are ``excluded``."""
    if WORLD not in codes:
        return make("Territory", make("CountriesIncluded", " ".join(codes)))
    without = make("CountriesExcluded", " ".join(excluded)) if excluded else None
    return make("Territory", make("RegionsIncluded", WORLD), without)


def for_sale(metadata: Metadata) -> Any:
    """Where the book is sold: where the record says so, else everywhere."""
    rights = metadata.territories
    if rights is None or not (codes := (*rights.exclusive, *rights.non_exclusive)):
        return territory((WORLD,), rights.not_for_sale if rights else ())
    return territory(codes, rights.not_for_sale if WORLD in codes else ())


def _publisher(metadata: Metadata) -> Any:
    """With its identifier in the Research Organization Registry (list 44: 40)."""
    if not metadata.publisher:
        return None
    identifier = make("PublisherIdentifier", make("PublisherIDType", "40"), make("IDValue", metadata.ror))
    name = make("PublisherName", metadata.publisher)
    return make("Publisher", make("PublishingRole", "01"), identifier if metadata.ror else None, name)


def _rights(metadata: Metadata) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """(list 46, countries, those without which the world is meant); an open licence gives everybody the same right."""
    rights = metadata.territories
    if rights is None:
        if is_open(metadata):
            yield "02", (WORLD,), ()
        return
    named = (*rights.exclusive, *rights.non_exclusive, *rights.not_for_sale)
    for kind, codes in (("01", rights.exclusive), ("02", rights.non_exclusive), ("03", rights.not_for_sale)):
        if codes:
            others = tuple(code for code in named if code not in codes)
            yield kind, (WORLD,) if WORLD in codes else codes, others


def _names_world(rights: Territories) -> bool:
    return any(WORLD in codes for codes in (rights.exclusive, rights.non_exclusive, rights.not_for_sale))
