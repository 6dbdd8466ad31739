"""The fields of a MARC record, in the words of the book's language."""

from __future__ import annotations

from collections.abc import Iterator

from pymarc import Field, Indicators, Subfield

from press.core.languages import label, language_of
from press.core.numerals import roman
from press.input.metadata import Contributor, Metadata
from press.outputs.metadata.catalogue import Catalogue, Edition
from press.outputs.metadata.licences import is_open
from press.outputs.metadata.marc import fixed

#: Where field 341 puts each accessibility feature of a text: b textual, c visual aids; those of its pictures apart.
_VISUAL_AIDS = ("displayTransformability",)
_OF_PICTURES = ("alternativeText", "longDescription")


def control(catalogue: Catalogue, edition: Edition) -> Iterator[Field]:
    """Control number, time of the last change, and the fields of fixed length."""
    yield Field("001", data=edition.reference.removeprefix("urn:uuid:"))
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
        yield _field("017", "  ", ("a", metadata.legal_deposit))
    for edition in group:
        name = edition.format.name or label(language, edition.kind)
        if edition.isbn:
            yield _field("020", "  ", ("a", edition.isbn), ("q", name))
        yield _field("024", "7 ", ("a", edition.reference), ("q", name), ("2", "urn"))
    yield _field("040", "  ", ("b", language_of(language).iso639_2), ("e", "rda"))
    if metadata.names("trl"):  # for translations, and for works of several languages: one alone is in 008
        yield _field("041", "1 ", ("a", language_of(language).iso639_2))
    yield _title(metadata)
    if metadata.version:
        yield _field("250", "  ", ("a", f"{label(language, 'version').format(metadata.version)}."))
    yield from _publication(metadata)
    yield _extent(catalogue, group[0])
    yield _rda("336", language, "txt", "rdacontent")
    if catalogue.figures:
        yield _rda("336", language, "sti", "rdacontent")
    yield _rda("337", language, "n" if printed else "c", "rdamedia")
    yield _rda("338", language, "nc" if printed else "cr", "rdacarrier")
    for edition in group:
        if edition.path:
            size = ("c", f"{edition.size} bytes")
            yield _field("347", "  ", ("3", edition.format.name), ("a", label(language, "text_file")),
                         ("b", edition.format.name), size, ("2", "rdaft"))  # fmt: skip


def notes(catalogue: Catalogue, group: tuple[Edition, ...]) -> Iterator[Field]:
    """Accessibility, contents, summary, access and licence."""
    metadata = catalogue.metadata
    language = metadata.language
    if metadata.source:
        yield _field("500", "  ", ("a", label(language, "derives").format(metadata.source)))
    if catalogue.bibliography or catalogue.index:
        both = "with_both" if catalogue.bibliography and catalogue.index else ""
        which = both or ("with_bibliography" if catalogue.bibliography else "with_index")
        yield _field("504" if catalogue.bibliography else "500", "  ", ("a", label(language, which)))
    yield _field("505", "0 ", ("a", f"{' -- '.join(catalogue.contents)}."))
    if metadata.description:
        yield _field("520", "  ", ("a", metadata.description))
    if metadata.rights:
        terms = [("a", metadata.rights.statement)]
        terms += [("f", metadata.rights.licence), ("2", "cc")] if is_open(metadata) else []
        terms += [("u", metadata.rights.url)] if metadata.rights.url else []
        yield _field("540", "  ", *terms)
    if group[0].format.printed:
        return
    for edition in group:
        yield from _accessibility(edition, language, several=len(group) > 1)
    if is_open(metadata):
        yield _field("506", "0 ", ("a", f"{label(language, 'open_access')}."),
                     ("f", "Unrestricted online access"), ("2", "star"))  # fmt: skip
    source = ", ".join(filter(None, (group[0].format.name, group[0].identifier)))
    yield _field("588", "  ", ("a", label(language, "described_from").format(source)))


def headings(catalogue: Catalogue, group: tuple[Edition, ...]) -> Iterator[Field]:
    """Who made the book, what it is on, its other editions, and where the files are."""
    metadata = catalogue.metadata
    for code in metadata.thema:
        yield _field("072", " 7", ("a", code), ("2", "thema"))
    for code in metadata.bisac:
        yield _field("072", " 7", ("a", code), ("2", "bisacsh"))
    main = _main_entry(metadata)
    for person in metadata.contributors:
        tag = ("1" if person is main else "7") + ("10" if person.corporate else "00")
        yield _name(tag, person, metadata.language)
    for words in (*metadata.subject_names, *metadata.keywords):
        yield _field("653", "  ", ("a", words))
    for other in catalogue.editions:
        if other not in group:
            yield _other_edition(metadata, other)
    for edition in catalogue.downloads:
        address = catalogue.address(edition.path)
        if address:  # the resource itself (40), or a version of it (41)
            place = "40" if edition in group else "41"
            yield _field("856", place, ("u", address), ("q", edition.media_type), ("y", edition.format.name))


def _title(metadata: Metadata) -> Field:
    """245 with ISBD punctuation; the second indicator counts the signs of the article."""
    before = language_of(metadata.language).article(metadata.title)
    roles = ("aut", "edt", "trl", "ill", "aui")
    responsible = " ; ".join(words for role in roles for words in _statements(metadata, role))
    parts = [("a", metadata.title), ("b", metadata.subtitle), ("c", responsible)]
    marks = {"b": " :", "c": " /"}
    told = [(code, text) for code, text in parts if text]
    ended = [text + marks.get(told[i + 1][0] if i + 1 < len(told) else "", ".") for i, (_, text) in enumerate(told)]
    codes = [code for code, _ in told]
    return _field(
        "245",
        f"{1 if _main_entry(metadata) else 0}{len(before)}",
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
    house = metadata.publisher or metadata.imprint or label(metadata.language, "no_publisher")
    year = str(metadata.date.year) if metadata.date else label(metadata.language, "no_date")
    yield _field("264", " 1", ("a", f"{place} :"), ("b", f"{house},"), ("c", f"{year}." if metadata.date else year))


def _extent(catalogue: Catalogue, edition: Edition) -> Field:
    """300: the numbered pages of print, roman and arabic (RDA 3.4.5), in whole centimetres upwards (3.5.1.3)."""
    language = catalogue.metadata.language
    counterpart = catalogue.edition("print") or edition
    numbers = [roman(counterpart.front)] if counterpart.front else []
    numbers.append(str(counterpart.text))
    pages = label(language, "count").format(", ".join(numbers))
    extent = pages if edition.format.printed else f"{label(language, 'one_resource')} ({pages})"
    parts = [("a", extent)]
    if catalogue.figures:
        parts = [("a", f"{extent} :"), ("b", label(language, "illustrations"))]
    if edition.trim:
        code, words = parts[-1]
        height = -int(-edition.trim[1] // 10)
        parts = [*parts[:-1], (code, f"{words} ;"), ("c", f"{height} cm")]
    return _field("300", "  ", *parts)


def _rda(tag: str, language: str, code: str, source: str) -> Field:
    return _field(tag, "  ", ("a", label(language, code)), ("b", code), ("2", source))


def _accessibility(edition: Edition, language: str, several: bool) -> Iterator[Field]:
    """341 and 532 (https://www.loc.gov/marc/bibliographic/bd341.html) in the vocabulary of schema.org."""
    claims = edition.accessibility
    if claims is None:
        return
    which = [("3", edition.format.name)] if several else []
    text = [("c" if name in _VISUAL_AIDS else "b", name) for name in claims.features if name not in _OF_PICTURES]
    pictures = [("b", name) for name in claims.features if name in _OF_PICTURES]
    yield _field("341", "0 ", *which, ("a", "textual"), *sorted(text, key=lambda part: part[0]), ("2", "sapdv"))
    if pictures:
        yield _field("341", "0 ", *which, ("a", "visual"), *pictures, ("2", "sapdv"))
    if claims.summary:
        yield _field("532", "1 ", *which, ("a", claims.summary))
    if claims.conformance:
        words = f"{claims.conformance}."
        if claims.certified_by:
            words = label(language, "conforms").format(claims.conformance, claims.certified_by)
        yield _field("532", "8 ", *which, ("a", words))


def _main_entry(metadata: Metadata) -> Contributor | None:
    """The first author."""
    return next((person for person in metadata.contributors if person.role == "aut"), None)


def _name(tag: str, person: Contributor, language: str) -> Field:
    """100/700 inverted (1) or in direct order (0); 110/710 in direct order (2)."""
    kind = "2" if person.corporate else "1" if "," in person.file_as else "0"
    return _field(
        tag,
        f"{kind} ",
        ("a", f"{person.name if person.corporate else person.file_as},"),
        ("e", f"{label(language, person.role)}."),
        ("4", person.role),
    )


def _other_edition(metadata: Metadata, other: Edition) -> Field:
    """776: the same text in another form."""
    printed = other.format.printed
    kind = label(metadata.language, "printed_edition" if printed else "online_edition")
    name = kind if printed else f"{kind} ({other.format.name})"
    number = ("z", other.isbn) if other.isbn else ("o", other.reference)
    main = _main_entry(metadata)
    author = [("a", f"{main.name if main.corporate else main.file_as}.")] if main else []
    return _field("776", "08", ("i", f"{name}:"), *author, ("t", metadata.title), number)


def _field(tag: str, indicators: str, *parts: tuple[str, str]) -> Field:
    return Field(tag, Indicators(*indicators), [Subfield(code, value) for code, value in parts])
