"""Block 6 of an ONIX product: where it is sold, by whom, and what it costs."""

from __future__ import annotations

from typing import Any

from press.input.metadata import Metadata
from press.input.trade import Price
from press.outputs.metadata.catalogue import Catalogue, Edition
from press.outputs.metadata.licences import is_open
from press.outputs.metadata.onix.publishing import dates, for_sale, status, territory
from press.outputs.metadata.onix.tags import make

#: List 58, by whether the price is fixed and whether tax is in it.
_PRICES = {
    (False, "excluded"): "01",
    (False, "included"): "02",
    (True, "excluded"): "03",
    (True, "included"): "04",
}
#: List 57: free of charge; ask the supplier.
_FREE, _ASK = "01", "04"
#: List 65: available; not known to the sender.
_AVAILABLE, _NOT_KNOWN = "20", "99"


def product_supply(catalogue: Catalogue, edition: Edition) -> Any:
    """The market, and the offer of the publisher where one is known: nobody else is named as a supplier."""
    metadata = catalogue.metadata
    days = [make("MarketDate", make("MarketDateRole", role), day) for role, day in dates(metadata)]
    dated = make("MarketPublishingDetail", make("MarketPublishingStatus", status(edition)), days) if days else None
    offer = _offer(catalogue, edition) if metadata.publisher or metadata.imprint else None
    return make("ProductSupply", make("Market", for_sale(metadata)), dated, offer)


def _offer(catalogue: Catalogue, edition: Edition) -> Any:
    metadata = catalogue.metadata
    prices = [price for price in metadata.prices if price.edition == edition.kind]
    free = is_free(metadata, edition)
    address = catalogue.address(edition.path) if edition.path else ""
    return make(
        "SupplyDetail",
        make(
            "Supplier",
            make("SupplierRole", "09"),
            make("SupplierName", catalogue.sender),
            make("EmailAddress", metadata.contact) if metadata.contact else None,
            make("Website", make("WebsiteRole", "29"), make("WebsiteLink", address)) if address else None,
        ),
        _returns(metadata) if edition.format.printed and metadata.returnable is not None else None,
        make("ProductAvailability", _AVAILABLE if free or (prices and edition.path) else _NOT_KNOWN),
        [_price(price) for price in prices] if prices else make("UnpricedItemType", _FREE if free else _ASK),
    )


def is_free(metadata: Metadata, edition: Edition) -> bool:
    """Whether nobody pays for it: a file under an open licence without a price. What is printed costs something."""
    return bool(edition.path) and is_open(metadata) and not any(p.edition == edition.kind for p in metadata.prices)


def price_type(price: Price) -> str:
    """The kind of a price in list 58."""
    return _PRICES[price.fixed, price.tax]


def _price(price: Price) -> Any:
    return make(
        "Price",
        make("PriceType", price_type(price)),
        make("PriceAmount", price.written) if price.amount else make("UnpricedItemType", _FREE),
        make("CurrencyCode", price.currency),
        territory(price.territory) if price.territory else None,
    )


def _returns(metadata: Metadata) -> list[Any]:
    """Lists 66 and 204: returnable, full copies only; or a firm sale."""
    codes = (("02", "Y"), ("04", "03")) if metadata.returnable else (("02", "N"), ("04", "02"))
    return [make("ReturnsConditions", make("ReturnsCodeType", kind), make("ReturnsCode", code)) for kind, code in codes]
