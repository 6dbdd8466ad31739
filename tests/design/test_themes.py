"""Themes are data: each is complete, readable, and a book says otherwise where it wants to."""

from __future__ import annotations

import pypdfium2
import pytest

from press.core.paths import STYLES, THEMES
from press.core.stylesheets import Look, stylesheet
from press.core.typefaces import BOOK_FACES, Faces, coverage
from press.input.design import Design, read_theme
from press.input.page_form import page_form

LIBRO = "title: Un libro\nlanguage: es\ndesign: {{{design}}}\n"


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_is_set_as_it_is_drawn(theme):
    drawn = read_theme(theme)
    form = page_form(
        Design(drawn, drawn.trim, look=Look(theme, Faces(drawn.text, drawn.heading))), (), 1, "es", "", None
    )
    assert (form.size, form.leading) == (drawn.size, drawn.leading)
    assert drawn.signs[0] - 1 <= form.measure / form.sign <= drawn.signs[1] + 1
    assert {"inside": form.inside, "outside": form.outside} == {
        side: drawn.margins[side] for side in ("inside", "outside")
    }


@pytest.mark.parametrize("name", ["paged.css", "epub.css"])
def test_the_typefaces_of_the_book_are_named_everywhere(name):
    for theme in THEMES:
        text = stylesheet(name, look=Look(theme, Faces("Spectral", "Open Sans"), ("heading",)))
        assert '"EB Garamond"' not in text
        assert '"Heading"' not in text
        assert '"Spectral"' in text


def test_options_are_stylesheets():
    for option in (
        "alignment-ragged",
        "undivided",
        "ornament",
        "heading",
        "first-lines-drop-cap",
        "first-lines-small-caps",
    ):
        assert {path.name for path in (STYLES / "options").glob(f"{option}.*")} == {
            f"{option}.paged.css",
            f"{option}.epub.css",
        }


@pytest.mark.parametrize("family", BOOK_FACES)
def test_every_face_has_the_letters_of_the_languages_in_latin(family):
    assert set("áéíóúüñçàèòâêîôûëïöäßæøåłśźżőűğış¿¡«»“”‘’—–…·") <= coverage(family)


def test_a_chapter_begins_as_the_design_says(book):
    book.write(
        "book.yaml", LIBRO.format(design="theme: essay, first_lines: drop-cap, ornament: '* * *', text: Spectral")
    )
    book.write("chapters/01-uno.md", "# Uno\n\n«En un lugar» de la Mancha.\n\n* * *\n\nOtra frase.\n")
    run = book.run("screen")
    assert run.status == 0, run.err
    number = next(number for number, page in enumerate(book.screen.pages) if "un lugar" in page)
    assert "* * *" in book.screen.pages[number]
    text = pypdfium2.PdfDocument(next(book.out.glob("*.pdf")))[number].get_textpage()
    place = text.get_text_range().index("E")
    _, bottom, _, top = text.get_charbox(place)
    assert top - bottom > 30  # the capital is as high as two lines and its own first
    assert any("Spectral" in name for name in book.screen.fonts())


@pytest.mark.parametrize(
    ("css", "words"),
    [
        ("@import 'a.css';", 'the rule "@import"'),
        ("p { background: url(a.png) }", "an address"),
        ("h1 + p::first-letter { float: left }", "a floated ::first-letter"),
        ("p { color: red", ""),
        ("p { colour: red }", "the pages cannot follow this"),
        ("} p", "this is no CSS"),
    ],
)
def test_a_stylesheet_of_the_book_is_checked(book, css, words):
    book.write("book.yaml", LIBRO.format(design="stylesheets: {pages: own.css}")).write("own.css", f"\n{css}\n")
    book.write("chapters/01-uno.md", "# Uno\n\nUna frase.\n")
    run = book.run("screen")
    if words:
        assert run.codes() == ["D003"]
        assert f"own.css:1: D003 {words}" in run.err
    else:
        assert run.status == 0
