"""What the feeds say: OPDS 1.2 (Atom, https://specs.opds.io/opds-1.2) and OPDS 2.0 (https://drafts.opds.io/opds-2.0)."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from press.checks.agreement import crosswalk, normal
from press.checks.agreement.fact import Facts, folded, name_key
from press.checks.agreement.links import Link, tell
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
    told = Facts()
    entry = etree.fromstring(data).find("{*}entry")
    if entry is None:
        raise ValueError("no hay ninguna entrada")
    told.whole_title(text(entry, "{*}title"), "entry/title")
    authors = texts(entry, "{*}author/{*}name")
    told.tell("contributors", tuple(map(name_key, authors)), "entry/author", "aut")
    others = texts(entry, "{*}contributor/{*}name")
    told.tell("collaborators", frozenset(map(name_key, others)), "entry/contributor")
    told.tell("language", normal.language(text(entry, "{*}language")), "entry/dc:language")
    told.tell("reference", normal.identifier(text(entry, "{*}id")), "entry/id", "epub")
    told.tell("downloads", frozenset(map(normal.identifier, texts(entry, "{*}identifier"))), "entry/dc:identifier")
    told.tell("rights", text(entry, "{*}rights"), "entry/rights")
    told.tell("licence", normal.licence(text(entry, "{*}license")), "entry/dc:license")
    told.tell("date", normal.date(text(entry, "{*}issued")), "entry/dc:issued")
    for field, name in _CLAIMS.items():
        told.tell(field, frozenset(texts(entry, f"{{*}}{name}")), f"entry/schema:{name}", "epub")
    told.tell("summary", " ".join(texts(entry, "{*}accessibilitySummary")), "entry/schema:accessibilitySummary", "epub")
    told.tell("conformance", " ".join(texts(entry, "{*}conformsTo")), "entry/dc:conformsTo", "epub")
    for link in atom_links(data):
        tell(told, link)
    cover = entry.find(f"{{*}}link[@rel='{_COVER}']")
    if cover is not None:
        told.tell(
            "address",
            Link(cover.get("href", ""), "", base=_atom_base(entry.getparent())).address,
            place(cover),
            "cover",
        )
    return told


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
    told, feed = Facts(), json.loads(data)
    publication = feed["publications"][0]
    metadata = publication["metadata"]
    told.titles(metadata.get("title"), metadata.get("subtitle"), "metadata: title, subtitle")
    people = [(role, person) for name, role in _ROLES.items() for person in metadata.get(name, [])]
    told.people([(role, person["name"]) for role, person in people], "metadata: author, editor…")
    for _, person in people:
        sorted_name = folded(person.get("sortAs"))
        if "," in sorted_name:
            told.tell("sorted name", sorted_name, "metadata: sortAs", name_key(person["name"]))
    told.tell("language", normal.language(metadata.get("language")), "metadata: language")
    told.tell("identifier", normal.identifier(metadata.get("identifier")), "metadata: identifier", "epub")
    told.tell("date", normal.date(metadata.get("published")), "metadata: published")
    told.tell("sheets", metadata.get("numberOfPages"), "metadata: numberOfPages", "print")
    _accessibility(metadata.get("accessibility", {}), told)
    for link in opds2_links(data):
        tell(told, link)
    images = [link for link in opds2_links(data) if "/images/" in link.where]
    for link in images[:1]:  # the cover is the first
        told.tell("address", link.address, link.where, "cover")
    return told


def _accessibility(claims: dict[str, Any], told: Facts) -> None:
    """The accessibility object of the Readium Web Publication Manifest."""
    here = "metadata/accessibility"
    told.tell("modes", frozenset(claims.get("accessMode", [])), f"{here}: accessMode", "epub")
    sufficient = [
        ",".join(modes) if isinstance(modes, list) else modes for modes in claims.get("accessModeSufficient", [])
    ]
    told.tell("sufficient", frozenset(sufficient), f"{here}: accessModeSufficient", "epub")
    told.tell("features", frozenset(claims.get("feature", [])), f"{here}: feature", "epub")
    told.tell("hazards", frozenset(claims.get("hazard", [])), f"{here}: hazard", "epub")
    told.tell("summary", folded(claims.get("summary")), f"{here}: summary", "epub")
    conformance = crosswalk.conformance_of_address(claims.get("conformsTo", ""))
    told.tell("conformance", conformance, f"{here}: conformsTo", "epub")
    certifier = claims.get("certification", {}).get("certifiedBy")
    told.tell("certifier", folded(certifier), f"{here}: certification", "epub")


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
