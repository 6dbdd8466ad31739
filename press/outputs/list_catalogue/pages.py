"""The pages on which readers look through a list: covers in pages, by language, subject and author, and an index.

All of it works without scripts, where the index takes the place of the search; with them the field searches the whole
list as it is typed in. The pages load their stylesheet, the covers and the search of the list itself, and nothing else.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from lxml import etree

from press.core.languages import direction_attribute, language_of, page_words
from press.core.release_mark import SUMS
from press.core.xhtml import Element, make
from press.outputs.list_catalogue.listed import ListedBook
from press.outputs.list_catalogue.opds import SEARCH, SEARCH_TYPE, feed_paths
from press.outputs.list_catalogue.settings import Settings
from press.outputs.list_catalogue.shelves import Shelf
from press.outputs.list_catalogue.web import ATOM_TYPE, NEW
from press.outputs.metadata.media_types import media_type
from press.outputs.metadata.opds import ATOM_PATH, JSON_PATH, JSON_TYPE
from press.outputs.metadata.opds import ATOM_TYPE as OPDS_TYPE

FIRST = "index.html"
STYLE, SCRIPT = "catalogue/style.css", "catalogue/search.js"
ONIX, MARC, MARCXML = "records/catalogue.onix.xml", "records/catalogue.mrc", "records/catalogue.marc.xml"
#: Facets of a group that a page shows; the index has them all.
_SHOWN = 12
_POLICY = (
    "default-src 'none'; style-src 'self' file:; font-src data:; img-src 'self' file: data:; script-src 'self' file:; "
    "base-uri 'none'; form-action 'self'"
)
_BLOCKS = frozenset("head meta title link script header nav main footer section div form p ul li h1 h2 h3".split())

Words = Mapping[str, str]


def page_path(shelf: Shelf, number: int = 1) -> str:
    """Where a page of a shelf lies in the list."""
    if not shelf.group and number == 1:
        return FIRST
    return f"catalogue/{shelf.stem if number == 1 else f'{shelf.stem}-{number}'}.html"


def shelf_pages(
    shelf: Shelf, facets: Mapping[str, Sequence[Shelf]], settings: Settings, words: Words
) -> Iterator[tuple[str, bytes]]:
    """Every page of a shelf, by its path in the list."""
    for number in range(1, shelf.pages + 1):
        path = page_path(shelf, number)
        up = "../" * path.count("/")
        heading = make("h2", shelf.value or words["all"])
        own = "" if not shelf.group else f"{words[shelf.group]}: "
        if own:
            heading.text, heading[:] = own, []
            heading.append(make("span", shelf.value))
        main = make(
            "main",
            make("p", words["found"].format(0), role="status", hidden="hidden", id="estado"),
            make(
                "div",
                heading,
                make("p", words["books"].format(len(shelf.books)), klass="count"),
                make("ul", *(_card(book, up, settings.language) for book in shelf.page(number)), klass="books"),
                *_pager(shelf, number, up, words),
                id="estante",
            ),
            id="contenido",
            tabindex="-1",
        )
        title = settings.title if not shelf.group else f"{shelf.value} · {settings.title}"
        if number > 1:
            title += f" · {words['page'].format(number, shelf.pages)}"
        yield path, _page(title, path, shelf, facets, main, settings, words)


def _card(book: ListedBook, up: str, language: str) -> Element:
    """A book: its cover and title, which lead to its page, and who wrote it."""
    source, width, height = book.thumbnail
    cover = make("img", src=f"{up}{book.slug}/{source}", width=str(width), height=str(height), alt="", loading="lazy")
    link = make("a", cover, make("span", book.title, klass="title"), href=up + book.page)
    card = make("li", link)
    if book.authors:
        card.append(make("span", ", ".join(name for name, _ in book.authors), klass="author"))
    if book.language != language:
        link.set("lang", book.language)
        link.set("dir", language_of(book.language).direction)
    return card


def _pager(shelf: Shelf, number: int, up: str, words: Words) -> list[Element]:
    if shelf.pages < 2:
        return []
    items: list[Element | str] = []
    if number > 1:
        items += [make("a", words["previous"], href=up + page_path(shelf, number - 1), rel="prev"), " "]
    items.append(make("span", words["page"].format(number, shelf.pages)))
    if number < shelf.pages:
        items += [" ", make("a", words["next"], href=up + page_path(shelf, number + 1), rel="next")]
    return [make("nav", make("p", *items), klass="pager", aria_label=words["page"].format(number, shelf.pages))]


def _page(
    title: str,
    path: str,
    shelf: Shelf | None,
    facets: Mapping[str, Sequence[Shelf]],
    main: Element,
    settings: Settings,
    words: Words,
) -> bytes:
    up = "../" * path.count("/")
    body = make(
        "body",
        make("a", page_words(settings.language.split("-")[0])["skip"], klass="skip", href="#contenido"),
        _header(path, up, settings, words),
        _facets(shelf, facets, up, settings, words),
        main,
        _footer(up, settings, words),
    )
    page = make(
        "html",
        _head(title, up, shelf, settings),
        body,
        lang=settings.language,
        data_up=up,
        data_found=words["found"],
        data_nothing=words["nothing"],
        **direction_attribute(settings.language),
    )
    for element in page.iter(*_BLOCKS):
        element.tail = (element.tail or "") + "\n"
    return bytes(etree.tostring(page, method="html", encoding="utf-8", doctype="<!DOCTYPE html>"))


def _head(title: str, up: str, shelf: Shelf | None, settings: Settings) -> Element:
    atom, publications = feed_paths(shelf, 1) if shelf else (ATOM_PATH, JSON_PATH)
    links = [("alternate", up + atom, OPDS_TYPE), ("alternate", up + publications, JSON_TYPE)]
    links += [("alternate", up + NEW, ATOM_TYPE)]
    links += [("search", up + SEARCH, SEARCH_TYPE)] if settings.base_url else []
    return make(
        "head",
        make("meta", charset="utf-8"),
        make("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        make("title", title),
        make("meta", name="viewport", content="width=device-width, initial-scale=1"),
        make("meta", name="color-scheme", content="light dark"),
        make("link", rel="icon", href="data:,"),
        *(make("link", rel=rel, href=href, type=kind, title=settings.title) for rel, href, kind in links),
        make("link", rel="stylesheet", href=up + STYLE),
        make("script", src=up + SCRIPT, defer="defer"),
    )


def _header(path: str, up: str, settings: Settings, words: Words) -> Element:
    """The title; the field to search in, which scripts show, and the index, which works without them."""
    title = make("h1", settings.title if path == FIRST else make("a", settings.title, href=up + FIRST))
    form = make(
        "form",
        make("label", words["search"], for_="query"),
        " ",
        make("input", type="search", id="query", name="query", placeholder=words["hint"], autocomplete="off"),
        role="search",
        action=up + FIRST,
        hidden="hidden",
    )
    index = make("p", make("a", words["index"], href=f"{up}catalogue/index.html"), klass="index")
    hint = make("noscript", make("p", words["without_scripts"]))
    return make("header", make("div", title, form, hint, index, klass="inner"))


def _facets(
    shelf: Shelf | None, facets: Mapping[str, Sequence[Shelf]], up: str, settings: Settings, words: Words
) -> Element:
    """The ways into the list, each with the number of its books; a group of one says nothing."""
    everything = make("a", words["all"], href=up + FIRST)
    if shelf is not None and not shelf.group:
        everything.set("aria-current", "page")
    parts = [make("p", everything)]
    for group, shelves in facets.items():
        if len(shelves) < 2:
            continue
        items = []
        for each in shelves[:_SHOWN]:
            link = make("a", each.value, href=up + page_path(each))
            if each == shelf:
                link.set("aria-current", "page")
            items.append(make("li", link, f" {len(each.books)}"))
        more = len(shelves) > _SHOWN
        parts += [make("h2", words[group]), make("ul", *items)]
        if more:
            parts.append(make("p", make("a", words["index"], href=f"{up}catalogue/index.html")))
    return make("nav", *parts, klass="facets", aria_label=settings.title)


def _footer(up: str, settings: Settings, words: Words) -> Element:
    """What applications, shops and libraries load."""
    names = page_words(settings.language.split("-")[0])["links"]
    offered = {
        ATOM_PATH: names["opds.xml"],
        JSON_PATH: names["opds.json"],
        ONIX: names["records/{}.onix.xml"],
        MARC: names["records/{}.mrc"],
        MARCXML: names["records/{}.marc.xml"],
    }
    items = [
        make("li", make("a", f"{name} ({form})", href=up + path, type=media_type(path)), f": {use}")
        for path, (name, form, use) in offered.items()
    ]
    items.append(make("li", make("a", f"{words['new']} (Atom)", href=up + NEW, type=ATOM_TYPE)))
    items.append(make("li", make("a", SUMS, href=up + SUMS)))
    return make("footer", make("h2", words["machines"]), make("ul", *items), klass="machines")


def index_pages(
    books: Sequence[ListedBook], facets: Mapping[str, Sequence[Shelf]], settings: Settings, words: Words
) -> Iterator[tuple[str, bytes]]:
    """The index of titles, authors and subjects: a page for each initial, the first of them also the way in."""
    language = language_of(settings.language)
    entries = [(_without_article(book), book.title, book.page, book.language) for book in books]
    names = {name: sorted_name for book in books for name, sorted_name in book.authors}
    for shelf in (*facets["author"], *facets["subject"]):
        heading = names.get(shelf.value, shelf.value) if shelf.group == "author" else shelf.value
        entries.append((heading, heading, page_path(shelf), settings.language))
    by_initial: dict[str, list[tuple[str, str, str, str]]] = {}
    for entry in sorted(entries, key=lambda each: (language.sort_key(each[0]), each[2])):
        by_initial.setdefault(language.initial(entry[0]) or "#", []).append(entry)
    initials = list(by_initial) or ["#"]
    paths = {initial: _index_path(number) for number, initial in enumerate(initials)}
    for initial in initials:
        letters = make("p", klass="letters")
        for each in initials:
            link = make("a", each, href=f"../{paths[each]}")
            if each == initial:
                link.set("aria-current", "page")
            letters.append(link)
            link.tail = " "
        found = make("ul", klass="entries")
        for _, heading, path, own in by_initial.get(initial, []):
            link = make("a", heading, href=f"../{path}")
            if own != settings.language:
                link.set("lang", own)
            found.append(make("li", link))
        status = make("p", words["found"].format(0), role="status", hidden="hidden", id="estado")
        shelf_part = make("div", make("h2", words["index"]), letters, make("h3", initial), found, id="estante")
        main = make("main", status, shelf_part, id="contenido", tabindex="-1")
        title = f"{words['index']}: {initial} · {settings.title}"
        yield paths[initial], _page(title, paths[initial], None, facets, main, settings, words)


def _index_path(number: int) -> str:
    return f"catalogue/index{f'-{number + 1}' if number else ''}.html"


def _without_article(book: ListedBook) -> str:
    return book.title.removeprefix(language_of(book.language).article(book.title))


def search_script(books: Sequence[ListedBook]) -> bytes:
    """What searches the list: its books, as data, and the script that looks through them."""
    rows = [
        [
            _folded(book.words),
            book.title,
            ", ".join(name for name, _ in book.authors),
            book.language,
            book.page,
            f"{book.slug}/{book.thumbnail[0]}",
            *book.thumbnail[1:],
        ]
        for book in books
    ]
    data = json.dumps(rows, separators=(",", ":"))
    code = (files(__package__) / "search.js").read_text("utf-8")
    return f"const BOOKS = {data};\n{code}".encode()


def _folded(text: str) -> str:
    """As the script folds what is typed in: without marks and capitals."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
