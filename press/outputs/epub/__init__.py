"""The EPUB 3.3 edition (https://www.w3.org/TR/epub-33/).

EbookLib keeps the manifest, the spine and the package; the documents, the navigation
and the NCX are written here (EbookLib's own would be re-serialised and in English).
"""

from __future__ import annotations

import io
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

from ebooklib import epub
from lxml import etree

from press.compose.composition import Composition
from press.compose.coverage import with_characters
from press.compose.cross_references import page_references
from press.compose.document import Document
from press.compose.figures import Picture
from press.compose.index import index_element, index_holders, reference_words
from press.compose.notes import note_element
from press.compose.page_items import mark_pages
from press.core.cache import NO_CACHE, Cache, cache_key
from press.core.fallbacks import fallbacks, lacking
from press.core.languages import direction_of, label, language_of
from press.core.stylesheets import stylesheet
from press.core.typefaces import FACES, MONO, face_file_name, subset
from press.core.xhtml import Element, classes, make, parent_of, prose_and_code, replace, text_of, with_class
from press.input.metadata import Metadata, slugify
from press.outputs.epub import navigation
from press.outputs.epub.xhtml import serialise
from press.outputs.metadata.accessibility import claims
from press.outputs.release_inputs import ReleaseInputs
from press.pages.layout.endnotes import pages_of_notes
from press.pages.pagination import Pagination

_SHEET = "styles/book.css"


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
    _describe(book, metadata)
    _claim(book, composition)
    title, page = _cover_page(metadata, cover)
    spine = [_add_document(book, "cover", serialise(title, page, metadata.language, "front", _SHEET))]
    navigation_item = _nav_item(composition, pagination)
    owners = navigation.owner_of(composition)
    for document in composition.documents:
        spine.append(_add_document(book, document.id, _document(document, composition, pagination, owners, cache)))
        if document.kind == "copyright":
            spine.append(navigation_item)
    book.add_item(navigation_item)
    book.add_item(_item("ncx", "toc.ncx", "application/x-dtbncx+xml", navigation.ncx(composition, pagination)))
    book.add_item(_item("cover-image", f"images/{cover.name}", cover.media_type, cover.data, "cover-image"))
    for picture in composition.pictures:
        book.add_item(
            _item(f"img-{Path(picture.name).stem}", f"images/{picture.name}", picture.media_type, picture.data)
        )
    _add_style(book, composition, cache)
    book.spine = spine
    if direction_of(metadata.language) == "rtl":
        book.set_direction("rtl")
    book.guide = [
        {"type": "cover", "title": label(metadata.language, "cover"), "href": "cover.xhtml"},
        {"type": "toc", "title": label(metadata.language, "contents"), "href": navigation.NAV},
        {"type": "text", "title": label(metadata.language, "bodymatter"), "href": navigation.start(composition)},
    ]
    out = io.BytesIO()
    options = {"mtime": metadata.timestamp, "epub3_landmark": False, "epub3_pages": False, "compresslevel": 0}
    _Writer(out, book, options).write()
    return _packed(out.getvalue(), metadata)


def _describe(book: epub.EpubBook, metadata: Metadata) -> None:
    book.set_identifier(metadata.epub_identifier)
    book.set_language(metadata.language)
    book.add_metadata("DC", "title", metadata.title, {"id": "title"})
    _refine(book, "title", "title-type", "main")
    if metadata.subtitle:
        book.add_metadata("DC", "title", metadata.subtitle, {"id": "subtitle"})
        _refine(book, "subtitle", "title-type", "subtitle")
    for number, person in enumerate(metadata.contributors, start=1):
        tag = "creator" if person.role == "aut" else "contributor"
        book.add_metadata("DC", tag, person.name, {"id": f"persona-{number}"})
        _refine(book, f"persona-{number}", "role", person.role, scheme="marc:relators")
        _refine(book, f"persona-{number}", "file-as", person.file_as)
    for tag, value in (
        ("publisher", metadata.publisher),
        ("description", metadata.description),
        ("source", metadata.source),
        ("rights", metadata.rights.statement if metadata.rights else ""),
        ("date", metadata.date.isoformat() if metadata.date else ""),
    ):
        if value:
            book.add_metadata("DC", tag, value)
    for subject in (*metadata.subject_names, *metadata.keywords):
        book.add_metadata("DC", "subject", subject)
    if metadata.rights and metadata.rights.url:
        book.add_metadata("OPF", "meta", metadata.rights.url, {"property": "dcterms:license"})
    if metadata.version:
        book.add_metadata("OPF", "meta", metadata.version, {"property": "schema:version"})
    book.add_metadata("OPF", "meta", None, {"name": "cover", "content": "cover-image"})


def _claim(book: epub.EpubBook, composition: Composition) -> None:
    """Accessibility, and the print edition whose pages the page list gives.

    ``pageBreakSource`` is newer than EPUBCheck 4.2.6, which Kobo and De Marque still run: the
    older ``source-of`` says the same.
    """
    metadata, told = composition.metadata, claims(composition)
    isbn = dict(metadata.isbn).get("print")
    source = f"urn:isbn:{isbn}" if isbn else label(metadata.language, "print_source").format(metadata.whole_title)
    book.add_metadata("DC", "source", source, {"id": "impresa"})
    _refine(book, "impresa", "source-of", "pagination")
    properties = (
        ("accessMode", told.modes),
        ("accessModeSufficient", told.sufficient),
        ("accessibilityFeature", told.features),
        ("accessibilityHazard", told.hazards),
        ("accessibilitySummary", (told.summary,)),
    )
    for name, values in properties:
        for value in values:
            book.add_metadata("OPF", "meta", value, {"property": f"schema:{name}"})
    if told.conformance:
        book.add_metadata("OPF", "meta", told.conformance, {"property": "dcterms:conformsTo", "id": "conformidad"})
        book.add_metadata("OPF", "meta", told.certified_by, {"property": "a11y:certifiedBy", "refines": "#conformidad"})


def _refine(book: epub.EpubBook, target: str, name: str, value: str, **more: str) -> None:
    book.add_metadata("OPF", "meta", value, {"refines": f"#{target}", "property": name, **more})


def _item(identifier: str, name: str, media_type: str, content: bytes, *properties: str) -> epub.EpubItem:
    item = epub.EpubItem(uid=identifier, file_name=name, media_type=media_type, content=content)
    item.properties = list(properties)
    return item


def _document(
    document: Document, composition: Composition, pagination: Pagination, owners: dict[str, Document], cache: Cache
) -> bytes:
    """A document as it stands in the EPUB, made again only where it, its pages or the files it leads to changed."""

    def make() -> bytes:
        section = _body(document, composition, pagination)
        _link_files(section, document, owners)
        return serialise(document.entry, section, composition.metadata.language, document.part, _SHEET)

    if any(index_holders(document.body, composition.index, composition.terms)):
        return make()  # it stands on all the others
    targets = sorted({link.get("href", "") for link in document.elements() if link.tag == "a"})
    known = (
        *(composition.metadata.language, document.part, document.id, document.entry),
        [(start.folio, start.item) for start in pagination.starts if start.document == document.id],
        pages_of_notes(document, composition, pagination),
        [(figure.id, figure.description, text_of(figure.caption)) for figure in document.figures],
        [(note.number, note.id, note.call_id, len(note.content)) for note in document.notes],
        [(target, owners[target[1:]].id) for target in targets if target[1:] in owners],
    )
    return cache.get_or_make(
        cache_key("XHTML", repr(known), *(etree.tostring(root) for root in document.roots())), make
    )


def _add_document(book: epub.EpubBook, identifier: str, data: bytes) -> epub.EpubItem:
    item = _item(
        f"doc-{identifier}",
        f"{identifier}.xhtml",
        "application/xhtml+xml",
        data,
        *(["mathml"] if b"<math " in data else []),
    )
    book.add_item(item)
    return item


def _nav_item(composition: Composition, pagination: Pagination) -> epub.EpubItem:
    data = serialise(
        label(composition.metadata.language, "contents"),
        navigation.nav(composition, pagination),
        composition.metadata.language,
        "front",
        _SHEET,
    )
    return _item("nav", navigation.NAV, "application/xhtml+xml", data, "nav")


def _cover_page(metadata: Metadata, cover: Picture) -> tuple[str, Element]:
    alt = metadata.cover_text or f"{label(metadata.language, 'cover')}: {metadata.whole_title}"
    image = make("img", src=f"images/{cover.name}", alt=alt, role="doc-cover")
    title = label(metadata.language, "cover")
    return title, make("section", image, klass="cover", aria_label=title)


def _body(document: Document, composition: Composition, pagination: Pagination) -> Element:
    """The document with its notes and the long descriptions of its figures after the text, links by file."""
    metadata = composition.metadata
    section: Element = etree.fromstring(etree.tostring(document.body))
    words = reference_words(metadata.language)
    for holder, entries in index_holders(section, composition.index, composition.terms):
        # under the printed page numbers, each a link to the place
        holder.append(index_element(entries, pagination.folios, lambda mention: f"#{mention.anchor}", words))
    _mark_pages(section, document, pagination)
    for page in list(section.xpath(".//span[@data-page]")):
        replace(page)
    for reference in page_references(section):
        reference.text = reference.attrib.pop("title")
        del reference.attrib["class"]
    _make_scrollable(section, metadata)
    if document.notes:
        heading = make("h2", label(metadata.language, "notes"), id=f"{document.id}-notes")
        notes = [note_element(note, metadata.language) for note in document.notes]
        begun = pages_of_notes(document, composition, pagination)
        for element in notes:
            if folio := begun.get(element.get("id", "")):
                element.insert(0, navigation.page_break(folio))
        section.append(
            make("section", heading, *notes, klass="notes", role="doc-endnotes", aria_labelledby=f"{document.id}-notes")
        )
    descriptions = [figure for figure in document.figures if figure.description]
    for figure in descriptions:
        link = make(
            "a", label(metadata.language, "description"), href=f"#{figure.id}-description", id=f"{figure.id}-link"
        )
        captions = section.xpath(f".//figure[@id='{figure.id}']/figcaption")
        captions[0].append(make("p", link, klass="describe"))
        back = make("a", text_of(figure.caption), href=f"#{figure.id}-link", role="doc-backlink")
        heading = make("p", make("strong", label(metadata.language, "description")), ": ", back, klass="description-of")
        section.append(
            make("aside", heading, make("p", figure.description), id=f"{figure.id}-description", klass="description")
        )
    with_characters(section)
    return section


def _make_scrollable(section: Element, metadata: Metadata) -> None:
    """Wide tables and displays scroll within the page, and so can be reached with the keyboard (WCAG 2.2, 2.1.1)."""
    for display in with_class(section, "equation"):
        display.set("tabindex", "0")
    tables = (
        () if metadata.strict else [table for table in section.iter("table") if {"wide", "wider"} & {*classes(table)}]
    )
    for table in tables:
        if parent_of(table).tag in ("section", "div"):
            caption = table.find("caption")
            name = (text_of(caption) if caption is not None else "") or language_of(metadata.language).block("table")
            holder = make("div", klass="scroll", role="region", aria_label=name, tabindex="0")
            table.addprevious(holder)
            holder.tail, table.tail = table.tail, None
            holder.append(table)


def _mark_pages(section: Element, document: Document, pagination: Pagination) -> None:
    """A page break before the word with which each printed page begins."""
    starts = [start for start in pagination.starts if start.document == document.id]
    mark_pages(section, [(start.item, navigation.page_break(start.folio)) for start in starts])


def _link_files(section: Element, document: Document, owners: dict[str, Document]) -> None:
    """``#id`` becomes ``file.xhtml#id`` where it stands in another file."""
    for link in section.iter("a"):
        target = link.get("href", "")
        owner = owners.get(target[1:]) if target.startswith("#") else None
        if owner is not None and owner is not document:
            whole = target[1:] == owner.id
            link.set("href", f"{owner.id}.xhtml" if whole else f"{owner.id}.xhtml{target}")


def _add_style(book: epub.EpubBook, composition: Composition, cache: Cache) -> None:
    """The sheet, and of each text face the glyphs that the book uses."""
    used = set(navigation.words(composition))
    code: set[str] = set()
    for document in composition.documents:
        for root in document.roots():
            prose, verbatim = prose_and_code(root)
            used |= {*prose, *verbatim}
            code |= set(verbatim)
        used |= set("".join(str(note.number) for note in document.notes))
    used |= {character.upper() for character in used if len(character.upper()) == 1}
    rules = []
    design, language = composition.metadata.design, composition.metadata.language
    look = design.look
    used |= set(look.ornament)
    families = fallbacks(used, language, look.faces.text)
    faces = dict.fromkeys((look.faces.text, look.faces.heading), used)
    for number, (family, needed) in enumerate(
        (*faces.items(), (MONO, code), *lacking(used, families, look.faces.text))
    ):
        rules += _add_family(book, family, "".join(sorted(needed)), cache, "" if number else "font")
    sheets = (
        "base.css",
        "epub.css",
        *(() if composition.metadata.strict and not composition.terms else ("epub-blocks.css",)),
    )
    texts = [stylesheet(name, families, direction_of(language), look) for name in sheets]
    sheet = "\n".join([*rules, *texts, *filter(None, [design.own("epub")])])
    book.add_item(_item("style", _SHEET, "text/css", sheet.encode()))


def _add_family(book: epub.EpubBook, family: str, needed: str, cache: Cache, prefix: str) -> list[str]:
    """The ``@font-face`` rules of a family whose faces hold these characters; none, and no face, where it needs none."""
    rules = []
    names: set[str] = set()
    for weight, style in FACES if needed else ():
        name = face_file_name(family, weight, style)
        if name not in names:
            key = cache_key("EPUB font", family, str(weight), style, needed)
            font = cache.get_or_make(key, partial(subset, family, weight, style, needed))
            book.add_item(
                _item(f"{prefix or f'font-{slugify(family)}'}-{weight}-{style}", f"fonts/{name}", "font/ttf", font)
            )
            names.add(name)
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};src:url("../fonts/{name}")}}'
        )
    return rules


def _with_language(package: bytes, metadata: Metadata) -> bytes:
    """The package document with its language, which EbookLib does not write (EPUB Accessibility 1.1; Ace, epub-lang)."""
    root = etree.fromstring(package)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", metadata.language)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


class _Writer(epub.EpubWriter):
    """EbookLib's writer with no look at the clock, which may show a year that no ZIP archive can hold."""

    def write(self) -> None:
        """Write the archive; :func:`_packed` sets what its files are dated and how they are compressed."""
        with _Undated(self.file_name, "w") as self.out:
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()


class _Undated(zipfile.ZipFile):
    """An archive whose files carry the first date that there is."""

    def writestr(self, zinfo_or_arcname: zipfile.ZipInfo | str, data: Any, *arguments: Any, **options: Any) -> None:
        """As always."""
        info = zipfile.ZipInfo(zinfo_or_arcname) if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname
        super().writestr(info, data, *arguments, **options)


def _packed(data: bytes, metadata: Metadata) -> bytes:
    """The same archive with fixed dates and permissions, ``mimetype`` first and stored (OCF 4.2)."""
    out = io.BytesIO()
    date = metadata.timestamp.timetuple()[:6]
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = sorted(old.namelist(), key=lambda name: (name != "mimetype", not name.startswith("META-INF"), name))
        for name in names:
            info = zipfile.ZipInfo(name, (max(date[0], 1980), *date[1:]))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            data = old.read(name)
            new.writestr(info, _with_language(data, metadata) if name.endswith("content.opf") else data)
    return out.getvalue()
