"""ONIX for Books 3.1, reference tags: one message, one product for each edition.

https://www.editeur.org/93/Release-3.0-and-3.1-Downloads/; the numbers are those of its code lists, issue 75.
"""

from __future__ import annotations

from typing import Any

from press.core.languages import library_code
from press.core.xml import serialised
from press.outputs.metadata.catalogue import Catalogue, Edition
from press.outputs.metadata.onix.collateral import collateral_detail, content_detail
from press.outputs.metadata.onix.descriptive import descriptive_detail
from press.outputs.metadata.onix.publishing import publishing_detail
from press.outputs.metadata.onix.supply import product_supply
from press.outputs.metadata.onix.tags import make

#: What a related edition is (list 51), by whether this one and that one are printed: 06 alternative format, 13 based
#: on print, 27 electronic version.
_RELATIONS = {(False, True): "13", (True, False): "27", (False, False): "06", (True, True): "06"}


def onix_message(catalogue: Catalogue) -> bytes:
    """The ONIX message."""
    return message(catalogue, [_product(catalogue, edition) for edition in catalogue.editions])


def isbn_registration(catalogue: Catalogue) -> bytes:
    """What an ISBN agency takes in: the editions that have a number, without texts and offers; empty for none.

    Agencies read ONIX (https://www.isbn-international.org/content/isbn-users-manual): list 1, 02 an advance notification.
    """
    numbered = [edition for edition in catalogue.editions if edition.isbn]
    if not numbered or not catalogue.metadata.publisher:
        return b""
    return message(catalogue, [_product(catalogue, edition, registered=True) for edition in numbered])


def message(catalogue: Catalogue, products: list[Any]) -> bytes:
    """A message with these products."""
    metadata = catalogue.metadata
    header = make(
        "Header",
        make(
            "Sender",
            make("SenderName", catalogue.sender),
            make("EmailAddress", metadata.contact) if metadata.contact else None,
        ),
        make("SentDateTime", metadata.timestamp.strftime("%Y%m%dT%H%M%SZ")),
        make("DefaultLanguageOfText", library_code(metadata.language)),
    )
    return serialised(make("ONIXMessage", header, products, release="3.1"))


def _product(catalogue: Catalogue, edition: Edition, registered: bool = False) -> Any:
    """An edition (list 1, 03: confirmed), or what an agency registers of it (02), without texts and offers."""
    return make(
        "Product",
        make("RecordReference", edition.reference),
        make("NotificationType", "02" if registered else "03"),
        _identifiers(edition),
        descriptive_detail(catalogue, edition),
        None if registered else collateral_detail(catalogue),
        None if registered else content_detail(catalogue),
        publishing_detail(catalogue.metadata, edition),
        _related(catalogue, edition),
        None if registered else product_supply(catalogue, edition),
    )


def _identifiers(edition: Edition) -> list[Any]:
    """GTIN-13 and ISBN-13 (list 5 wants both), or the URN while there is no ISBN."""
    values = [("03", edition.isbn), ("15", edition.isbn)] if edition.isbn else [("22", edition.reference)]
    return [make("ProductIdentifier", make("ProductIDType", kind), make("IDValue", value)) for kind, value in values]


def _related(catalogue: Catalogue, edition: Edition) -> Any:
    """The work, by its DOI (lists 16 and 164), and the other editions."""
    doi = catalogue.metadata.doi
    identifier = make("WorkIdentifier", make("WorkIDType", "06"), make("IDValue", doi))
    works = [make("RelatedWork", make("WorkRelationCode", "01"), identifier)] if doi else []
    products = [
        make(
            "RelatedProduct",
            make("ProductRelationCode", _RELATIONS[edition.format.printed, other.format.printed]),
            _identifiers(other),
        )
        for other in catalogue.editions
        if other is not edition
    ]
    return make("RelatedMaterial", works, products) if works or products else None
