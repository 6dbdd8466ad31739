"""What the page says of accessibility, in the words of the W3C's Accessibility Metadata Display Guide 2.0.

https://w3c.github.io/publ-a11y/a11y-meta-display-guide/2.0/guidelines/: the computed claims of each file in the order of
the guide, then what they leave out, the declaration under the European Accessibility Act, and whom to write to.
"""

from __future__ import annotations

from press.core.xhtml import Element, make
from press.input.metadata import Metadata
from press.outputs.metadata.accessibility import Claims
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.web_page.words import Words, format_words, own, prose, section

#: The features that the guide has statements for, by its section; any other is additional information.
_SECTIONS = {
    "ways": ("displayTransformability", "alternativeText"),
    "navigation": ("tableOfContents", "index", "structuralNavigation", "pageNavigation"),
    "rich": ("longDescription",),
}
_PLACED = frozenset(feature for features in _SECTIONS.values() for feature in features)


def accessibility(catalogue: Catalogue, words: Words) -> Element:
    """The statement: of each file what the guide asks for, then the known limits, the declaration, and a contact."""
    parts: list[Element] = []
    for edition in catalogue.downloads:
        if edition.accessibility:
            claims = _statements(edition.accessibility, catalogue.metadata, words)
            parts += [make("h3", format_words(edition, words)["title"]), claims]
    limits = make("ul", *(make("li", words[limit]) for limit in _limits(catalogue)))
    parts += [make("h3", words["limits"]), limits, *_declaration(catalogue, words)]
    if catalogue.metadata.contact:
        parts += prose(words["contact"], catalogue.metadata.contact)
    return section("accessibility", words["accessibility"], *parts)


def _statements(claims: Claims, metadata: Metadata, words: Words) -> Element:
    """The statements of one file, under the guide's headings; a heading without any is left out."""
    language = metadata.language
    read = "textual" if "textual" in claims.sufficient else "not_textual"
    modified = [] if "displayTransformability" in claims.features else ["unmodifiable"]
    statements = {
        "ways": [*_features(claims, "ways", words), *(make("dd", words[name]) for name in (*modified, read))],
        "conformance": _conformance(claims, language, words),
        "navigation": _features(claims, "navigation", words),
        "rich": _features(claims, "rich", words),
        "hazards": [make("dd", words["no_hazards"])] if claims.hazards == ("none",) else [],
        "summary": [own(make("dd", claims.summary), language, words)] if claims.summary else [],
        "legal": [make("dd", words["exempt"])] if metadata.accessibility_exception else [],
        "additional": [_feature(name, words) for name in claims.features if name not in _PLACED],
    }
    return make(
        "dl",
        *(part for name, said in statements.items() if said for part in (make("dt", words[name]), *said)),
        klass="display",
    )


def _features(claims: Claims, part: str, words: Words) -> list[Element]:
    return [_feature(name, words) for name in _SECTIONS[part] if name in claims.features]


def _feature(name: str, words: Words) -> Element:
    return make("dd", words["features"][name], klass="feature")


def _conformance(claims: Claims, language: str, words: Words) -> list[Element]:
    if not claims.conformance:
        return [make("dd", words["no_conformance"])]
    said = [make("dd", words["aa"])] if claims.conformance.endswith("Level AA") else []
    # The specification's own string, in English (EPUB Accessibility 1.1, 4.2).
    said.append(_with(words["claim"], own(make("span", claims.conformance, dir="ltr"), "en", words)))
    if claims.certified_by:
        said.append(_with(words["certified"], own(make("span", claims.certified_by), language, words)))
    return said


def _with(words: str, value: Element) -> Element:
    """A statement with a value for its braces."""
    before, _, after = words.partition("{}")
    return make("dd", before, value, after)


def _declaration(catalogue: Catalogue, words: Words) -> list[Element]:
    """The declaration under Directive (EU) 2019/882: of an EPUB whose conformance somebody answers for and can be asked.

    What the directive asks of e-books is what EPUB Accessibility 1.1 with WCAG AA asks
    (https://w3c.github.io/publ-a11y/wg-notes/epub-a11y-eaa-mapping/).
    """
    metadata, epub = catalogue.metadata, catalogue.edition("epub")
    claims = epub.accessibility if epub else None
    excepted = bool(metadata.accessibility_exception)
    if excepted or claims is None or not (claims.conformance and claims.certified_by and metadata.contact):
        return []
    said = prose(words["declared"], claims.certified_by, claims.conformance, metadata.contact)
    return [make("h3", words["declaration"], id="declaration"), *said]


def _limits(catalogue: Catalogue) -> list[str]:
    """The names in ``page.yaml`` of what does not work, as far as the claims say it."""
    epub, pdf = (edition.accessibility if edition else None for edition in map(catalogue.edition, ("epub", "pdf")))
    pictures = bool(epub and "visual" in epub.modes)
    limits = {
        "pdf_not_wcag": pdf is not None and "WCAG" not in pdf.conformance,
        "not_described": pictures and epub is not None and "alternativeText" not in epub.features,
        "not_long": pictures and epub is not None and not epub.all_described,
        "drawn": pictures,
        "no_audio": True,
    }
    return [name for name, holds in limits.items() if holds]
