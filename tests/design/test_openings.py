"""Where chapters begin, and how parts are numbered."""

from __future__ import annotations

import re

TEXT = "Una frase que llena la línea y sigue, para que el capítulo tenga más de una. " * 3
RECORD = (
    "title: Un libro\nlanguage: es\nchapter_numbers: true\ndesign: {{openings: {}{}}}\nprint: {{printers: {{kdp: }}}}\n"
)


def write(book, openings, more="", chapters=6, paragraphs=3):
    book.write("book.yaml", RECORD.format(openings, more))
    for number in range(1, chapters + 1):
        text = "\n\n".join(f"{TEXT}[^{note}]" for note in range(1, paragraphs + 1))
        notes = "\n".join(f"[^{note}]: Nota {number}-{note}." for note in range(1, paragraphs + 1))
        book.write(f"chapters/{number:02}-cap.md", f"# Título {number}\n\n{text}\n\n{notes}\n")
    return book


def pages_of_titles(pdf, count):
    """The page on which each title of a chapter stands, the contents left out."""
    first = next(n for n, page in enumerate(pdf.pages) if "Una frase" in page)
    return [
        next(n for n, page in enumerate(pdf.pages) if n >= first and f"Título {i}\n" in page + "\n")
        for i in range(1, count + 1)
    ]


def test_chapters_follow_on_the_page_on_which_the_last_one_ends(book):
    run = write(book, "run-on").run("all")
    assert run.status == 0, run.err
    found = pages_of_titles(book.interior, 6)
    assert found == sorted(found)
    assert len(set(found)) < 6
    apart = write(book, "any").run("print")
    assert apart.status == 0
    assert len(set(pages_of_titles(book.interior, 6))) == 6


def test_run_on_chapters_keep_their_notes_their_pages_in_the_epub_and_their_places_in_the_contents(book):
    assert write(book, "run-on", chapters=8, paragraphs=4).run("all").status == 0
    interior, first = book.interior, None
    text = [" ".join(page.split()) for page in interior.pages]
    for number in range(1, 9):
        assert any(f"Nota {number}-4." in page for page in text)
    where = pages_of_titles(interior, 8)
    first = where[0]
    contents = next(page for page in text if "Índice" in page)
    for number, page in enumerate(where, start=1):
        assert re.search(rf"Título {number}\D+{page - first + 1}\b", contents)
    listed = [folio for folio, _ in book.epub.nav("page-list")]
    arabic = [int(folio) for folio in listed if folio.isdecimal()]
    assert arabic == list(range(1, len(interior.pages) - first + 1))


def test_the_head_of_a_page_names_the_chapter_that_begins_on_it(book):
    write(book, "run-on", chapters=8, paragraphs=6).run("print")
    interior = book.interior
    where = pages_of_titles(interior, 8)
    for page in range(where[0] + 2, len(interior.pages), 2):  # rectos
        begun = max((n for n, first in enumerate(where, start=1) if first <= page), default=0)
        if interior.pages[page].strip():
            assert f"Título {begun}" in interior.pages[page]


def test_parts_are_numbered_where_the_design_asks_for_it(book):
    record = (
        RECORD.format("any", ", part_numerals: roman")
        + "parts: {chapters/01-cap.md: Ida, chapters/03-cap.md: Vuelta}\n"
    )
    run = write(book, "any").write("book.yaml", record).run("all")
    assert run.status == 0, run.err
    text = " ".join(" ".join(book.screen.pages).split())
    assert "I Ida" in text
    assert "II Vuelta" in text
    entries = [words for words, _ in book.epub.nav("toc")]
    assert "II. Vuelta" in entries
    assert any(re.fullmatch(r"\d\. Título 6", words) for words in entries)  # chapters go on through the parts
