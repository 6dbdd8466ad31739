"""The folios that a text names are those of the pages, and no chapter is laid out again for them."""

from __future__ import annotations

import pytest

from press.compose.composition import compose
from press.core.cache import NO_CACHE, Cache
from press.core.problems import Problems
from press.input.manuscript import read_manuscript
from press.input.markdown import Reader
from press.pages.errors import LayoutError
from press.pages.layout.book import IncrementalLayout
from press.pages.layout.estimate import estimated_folios
from press.pages.layout.tree import style
from press.pages.layout.weasyprint.folio_placeholders import FolioPlaceholder, digits_placeholder
from tests.conftest import CACHE, CHECKOUT, run

pytestmark = pytest.mark.build

PAGE = "Una línea de texto que llena la página poco a poco. " * 50
LINE = "Véase la [p.](#dos), la [p.](#tres) y la [p.](#nota) de este libro.[^1]\n\n[^1]: Y en la nota la [p.](#tres) se lee."


@pytest.fixture
def book(book):
    """A foreword with a roman folio, and three chapters of which the first and the foreword name pages."""
    book.write("front/01-nota.md", f"# Nota {{#nota .foreword}}\n\n{LINE}\n")
    book.write("chapters/01-uno.md", f"# Uno {{#uno}}\n\n{LINE}\n")
    book.write("chapters/02-dos.md", f"# Dos {{#dos}}\n\n{PAGE}\n")
    book.write("chapters/03-tres.md", f"# Tres {{#tres}}\n\n{PAGE}\n")
    return book


def built(book, cache):
    outcome = run("screen", "--book", str(book.folder), "--out", str(book.out), "--cache", str(cache), "--jobs", "1")
    assert outcome.status == 0, outcome.err


def named(pdf, document):
    """The text of the page where a document begins, and the labels of all pages that documents begin on."""
    text = " ".join(pdf.pages[pdf.destinations[document]].split())
    return text, {name: pdf.labels[page] for name, page in pdf.destinations.items()}


def test_text_and_notes_name_the_pages_of_the_book(book, tmp_path):
    built(book, tmp_path / "cache")
    for document in ("nota", "uno"):
        text, labels = named(book.screen, document)
        assert f"Véase la p. {labels['dos']}, la p. {labels['tres']} y la p. {labels['nota']} de este libro" in text
        assert f"Y en la nota la p. {labels['tres']} se lee." in text
    assert set(labels["nota"]) <= set("ivx") and labels["tres"].isdecimal()


def test_no_chapter_is_laid_out_for_a_page_that_moved(book, tmp_path, drawn):
    built(book, tmp_path / "cache")
    before = named(book.screen, "uno")
    drawn.clear()
    book.write("chapters/02-dos.md", f"# Dos {{#dos}}\n\n{PAGE}\n\nMás texto. {PAGE}\n")
    built(book, tmp_path / "cache")
    text, labels = named(book.screen, "uno")
    assert labels["tres"] != before[1]["tres"] and f"la p. {labels['tres']} y" in text
    assert len(drawn) == 1 and "Más texto" in drawn[0]


def test_a_folio_with_more_figures_gets_its_room(book, tmp_path):
    built(book, tmp_path / "cache")
    assert len(named(book.screen, "uno")[1]["tres"]) == 1
    book.write("chapters/02-dos.md", f"# Dos {{#dos}}\n\n{PAGE * 9}\n")
    built(book, tmp_path / "cache")
    text, labels = named(book.screen, "uno")
    assert len(labels["tres"]) == 2 and f"la p. {labels['tres']} y" in text


def test_a_wrong_estimate_costs_time_and_no_page_number(book, tmp_path, monkeypatch):
    built(book, tmp_path / "cache")
    right = named(book.screen, "uno"), named(book.screen, "nota")
    monkeypatch.setattr(
        "press.pages.layout.book.estimated_folios",
        lambda composition: dict.fromkeys(estimated_folios(composition), "1000"),
    )
    built(book, tmp_path / "other")
    assert (named(book.screen, "uno"), named(book.screen, "nota")) == right


def test_the_estimate_is_right_about_the_figures_of_most_folios():
    problems = Problems()
    composition = compose(Reader(read_manuscript(CHECKOUT / "book", problems)), problems)
    folios = IncrementalLayout(composition, Cache(CACHE), 2).pagination.folios
    estimated = {name: folio for name, folio in estimated_folios(composition).items() if folio.isdecimal()}
    right = sum(len(folio) == len(folios[name]) for name, folio in estimated.items() if name in folios)
    assert right > 0.9 * len(estimated)


def test_the_lines_that_are_reviewed_name_the_folios(book):
    problems = Problems()
    pages = IncrementalLayout(compose(Reader(read_manuscript(book.folder, problems)), problems), NO_CACHE, 1)
    folios = pages.pagination.folios
    text = " ".join(line.text for piece in pages.pieces for line in piece.lines).replace("\u00a0", " ")
    assert f"Véase la p. {folios['dos']}, la p. {folios['tres']} y" in text


def test_figures_of_different_widths_are_reported(book, monkeypatch):
    proportional = (
        ".page { font-family: 'EB Garamond'; font-weight: 700; font-style: italic; font-variant-numeric: lining-nums }"
    )
    monkeypatch.setattr("press.pages.layout.book.style", lambda *sheets, **more: style(*sheets, **more) + proportional)
    outcome = run("screen", "--book", str(book.folder), "--out", str(book.out), "--no-cache", "--jobs", "1")
    assert outcome.status != 0 and "differ in width" in outcome.err


def test_a_folio_that_does_not_fit_is_reported():
    gap = FolioPlaceholder("dos", b"1 0 0 1 72 500 Tm\n/F1 11 Tf\n[<08c1>0<08c1>] TJ", tuple(range(0x8C1, 0x8CB)))
    assert gap.filled({"dos": "47"}) == b"1 0 0 1 72 500 Tm\n/F1 11 Tf\n[<08c5>0<08c8>] TJ"
    for folio in ("4", "470", "iv"):
        with pytest.raises(LayoutError, match="dos"):
            gap.filled({"dos": folio})
    with pytest.raises(LayoutError, match="dos"):
        gap.filled({})


def test_a_roman_folio_is_laid_out_as_it_is():
    assert (digits_placeholder("7"), digits_placeholder("142"), digits_placeholder("xii")) == ("0", "000", "xii")
