"""The lists of a book: what is wrong with an entry is said of the entry, once, at its line."""

from __future__ import annotations

import shutil

import pytest
import yaml

from press.compose.lists.values import citations, markdown, with_sources
from press.core import schema_check
from press.core.lists import LISTS, BookList
from press.core.problems import Problems
from press.core.xhtml import make
from press.core.yaml_file import read_yaml
from tests.manuscript.test_errors import CHAPTER, CHECKOUT, complaint
from tests.reading import NS, words_of

PERSON = "- {{id: {}, name: A, index: A, aliases: [{}], role: Nada., sources: []}}\n"
WORKS = "references:\n- {id: reed, type: book, title: Diez días}\n"
LISTED = "# Uno {#uno}\n\nAna y Eva.\n\n::: people\n:::\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PERSON.format("ana", "Ana") + PERSON.format("eva", "Ana"), '2: B005 "ana" and "eva" claim the same alias, "Ana"'),
        (PERSON.format("ana", "Ana") + PERSON.format("ana", "Eva"), '2: B005 the id "ana" is already that of the entry in line 1'),
        (PERSON.format("ana", "' '"), '1: B004 "ana".aliases.1: " " is blank'),
        (PERSON.format("ana", "Ana").replace(", role: Nada.", ""), '1: B004 "ana" lacks "role"'),
        (PERSON.format("ana", "Ana").replace("[]}", "[red]}"), '1: M005 there is no work "red"'),
    ],
)  # fmt: skip
def test_a_person_who_is_wrong(book, text, message):
    book.write("bibliography.yaml", WORKS).write("chapters/01-uno.md", "# Uno\n\nAna y Eva.\n")
    book.write("back/01-personas.md", "# Personas\n\n::: people\n:::\n")
    assert complaint(book, "people.yaml", text) == f"libro/people.yaml:{message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {id: reed, type: book, title: Otro}\n", '3: B005 the id "reed" is already that of the entry in line 2'),
        ("- {id: x, type: book}\n", '3: B004 references."x": it needs title or genre'),
        ("- {id: x, type: book, title: }\n", '3: B004 references."x".title: text expected, nothing found'),
        ("- {id: x, type: book, title: X, URL: 'file:///etc/passwd'}\n", '3: B004 references."x".URL: "file:///etc/passwd" is no address'),
        ("- {id: x, type: book, title: X, DOI: '\" onclick='}\n", '3: B004 references."x".DOI: '),
    ],
)  # fmt: skip
def test_a_work_that_is_wrong(book, text, message):
    assert complaint(book, "bibliography.yaml", WORKS + text).startswith(f"libro/bibliography.yaml:{message}")


def test_a_list_that_cannot_be_used_is_not_called_absent(book):
    book.write("chapters/01-uno.md", LISTED)
    assert complaint(book, "people.yaml", "- {id: ana}\n").startswith('libro/people.yaml:1: B004 "ana" lacks "name"')


def test_a_bibliography_that_cannot_be_used_is_said_once(book):
    book.write("chapters/01-uno.md", "# Uno\n\nSegún [@reed].\n")
    assert complaint(book, "bibliography.yaml", "references: x\n").startswith("libro/bibliography.yaml:1: B004")


def test_a_link_that_is_nearly_right(book):
    run = book.write("chapters/01-uno.md", "# Uno {#cine}\n\n[a](#cinee)\n").run("epub")
    assert f"{CHAPTER}:3: L001" in run.err and 'Did you mean "#cine"? ' in run.err


@pytest.mark.parametrize(
    ("key", "value"),
    [("steps", 100_000_000), ("metres", ".inf"), ("metres", ".nan"), ("metres", 0)],
)
def test_a_map_ends_in_bounded_time(tmp_path, key, value):
    data = yaml.safe_load((CHECKOUT / "book/maps/plaza.yaml").read_text("utf-8"))
    data["scale_bar"][key] = value
    path = tmp_path / "plaza.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    problems = Problems()
    assert read_yaml(path, "map", problems) is None
    (problem,) = problems.items
    assert problem.code == "B004" and f"scale_bar.{key}: " in problem.message and problem.line > 1


#: One more list: a schema, a renderer and a row.
LETTERS = """\
type: array
items:
  type: object
  additionalProperties: false
  required: [greeting, words, quotes]
  properties:
    greeting: {type: string, format: line, description: "How it begins."}
    words: {type: string, format: text, description: "What it says."}
    quotes: {type: array, items: {type: string, format: line}, description: "Keys of the bibliography."}
"""
ROW = BookList(
    "letters",
    "letters",
    "tests.manuscript.test_lists:letter_list",
    prose=frozenset({"words"}),
    citing=("quotes",),
    known_by="greeting",
)


def letter_list(data, reader, problems):
    message, cited = markdown(data, "words", reader, problems), citations(data, reader, "quotes")
    return [with_sources(make("p", klass="letter"), *one) for one in zip(message, cited, strict=True)]


@pytest.fixture
def letters(book, tmp_path, monkeypatch):
    """A book with a letter, in a program that has the list."""
    schemas = shutil.copytree(schema_check.SCHEMAS, tmp_path / "schemas")
    (schemas / "letters.yaml").write_text(LETTERS, "utf-8")
    monkeypatch.setattr(schema_check, "SCHEMAS", schemas)
    monkeypatch.setitem(LISTS, ROW.name, ROW)
    book.write("bibliography.yaml", "references:\n- {id: reed, type: book, title: Diez días, issued: 1919}\n")
    book.write("back/01-obras.md", "# Obras {.bibliography}\n\n::: {#refs}\n:::\n")
    return book.write("chapters/01-uno.md", "# Uno {#uno}\n\n::: letters\n:::\n")


@pytest.mark.build
def test_one_more_list_is_shown_with_its_sources(letters):
    run = letters.write("letters.yaml", "- {greeting: Hola, words: Todo *va* bien., quotes: [reed]}\n").run("epub")
    assert run.status == 0, run.err
    (letter,) = letters.epub.documents["uno.xhtml"].xpath("//x:p[@class='letter']", namespaces=NS)
    assert words_of(letter) == "Todo va bien (Diez días 1919)."
    (link,) = letter.xpath(".//x:a", namespaces=NS)
    assert "Diez días" in words_of(letters.epub.target("uno.xhtml", link.get("href")))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {greeting: Hola, words: 'Dijo «no».', quotes: []}\n- {greeting: Adiós, words: 'Dijo \"no\".', quotes: []}\n", "2: O"),
        ("- {greeting: Hola, words: Bien., quotes: [read]}\n", '1: M005 there is no work "read"'),
        ("- {greeting: Hola, words: 7, quotes: []}\n", '1: B004 "Hola".words: text expected, 7 found'),
    ],
)  # fmt: skip
def test_one_more_list_is_checked_like_the_others(letters, text, message):
    assert complaint(letters, "letters.yaml", text).startswith(f"libro/letters.yaml:{message}")


def test_one_more_list_that_is_not_there_is_missed(letters):
    assert f'{CHAPTER}:3: M006 the list "letters" has no data' in letters.run("epub").err
