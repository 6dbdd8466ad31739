"""The catalogue counts what is there: the printer's blanks, the files that were made, the claims of the PDF itself."""

from __future__ import annotations

import io

import onixcheck
import pikepdf
import pytest
from lxml import etree

from press.compose.composition import compose
from press.compose.figures import Picture
from press.core.cache import Cache
from press.core.problems import Problems
from press.input.manuscript import read_manuscript
from press.input.markdown import Reader
from press.outputs.metadata import make_records, record_paths
from press.outputs.metadata.catalogue import catalogue
from press.pages.layout import lay_out_book

#: What a book makes only where its record asks for it.
UNASKED = {
    ".well-known/tdmrep.json",
    "records/relojes.crossref.xml",
    "records/relojes.datacite.json",
}


@pytest.fixture(scope="module")
def parts(traded):
    """Composition, pagination, files and cover of the book with ISBNs."""
    problems = Problems()
    composition = compose(Reader(read_manuscript(traded.folder, problems)), problems)
    files = {path.name: path.read_bytes() for path in traded.out.glob("relojes.*")}
    cover = Picture.of("cover.jpg", (traded.out / "relojes-cover.jpg").read_bytes())
    return composition, lay_out_book(composition, Cache(None), 1).pagination, files, cover


def extents(data):
    root = etree.fromstring(data)
    printed = root.xpath("//*[local-name()='Product'][.//*[local-name()='ProductForm']='BC']")[0]
    found = printed.xpath(".//*[local-name()='Extent']")
    return {extent[0].text: int(extent[1].text) for extent in found}


def test_blanks_of_the_printer_are_counted_nowhere(parts, tmp_path):
    composition, pagination, files, cover = parts
    described = catalogue(composition, pagination, files, cover, pages=pagination.pages + 3)
    onix = make_records(described)["records/relojes.onix.xml"]
    (tmp_path / "onix.xml").write_bytes(onix)
    assert onixcheck.validate(str(tmp_path / "onix.xml"), schemas=("xsd", "rng")) == []
    counts = extents(onix)
    assert "06" not in counts and counts["11"] == pagination.pages == counts["00"] + counts["03"]


def test_what_was_not_made_is_not_described(parts):
    composition, pagination, files, cover = parts
    described = catalogue(composition, pagination, {"relojes.epub": files["relojes.epub"]}, cover)
    records = make_records(described)
    assert b"E107" not in records["records/relojes.onix.xml"] and b"relojes.pdf" not in b"".join(records.values())
    assert b"E101" in records["records/relojes.onix.xml"]


def test_a_pdf_without_the_claim_has_none(parts):
    composition, pagination, files, cover = parts
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(files["relojes.pdf"])) as pdf:
        del pdf.Root.Metadata
        del pdf.Root.MarkInfo
        pdf.save(out)
    described = catalogue(composition, pagination, {**files, "relojes.pdf": out.getvalue()}, cover).edition("pdf")
    assert described is not None and described.accessibility is not None
    assert described.accessibility.conformance == "" and "textual" not in described.accessibility.sufficient
    assert not {"taggedPDF", "readingOrder"} & set(described.accessibility.features)


def test_the_same_files_make_the_same_records(parts):
    first, second = (make_records(catalogue(*parts)) for _ in range(2))
    assert first == second
    assert set(record_paths("relojes")) - set(first) == UNASKED
