"""Block 1 of an ONIX product: what the edition is."""

from __future__ import annotations

from typing import Any

from press.core.languages import label, language_of
from press.input.metadata import Metadata
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
#: Type of a product form feature (list 79).
_ACCESSIBILITY, _HAZARD, _VERSION = "09", "12", "15"


def descriptive_detail(catalogue: Catalogue, edition: Edition) -> Any:
    """Form, accessibility, licence, title, contributors, language, extents, subjects and audience."""
    metadata, row = catalogue.metadata, edition.format
    return make(
        "DescriptiveDetail",
        make("ProductComposition", "00"),
        make("ProductForm", row.onix_form),
        [make("ProductFormDetail", detail) for detail in row.onix_details],
        [_feature(*feature) for feature in _features(edition, metadata)],
        make("PrimaryContentType", "10"),
        make("ProductContentType", "07") if catalogue.figures else None,
        _measures(edition),
        None if row.printed else _terms(metadata),
        _title(metadata),
        _contributors(metadata),
        make("EditionStatement", label(metadata.language, "version").format(metadata.version))
        if metadata.version
        else None,
        make("Language", make("LanguageRole", "01"), make("LanguageCode", language_of(metadata.language).iso639_2)),
        _extents(edition),
        make("Illustrated", "02" if catalogue.figures else "01"),
        make("NumberOfIllustrations", str(catalogue.figures)) if catalogue.figures else None,
        _subjects(metadata),
        _audience(metadata),
    )


def _features(edition: Edition, metadata: Metadata) -> list[tuple[str, str, str]]:
    """(type, value, description) of the features of a file."""
    if edition.accessibility is None:
        return []
    version = edition.format.onix_versions.get(edition.version)
    features = [(_VERSION, version, "")] if version else []
    features += [
        (_ACCESSIBILITY, code, words) for code, words in codes(edition.format, edition.accessibility, metadata.contact)
    ]
    if edition.accessibility.hazards == ("none",):
        features.append((_HAZARD, "00", ""))
    return features


def _feature(kind: str, value: str, description: str) -> Any:
    return make(
        "ProductFormFeature",
        make("ProductFormFeatureType", kind),
        make("ProductFormFeatureValue", value),
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
    """No protection, reading aloud without limit, and the licence with its two texts (list 218)."""
    terms = [
        make("EpubTechnicalProtection", "00"),
        make("EpubUsageConstraint", make("EpubUsageType", "05"), make("EpubUsageStatus", "01")),
    ]
    if metadata.rights and metadata.rights.licence:
        links = [("01", metadata.rights.url), ("02", legal_code(metadata))]
        terms.append(
            make(
                "EpubLicense",
                make("EpubLicenseName", metadata.rights.licence),
                [
                    make(
                        "EpubLicenseExpression",
                        make("EpubLicenseExpressionType", kind),
                        make("EpubLicenseExpressionLink", link),
                    )
                    for kind, link in links
                    if link
                ],
            )
        )
    return terms


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
    if not metadata.contributors:
        return [make("NoContributor")]
    return [
        make(
            "Contributor",
            make("SequenceNumber", str(number)),
            make("ContributorRole", _ROLES[person.role]),
            make("CorporateName", person.name)
            if person.corporate
            else [make("PersonName", person.name), make("PersonNameInverted", person.file_as)],
        )
        for number, person in enumerate(metadata.contributors, start=1)
    ]


def _extents(edition: Edition) -> list[Any]:
    """List 23: of print, 00 and 03 the pages of the text and before it, 11 both, 06 with the blanks at the end;
    08 the pages of the print counterpart; 07 the pages of a fixed file with its cover; 22 the size in bytes.
    """
    pages, numbered = "03", edition.front + edition.text
    if edition.format.printed:
        values = [("00", edition.text, pages), ("03", edition.front, pages), ("06", edition.pages, pages)]
        values.append(("11", numbered, pages))
    elif not edition.format.own_pages:
        values = [("08", numbered, pages), ("22", edition.size, "17")]
    else:
        values = [("07", edition.pages, pages), ("22", edition.size, "17")]
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
    words = ";".join((*metadata.subject_names, *metadata.keywords))
    if words:
        elements.append(make("Subject", make("SubjectSchemeIdentifier", "20"), make("SubjectHeadingText", words)))
    return elements


def _audience(metadata: Metadata) -> Any:
    if not metadata.audience:
        return None
    value = _AUDIENCES[metadata.audience]
    return make("Audience", make("AudienceCodeType", "01"), make("AudienceCodeValue", value))
