"""WeasyPrint through its public interface: an HTML tree becomes a PDF, and any warning an error."""

from __future__ import annotations

import logging
import os
import re
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from lxml import etree
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from press.compose.figures import Picture
from press.core.paths import STYLES
from press.core.typefaces import face_data, face_of_address
from press.core.xhtml import Element
from press.pages.errors import LayoutError
from press.pages.layout.weasyprint.memory import ReleasedFonts

#: The scheme of the book's own files, which no file of the machine and no host has; urllib joins addresses of those
#: schemes only that it knows to be relative.
SCHEME = "book"
BASE = f"{SCHEME}:///"
for _known in (urllib.parse.uses_relative, urllib.parse.uses_netloc):
    if SCHEME not in _known:
        _known.append(SCHEME)
_FONTS = "FONTCONFIG_FILE"
#: A picture within a drawing. WeasyPrint asks for interpolation where nothing is said of it, and PDF/A forbids that.
_IMAGE = re.compile(rb"<(?:[\w.-]+:)?image(?=[\s/>])")


class Pictures(URLFetcher):
    """Serves the book's pictures and the program's typefaces from disk; reaches nothing else.

    The pictures that a drawing holds are its own, as ``data:`` addresses.
    """

    def __init__(self, pictures: tuple[Picture, ...]):
        super().__init__(allowed_protocols=(SCHEME, "data"))
        self._pictures = {f"{BASE}images/{picture.name}": picture for picture in pictures}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The picture or the typeface of this address; ValueError for every other."""
        if url in self._pictures:
            picture = self._pictures[url]
            data = picture.data
            if picture.media_type == "image/svg+xml":
                data = _IMAGE.sub(rb'\g<0> image-rendering="optimizeQuality"', data)
            return URLFetcherResponse(url, data, {"Content-Type": picture.media_type})
        if face := face_of_address(url):
            return URLFetcherResponse(url, face_data(*face), {"Content-Type": "font/ttf"})
        if url.startswith(("data:image/png;base64,", "data:image/jpeg;base64,")):
            return super().fetch(url, headers)
        raise ValueError(f"{url} is neither a picture of the book nor one of its typefaces")


@dataclass(frozen=True)
class Layout:
    """A laid-out PDF; ``pages`` says on which page (from 0) each identifier begins."""

    pdf: bytes
    pages: dict[str, int]


def lay_out(html: Element, pictures: tuple[Picture, ...], **options: object) -> Layout:
    """The PDF of a whole HTML tree; anything that WeasyPrint warns of is an error of ours."""
    document = _render(html, pictures, **options)
    with no_warnings():
        return Layout(bytes(document.write_pdf(**options)), _anchors(document))


def measure(html: Element, pictures: tuple[Picture, ...]) -> tuple[dict[str, int], int]:
    """On which page (from 0) each identifier begins, and how many pages there are, without drawing any."""
    document = _render(html, pictures)
    return _anchors(document), len(document.pages)


def serialised(html: Element) -> str:
    """A tree as HTML for WeasyPrint's parser."""
    return "<!DOCTYPE html>" + str(etree.tostring(html, encoding="unicode", method="html"))


def own_fonts() -> FontConfiguration:
    """A configuration that knows the fonts of ``@font-face`` rules alone (``styles/fonts.conf``).

    WeasyPrint prefers a font that the machine has to one of the same family in a stylesheet, and heeds its user's settings.
    Pango sets a language in letters that are not its own (``ru-Latn``) by the rules of one that the user prefers: a
    Turkish reader's machine would print the Turkish i.
    """
    os.environ["PANGO_LANGUAGE"] = "en"  # what Pango takes by itself for Latin letters; it reads this once
    own = os.environ.get(_FONTS)
    os.environ[_FONTS] = str(
        STYLES / "fonts.conf"
    )  # fontconfig reads it while a configuration is made, and then no more
    try:
        return ReleasedFonts()
    finally:
        if own is None:
            del os.environ[_FONTS]
        else:
            os.environ[_FONTS] = own


def not_understood(style: str) -> list[tuple[int, str]]:
    """What WeasyPrint cannot follow in a stylesheet: the line of each thing, and WeasyPrint's words."""
    with logged_warnings() as found:
        CSS(string=style, base_url=BASE, url_fetcher=Pictures(()))
    places = ((re.search(r" at (\d+):", words), words) for words in found)
    return [(int(place[1]) if place else 1, words) for place, words in places]


def _render(html: Element, pictures: tuple[Picture, ...], **options: object) -> Any:
    with no_warnings():
        page = HTML(string=serialised(html), base_url=BASE, url_fetcher=Pictures(pictures))
        return page.render(font_config=own_fonts(), **options)


def _anchors(document: Any) -> dict[str, int]:
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for identifier in page.anchors:
            pages.setdefault(identifier, number)
    return pages


@contextmanager
def no_warnings() -> Iterator[None]:
    """Raise LayoutError at the end if WeasyPrint warned of anything meanwhile."""
    with logged_warnings() as found:
        yield
    if found:
        raise LayoutError("; ".join(sorted(set(found))))


@contextmanager
def logged_warnings() -> Iterator[list[str]]:
    """What WeasyPrint warns of meanwhile."""
    found: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: found.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
