"""A program that reads the words of a page finds them apart: a screen reader, a search, whoever copies a sentence."""

from __future__ import annotations

import pytest

SENTENCE = "y a la que fueron convocados a ella, y es lo que se oye en él y se ve a la vez"
LAYOUT = """\
- document: chapters/01-uno.md
  paragraph: Una frase corta
  {}
  reason: Para probar.
"""


def read(pdf):
    """The text of a PDF as Chromium reads it, white space folded."""
    return " ".join(" ".join(pdf.pages).replace("\ufffe", "").split())


@pytest.mark.build
@pytest.mark.parametrize("adjustment", ["word_spacing: -0.03", "letter_spacing: -0.01", "letter_spacing: 0.01"])
def test_the_words_of_an_adjusted_paragraph_stand_apart(book, adjustment):
    book.write("layout.yaml", LAYOUT.format(adjustment))
    book.write("chapters/01-uno.md", f"# Uno {{#uno}}\n\nUna frase corta, {', '.join([SENTENCE] * 6)}.\n")
    assert book.run().status == 0
    for pdf in (book.screen, book.interior):
        assert read(pdf).count(SENTENCE) == 6


@pytest.mark.build
def test_words_of_different_faces_stand_apart(book):
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\nSe lee *una* **otra** y *dos* [[p.](#uno)]{.nota} *tres* aquí.\n")
    assert book.run("screen").status == 0
    assert "Se lee una otra y dos p. 1 tres aquí." in read(book.screen)


def test_letters_that_stand_apart_are_read_as_one_word(real, record):
    assert read(real.screen).startswith(record["title"])
