"""The page from which readers take the book: dist/index.html, whole in one file, without scripts.

It is made last, of the catalogue and of the finished files that it offers: sizes and checksums are those of the bytes.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import partial

from lxml import etree

from press.compose.composition import Composition
from press.core.cache import NO_CACHE, Cache, cache_key
from press.core.fallbacks import fallbacks, lacking
from press.core.languages import direction_attribute, direction_of
from press.core.stylesheets import stylesheet
from press.core.typefaces import TEXT, subset
from press.core.xhtml import Element, bind_thin_spaces, make, text_of
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.metadata.media_types import media_type
from press.outputs.metadata.mining import mining
from press.outputs.metadata.schema_org import json_ld
from press.outputs.web_page.access import accessibility
from press.outputs.web_page.citing import citing, embedded
from press.outputs.web_page.parts import FOLLOWED, about, checking, credits, downloads, hero, reading, records
from press.outputs.web_page.words import Words, words_of

__all__ = ["PAGE", "make_page", "page_style"]

PAGE = "index.html"
#: An empty picture, so that browsers do not ask for favicon.ico.
_NO_ICON = "data:,"
#: The page loads its cover and its typeface, which it carries, and nothing else; nothing in it runs (W3C, CSP 3).
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src 'self' file: data:; "
    "base-uri 'none'; form-action 'none'"
)
_BLOCKS = frozenset("head meta title link style script header nav main footer section div p ul li dl dt dd pre".split())
#: The weight of a subset grows with its letters; the page is one file, and both faces travel inside it.
_FACES = ("normal", "italic")


def make_page(
    catalogue: Catalogue, composition: Composition, files: Mapping[str, bytes], cache: Cache = NO_CACHE
) -> bytes:
    """The page of the book, which offers those of ``files`` (path in dist/ -> content) that readers and libraries want."""
    metadata = catalogue.metadata
    words = words_of(metadata.language)
    sections = (
        about(catalogue, words),
        downloads(catalogue, words),
        reading(metadata, words),
        accessibility(catalogue, words),
        checking(catalogue, words, files),
        citing(catalogue, words, cache),
        records(metadata, words, files),
        credits(composition, words),
    )
    body = make(
        "body",
        make("a", words["skip"], klass="skip", href="#contenido"),
        hero(catalogue, words),
        _contents(sections, words),
        make("main", *sections, id="contenido", tabindex="-1"),
        make("footer", make("p", words["identifier"].format(metadata.identifier))),
    )
    bind_thin_spaces(body)
    page = make(
        "html",
        _head(catalogue, words, text_of(body), cache),
        body,
        lang=words["language"],
        **direction_attribute(words["language"]),
    )
    for element in page.iter(*_BLOCKS):
        element.tail = (element.tail or "") + "\n"
    return bytes(etree.tostring(page, method="html", encoding="utf-8", doctype="<!DOCTYPE html>"))


def _contents(sections: tuple[Element, ...], words: Words) -> Element:
    items = [make("li", make("a", text_of(part[0]), href=f"#{part.get('id')}")) for part in sections]
    return make("nav", make("ul", *items), aria_label=words["sections"])


def _head(catalogue: Catalogue, words: Words, text: str, cache: Cache) -> Element:
    metadata = catalogue.metadata
    style = page_style(text, metadata.language, cache, "web.css")
    # «</script>» in a value would end the element.
    data = json_ld(catalogue).decode().replace("<", "\\u003c")
    return make(
        "head",
        make("meta", charset="utf-8"),
        make("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        make("title", metadata.whole_title),
        make("meta", name="viewport", content="width=device-width, initial-scale=1"),
        make("meta", name="color-scheme", content="light dark"),
        *([make("meta", name="description", content=metadata.description)] if metadata.description else []),
        make("link", rel="icon", href=_NO_ICON),
        *(make("link", rel="alternate", type=media_type(path), href=path, title=metadata.title) for path in FOLLOWED),
        *([make("link", rel="license", href=metadata.rights.url)] if metadata.rights and metadata.rights.url else []),
        *embedded(catalogue),
        *(make("meta", name=name, content=value) for name, value in mining(metadata).items()),
        *(_published(catalogue) if metadata.base_url else []),
        make("style", style),
        make("script", f"\n{data}", type="application/ld+json"),
    )


def _published(catalogue: Catalogue) -> list[Element]:
    """What only a page with an address can say: canonical link and Open Graph (https://ogp.me/)."""
    metadata, cover = catalogue.metadata, catalogue.cover
    graph = {
        "og:type": "book",
        "og:title": metadata.whole_title,
        "og:description": metadata.description,
        "og:url": metadata.base_url,
        "og:image": catalogue.address(cover.path),
        "og:image:type": "image/jpeg",
        "og:image:width": str(cover.width),
        "og:image:height": str(cover.height),
        "og:image:alt": metadata.cover_text,
        "book:release_date": metadata.date.isoformat() if metadata.date else "",
        "book:isbn": dict(metadata.isbn).get("epub", ""),
    }
    tags = [make("meta", property=name, content=value) for name, value in graph.items() if value]
    return [make("link", rel="canonical", href=metadata.base_url), *tags]


def page_style(text: str, language: str, cache: Cache, *names: str) -> str:
    """Stylesheets of ``styles/`` in one, with the faces for the letters of a text in them, for a page in a language."""
    families = fallbacks(text, language)
    faces = [_faces(TEXT, set(text), cache), *(_faces(family, own, cache) for family, own in lacking(text, families))]
    return "\n".join([*faces, *(stylesheet(name, families, direction_of(language)) for name in names)])


def _faces(family: str, signs: set[str], cache: Cache) -> str:
    """The faces of a family, cut down to these letters of the page."""
    characters = "".join(sorted(signs))
    rules = []
    for style in _FACES:
        cut = partial(subset, family, 400, style, characters, flavor="woff2")
        data = base64.b64encode(cache.get_or_make(cache_key("page face", family, style, characters), cut)).decode()
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:400;font-style:{style};'
            f'src:url("data:font/woff2;base64,{data}") format("woff2")}}'
        )
    return "\n".join(rules)
