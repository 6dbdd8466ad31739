"""What the page says of accessibility: the computed claims in words, and what they leave out."""

from __future__ import annotations

from press.core.xhtml import Element, make
from press.outputs.metadata.accessibility import Claims
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.web_page.words import Words, format_words, own, prose, section


def accessibility(catalogue: Catalogue, words: Words) -> Element:
    """The statement: of each file its conformance and its features, then the known limits, and whom to write to."""
    parts: list[Element] = []
    for edition in catalogue.downloads:
        if edition.accessibility:
            claims = _claims(edition.accessibility, catalogue.metadata.language, words)
            parts += [make("h3", format_words(edition, words)["title"]), *claims]
    limits = make("ul", *(make("li", words[limit]) for limit in _limits(catalogue)))
    parts += [make("h3", words["limits"]), limits]
    if catalogue.metadata.contact:
        parts += prose(words["contact"], catalogue.metadata.contact)
    return section("accessibility", words["accessibility"], *parts)


def _claims(claims: Claims, language: str, words: Words) -> list[Element]:
    said: list[Element] = []
    if claims.conformance:
        # The specification's own string, in English (EPUB Accessibility 1.1, 4.2).
        pairs = [make("dt", words["standard"]), make("dd", own(make("span", claims.conformance), "en", words))]
        if claims.certified_by:
            by = own(make("span", claims.certified_by), language, words)
            pairs += [make("dt", words["certified"]), make("dd", by)]
        said.append(make("dl", *pairs, klass="particulars"))
    else:
        said.append(make("p", words["no_conformance"]))
    more = [words["textual"]] if "textual" in claims.sufficient else []
    more += [words["no_hazards"]] if claims.hazards == ("none",) else []
    said += [make("p", " ".join(more))] if more else []
    features = make("ul", *(make("li", words["features"][feature]) for feature in claims.features), klass="features")
    return [*said, make("p", words["offers"]), features]


def _limits(catalogue: Catalogue) -> list[str]:
    """The names in ``page.yaml`` of what does not work, as far as the claims say it."""
    epub, pdf = (edition.accessibility if edition else None for edition in map(catalogue.edition, ("epub", "pdf")))
    pictures = bool(epub and "visual" in epub.modes)
    limits = {
        "pdf_fixed": pdf is not None,
        "pdf_not_wcag": pdf is not None and "WCAG" not in pdf.conformance,
        "not_described": pictures and epub is not None and "alternativeText" not in epub.features,
        "not_long": pictures and epub is not None and not epub.all_described,
        "drawn": pictures,
        "no_audio": True,
    }
    return [name for name, holds in limits.items() if holds]
