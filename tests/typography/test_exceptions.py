"""What a book lets pass, in documents and data, and what becomes of an exception that nothing needs."""

from __future__ import annotations

import pytest

from press.core.problems import Problems
from press.core.yaml_file import read_yaml
from press.input.manuscript import read_manuscript
from press.language.es import check_book, check_values, read_ignored
from press.language.es.texts import DataProse

CHAPTER = "# Uno {#uno}\n\nLa cifra «50.000»\nconsta así.\n\nOtra vez 50.000.\n"
ENTRY = "- code: O012\n  file: chapters/01-uno.md\n  words: «50.000» consta\n  reason: Es una cita.\n"
PERSON = "- {id: a, name: A, index: A, aliases: [A], role: Mandaba el «Aurora.», sources: []}\n"


@pytest.fixture
def complaints(book):
    """The complaints about the book as it stands."""

    def run() -> list[str]:
        problems = Problems()
        manuscript = read_manuscript(book.folder, problems)
        assert manuscript and not problems.items
        check_book(manuscript, problems)
        return [str(problem).split("\n")[0] for problem in sorted(problems.items)]

    return run


def test_an_exception_lets_pass_only_what_its_words_hold(book, complaints):
    book.write("chapters/01-uno.md", CHAPTER)
    message = "O012 wrongly grouped figures: 50.000"
    assert complaints() == [f"libro/chapters/01-uno.md:{line}: {message}" for line in (3, 6)]
    book.write("typography.yaml", ENTRY)
    assert complaints() == [f"libro/chapters/01-uno.md:6: {message}"]


@pytest.mark.parametrize("change", [("O012", "O003"), ("01-uno", "02-dos"), ("consta", "costa")])
def test_an_exception_that_matches_nothing_is_a_complaint(book, complaints, change):
    book.write("chapters/01-uno.md", CHAPTER).write("typography.yaml", ENTRY.replace(*change))
    assert complaints()[-1].startswith("libro/typography.yaml:1: O000 nothing in chapters/0")
    assert len(complaints()) == 3


def test_an_exception_without_a_reason_is_refused(book):
    problems = Problems()
    book.write("typography.yaml", ENTRY.replace("  reason: Es una cita.\n", ""))
    read_ignored(book.folder, problems)
    assert str(problems.items[0]).startswith('libro/typography.yaml:1: B004 "«50.000» consta" lacks "reason"')


def test_values_of_data_are_checked_at_their_line(book):
    problems = Problems()
    book.write("people.yaml", "# Personas\n" + PERSON).write("foreign.yaml", "- {word: Aurora, kind: ship}\n")
    data = read_yaml(book.folder / "people.yaml", "people", problems)
    assert data
    check_values(DataProse(data, frozenset({"role"})), read_ignored(book.folder, problems), problems)
    assert [(problem.file, problem.line, problem.code) for problem in problems.items] == [
        ("libro/people.yaml", 2, "O003"),
        ("libro/people.yaml", 2, "O014"),
    ]


def test_data_that_hold_prose_are_found_and_may_have_exceptions(book, complaints):
    book.write("people.yaml", PERSON)
    assert [line.split(" ")[1] for line in complaints()] == ["O003"]
    book.write("typography.yaml", "- {code: O003, file: people.yaml, words: «Aurora.», reason: Así está.}\n")
    assert complaints() == []


def test_a_caption_may_be_in_italics_and_an_alternative_text_may_not(book, complaints):
    book.write("foreign.yaml", "- {word: Aurora, kind: ship}\n")
    book.write("images/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    book.write("chapters/01-uno.md", "# Uno\n\n![](../images/a.svg)\n")
    entry = "a.svg: {{caption: El {}., alt: El Aurora., description: El Aurora., credit: Nadie., licence: CC0}}\n"
    book.write("images/figures.yaml", entry.format("Aurora"))
    assert complaints() == ["libro/images/figures.yaml:1: O014 foreign word or ship's name in roman: Aurora"]
    book.write("images/figures.yaml", entry.format('"*Aurora*"').replace('El "*Aurora*".', '"El *Aurora*."'))
    assert complaints() == []


def test_a_book_in_another_language_is_let_alone(book, complaints):
    book.write("book.yaml", "title: A book\nlanguage: en\n").write("chapters/01-uno.md", '# One\n\n"No" - 50,000.\n')
    assert complaints() == []
