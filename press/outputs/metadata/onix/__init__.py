"""ONIX for Books 3.1, reference tags: one message, one product for each edition.

https://www.editeur.org/93/Release-3.0-and-3.1-Downloads/; the numbers are those of its code lists, issue 75.
"""

from __future__ import annotations

from typing import Any

from press.core.languages import language_of
from press.core.xml import serialised
from press.input.metadata import Metadata
from press.outputs.metadata.catalogue import Catalogue, Edition
from press.outputs.metadata.licences import is_open
from press.outputs.metadata.onix.descriptive import descriptive_detail
from press.outputs.metadata.onix.tags import make

#: What a related edition is (list 51), by whether this one and that one are printed: 06 alternative format, 13 based
#: on print, 27 electronic version.
_RELATIONS = {(False, True): "13", (True, False): "27", (False, False): "06", (True, True): "06"}


def onix_message(catalogue: Catalogue) -> bytes:
    """The ONIX message."""
    metadata = catalogue.metadata
    header = make(
        "Header",
        make(
            "Sender",
            make("SenderName", catalogue.sender),
            make("EmailAddress", metadata.contact) if metadata.contact else None,
        ),
        make("SentDateTime", metadata.timestamp.strftime("%Y%m%dT%H%M%SZ")),
        make("DefaultLanguageOfText", language_of(metadata.language).iso639_2),
    )
    products = [_product(catalogue, edition) for edition in catalogue.editions]
    return serialised(make("ONIXMessage", header, products, release="3.1"))


def _product(catalogue: Catalogue, edition: Edition) -> Any:
    return make(
        "Product",
        make("RecordReference", edition.reference),
        make("NotificationType", "03"),
        _identifiers(edition),
        descriptive_detail(catalogue, edition),
        _collateral(catalogue),
        _publishing(catalogue.metadata, edition),
        _related(catalogue, edition),
        _supply(catalogue, edition),
    )


def _identifiers(edition: Edition) -> list[Any]:
    """GTIN-13 and ISBN-13 (list 5 wants both), or the URN while there is no ISBN."""
    values = [("03", edition.isbn), ("15", edition.isbn)] if edition.isbn else [("22", edition.reference)]
    return [make("ProductIdentifier", make("ProductIDType", kind), make("IDValue", value)) for kind, value in values]


def _collateral(catalogue: Catalogue) -> Any:
    """Description, contents, and a link to the cover once it is known where it is published."""
    description = catalogue.metadata.description
    texts = [("02", description)] if 0 < len(description) <= 350 else []  # a short description has 350 signs at most
    texts += [("03", catalogue.metadata.long_description)] if description else []
    texts += [("04", "; ".join(catalogue.contents))]
    return make(
        "CollateralDetail",
        [
            make("TextContent", make("TextType", kind), make("ContentAudience", "00"), make("Text", text))
            for kind, text in texts
        ],
        _cover(catalogue) if catalogue.metadata.base_url else None,
    )


def _cover(catalogue: Catalogue) -> Any:
    cover, alternative = catalogue.cover, catalogue.metadata.cover_text
    features = [("01", "D502"), ("02", str(cover.height)), ("03", str(cover.width)), ("07", str(len(cover.data)))]
    features += [("08", cover.sha256)]
    return make(
        "SupportingResource",
        make("ResourceContentType", "01"),
        make("ContentAudience", "00"),
        make("ResourceMode", "03"),
        make("ResourceFeature", make("ResourceFeatureType", "07"), make("FeatureNote", alternative))
        if alternative
        else None,
        make(
            "ResourceVersion",
            make("ResourceForm", "02"),
            [
                make(
                    "ResourceVersionFeature",
                    make("ResourceVersionFeatureType", kind),
                    make("FeatureValue", value),
                )
                for kind, value in features
            ],
            make("ResourceLink", catalogue.address(cover.path)),
        ),
    )


def _publishing(metadata: Metadata, edition: Edition) -> Any:
    """The house and its rights. The schema wants a publisher or an imprint here: without one the date stands
    with the market (:func:`_supply`), and the rest is left out.
    """
    imprint = metadata.imprint or metadata.publisher
    if not imprint:
        return None
    return make(
        "PublishingDetail",
        make("Imprint", make("ImprintName", imprint)),
        make("Publisher", make("PublishingRole", "01"), make("PublisherName", metadata.publisher))
        if metadata.publisher
        else None,
        make("CityOfPublication", metadata.place) if metadata.place else None,
        make("CountryOfPublication", metadata.country) if metadata.country else None,
        make("PublishingStatus", _status(edition)),
        make("PublishingDate", make("PublishingDateRole", "01"), _date(metadata)) if metadata.date else None,
        make("CopyrightStatement", make("CopyrightYear", str(metadata.date.year))) if metadata.date else None,
        make("SalesRights", make("SalesRightsType", "02"), _world()) if is_open(metadata) else None,
    )


def _related(catalogue: Catalogue, edition: Edition) -> Any:
    others = [other for other in catalogue.editions if other is not edition]
    if not others:
        return None
    return make(
        "RelatedMaterial",
        [
            make(
                "RelatedProduct",
                make("ProductRelationCode", _RELATIONS[edition.format.printed, other.format.printed]),
                _identifiers(other),
            )
            for other in others
        ],
    )


def _supply(catalogue: Catalogue, edition: Edition) -> Any:
    """The market; files under an open licence are free of charge, of the print edition no price is known."""
    metadata = catalogue.metadata
    dated = None
    if metadata.date:
        dated = make(
            "MarketPublishingDetail",
            make("MarketPublishingStatus", _status(edition)),
            make("MarketDate", make("MarketDateRole", "01"), _date(metadata)),
        )
    free = bool(edition.path) and is_open(metadata)
    known = free or bool(metadata.publisher)
    return make("ProductSupply", make("Market", _world()), dated, _offer(catalogue, edition, free) if known else None)


def _offer(catalogue: Catalogue, edition: Edition, free: bool) -> Any:
    """List 65: 20 available, 99 not known to the sender; list 57: 01 free of charge, 04 ask the supplier."""
    metadata = catalogue.metadata
    address = catalogue.address(edition.path) if edition.path else ""
    return make(
        "SupplyDetail",
        make(
            "Supplier",
            make("SupplierRole", "09" if metadata.publisher else "00"),
            make("SupplierName", catalogue.sender),
            make("EmailAddress", metadata.contact) if metadata.contact else None,
            make("Website", make("WebsiteRole", "29"), make("WebsiteLink", address)) if address else None,
        ),
        make("ProductAvailability", "20" if free else "99"),
        make("UnpricedItemType", "01" if free else "04"),
    )


def _status(edition: Edition) -> str:
    """List 64: a file that leaves with its record is active; of a print edition without ISBN nothing is specified."""
    return "04" if edition.path or edition.isbn else "00"


def _date(metadata: Metadata) -> Any:
    return make("Date", f"{metadata.date:%Y%m%d}", dateformat="00")


def _world() -> Any:
    return make("Territory", make("RegionsIncluded", "WORLD"))
