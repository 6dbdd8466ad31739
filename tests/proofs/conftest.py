"""A release with every kind of file that the agreement compares; its numbers and its publisher are made up for these tests."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pikepdf
import pytest

from press.core.release_mark import SUMS, checksums, release_files
from press.core.stored import StoredFiles
from tests.conftest import CHECKOUT, Book
from tests.marks import builds
from tests.records.conftest import ISBN, KEYED

PEOPLE = """\
  - {name: Eva Rey, role: ill, file_as: "Rey, Eva"}
  - {name: Juan Soto, role: aui, file_as: "Soto, Juan"}
identifier:"""
#: What only those who cite ask for.
FIGURES = """\
spoon.png:
  caption: Tres cucharas.
  alt: Tres cucharas en fila.
  description: Tres cucharas de madera, en fila sobre un paño, de mayor a menor.
  credit: Dibujo del taller.
  licence: CC BY 4.0
"""


def for_a_printer(out: Path, title: str) -> None:
    """Beside the interior, one as a printer asks for it: a blank more, no labels, no metadata; and its ticket."""
    interior = out / "print" / "relojes-kdp-interior.pdf"
    with pikepdf.open(out / "print" / "relojes-interior.pdf") as pdf:
        for key in ("/PageLabels", "/Lang", "/Outlines"):
            if key in pdf.Root:
                del pdf.Root[key]
        pdf.add_blank_page(page_size=(396, 612))
        pdf.save(interior, deterministic_id=True)
        pages = len(pdf.pages)
    ticket = {"printer": "kdp", "title": title, "isbn": ISBN["print"], "pages": pages}
    interior.with_name("relojes-kdp-ticket.json").write_text(json.dumps(ticket), "utf-8")
    note = out / "README.txt"
    for name in ("print/relojes-kdp-interior.pdf", "print/relojes-kdp-ticket.json"):
        note.write_text(f"{note.read_text('utf-8')}\n{name}\n    Para la imprenta.\n", "utf-8")
    summed = {name: path.read_bytes() for name, path in release_files(out).items() if name != SUMS}
    (out / SUMS).write_bytes(checksums(StoredFiles(summed).digests()))


@pytest.fixture(scope="session")
@builds
def agreeing(tmp_path_factory) -> Path:
    """The release of a book with an ISBN for each edition, every kind of contributor and a described figure."""
    folder = tmp_path_factory.mktemp("agreeing")
    book = Book(folder / "book", folder / "dist")
    book.write("book.yaml", KEYED.replace("identifier:", PEOPLE, 1))
    book.write("chapters/01-horas.md", "# Las horas\n\nEl taller abría a las ocho.\n\n![](../images/spoon.png)\n")
    book.write("chapters/02-pesas.md", "# Las pesas\n\nCada pesa tenía su nombre.\n")
    book.write("images/figures.yaml", FIGURES)
    book.write_bytes("images/spoon.png", (CHECKOUT / "tests/books/garden/images/spoon.png").read_bytes())
    outcome = book.run()
    assert outcome.status == 0, outcome.err
    for_a_printer(book.out, "La casa de los relojes. Crónica de un taller")
    return book.out


@pytest.fixture
def release(agreeing, tmp_path) -> Path:
    """A copy of that release, to alter."""
    return Path(shutil.copytree(agreeing, tmp_path / "dist"))
