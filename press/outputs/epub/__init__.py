"""The EPUB 3.3 edition (https://www.w3.org/TR/epub-33/).

EbookLib keeps the manifest, the spine and the package; the documents, the navigation
and the NCX are written here (EbookLib's own would be re-serialised and in English).
"""

from __future__ import annotations

from pathlib import Path

from ebooklib import epub

from press.compose.composition import Composition
from press.compose.figures import Picture
from press.core.cache import NO_CACHE, Cache
from press.core.languages import direction_of, label
from press.core.xhtml import Element, make
from press.input.metadata import Metadata
from press.outputs.epub import navigation
from press.outputs.epub.archive import archive
from press.outputs.epub.body import document_file
from press.outputs.epub.drawings import with_ground
from press.outputs.epub.package import PictureItem, claim, describe, item
from press.outputs.epub.style import STYLESHEET, style_items
from press.outputs.epub.xhtml import serialise
from press.outputs.release_inputs import ReleaseInputs
from press.pages.pagination import Pagination


def make_files(inputs: ReleaseInputs) -> dict[str, bytes]:
    """The EPUB by its path in ``dist/``."""
    composition = inputs.composition
    data = make_epub(composition, inputs.pages.pagination, inputs.cover, inputs.cache)
    return {f"{composition.metadata.slug}.epub": data}


def make_epub(composition: Composition, pagination: Pagination, cover: Picture, cache: Cache = NO_CACHE) -> bytes:
    """The EPUB, byte for byte the same for the same composition."""
    metadata = composition.metadata
    book = epub.EpubBook()
    book.FOLDER_NAME = "EPUB"
    describe(book, metadata)
    claim(book, composition)
    title, page = _cover_page(metadata, cover)
    spine = [_add_document(book, "cover", serialise(title, page, metadata.language, "front", STYLESHEET))]
    navigation_item = _nav_item(composition, pagination)
    owners = navigation.owner_of(composition)
    for document in composition.documents:
        spine.append(_add_document(book, document.id, document_file(document, composition, pagination, owners, cache)))
        if document.kind == "copyright":
            spine.append(navigation_item)
    book.add_item(navigation_item)
    book.add_item(item("ncx", "toc.ncx", "application/x-dtbncx+xml", navigation.ncx(composition, pagination)))
    book.add_item(PictureItem(cover, "cover-image", "cover-image"))
    names: set[str] = set()
    for picture in composition.pictures:
        stem = Path(picture.name).stem
        name = f"img-{picture.name if stem in names else stem}"  # x.png and x.jpg
        names.add(stem)
        if picture.media_type == "image/svg+xml" and not metadata.strict:
            data = with_ground(picture.data)
            book.add_item(item(name, f"images/{picture.name}", picture.media_type, data))
        else:
            book.add_item(PictureItem(picture, name))
    for each in style_items(composition, cache):
        book.add_item(each)
    book.spine = spine
    if direction_of(metadata.language) == "rtl":
        book.set_direction("rtl")
    book.guide = [
        {"type": "cover", "title": label(metadata.language, "cover"), "href": "cover.xhtml"},
        {"type": "toc", "title": label(metadata.language, "contents"), "href": navigation.NAV},
        {"type": "text", "title": label(metadata.language, "bodymatter"), "href": navigation.start(composition)},
    ]
    return archive(book, metadata)


def _add_document(book: epub.EpubBook, identifier: str, data: bytes) -> epub.EpubItem:
    properties = ["mathml"] if b"<math " in data else []
    made = item(f"doc-{identifier}", f"{identifier}.xhtml", "application/xhtml+xml", data, *properties)
    book.add_item(made)
    return made


def _nav_item(composition: Composition, pagination: Pagination) -> epub.EpubItem:
    data = serialise(
        label(composition.metadata.language, "contents"),
        navigation.nav(composition, pagination),
        composition.metadata.language,
        "front",
        STYLESHEET,
    )
    return item("nav", navigation.NAV, "application/xhtml+xml", data, "nav")


def _cover_page(metadata: Metadata, cover: Picture) -> tuple[str, Element]:
    alt = metadata.cover_text or f"{label(metadata.language, 'cover')}: {metadata.whole_title}"
    image = make("img", src=f"images/{cover.name}", alt=alt, role="doc-cover")
    title = label(metadata.language, "cover")
    return title, make("section", image, klass="cover", aria_label=title)
