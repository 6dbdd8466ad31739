"""The package document: what the EPUB says of itself (EPUB 3.3, 5; EPUB Accessibility 1.1)."""

from __future__ import annotations

from ebooklib import epub

from press.compose.composition import Composition
from press.compose.figures import Picture
from press.core.languages import label
from press.input.metadata import Metadata
from press.outputs.metadata.accessibility import claims


def describe(book: epub.EpubBook, metadata: Metadata) -> None:
    """Add the metadata of ``book.yaml``, each value under the name that Dublin Core or schema.org has for it."""
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
        for link in person.links:
            _refine(book, f"persona-{number}", "schema:sameAs", link)
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
    if metadata.public_domain:
        book.add_metadata("DC", "rights", metadata.public_domain)
    if metadata.version:
        book.add_metadata("OPF", "meta", metadata.version, {"property": "schema:version"})
    if metadata.edition.statement or metadata.edition.number:
        book.add_metadata("OPF", "meta", metadata.edition_statement, {"property": "schema:bookEdition"})
    _identify(book, metadata)
    book.add_metadata("OPF", "meta", None, {"name": "cover", "content": "cover-image"})


def _identify(book: epub.EpubBook, metadata: Metadata) -> None:
    """The DOI (ONIX list 5: 06), the series, and whether mining is reserved (TDMRep, 6.4)."""
    if metadata.doi:
        book.add_metadata("DC", "identifier", f"doi:{metadata.doi}", {"id": "doi"})
        _refine(book, "doi", "identifier-type", "06", scheme="onix:codelist5")
    if metadata.series:
        series = metadata.series
        book.add_metadata("OPF", "meta", series.title, {"property": "belongs-to-collection", "id": "serie"})
        _refine(book, "serie", "collection-type", "series")
        if series.number.isdecimal():
            _refine(book, "serie", "group-position", series.number)
        if series.issn:
            _refine(book, "serie", "dcterms:identifier", f"urn:issn:{series.issn}")
    mining = metadata.data_mining
    if mining:
        book.add_prefix("tdm", "http://www.w3.org/ns/tdmrep#")
        book.add_metadata("OPF", "meta", str(int(mining.reserved)), {"property": "tdm:reservation"})
        if mining.policy:
            book.add_metadata("OPF", "meta", mining.policy, {"property": "tdm:policy"})


def claim(book: epub.EpubBook, composition: Composition) -> None:
    """Add what the EPUB claims: its accessibility, and the print edition whose pages the page list gives.

    ``pageBreakSource`` is newer than EPUBCheck 4.2.6, which Kobo and De Marque still run: the
    older ``source-of`` says the same.
    """
    metadata, claimed = composition.metadata, claims(composition)
    isbn = dict(metadata.isbn).get("print")
    source = f"urn:isbn:{isbn}" if isbn else label(metadata.language, "print_source").format(metadata.whole_title)
    book.add_metadata("DC", "source", source, {"id": "impresa"})
    _refine(book, "impresa", "source-of", "pagination")
    properties = (
        ("accessMode", claimed.modes),
        ("accessModeSufficient", claimed.sufficient),
        ("accessibilityFeature", claimed.features),
        ("accessibilityHazard", claimed.hazards),
        ("accessibilitySummary", (claimed.summary,)),
    )
    for name, values in properties:
        for value in values:
            book.add_metadata("OPF", "meta", value, {"property": f"schema:{name}"})
    if claimed.conformance:
        book.add_metadata("OPF", "meta", claimed.conformance, {"property": "dcterms:conformsTo", "id": "conformidad"})
        book.add_metadata(
            "OPF", "meta", claimed.certified_by, {"property": "a11y:certifiedBy", "refines": "#conformidad"}
        )


def _refine(book: epub.EpubBook, target: str, name: str, value: str, **more: str) -> None:
    book.add_metadata("OPF", "meta", value, {"refines": f"#{target}", "property": name, **more})


class PictureItem(epub.EpubItem):
    """A picture of the manifest, which is read when it is written."""

    def __init__(self, picture: Picture, identifier: str, *properties: str):
        super().__init__(uid=identifier, file_name=f"images/{picture.name}", media_type=picture.media_type)
        self.properties = list(properties)
        self._picture = picture

    def get_content(self, default: bytes | None = None) -> bytes:
        """The bytes of the file."""
        return self._picture.data


def item(identifier: str, name: str, media_type: str, content: bytes, *properties: str) -> epub.EpubItem:
    """A file of the manifest, by its name in the EPUB's folder."""
    made = epub.EpubItem(uid=identifier, file_name=name, media_type=media_type, content=content)
    made.properties = list(properties)
    return made
