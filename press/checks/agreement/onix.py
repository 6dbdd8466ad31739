"""What the ONIX message says: each product of an edition.

ONIX for Books 3.1, code lists issue 75 (https://www.editeur.org/14/Code-Lists/); the list is stated where a code is read.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from press.checks.agreement import crosswalk, normal
from press.checks.agreement.fact import Facts, name_key
from press.checks.agreement.fields import PRINTED
from press.checks.agreement.places import place, text, texts
from press.core.messages import Message

#: List 17: contributor roles as MARC relators.
_ROLES = {"A01": "aut", "B01": "edt", "B06": "trl", "A12": "ill"}
#: List 23: extents, by the edition that they are of.
_EXTENTS = {
    "00": ("text", ""),
    "03": ("front", ""),
    "11": ("numbered", ""),
    "08": ("numbered", "print"),
    "22": ("size", ""),
}


#: List 44: where identifiers of contributors resolve; the scheme without a code is Wikidata.
_LINKS = {
    "21": "orcid.org/{1}-{2}-{3}-{4}",
    "16": "isni.org/isni/{0}",
    "31": "viaf.org/viaf/{0}",
    "01": "www.wikidata.org/entity/{0}",
}
_WORK = "{*}RelatedMaterial/{*}RelatedWork/{*}WorkIdentifier[{*}WorkIDType='06']/"
_CHAPTERS = "{*}ContentDetail/{*}ContentItem/{*}TextItem/{*}TextItemIdentifier[{*}TextItemIDType='06']/{*}IDValue"
#: List 145: text and data mining; list 146: prohibited, permitted.
_USE = "{*}DescriptiveDetail/{*}EpubUsageConstraint[{*}EpubUsageType='11']/"
_MINING = {"03": "1", "01": "0"}
_TDM = "TDM policy"


def _groups(value: str) -> list[str]:
    """An identifier whole, then in its groups of four signs."""
    return [value, *(value[start : start + 4] for start in range(0, 16, 4))]


def facts(data: bytes, file: str) -> Facts:
    """What every product says, and what they say of each other."""
    stated = Facts()
    root = etree.fromstring(data)
    default = root.find("{*}Header/{*}DefaultLanguageOfText")
    if default is not None:
        stated.add("language", normal.language(default.text), place(default))
    products = root.findall("{*}Product")
    for product in products:
        _product(product, stated)
    prices = [
        price
        for product in products
        if text(product, "{*}DescriptiveDetail/{*}ProductForm") == "ED"
        for one in product.iterfind(".//{*}SupplyDetail/{*}Price")
        for price in _prices(one)
    ]
    stated.add("prices", frozenset(prices), "Price", "files")
    own = [_identifier(product) for product in products if text(product, "{*}DescriptiveDetail/{*}ProductForm") == "ED"]
    stated.add("downloads", frozenset(filter(None, own)), "ProductIdentifier de los productos ED")
    numbers = [i for product in products if (i := _identifier(product)).startswith("urn:isbn:")]
    stated.add("isbns", frozenset(numbers), "ProductIdentifier")
    return stated


def edition(product: Any) -> str:
    """Which edition a product is: by its form (list 150), the form's details (list 175) and its type (list 21)."""
    details = texts(product, "{*}DescriptiveDetail/{*}ProductFormDetail")
    if "E101" in details:
        described = text(product, "{*}DescriptiveDetail/{*}ProductFormDescription")
        return "kepub" if described == "Kepub" else "epub"
    if "E107" in details:
        return "pdf"
    if text(product, "{*}DescriptiveDetail/{*}EditionType") == "LTE":
        return "large_print"
    form = text(product, "{*}DescriptiveDetail/{*}ProductForm")
    return "hardcover" if form == "BB" else "print" if form.startswith("B") else "?"


def _identifier(element: Any, kinds: tuple[str, ...] = ("15", "22")) -> str:
    """List 5: 03 GTIN-13, 15 ISBN-13, 22 URN."""
    for composite in element.iterfind("{*}ProductIdentifier"):
        kind, value = text(composite, "{*}ProductIDType"), text(composite, "{*}IDValue")
        if kind in kinds:
            return normal.identifier(value) if kind == "22" else normal.isbn(value)
    return ""


def _product(product: Any, stated: Facts) -> None:
    kind, here = edition(product), place(product)
    stated.add("reference", normal.identifier(text(product, "{*}RecordReference")), f"{here}/RecordReference", kind)
    own = _identifier(product)
    stated.add("identifier", own, f"{here}/ProductIdentifier", kind)
    stated.add("identifier", _identifier(product, ("03",)), f"{here}/ProductIdentifier (GTIN-13)", kind)
    for kinds, name in ((("15", "22"), "RelatedMaterial"), (("03",), "RelatedMaterial (GTIN-13)")):
        others = [_identifier(other, kinds) for other in product.iterfind("{*}RelatedMaterial/{*}RelatedProduct")]
        if any(others):
            stated.add("identifiers", frozenset(filter(None, (own, *others))), f"{here}/{name}")
    _description(product, stated, kind, here)
    _dates(product, stated, here)
    _trade(product, stated, kind, here)
    _addresses(product, stated, kind, here)


def _description(product: Any, stated: Facts, kind: str, here: str) -> None:
    detail = product.find("{*}DescriptiveDetail")
    if detail is None:
        return
    here = f"{here}/DescriptiveDetail"
    title = detail.find("{*}TitleDetail[{*}TitleType='01']/{*}TitleElement")
    if title is not None:
        parts = [text(title, "{*}TitlePrefix"), text(title, "{*}TitleWithoutPrefix") or text(title, "{*}TitleText")]
        stated.titles(" ".join(filter(None, parts)), text(title, "{*}Subtitle"), f"{here}/TitleDetail")
    stated.add("edition", text(detail, "{*}EditionStatement").rstrip("."), f"{here}/EditionStatement")
    _people(detail, stated, here)
    for code in texts(detail, "{*}Language[{*}LanguageRole='01']/{*}LanguageCode"):
        stated.add("language", normal.language(code), f"{here}/Language")
    for extent in detail.iterfind("{*}Extent"):
        field, of = _EXTENTS.get(text(extent, "{*}ExtentType"), ("", ""))
        if field:
            own = of or (kind if kind in PRINTED or field == "size" else "print")  # the screen PDF has the print pages
            stated.add(field, normal.number(text(extent, "{*}ExtentValue")), place(extent), own)
    licence = detail.find("{*}EpubLicense")
    if licence is not None and text(licence, "{*}EpubLicenseName") != _TDM:
        stated.add(
            "licence", normal.licence(text(licence, "{*}EpubLicenseName")), f"{here}/EpubLicense/EpubLicenseName"
        )
        for link in licence.iterfind("{*}EpubLicenseExpression/{*}EpubLicenseExpressionLink"):
            stated.add("licence", normal.licence(link.text), place(link))
    _accessibility(detail, stated, kind, here)


def _trade(product: Any, stated: Facts, kind: str, here: str) -> None:
    """Series, edition, original, DOI, rights of sale, prices, and what is asked of machines."""

    def add(field: str, value: Any, path: str, of: str = "") -> None:
        stated.add(field, value, f"{here}/{path}", of)

    add("doi", text(product, f"{_WORK}{{*}}IDValue").lower(), "RelatedWork")
    add("chapter dois", frozenset(map(normal.doi, texts(product, _CHAPTERS))), "ContentDetail")
    add("edition", text(product, "{*}DescriptiveDetail/{*}EditionStatement"), "EditionStatement")
    collection = product.find("{*}DescriptiveDetail/{*}Collection")
    if collection is not None:
        add("series", text(collection, ".//{*}TitleText"), "Collection: TitleText")
        add("series number", text(collection, ".//{*}PartNumber"), "Collection: PartNumber")
        add("series number", text(collection, ".//{*}CollectionSequenceNumber"), "Collection: CollectionSequenceNumber")
        add("issn", text(collection, "{*}CollectionIdentifier/{*}IDValue"), "Collection: IDValue")
    original = text(product, "{*}DescriptiveDetail/{*}Language[{*}LanguageRole='02']/{*}LanguageCode")
    add("original", normal.language(original), "Language 02")
    add(
        "ror",
        text(product, "{*}PublishingDetail/{*}Publisher/{*}PublisherIdentifier/{*}IDValue"),
        "PublisherIdentifier",
    )
    prices = [price for one in product.iterfind(".//{*}SupplyDetail/{*}Price") for price in _prices(one)]
    add("prices", frozenset(prices), "Price", kind)
    status = text(product, f"{_USE}{{*}}EpubUsageStatus")
    add("mining", _MINING.get(status, status), "EpubUsageConstraint 11")
    licences = product.iterfind("{*}DescriptiveDetail/{*}EpubLicense")
    policies = [
        text(one, ".//{*}EpubLicenseExpressionLink") for one in licences if text(one, "{*}EpubLicenseName") == _TDM
    ]
    add("mining policy", "".join(policies), "EpubLicense: TDM policy")


def _prices(price: Any) -> list[str]:
    """A price in each country where it holds: "18.50 EUR ES"."""
    amount = text(price, "{*}PriceAmount") or ("0.00" if text(price, "{*}UnpricedItemType") == "01" else "?")
    countries = text(price, "{*}Territory/{*}CountriesIncluded").split() or [""]
    return [f"{amount} {text(price, '{*}CurrencyCode')} {country}".strip() for country in countries]


def _people(detail: Any, stated: Facts, here: str) -> None:
    people = []
    for person in detail.iterfind("{*}Contributor"):
        name = text(person, "{*}PersonName") or text(person, "{*}CorporateName")
        people.append((_ROLES.get(text(person, "{*}ContributorRole"), "otr"), name))
        if not name:  # what a tool has made
            people.pop()
            continue
        identifiers = [
            (text(one, "{*}NameIDType"), text(one, "{*}IDValue")) for one in person.iterfind("{*}NameIdentifier")
        ]
        links = [_LINKS[scheme].format(*_groups(value)) for scheme, value in identifiers if scheme in _LINKS]
        stated.person(name, links, f"{here}/Contributor: NameIdentifier")
        inverted = text(person, "{*}PersonNameInverted")
        if "," in inverted:
            stated.add("sorted name", inverted, f"{here}/Contributor", name_key(name))
    stated.people(people, f"{here}/Contributor")


def _accessibility(detail: Any, stated: Facts, kind: str, here: str) -> None:
    """ProductFormFeatureType (list 79): 09 accessibility (list 196), 12 hazards (list 143: 00 none)."""
    found = {}
    for feature in detail.iterfind("{*}ProductFormFeature[{*}ProductFormFeatureType='09']"):
        code = text(feature, "{*}ProductFormFeatureValue")
        found[code] = text(feature, "{*}ProductFormFeatureDescription")
    here = f"{here}/ProductFormFeature"
    stated.add("summary", found.get(crosswalk.SUMMARY), f"{here} 00", kind)
    stated.add("certifier", found.get(crosswalk.CERTIFIED_BY), f"{here} 90", kind)
    stated.add("contact", found.get(crosswalk.CONTACT), f"{here} 99")
    stated.add("conformance", crosswalk.conformance(found), Message("{} (list 196)", here), kind)
    codes = found.keys() - crosswalk.CONFORMANCE_CODES - crosswalk.ABOUT_THE_CLAIM - crosswalk.EXCEPTIONS.keys()
    stated.add("codes", frozenset(codes), Message("{} (list 196)", here), kind)
    for value in texts(detail, "{*}ProductFormFeature[{*}ProductFormFeatureType='12']/{*}ProductFormFeatureValue"):
        stated.add("hazards", frozenset({"none" if value == "00" else f"list 143: {value}"}), f"{here} 12", kind)
    protection = text(detail, "{*}EpubTechnicalProtection")
    if protection:
        name = "none" if protection == "00" else f"list 144: {protection}"
        stated.add("protection", name, f"{here.rpartition('/')[0]}/EpubTechnicalProtection", kind)
    stated.add("protection", "none" if crosswalk.UNPROTECTED in found else "", f"{here} 10", kind)


def _dates(product: Any, stated: Facts, here: str) -> None:
    """Publication date: of the publisher (list 163) and of the market."""
    for path in ("PublishingDetail/{*}PublishingDate[{*}PublishingDateRole='01']/{*}Date",
                 "ProductSupply/{*}MarketPublishingDetail/{*}MarketDate[{*}MarketDateRole='01']/{*}Date"):  # fmt: skip
        for element in product.iterfind(f"{{*}}{path}"):
            stated.add("date", normal.date(element.text), place(element))


def _addresses(product: Any, stated: Facts, kind: str, here: str) -> None:
    """Websites (list 73: 29 download) and the cover (list 158: 01), with its size (list 178: 07 bytes, 08 SHA-256)."""
    for element in product.iterfind(".//{*}Website[{*}WebsiteRole='29']/{*}WebsiteLink"):
        stated.add("address", element.text, place(element), kind)
    for resource in product.iterfind("{*}CollateralDetail/{*}SupportingResource[{*}ResourceContentType='01']"):
        for version in resource.iterfind("{*}ResourceVersion"):
            stated.add("address", text(version, "{*}ResourceLink"), f"{place(version)}/ResourceLink", "cover")
            for code, field in (("07", "size"), ("08", "sha256")):
                path = f"{{*}}ResourceVersionFeature[{{*}}ResourceVersionFeatureType='{code}']/{{*}}FeatureValue"
                stated.add(field, normal.number(text(version, path)), f"{place(version)} ({code})", "cover")
