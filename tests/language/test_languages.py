"""A book in any language of the program has that language in all that the program itself writes into it."""

from __future__ import annotations

import re

import pytest

from press.checks.agreement import normal
from press.core.languages import language_of, long_date
from press.core.paths import LANGUAGES
from press.core.typefaces import coverage
from tests.reading import words_of

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Contents and notes as readers of each language find them, and the date of the edition.
SAID = {
    "ar": ("المحتويات", "الحواشي", "1 مارس 2025"),
    "ca": ("Sumari", "Notes", "1 de març de 2025"),
    "de": ("Inhalt", "Anmerkungen", "1. März 2025"),
    "el": ("Περιεχόμενα", "Σημειώσεις", "1η Μαρτίου 2025"),
    "en": ("Contents", "Notes", "1 March 2025"),
    "es": ("Índice", "Notas", "1 de marzo de 2025"),
    "eu": ("Aurkibidea", "Oharrak", "2025/3/1"),
    "fr": ("Table des matières", "Notes", "1er mars 2025"),
    "gl": ("Índice", "Notas", "1 de marzo de 2025"),
    "he": ("תוכן העניינים", "הערות", "1 במרץ 2025"),
    "it": ("Indice", "Note", "1º marzo 2025"),
    "ja": ("目次", "注", "2025年3月1日"),
    "la": ("Index capitum", "Notae", "die 1 mensis Martii anni 2025"),
    "nl": ("Inhoud", "Noten", "1 maart 2025"),
    "pl": ("Spis treści", "Przypisy", "1 marca 2025"),
    "pt": ("Sumário", "Notas", "1º de março de 2025"),
    "ru": ("Содержание", "Примечания", "1 марта 2025\u00a0г."),
    "zh": ("目录", "注释", "2025年3月1日"),
}
REFERENCES = """\
references:
  - {id: w, type: book, title: Alpha, author: [{family: Field, given: Ada}], publisher: Press,
     issued: {date-parts: [[1990]]}}
"""


TWO_AUTHORS = """\
  - {id: v, type: book, title: Alpha, author: [{family: Field, given: Ada}, {family: Hill, given: Ben}],
     issued: {date-parts: [[1991]]}}
"""
#: How a citation joins two authors, where that is not the sign of the citation style itself.
AND = {"de": "und", "fr": "et", "en": "and", "it": "e", "gl": "e", "es": "y", "pl": "i"}


def test_every_language_has_its_words_here():
    assert SAID.keys() == LANGUAGES.keys()


@pytest.mark.build
@pytest.mark.parametrize("tag", SAID)
def test_a_book_is_in_its_language_throughout(book, tag):
    contents, notes, date = SAID[tag]
    assert long_date(tag, 2025, 3, 1) == date
    book.write("book.yaml", f"title: Alpha\nlanguage: {tag}\nslug: alpha\n")
    book.write("bibliography.yaml", f"{REFERENCES}{TWO_AUTHORS}")
    book.write("chapters/01-uno.md", "# Alpha {#uno}\n\nAlpha [@v].[^a]\n\n[^a]: Beta [@w].\n")
    book.write("back/10-obras.md", "# Beta {#obras .bibliography}\n\n::: {#refs}\n:::\n")
    outcome = book.run("epub")
    if outcome.status and set(contents) - coverage():
        pytest.skip("no typeface has the letters of the language")
    assert outcome.status == 0, outcome.err
    epub = book.epub
    assert epub.meta("language") == [tag] and epub.opf.get(XML_LANG) == tag
    assert {(tree.get("lang"), tree.get(XML_LANG)) for tree in epub.documents.values()} == {(tag, tag)}
    headings = {words_of(heading) for tree in epub.documents.values() for heading in tree.iter("{*}h1", "{*}h2")}
    assert {contents, notes} <= headings
    chapter = words_of(epub.documents["uno.xhtml"])
    assert "(Field 1990)" in chapter
    assert tag not in AND or f"Field {AND[tag]} Hill 1991" in chapter


def test_a_language_that_is_not_there_is_refused_at_its_line_with_those_that_are(book):
    outcome = book.write("book.yaml", "title: Alpha\nlanguage: tlh\n").run("epub")
    assert outcome.status == 2 and not book.out.exists()
    assert outcome.complaints() == ['libro/book.yaml:2: B004 the program does not know the language "tlh"']
    assert all(re.search(rf"\b{tag}\b", outcome.err) for tag in LANGUAGES)


@pytest.mark.build
def test_a_region_or_a_script_of_a_language_has_its_words(book):
    assert book.write("book.yaml", "title: Alpha\nlanguage: de-AT\n").run("epub").status == 0
    assert book.epub.meta("language") == ["de-AT"]
    assert "Inhalt" in [words_of(h) for h in book.epub.documents["contents.xhtml"].iter("{*}h1")]


@pytest.mark.build
def test_another_script_is_in_the_language_that_the_book_gives_it_and_in_none_else(book):
    work = REFERENCES.replace("Alpha", "Слово")
    chapter = "# Alpha {#uno}\n\nAlpha [@w].\n"
    book.write("bibliography.yaml", work).write("chapters/01-uno.md", chapter)
    book.write("back/10-obras.md", "# Beta {#obras .bibliography}\n\n::: {#refs}\n:::\n")

    def languages(record):
        outcome = book.write("book.yaml", f"title: Alpha\nlanguage: en\nslug: alpha\n{record}").run("epub")
        assert outcome.status == 0, outcome.err
        return book.epub.documents["obras.xhtml"].xpath("//@lang")

    assert languages("") == ["en"]
    assert languages("scripts: {Cyrl: uk}\n") == ["en", "uk"]


@pytest.mark.parametrize(
    ("tag", "headings"),
    [
        ("es", ["nube", "ñandú", "oso"]),
        ("de", ["Öl", "Ölung", "Opa", "Straße", "Strauß"]),
        ("pl", ["zaraz", "źle", "żaba"]),
        ("fr", ["cœur", "coffre", "étang", "été"]),
        ("ru", ["ива", "йод", "кот"]),
    ],
)
def test_an_index_is_in_the_order_of_the_alphabet(tag, headings):
    shuffled = list(headings)
    shuffled.reverse()
    assert sorted(shuffled, key=language_of(tag).sort_key) == headings
    assert language_of("pl").initial("źle") == "Ź" and language_of("pl").initial("żaba") == "Ż"


@pytest.mark.parametrize(
    ("tag", "title", "article"),
    [
        ("fr", "L’Assaut", "L’"),
        ("fr", "L'Assaut", "L'"),
        ("fr", "Les Mots", "Les "),
        ("it", "Un’ombra", "Un’"),
        ("en", "The Garden", "The "),
        ("en", "Theatre", ""),
        ("de", "Der", ""),
        ("fr", "D’ailleurs", ""),
    ],
)
def test_the_article_of_a_title_is_known_with_and_without_a_space(tag, title, article):
    assert language_of(tag).article(title) == article


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_month_is_in_its_dates(tag):
    dates = [long_date(tag, 2025, month, 2) for month in range(1, 13)]
    assert len(set(dates)) == 12 and all("2025" in date and "{" not in date for date in dates)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_code_of_the_records_is_that_of_the_language(tag):
    assert normal.language(language_of(tag).iso639_2) == normal.language(tag) == tag


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_direction_is_that_of_the_script(tag):
    right_to_left = re.search(r"[\u0590-\u08ff]", language_of(tag).name)
    assert language_of(tag).direction == ("rtl" if right_to_left else "ltr")


def test_french_has_no_space_at_which_a_line_breaks_before_its_high_punctuation():
    for file in ("language", "page"):
        text = (LANGUAGES["fr"] / f"{file}.yaml").read_text("utf-8")
        values = [line for line in text.splitlines() if not line.startswith("#")]
        assert not [line for line in values if re.search(r"\S [:;!?»]|« ", line)]
