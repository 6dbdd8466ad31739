"""``layout.yaml``: what an adjustment does to the pages, and what becomes of one that fits nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest

from press.compose.blocks import normalise_spaces
from press.compose.composition import Composition, compose
from press.compose.page_items import PageItem, page_items
from press.core.cache import Cache
from press.core.problems import Problems
from press.input.manuscript import read_manuscript
from press.input.markdown import Reader
from press.pages.layout.book import IncrementalLayout
from press.pages.layout.weasyprint.boxes import Line
from tests.reading import squeezed

PARAGRAPH = (
    "El gobierno provisional esperaba en el palacio la llegada de unas tropas que no llegaron nunca, y los cadetes, "
    "que tampoco sabían de ellas más que lo que se decía, guardaban las puertas del lado del río hasta la madrugada."
)
CHAPTER = f"# Uno {{#uno}}\n\n{PARAGRAPH} Una nota.[^n]\n\n*Otro* párrafo, el segundo.\n\n[^n]: La nota dice algo.\n"
ENTRY = "- document: chapters/01-uno.md\n  paragraph: {}\n  {}\n  reason: Porque sí.\n"


@pytest.fixture
def adjusted(book):
    """The book with a chapter and one adjustment of a paragraph."""

    def write(what: str, opening: str = "El gobierno provisional"):
        return book.write("chapters/01-uno.md", CHAPTER).write("layout.yaml", ENTRY.format(opening, what))

    return write


def laid_out(book) -> tuple[Composition, IncrementalLayout]:
    """The book composed and laid out."""
    problems = Problems()
    manuscript = read_manuscript(book.folder, problems)
    assert manuscript
    composition = compose(Reader(manuscript), problems)
    assert not problems.items
    return composition, IncrementalLayout(composition, Cache(None), 1)


def lines(book, block: str = "uno:2") -> list[Line]:
    """The lines of a block."""
    return [line for piece in laid_out(book)[1].pieces if piece.block == block for line in piece.lines]


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (ENTRY.format("Nadie", "word_spacing: 0.01"), '2: A002 no paragraph begins with "Nadie" in chapters/01-uno.md'),
        (
            ENTRY.format("La nota", "word_spacing: 0.01").replace("01-uno", "02-dos"),
            "1: A001 no document is chapters/02-dos.md",
        ),
        (ENTRY.format("El gobierno", "together: [tropas nunca]"), '3: A003 the paragraph does not have "tropas nunca"'),
        (ENTRY.format("El gobierno", "unhyphenated: [tropa]"), '3: A003 the paragraph does not have "tropa"'),
        (
            ENTRY.format("El gobierno", "word_spacing: 0.06"),
            '3: B004 "El gobierno".word_spacing: 0.06 is more than 0.05',
        ),
        (
            ENTRY.format("El gobierno", "letter_spacing: -0.02"),
            '3: B004 "El gobierno".letter_spacing: -0.02 is less than -0.01',
        ),
        (ENTRY.format("El gobierno", "words: 1"), '3: B004 unknown key "words"'),
        (ENTRY.format("El gobierno", "break_before: line"), '3: B004 "El gobierno".break_before: "line" is not page'),
        (
            ENTRY.format("El gobierno", "word_spacing: 0.01").replace("  reason: Porque sí.\n", ""),
            '1: B004 "El gobierno" lacks "reason"',
        ),
    ],
)
def test_an_adjustment_that_fits_nothing_or_has_no_reason_is_reported(book, entry, complaint):
    book.write("chapters/01-uno.md", CHAPTER).write("layout.yaml", entry)
    outcome = book.run("print")
    assert outcome.status == 2
    assert complaint in [line.removeprefix("libro/layout.yaml:") for line in outcome.complaints()]


def test_an_adjustment_that_adjusts_nothing_is_reported(book):
    book.write("layout.yaml", ENTRY.format("Texto", "").replace("  \n", ""))
    assert book.run("print").codes() == ["B004"]


def test_opening_words_that_two_paragraphs_share_are_reported(book):
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\nLo mismo, aquí.\n\nLo mismo, allí.\n")
    book.write("layout.yaml", ENTRY.format("Lo mismo", "word_spacing: 0.01"))
    assert book.run("print").complaints() == [
        'libro/layout.yaml:2: A002 2 paragraphs begin with "Lo mismo" in chapters/01-uno.md'
    ]


@pytest.mark.build
def test_words_are_opened_and_closed_on_both_kinds_of_page_and_not_in_the_epub(adjusted, book):
    book.write("chapters/01-uno.md", CHAPTER).run()
    normalise_spaces, epub = book.interior.pages, book.epub.read("uno.xhtml")
    adjusted("letter_spacing: 0.01\n  word_spacing: 0.05").run()
    spaced = book.interior.pages
    assert spaced != normalise_spaces
    assert [squeezed(page) for page in spaced] == [squeezed(page) for page in normalise_spaces]
    assert spaced == book.screen.pages[-len(spaced) :]
    assert book.epub.read("uno.xhtml") == epub


@pytest.mark.build
def test_words_that_belong_together_share_a_line(adjusted, book):
    first, second, *_ = lines(adjusted("word_spacing: 0"))
    assert not first.hyphenated
    words = f"{first.text.split()[-1]} {second.text.split()[0]}"
    first, second, *_ = lines(adjusted(f"together: ['{words}']"))
    assert normalise_spaces(second.text).startswith(words)


@pytest.mark.build
def test_a_word_that_is_kept_whole_is_not_divided(book):
    book.write("chapters/01-uno.md", f"# Uno {{#uno}}\n\nEl gobierno{' internacionalmente' * 12}.\n")
    assert any(line.hyphenated for line in lines(book))
    book.write("layout.yaml", ENTRY.format("El gobierno", "unhyphenated: [internacionalmente]"))
    assert not any(line.hyphenated for line in lines(book))


@pytest.mark.build
def test_a_paragraph_may_begin_a_page_or_stay_with_the_next(adjusted, book):
    adjusted("break_before: page", "Otro párrafo").run("print")
    pages = [text for text in book.interior.pages if "párrafo, el segundo" in text]
    assert len(pages) == 1
    assert "provisional" not in pages[0]
    filler = "\n\n".join(["Una línea."] * 25)
    kept = f"# Uno {{#uno}}\n\n{filler}\n\nAntes.\n\nDespués.\n"
    for more in range(6):
        text = kept.replace("Antes.", "Otra línea.\n\n" * more + "Antes.")
        book.write("chapters/01-uno.md", text).write("layout.yaml", ENTRY.format("Antes", "keep_with_next: true"))
        assert book.run("print").status == 0
        assert [("Antes." in page) for page in book.interior.pages if "Después." in page] == [True]


@pytest.mark.build
def test_a_note_may_be_adjusted_and_its_paragraph_does_not_reach_into_it(adjusted, book):
    chapter = CHAPTER.replace("La nota dice algo.", f"La nota dice: {PARAGRAPH}")
    widths = []
    for opening in ("Otro", "El gobierno", "La nota"):
        adjusted("word_spacing: 0.05", opening)
        book.write("chapters/01-uno.md", chapter)
        widths.append([(line.text, round(line.width, 2)) for line in lines(book, "uno:n1")])
    assert widths[0] == widths[1] != widths[2]


@pytest.mark.build
def test_every_page_is_said_to_begin_where_it_begins_though_words_are_spaced(book):
    """What the EPUB says of the pages is what is printed, though words are spaced."""
    paragraphs = [f"Parte {n}, {PARAGRAPH}[^{n}]\n\n[^{n}]: {PARAGRAPH}" for n in range(1, 40)]
    spacings = ("letter_spacing: 0.01", "word_spacing: 0.05", "letter_spacing: -0.01\n  word_spacing: -0.03")
    entries = (ENTRY.format(f"Parte {n},", spacings[n % 3]) for n in range(1, 40))
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\n" + "\n\n".join(paragraphs) + "\n")
    composition, pages = laid_out(book.write("layout.yaml", "".join(entries)))
    words = [text_in(item) for item in page_items(composition.start.body)]
    said = {int(start.folio): words[start.item] for start in pages.pagination.starts if start.document == "uno"}
    text = [piece for piece in pages.pieces if piece.block.startswith("uno:") and piece.kind in ("heading", "text")]
    first = text[0].page
    begun = {}
    for before, piece in pairwise([text[0], *text]):
        begins = normalise_spaces(piece.lines[0].text).split()
        begun.setdefault(piece.page - first + 1, begins[1 if before.lines[-1].hyphenated else 0])
    assert begun == said
    assert len(begun) > 8


def text_in(item: PageItem) -> str:
    """The word that an item stands for."""
    return str(item.element.tail if item.is_tail else item.element.text)[item.start : item.end]
