"""The fields of a MARC record, in the words of the book's language."""

from __future__ import annotations

from collections.abc import Iterator

from pymarc import Field

from press.core.languages import format_name, label, language_of, library_code
from press.core.numerals import roman
from press.input.metadata import UNDATED, Metadata
from press.input.trade import WORLD, Price, Series
from press.outputs.metadata.catalogue import Catalogue, Edition
from press.outputs.metadata.licences import is_open
from press.outputs.metadata.marc import fixed
from press.outputs.metadata.marc.access import main_entry
from press.outputs.metadata.marc.make import make
from press.outputs.metadata.onix.supply import price_type

#: Where field 341 puts each accessibility feature of a text: b textual, c visual aids; those of its pictures apart.
_VISUAL_AIDS = ("displayTransformability",)
_OF_PICTURES = ("alternativeText", "longDescription")


def control(catalogue: Catalogue, edition: Edition) -> Iterator[Field]:
    """Control number, time of the last change, and the fields of fixed length."""
    yield Field("001", data=edition.reference.removeprefix("urn:uuid:"))
    if catalogue.metadata.marc_agency:
        yield Field("003", data=catalogue.metadata.marc_agency)
    # It is the version of the record: of a book without a date none is known, and the catalogue that loads it gives one.
    if catalogue.metadata.timestamp != UNDATED:
        yield Field("005", data=f"{catalogue.metadata.timestamp:%Y%m%d%H%M%S.0}")
    if not edition.format.printed:
        yield Field("006", data=fixed.additional_material(edition))
    yield Field("007", data=fixed.physical(edition))
    yield Field("008", data=fixed.general(catalogue, edition))


def description(catalogue: Catalogue, group: tuple[Edition, ...]) -> Iterator[Field]:
    """Numbers, title, publication, physical description and RDA types."""
    metadata, printed = catalogue.metadata, group[0].format.printed
    language = metadata.language
    if metadata.legal_deposit:
        yield make("017", "  ", ("a", metadata.legal_deposit))
    for edition in group:
        name = format_name(language, edition.kind)
        if edition.isbn:
            yield make("020", "  ", ("a", edition.isbn), ("q", name))
        yield make("024", "7 ", ("a", edition.reference), ("q", name), ("2", "urn"))
    if metadata.doi:
        yield make("024", "7 ", ("a", metadata.doi), ("2", "doi"))
    agency = metadata.marc_agency or catalogue.sender
    yield make("040", "  ", ("a", agency), ("b", library_code(language)), ("e", "rda"), ("c", agency))
    if metadata.original or metadata.names("trl"):  # for translations and several languages: one alone is in 008
        source = library_code(metadata.original.language) if metadata.original else ""
        yield make("041", "1 ", ("a", library_code(language)), ("h", source))
    yield from _original(metadata)
    yield _title(metadata)
    if metadata.edition_statement:
        yield make("250", "  ", ("a", f"{metadata.edition_statement.rstrip('.')}."))
    yield from _publication(metadata)
    yield _extent(catalogue, group[0])
    yield _rda("336", language, "txt", "rdacontent")
    if catalogue.figures:
        yield _rda("336", language, "sti", "rdacontent")
    if catalogue.maps:
        yield _rda("336", language, "cri", "rdacontent")
    yield _rda("337", language, "n" if printed else "c", "rdamedia")
    yield _rda("338", language, "nc" if printed else "cr", "rdacarrier")
    if group[0].kind == "hardcover":
        yield make("340", "  ", ("l", "hardcover"))
    if group[0].format.large:
        yield make("340", "  ", ("n", "large print"), ("2", "rdafs"))
    for edition in group:
        if edition.path:
            size = ("c", f"{edition.size} bytes")
            yield make("347", "  ", ("3", edition.format.name), ("a", label(language, "text_file")),
                         ("b", edition.format.name), size, ("2", "rdaft"))  # fmt: skip
    kinds = {edition.kind for edition in group}
    for price in metadata.prices:
        if price.edition in kinds:
            yield from _price(price)
    if metadata.series:
        yield _series(metadata.series)


def notes(catalogue: Catalogue, group: tuple[Edition, ...]) -> Iterator[Field]:
    """Accessibility, contents, summary, access and licence."""
    metadata = catalogue.metadata
    language = metadata.language
    if metadata.source:
        yield make("500", "  ", ("a", label(language, "derives").format(metadata.source)))
    if catalogue.bibliography or catalogue.index:
        both = "with_both" if catalogue.bibliography and catalogue.index else ""
        which = both or ("with_bibliography" if catalogue.bibliography else "with_index")
        yield make("504" if catalogue.bibliography else "500", "  ", ("a", label(language, which)))
    yield make("505", "0 ", ("a", f"{' -- '.join(catalogue.contents)}."))
    if metadata.description:
        yield make("520", "  ", ("a", metadata.description))
    if metadata.rights:
        terms = [("a", metadata.rights.statement)]
        terms += [("f", metadata.rights.licence), ("2", "cc")] if is_open(metadata) else []
        terms += [("u", metadata.rights.url)] if metadata.rights.url else []
        yield make("540", "  ", *terms)
    if metadata.data_mining:
        words = label(language, "mining_reserved" if metadata.data_mining.reserved else "mining_permitted")
        yield make("540", "  ", ("3", "TDM"), ("a", words), ("u", metadata.data_mining.policy))
    if metadata.public_domain:
        yield make("542", "1 ", ("n", metadata.public_domain))
    if metadata.generative_tools.statement:
        yield make("500", "  ", ("a", metadata.generative_tools.statement))
    if group[0].format.printed:
        return
    for edition in group:
        yield from _accessibility(edition, language, several=len(group) > 1)
    if is_open(metadata):
        yield make("506", "0 ", ("a", f"{label(language, 'open_access')}."),
                     ("f", "Unrestricted online access"), ("2", "star"))  # fmt: skip
    source = ", ".join(filter(None, (group[0].format.name, group[0].identifier)))
    yield make("588", "  ", ("a", label(language, "described_from").format(source)))


def _price(price: Price) -> Iterator[Field]:
    """365 in the codes of ONIX, one for each country."""
    terms = [("a", price_type(price)), ("b", price.written), ("c", price.currency)]
    for country in [code for code in price.territory if code != WORLD] or [""]:
        yield make("365", "  ", *terms, ("j", country), ("2", "onixpt"))


def _series(series: Series) -> Field:
    """490 with ISBD punctuation; its heading is in 830."""
    after_title = "," if series.issn else " ;" if series.number else ""
    issn = f"{series.issn} ;" if series.issn and series.number else series.issn
    return make("490", "1 ", ("a", f"{series.title}{after_title}"), ("x", issn), ("v", series.number))


def _original(metadata: Metadata) -> Iterator[Field]:
    """The title of the original, and the language of the book: 240 below an author, else 130."""
    original = metadata.original
    if original and original.title:
        tag, indicators = ("240", "10") if main_entry(metadata) else ("130", "0 ")
        yield make(tag, indicators, ("a", f"{original.title}."), ("l", language_of(metadata.language).name))


def _title(metadata: Metadata) -> Field:
    """245 with ISBD punctuation; the second indicator counts the signs of the article."""
    before = language_of(metadata.language).article(metadata.title)
    roles = ("aut", "edt", "trl", "ill", "aui")
    responsible = " ; ".join(words for role in roles for words in _statements(metadata, role))
    parts = [("a", metadata.title), ("b", metadata.subtitle), ("c", responsible)]
    marks = {"b": " :", "c": " /"}
    filled = [(code, text) for code, text in parts if text]
    ended = [
        text + marks.get(filled[i + 1][0] if i + 1 < len(filled) else "", ".") for i, (_, text) in enumerate(filled)
    ]
    codes = [code for code, _ in filled]
    return make(
        "245",
        f"{1 if main_entry(metadata) else 0}{len(before)}",
        *zip(codes, ended, strict=True),
    )


def _statements(metadata: Metadata, role: str) -> list[str]:
    """The statement of responsibility for a role as the title page has it, after a semicolon in small letters."""
    people = [person for person in metadata.contributors if person.role == role]
    credits = [person.credit for person in people if person.credit]
    names = ", ".join(person.name for person in people if not person.credit)
    by = names if role == "aut" else label(metadata.language, f"by_{role}").format(names)
    return [
        *([by] if names else []),
        *(credit if role == "aut" else credit[0].lower() + credit[1:] for credit in credits),
    ]


def _publication(metadata: Metadata) -> Iterator[Field]:
    """264: what is not known is said in the brackets that RDA 2.8 asks for.

    No year of a copyright (264 _4): RDA 2.11 transcribes it from the resource, and no page of it prints one.
    """
    place = metadata.place or label(metadata.language, "no_place")
    publisher = metadata.publisher or metadata.imprint or label(metadata.language, "no_publisher")
    year = str(metadata.date.year) if metadata.date else label(metadata.language, "no_date")
    yield make("264", " 1", ("a", f"{place} :"), ("b", f"{publisher},"), ("c", f"{year}." if metadata.date else year))


def _extent(catalogue: Catalogue, edition: Edition) -> Field:
    """300: the numbered pages of print, roman and arabic (RDA 3.4.5), in whole centimetres upwards (3.5.1.3)."""
    language = catalogue.metadata.language
    counterpart = edition if edition.format.printed else catalogue.edition("print") or edition
    numbers = [roman(counterpart.front)] if counterpart.front else []
    numbers.append(str(counterpart.text))
    pages = label(language, "count").format(", ".join(numbers))
    extent = pages if edition.format.printed else f"{label(language, 'one_resource')} ({pages})"
    parts = [("a", extent)]
    if catalogue.figures:
        pictures = [label(language, name) for name in ("illustrations", *(("maps",) if catalogue.maps else ()))]
        parts = [("a", f"{extent} :"), ("b", ", ".join(pictures))]
    if edition.trim:
        code, words = parts[-1]
        height = -int(-edition.trim[1] // 10)
        parts = [*parts[:-1], (code, f"{words} ;"), ("c", f"{height} cm")]
    return make("300", "  ", *parts)


def _rda(tag: str, language: str, code: str, source: str) -> Field:
    return make(tag, "  ", ("a", label(language, code)), ("b", code), ("2", source))


def _accessibility(edition: Edition, language: str, several: bool) -> Iterator[Field]:
    """341 and 532 (https://www.loc.gov/marc/bibliographic/bd341.html) in the vocabulary of schema.org."""
    claims = edition.accessibility
    if claims is None:
        return
    which = [("3", edition.format.name)] if several else []
    text = [("c" if name in _VISUAL_AIDS else "b", name) for name in claims.features if name not in _OF_PICTURES]
    pictures = [("b", name) for name in claims.features if name in _OF_PICTURES]
    yield make("341", "0 ", *which, ("a", "textual"), *sorted(text, key=lambda part: part[0]), ("2", "sapdv"))
    if pictures:
        yield make("341", "0 ", *which, ("a", "visual"), *pictures, ("2", "sapdv"))
    if claims.summary:
        yield make("532", "1 ", *which, ("a", claims.summary))
    if claims.conformance:
        words = f"{claims.conformance}."
        if claims.certified_by:
            words = label(language, "conforms").format(claims.conformance, claims.certified_by)
        yield make("532", "8 ", *which, ("a", words))
