"""The parts of the page, in its order: the book, its files, how to read and check them, records, credits."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Mapping

from press.compose.composition import Composition
from press.core.isbn import hyphenated
from press.core.languages import label, language_of, long_date
from press.core.xhtml import Element, make
from press.input.contributors import Contributor
from press.input.metadata import Metadata
from press.language.title_breaking import set_in_lines
from press.outputs.metadata.catalogue import Catalogue, Edition
from press.outputs.metadata.licences import is_open
from press.outputs.metadata.media_types import media_type
from press.outputs.metadata.opds import ATOM_PATH, ATOM_TYPE, JSON_PATH, JSON_TYPE
from press.outputs.web_page.words import Words, format_words, own, prose, section, size_in_words

#: The feeds are for reading applications to follow, not for readers to keep.
FOLLOWED = (ATOM_PATH, JSON_PATH)


def hero(catalogue: Catalogue, words: Words) -> Element:
    """The head of the page: cover, title, who made it, and the files to take."""
    metadata, cover, small = catalogue.metadata, catalogue.cover, catalogue.thumbnail
    alternative = metadata.cover_text or f"{label(metadata.language, 'cover')}: {metadata.whole_title}"
    picture = make(
        "img",
        src=small.path,
        srcset=f"{small.path} {small.width}w, {cover.path} {cover.width}w",
        sizes=f"{small.width}px",
        width=str(small.width),
        height=str(small.height),
        alt=alternative,
        klass="cover",
    )
    beside = make("div", *(_credited(person, words) for person in metadata.contributors), klass="beside")
    beside.append(own(set_in_lines(make("h1"), metadata.title, 14, metadata.language), metadata.language, words))
    if metadata.subtitle:
        beside.append(own(make("p", metadata.subtitle, klass="subtitle"), metadata.language, words))
    buttons = [part for edition in catalogue.downloads for part in (_button(edition, words), " ")]
    beside.append(make("p", *buttons, klass="buttons"))
    if facts := _facts(catalogue, words):
        beside.append(make("p", *facts, klass="facts"))
    return make("header", make("div", own(picture, metadata.language, words), beside, klass="inner"))


def _credited(person: Contributor, words: Words) -> Element:
    """The author's name alone; of anybody else, what they did, beginning with a capital."""
    name = f"{person.name}, {person.note}" if person.note else person.name
    said = (
        person.credit or name
        if person.credit or person.role == "aut"
        else label(words["language"], f"by_{person.role}").format(name)
    )
    return make("p", said[0].upper() + said[1:], klass="contributor")


def _facts(catalogue: Catalogue, words: Words) -> list[Element | str]:
    """Publisher, version, date and licence, as far as they are known."""
    metadata, language = catalogue.metadata, words["language"]
    facts = [metadata.imprint or metadata.publisher]
    facts.append(metadata.edition_statement)
    facts.append(
        long_date(language, metadata.date.year, metadata.date.month, metadata.date.day) if metadata.date else ""
    )
    said: list[Element | str] = [" · ".join(filter(None, facts))]
    if metadata.rights and metadata.rights.licence:
        before, _, after = words["licence"].partition("{}")
        name = metadata.rights.licence.replace(" ", "\u00a0")
        link = make("a", name, href=metadata.rights.url, rel="license") if metadata.rights.url else name
        said += [make("br")] if said[0] else []
        said += [before, link, after]
    return said


def _button(edition: Edition, words: Words) -> Element:
    text = words["download"].format(
        format_words(edition, words)["title"], size_in_words(edition.size, words["language"])
    )
    return make("a", text, href=edition.path, type=edition.media_type, download="", klass=f"button {edition.kind}")


def about(catalogue: Catalogue, words: Words) -> Element:
    """What the book is, in the words of its back cover where it has them, and what it contains."""
    metadata = catalogue.metadata
    texts = metadata.cover_blurb or ((metadata.description,) if metadata.description else ())
    said = [own(make("p", text), metadata.language, words) for text in texts]
    if said:
        said[0].set("class", "lead")
    entries = make("ul", *(make("li", entry) for entry in catalogue.contents), klass="contents")
    contents = (make("h3", words["contents"]), own(entries, metadata.language, words))
    return section("book", words["about"], *said, *contents)


def downloads(catalogue: Catalogue, words: Words) -> Element:
    """The files to read, each with what it is good for and its particulars."""
    parts = []
    for edition in catalogue.downloads:
        named = format_words(edition, words)
        button = make("p", _button(edition, words))
        parts += [
            make("h3", named["title"]),
            make("p", named["use"]),
            button,
            _particulars(edition, catalogue.numbered(edition), words),
        ]
    return section("files", words["files"], *parts)


def _particulars(edition: Edition, pages: int, words: Words) -> Element:
    exact = language_of(words["language"]).number(edition.size)
    particulars = {
        words["format"]: f"{format_words(edition, words)['title']} {edition.version}".strip(),
        words["size"]: words["exact"].format(size_in_words(edition.size, words["language"]), exact),
        words["pages"]: str(pages or "") if edition.format.own_pages else "",
        words["isbn"]: hyphenated(edition.isbn) if edition.isbn else "",
    }
    pairs = [pair for name, value in particulars.items() if value for pair in (make("dt", name), make("dd", value))]
    pairs += [make("dt", words["checksum"]), make("dd", make("code", edition.sha256))]
    return make("dl", *pairs, klass="particulars")


def reading(metadata: Metadata, words: Words) -> Element:
    """How the book gets onto each device."""
    parts: list[Element] = []
    for device in words["devices"]:
        parts += [make("h3", device["title"]), *prose(device["text"], atom=ATOM_TYPE, json=JSON_TYPE)]
    parts += prose(words["open"]) if is_open(metadata) else []
    return section("reading", words["reading"], *parts)


def checking(catalogue: Catalogue, words: Words, files: Mapping[str, bytes]) -> Element:
    """How to check a file, and the checksums of those that are not given with their edition."""
    pairs = [
        pair
        for path in _offered(catalogue.metadata, words, files)
        for pair in (make("dt", path), make("dd", make("code", hashlib.sha256(files[path]).hexdigest())))
    ]
    how = prose(words["checking"], catalogue.downloads[0].path)
    return section("check", words["check"], *how, make("h3", words["checksums"]), make("dl", *pairs, klass="sums"))


def records(metadata: Metadata, words: Words, files: Mapping[str, bytes]) -> Element:
    """What libraries, shops and applications load."""
    items = []
    for path, (name, form, use) in _offered(metadata, words, files).items():
        size = size_in_words(len(files[path]), words["language"])
        link = make("a", f"{name} ({form}, {size})", href=path, type=media_type(path))
        if path not in FOLLOWED:
            link.set("download", "")
        items.append(make("li", link, f": {use}"))
    return section("records", words["records"], make("ul", *items, klass="records"))


def _offered(metadata: Metadata, words: Words, files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """The page's records that are among the files: path -> name, format, what it is for."""
    paths = {path.format(metadata.slug): named for path, named in words["links"].items()}
    return {path: named for path, named in paths.items() if path in files}


def credits(composition: Composition, words: Words) -> Element:
    """The credits of the book, word for word."""
    page = next(document for document in composition.documents if document.kind == "copyright")
    return section("credits", words["credits"], own(copy.deepcopy(page.body[0]), composition.metadata.language, words))
