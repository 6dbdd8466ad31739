"""Figures and thin spaces as a reader sees them, and the colour of links, read out of the finished files."""

from __future__ import annotations

import ctypes
import re
from itertools import pairwise

import pypdfium2.raw as pdfium
import pytest

pytestmark = pytest.mark.build

#: The text's, in points.
SIZE = 11.4
CHAPTER = "# Uno {#uno}\n\nEn 1917, *1911* y **1901** hubo 40\u202f000 obreros, **40\u202f000** obreros y *40\u202f000* más; a las 11:01, nadie.\n"
GLOSSARY = "- {id: cosaco, term: cosaco, kind: institution, aliases: [cosacos], sources: [], definition: Un jinete.}\n"
MENTION = "# Uno {#uno}\n\nUna frase que trata de los cosacos y de *los cosacos del Don*, y de nadie más que ellos.\n"
ADJUSTED = (
    "- {document: chapters/01-uno.md, paragraph: Una frase que trata, word_spacing: -0.01, reason: Para probar.}\n"
)


def text_page(pdf, words: str):
    """The text of the page that has these words, and where they begin in it."""
    for page in pdf.reader:
        text = page.get_textpage()
        whole = text.get_text_range().replace("\r\n", "  ")
        if words in whole:
            return text, whole.index(words)
    raise AssertionError(words)


def advances(pdf, words: str) -> list[float]:
    """The distance of each sign of some words on one line from the next, in em."""
    text, start = text_page(pdf, words)
    lefts = [text.get_charbox(start + n, loose=True)[0] for n in range(len(words))]
    return [(b - a) / SIZE for a, b in pairwise(lefts)]


@pytest.fixture
def built(book):
    """A chapter of figures, built for screen and EPUB."""
    assert book.write("chapters/01-uno.md", CHAPTER).run("screen").status == 0
    return book


@pytest.mark.parametrize("year", ["1917", "1911", "1901"])
def test_a_one_in_running_text_is_narrower_than_the_other_figures(built, year):
    """Tabular figures, which EB Garamond gives where none are asked for, have one width."""
    one, other = advances(built.screen, year)[0], advances(built.screen, "40")[0]
    assert one < 0.8 * other


def test_the_thin_space_has_one_width_in_every_face(built):
    text, _ = text_page(built.screen, "obreros")
    whole = text.get_text_range()
    starts = [match.start() for match in re.finditer("40[ \u2009]000", whole)]
    assert len(starts) == 3, whole
    for start in starts:
        end, begin = (text.get_charbox(start + place, loose=True)[side] for place, side in ((1, 2), (3, 0)))
        assert (begin - end) / SIZE == pytest.approx(0.15, abs=0.03)


def colours(pdf, words: str) -> set[tuple[int, int, int]]:
    """The colours of the letters of some words."""
    text, start = text_page(pdf, words)
    found = set()
    for number in range(start, start + len(words)):
        values = [ctypes.c_uint() for _ in range(4)]
        assert pdfium.FPDFText_GetFillColor(text, number, *values)
        found.add(tuple(value.value for value in values[:3]))
    return found


def test_links_to_the_glossary_keep_their_colour_where_a_paragraph_is_adjusted(book):
    book.write("glossary.yaml", GLOSSARY).write("chapters/01-uno.md", MENTION)
    book.write("back/10-glosario.md", "# Glosario {#glosario .glossary}\n\n::: glossary\n:::\n")
    assert book.run("screen").status == 0
    plain = colours(book.screen, "cosacos")
    assert book.write("layout.yaml", ADJUSTED).run("screen").status == 0
    assert colours(book.screen, "cosacos") == plain == {(0, 0, 0)}
