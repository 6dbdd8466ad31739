"""The formats in which a book is published: one row each, which every metadata format, channel and page asks.

A new format is one module that makes its files and one row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Format:
    """A form of the book that has its own ISBN, its own metadata and a module that makes its files.

    ``kind`` is its key in ``isbn`` of book.yaml, and ``command`` the command that makes it alone. ``maker`` is the
    function ``module:name`` that takes a :class:`press.outputs.release_inputs.ReleaseInputs` and returns its files by
    path in ``dist/``; with ``in_background`` another process may run it. ``path`` is the file that readers download,
    with the slug for the braces, empty for a printed edition, whose files are in ``folder``. ``name`` is its name in the
    trade, the same in every language; where it is empty, each language has a label ``kind``. ``own_pages`` says whether
    its pages are its own, rather than those of the print edition that it carries the numbers of. An ``optional`` format
    is made for the books that name it under ``editions`` in book.yaml. ``large`` is an edition in large print.

    ONIX: ``onix_form`` is from list 150, ``onix_details`` from list 175, ``onix_versions`` from list 220 by version of
    the format, ``onix_features`` from list 196, ``onix_type`` from list 21; ``onix_description`` is in words.
    ``schema_org`` is a BookFormatType (https://schema.org/BookFormatType).
    """

    kind: str
    command: str
    summary: str
    maker: str
    schema_org: str
    onix_form: str
    onix_details: tuple[str, ...]
    path: str = ""
    folder: str = ""
    media_type: str = ""
    name: str = ""
    own_pages: bool = True
    in_background: bool = False
    optional: bool = False
    large: bool = False
    onix_versions: Mapping[str, str] = field(default_factory=dict)
    onix_features: tuple[str, ...] = ()
    onix_type: str = ""
    onix_description: str = ""

    @property
    def printed(self) -> bool:
        """Whether it is an edition on paper, which nobody downloads."""
        return not self.path

    @property
    def is_publication(self) -> bool:
        """Whether it is an EPUB publication, to which EPUB Accessibility 1.1 applies."""
        return self.media_type == "application/epub+zip"


#: In the order in which metadata lists the editions. The first bears the book's own URN.
FORMATS: Mapping[str, Format] = {
    row.kind: row
    for row in (
        Format(
            "epub",
            "epub",
            "the EPUB: dist/<slug>.epub",
            "press.outputs.epub:make_files",
            schema_org="https://schema.org/EBook",
            onix_form="ED",
            onix_details=("E101", "E200"),  # EPUB, reflowable
            path="{}.epub",
            media_type="application/epub+zip",
            name="EPUB",
            own_pages=False,
            onix_versions={"3.3": "101F"},
            onix_features=("32",),  # landmarks: press/outputs/epub/navigation.py
        ),
        Format(
            "kepub",
            "kepub",
            "the EPUB with the spans that Kobo's readers look for: dist/<slug>.kepub.epub, where book.yaml has "
            "editions: {kepub: }",
            "press.outputs.epub.kepub:make_files",
            schema_org="https://schema.org/EBook",
            onix_form="ED",
            onix_details=("E101", "E200"),
            path="{}.kepub.epub",
            media_type="application/epub+zip",
            name="Kepub",
            own_pages=False,
            optional=True,
            onix_versions={"3.3": "101F"},
            onix_features=("32",),
            onix_description="Kepub",
        ),
        Format(
            "pdf",
            "screen",
            "the screen PDF: dist/<slug>.pdf",
            "press.outputs.screen_pdf:make_files",
            schema_org="https://schema.org/EBook",
            onix_form="ED",
            onix_details=("E107", "E201"),  # PDF, fixed
            path="{}.pdf",
            media_type="application/pdf",
            name="PDF",
            in_background=True,
            onix_versions={"1.7": "107G", "2.0": "107J"},
        ),
        Format(
            "print",
            "print",
            "the print files: dist/print/<slug>-interior.pdf and, for each printer that book.yaml names, "
            "its interior, cover and job ticket",
            "press.outputs.print.print_files:make_files",
            schema_org="https://schema.org/Paperback",
            onix_form="BC",
            onix_details=("B305",),  # adhesive bound paperback
            folder="print",
        ),
        Format(
            "large_print",
            "large-print",
            "the edition in large print: dist/large-print/, where book.yaml has editions: {large_print: }",
            "press.outputs.print.large_print:make_files",
            schema_org="https://schema.org/Paperback",
            onix_form="BC",
            onix_details=("B305",),
            folder="large-print",
            optional=True,
            large=True,
            onix_type="LTE",
        ),
        Format(
            "hardcover",
            "hardcover",
            "the files of the hardcover, in case laminate: dist/hardcover/, where book.yaml has editions: {hardcover: }",
            "press.outputs.print.hardcover:make_files",
            schema_org="https://schema.org/Hardcover",
            onix_form="BB",
            onix_details=("B402",),  # paper over boards
            folder="hardcover",
            optional=True,
        ),
    )
}
