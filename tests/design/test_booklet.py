"""The booklet: folded, its pages follow one another."""

from __future__ import annotations

import io

import pikepdf
import pytest

from press.input.print_orders import Booklet
from press.outputs.print.booklet import impose
from tests.reading import Pdf


def numbered(count, size=(396, 612)):
    """A PDF whose pages say which they are."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for number in range(1, count + 1):
            pdf.add_blank_page(page_size=size)
            page = pdf.pages[-1]
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.Contents = pdf.make_stream(f"BT /F 20 Tf 100 300 Td (page{number}) Tj ET".encode())
        pdf.save(out)
    return out.getvalue()


def folded(path, sheets):
    """The pages in the order in which a reader finds them who has folded the sheets of ``path`` by signatures."""
    sides = [text.split() for text in Pdf(path).pages]
    order = []
    for first in range(0, len(sides), 2 * sheets):
        signature = sides[first : first + 2 * sheets]
        fronts, backs = signature[::2], signature[1::2]
        leaves = [(front[-1], back[0]) for front, back in zip(fronts, backs, strict=True)]
        leaves += [(back[-1], front[0]) for front, back in reversed(list(zip(fronts, backs, strict=True)))]
        order += [page for leaf in leaves for page in leaf]
    return order


@pytest.mark.parametrize(("count", "sheets"), [(4, 1), (16, 4), (32, 4), (24, 4), (40, 2)])
def test_a_folded_booklet_reads_from_first_to_last(tmp_path, count, sheets):
    (tmp_path / "b.pdf").write_bytes(impose(numbered(count), Booklet("letter", sheets), "es"))
    assert folded(tmp_path / "b.pdf", sheets) == [f"page{number}" for number in range(1, count + 1)]


def test_a_page_that_is_larger_than_half_a_sheet_is_made_to_fit(tmp_path):
    (tmp_path / "b.pdf").write_bytes(impose(numbered(5, (504, 720)), Booklet("A4", 4), "es"))
    pdf = Pdf(tmp_path / "b.pdf")
    assert {tuple(round(float(side)) for side in page.mediabox) for page in pdf.pike.pages} == {(0, 0, 842, 595)}
    assert sorted(" ".join(pdf.pages).split()) == [f"page{number}" for number in range(1, 6)]


def test_a_book_needs_no_printer_for_a_booklet(book):
    book.write("book.yaml", "title: Un libro\nlanguage: es\nprint: {booklet: {paper: A4}}\n")
    book.write("chapters/01-uno.md", "# Uno\n\nUna frase.\n")
    run = book.run("print")
    assert run.status == 0, run.err
    assert (book.out / "print/un-libro-booklet.pdf").is_file()
