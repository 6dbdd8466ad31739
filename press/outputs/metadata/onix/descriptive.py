"""Block 1 of an ONIX product: what the edition is."""

from __future__ import annotations

from typing import Any

from press.core.identifiers import OF_PERSONS
from press.core.languages import language_of, library_code
from press.input.contributors import Contributor
from press.input.metadata import Metadata
from press.input.trade import Series
from press.outputs.metadata.authorities import headings
from press.outputs.metadata.catalogue import Catalogue, Edition
from press.outputs.metadata.licences import legal_code
from press.outputs.metadata.onix.accessibility import codes
from press.outputs.metadata.onix.tags import make

#: MARC relators in list 17.
_ROLES = {"aut": "A01", "edt": "B01", "trl": "B06", "ill": "A12", "aui": "A24"}
#: The kinds of Thema codes by their first sign, in list 27.
_THEMA = {"1": "94", "2": "95", "3": "96", "4": "97", "5": "98", "6": "99"}
#: List 28.
_AUDIENCES = {"general": "01", "children": "02", "teenage": "03", "scholarly": "06"}
#: The schemes of contributors' identifiers in list 44; 01, a scheme without a code, goes by its name.
_NAME_IDS = {"orcid": "21", "isni": "16", "viaf": "31", "wikidata": "01"}
#: Who made what generative tools made, by what they made (list 17), and what they are called (list 19).
_TOOLS, _UNNAMED = {"text": ("A01", "aut"), "images": ("A12", "ill"), "translation": ("B06", "trl")}, "09"
_ASSISTED = "Z01"
#: Type of a product form feature (list 79).
_FONT, _ACCESSIBILITY, _HAZARD, _VERSION = "03", "09", "12", "15"


def descriptive_detail(catalogue: Catalogue, edition: Edition) -> Any:
    """Form, accessibility, licence, title, contributors, language, extents, subjects and audience."""
    metadata, row = catalogue.metadata, edition.format
    return make(
        "DescriptiveDetail",
        make("ProductComposition", "00"),
        make("ProductForm", row.onix_form),
        [make("ProductFormDetail", detail) for detail in row.onix_details],
        [_feature(*feature) for feature in _features(edition, metadata)],
        make("ProductFormDescription", row.onix_description) if row.onix_description else None,
        make("PrimaryContentType", "10"),
        make("ProductContentType", "07") if catalogue.figures else None,
        _measures(edition),
        None if row.printed else _terms(metadata),
        _collection(metadata.series) if metadata.series else None,
        _title(metadata),
        _contributors(metadata),
        make("EditionType", row.onix_type) if row.onix_type else None,
        make("EditionNumber", str(metadata.edition.number)) if metadata.edition.number else None,
        make("EditionStatement", metadata.edition_statement) if metadata.edition_statement else None,
        _languages(metadata),
        _extents(catalogue, edition),
        make("Illustrated", "02" if catalogue.figures else "01"),
        make("NumberOfIllustrations", str(catalogue.figures)) if catalogue.figures else None,
        _subjects(metadata),
        _audience(metadata),
    )


def _features(edition: Edition, metadata: Metadata) -> list[tuple[str, str, str]]:
    """(type, value, description) of the features of a file, and of the type that a large print is set in."""
    if edition.format.large and (large := metadata.editions.large_print):
        return [(_FONT, "", f"{large.design.look.faces.text}, {large.design.size:g} pt")]
    if edition.accessibility is None:
        return []
    version = edition.format.onix_versions.get(edition.version)
    features = [(_VERSION, version, "")] if version else []
    features += [
        (_ACCESSIBILITY, code, words) for code, words in codes(edition.format, edition.accessibility, metadata)
    ]
    if edition.accessibility.hazards == ("none",):
        features.append((_HAZARD, "00", ""))
    return features


def _feature(kind: str, value: str, description: str) -> Any:
    return make(
        "ProductFormFeature",
        make("ProductFormFeatureType", kind),
        make("ProductFormFeatureValue", value) if value else None,
        make("ProductFormFeatureDescription", description) if description else None,
    )


def _measures(edition: Edition) -> list[Any]:
    """Height and width of the printed page, in whole millimetres."""
    if edition.trim is None:
        return []
    width, height = edition.trim
    return [
        make("Measure", make("MeasureType", kind), make("Measurement", f"{value:.0f}"), make("MeasureUnitCode", "mm"))
        for kind, value in (("01", height), ("02", width))
    ]


def _terms(metadata: Metadata) -> list[Any]:
    """No protection, reading aloud without limit, mining (lists 145 and 146), and the licences with their texts (218)."""
    mining = metadata.data_mining
    terms = [make("EpubTechnicalProtection", "00"), _constraint("05", "01")]
    if mining:
        terms.append(_constraint("11", "03" if mining.reserved else "01"))
    if metadata.rights and metadata.rights.licence:
        terms.append(_licence(metadata.rights.licence, [("01", metadata.rights.url), ("02", legal_code(metadata))]))
    if mining and mining.policy:
        terms.append(_licence("TDM policy", [("01", mining.policy)]))
    return terms


def _constraint(kind: str, status: str) -> Any:
    return make("EpubUsageConstraint", make("EpubUsageType", kind), make("EpubUsageStatus", status))


def _licence(name: str, links: list[tuple[str, str]]) -> Any:
    expressions = [
        make(
            "EpubLicenseExpression",
            make("EpubLicenseExpressionType", kind),
            make("EpubLicenseExpressionLink", link),
        )
        for kind, link in links
        if link
    ]
    return make("EpubLicense", make("EpubLicenseName", name), expressions)


def _collection(series: Series) -> Any:
    """The series (list 148: 10), its ISSN (list 13: 02), and the place of the book in it."""
    identifier = make(
        "CollectionIdentifier", make("CollectionIDType", "02"), make("IDValue", series.issn.replace("-", ""))
    )
    sequence = make(
        "CollectionSequence",
        make("CollectionSequenceType", "03"),
        make("CollectionSequenceNumber", series.number),
    )
    part = make("TitleElement", make("TitleElementLevel", "01"), make("PartNumber", series.number))
    name = make("TitleElement", make("TitleElementLevel", "02"), make("TitleText", series.title))
    return make(
        "Collection",
        make("CollectionType", "10"),
        identifier if series.issn else None,
        sequence if series.number.isdecimal() else None,
        make("TitleDetail", make("TitleType", "01"), part if series.number else None, name),
    )


def _languages(metadata: Metadata) -> list[Any]:
    """List 22: 01 the language of the text, 02 that of the original of a translation."""
    languages = [("01", metadata.language)]
    languages += [("02", metadata.original.language)] if metadata.original else []
    return [
        make("Language", make("LanguageRole", role), make("LanguageCode", library_code(tag))) for role, tag in languages
    ]


def _title(metadata: Metadata) -> Any:
    before = language_of(metadata.language).article(metadata.title)
    return make(
        "TitleDetail",
        make("TitleType", "01"),
        make(
            "TitleElement",
            make("TitleElementLevel", "01"),
            make("TitlePrefix", before.strip()) if before else make("NoPrefix"),
            make("TitleWithoutPrefix", metadata.title.removeprefix(before)),
            make("Subtitle", metadata.subtitle) if metadata.subtitle else None,
        ),
    )


def _contributors(metadata: Metadata) -> list[Any]:
    """Who made the book, each role followed by the tools that assisted in it, then what only tools have made."""
    tools, elements = metadata.generative_tools, []
    last = {person.role: place for place, person in enumerate(metadata.contributors)}
    assisted = {last.get(role) for part, (_, role) in _TOOLS.items() if getattr(tools, part) == "assisted"}
    for place, person in enumerate(metadata.contributors):
        elements.append([make("ContributorRole", _ROLES[person.role]), *_name_identifiers(person), *_names(person)])
        elements += [_tool(_ASSISTED)] if place in assisted else []
    elements += [_tool(_TOOLS[part][0]) for part in tools.generated]
    if not elements:
        return [make("NoContributor")]
    return [
        make("Contributor", make("SequenceNumber", str(number)), parts)
        for number, parts in enumerate(elements, start=1)
    ]


def _tool(role: str) -> list[Any]:
    return [make("ContributorRole", role), make("UnnamedPersons", _UNNAMED)]


def _names(person: Contributor) -> list[Any]:
    if person.corporate:
        return [make("CorporateName", person.name)]
    return [make("PersonName", person.name), make("PersonNameInverted", person.file_as)]


def _name_identifiers(person: Contributor) -> list[Any]:
    return [
        make(
            "NameIdentifier",
            make("NameIDType", _NAME_IDS[scheme]),
            make("IDTypeName", "Wikidata") if scheme == "wikidata" else None,
            make("IDValue", person.identifiers[scheme].replace("-", "")),
        )
        for scheme in OF_PERSONS
        if scheme in person.identifiers
    ]


def _extents(catalogue: Catalogue, edition: Edition) -> list[Any]:
    """List 23: 00 and 03 the pages of the text and before it, 11 both, of print and of what has its pages; 08 both
    together of the print counterpart; 22 the size in bytes. Covers and the printer's blanks are counted nowhere.
    """
    pages, numbered = "03", catalogue.numbered(edition)
    if edition.format.printed:
        values = [("00", edition.text, pages), ("03", edition.front, pages), ("11", numbered, pages)]
    elif not edition.format.own_pages:
        values = [("08", numbered, pages), ("22", edition.size, "17")]
    else:
        values = [("11", numbered, pages), ("22", edition.size, "17")]
    return [
        make("Extent", make("ExtentType", kind), make("ExtentValue", str(value)), make("ExtentUnit", unit))
        for kind, value, unit in values
        if value
    ]


def _subjects(metadata: Metadata) -> list[Any]:
    subjects = [(_THEMA.get(code[0], "93"), code) for code in metadata.thema]
    subjects += [("10", code) for code in metadata.bisac]
    seen: set[str] = set()
    elements = []
    for scheme, code in subjects:
        first = scheme in ("93", "10") and scheme not in seen
        seen.add(scheme)
        elements.append(
            make(
                "Subject",
                make("MainSubject") if first else None,
                make("SubjectSchemeIdentifier", scheme),
                make("SubjectCode", code),
            )
        )
    elements += [
        make(
            "Subject",
            make("SubjectSchemeIdentifier", heading.scheme),
            make("SubjectCode", heading.identifier),
            make("SubjectHeadingText", subject.name),
        )
        for subject in metadata.subjects
        for heading in headings(subject)
        if heading.scheme
    ]
    words = ";".join((*metadata.subject_names, *metadata.keywords))
    if words:
        elements.append(make("Subject", make("SubjectSchemeIdentifier", "20"), make("SubjectHeadingText", words)))
    return elements


def _audience(metadata: Metadata) -> Any:
    if not metadata.audience:
        return None
    value = _AUDIENCES[metadata.audience]
    return make("Audience", make("AudienceCodeType", "01"), make("AudienceCodeValue", value))
