"""What the feeds say: OPDS 1.2 (Atom, https://specs.opds.io/opds-1.2) and OPDS 2.0 (https://drafts.opds.io/opds-2.0)."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from press.checks.agreement import crosswalk, normal
from press.checks.agreement.fact import Facts, folded, name_key
from press.checks.agreement.links import Link, add_link
from press.checks.agreement.places import place, text, texts

_ROLES = {"author": "aut", "editor": "edt", "translator": "trl", "illustrator": "ill", "contributor": "otr"}
_CLAIMS = {
    "modes": "accessMode",
    "sufficient": "accessModeSufficient",
    "features": "accessibilityFeature",
    "hazards": "accessibilityHazard",
}
_COVER = "http://opds-spec.org/image"


def atom(data: bytes, file: str) -> Facts:
    """The entry of an Atom feed."""
    stated = Facts()
    entry = etree.fromstring(data).find("{*}entry")
    if entry is None:
        raise ValueError("there is no entry")
    stated.whole_title(text(entry, "{*}title"), "entry/title")
    authors = texts(entry, "{*}author/{*}name")
    stated.add("contributors", tuple(map(name_key, authors)), "entry/author", "aut")
    others = texts(entry, "{*}contributor/{*}name")
    stated.add("collaborators", frozenset(map(name_key, others)), "entry/contributor")
    stated.add("language", normal.language(text(entry, "{*}language")), "entry/dc:language")
    stated.add("reference", normal.identifier(text(entry, "{*}id")), "entry/id", "epub")
    identifiers = texts(entry, "{*}identifier")
    stated.add("downloads", frozenset(filter(None, map(normal.identifier, identifiers))), "entry/dc:identifier")
    stated.add("doi", "".join(map(normal.doi, identifiers)), "entry/dc:identifier (DOI)")
    stated.add("series", text(entry, "{*}isPartOf"), "entry/dc:isPartOf")
    stated.add("rights", text(entry, "{*}rights"), "entry/rights")
    stated.add("licence", normal.licence(text(entry, "{*}license")), "entry/dc:license")
    stated.add("date", normal.date(text(entry, "{*}issued")), "entry/dc:issued")
    stated.add("publisher", text(entry, "{*}publisher"), "entry/dc:publisher")
    stated.add("description", text(entry, "{*}summary"), "entry/summary")
    words = [folded(each.get("label")) for each in entry.iterfind("{*}category") if each.get("scheme") is None]
    stated.add("keywords", frozenset(words), "entry/category")
    for field, name in _CLAIMS.items():
        stated.add(field, frozenset(texts(entry, f"{{*}}{name}")), f"entry/schema:{name}", "epub")
    stated.add(
        "summary", " ".join(texts(entry, "{*}accessibilitySummary")), "entry/schema:accessibilitySummary", "epub"
    )
    stated.add("conformance", " ".join(texts(entry, "{*}conformsTo")), "entry/dc:conformsTo", "epub")
    for link in atom_links(data):
        add_link(stated, link)
    cover = entry.find(f"{{*}}link[@rel='{_COVER}']")
    if cover is not None:
        stated.add(
            "address",
            Link(cover.get("href", ""), "", base=_atom_base(entry.getparent())).address,
            place(cover),
            "cover",
        )
    return stated


def atom_links(data: bytes) -> list[Link]:
    """The links of the feed and of its entry."""
    root = etree.fromstring(data)
    base = _atom_base(root)
    return [
        Link(e.get("href", ""), place(e), e.get("type", ""), normal.number(e.get("length")), base)
        for e in root.iter("{*}link")
    ]


def _atom_base(root: Any) -> str:
    return next((str(e.get("href")) for e in root.iterfind("{*}link[@rel='self']")), "")


def opds2(data: bytes, file: str) -> Facts:
    """The publication of an OPDS 2.0 feed."""
    stated, feed = Facts(), json.loads(data)
    publication = feed["publications"][0]
    metadata = publication["metadata"]
    stated.titles(metadata.get("title"), metadata.get("subtitle"), "metadata: title, subtitle")
    people = [(role, person) for name, role in _ROLES.items() for person in metadata.get(name, [])]
    stated.people([(role, person["name"]) for role, person in people], "metadata: author, editor…")
    for _, person in people:
        sorted_name = folded(person.get("sortAs"))
        if "," in sorted_name:
            stated.add("sorted name", sorted_name, "metadata: sortAs", name_key(person["name"]))
    stated.add("language", normal.language(metadata.get("language")), "metadata: language")
    stated.add("identifier", normal.identifier(metadata.get("identifier")), "metadata: identifier", "epub")
    stated.add("date", normal.date(metadata.get("published")), "metadata: published")
    stated.add("publisher", folded(metadata.get("publisher")), "metadata: publisher")
    stated.add("description", folded(metadata.get("description")), "metadata: description")
    words = [folded(each.get("name")) for each in metadata.get("subject", []) if "scheme" not in each]
    stated.add("keywords", frozenset(words), "metadata: subject")
    stated.add("numbered", metadata.get("numberOfPages"), "metadata: numberOfPages", "print")
    stated.add("doi", "".join(map(normal.doi, metadata.get("altIdentifier", []))), "metadata: altIdentifier")
    for series in metadata.get("belongsTo", {}).get("series", []):
        stated.add("series", series.get("name"), "metadata: belongsTo")
        stated.add("series number", str(series.get("position", "")), "metadata: belongsTo/position")
    mining = metadata.get("tdm", {})
    stated.add("mining", {"all": "1", "none": "0"}.get(mining.get("reservation", "")), "metadata: tdm/reservation")
    stated.add("mining policy", mining.get("policy"), "metadata: tdm/policy")
    _accessibility(metadata.get("accessibility", {}), stated)
    for link in opds2_links(data):
        add_link(stated, link)
    images = [link for link in opds2_links(data) if "/images/" in link.where]
    for link in images[:1]:  # the cover is the first
        stated.add("address", link.address, link.where, "cover")
    return stated


def _accessibility(claims: dict[str, Any], stated: Facts) -> None:
    """The accessibility object of the Readium Web Publication Manifest."""
    here = "metadata/accessibility"
    stated.add("modes", frozenset(claims.get("accessMode", [])), f"{here}: accessMode", "epub")
    sufficient = [
        ",".join(modes) if isinstance(modes, list) else modes for modes in claims.get("accessModeSufficient", [])
    ]
    stated.add("sufficient", frozenset(sufficient), f"{here}: accessModeSufficient", "epub")
    stated.add("features", frozenset(claims.get("feature", [])), f"{here}: feature", "epub")
    stated.add("hazards", frozenset(claims.get("hazard", [])), f"{here}: hazard", "epub")
    stated.add("summary", folded(claims.get("summary")), f"{here}: summary", "epub")
    conformance = crosswalk.conformance_of_address(claims.get("conformsTo", ""))
    stated.add("conformance", conformance, f"{here}: conformsTo", "epub")
    certifier = claims.get("certification", {}).get("certifiedBy")
    stated.add("certifier", folded(certifier), f"{here}: certification", "epub")


def opds2_links(data: bytes) -> list[Link]:
    """The links and the pictures of the feed and of its publication."""
    feed = json.loads(data)
    base = next((link["href"] for link in feed["links"] if link.get("rel") == "self"), "")
    publication = feed["publications"][0]
    places = {
        "links": feed["links"],
        "publications/0/links": publication["links"],
        "publications/0/images": publication["images"],
    }
    return [
        Link(link["href"], f"{here}/{number}", link.get("type", ""), link.get("size"), base)
        for here, links in places.items()
        for number, link in enumerate(links)
    ]
