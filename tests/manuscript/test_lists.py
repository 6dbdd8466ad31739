"""The lists of a book: what is wrong with an entry is said of the entry, once, at its line."""

from __future__ import annotations

import pytest
import yaml

from press.core.problems import Problems
from press.core.yaml_file import read_yaml
from tests.manuscript.test_errors import CHAPTER, HOUSE, complaint

PERSON = "- {{id: {}, name: A, index: A, aliases: [{}], role: Nada., sources: []}}\n"
WORKS = "references:\n- {id: reed, type: book, title: Diez días}\n"
LISTED = "# Uno {#uno}\n\nAna y Eva.\n\n::: people\n:::\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PERSON.format("ana", "Ana") + PERSON.format("eva", "Ana"), '2: B005 "ana" and "eva" claim the same alias, "Ana"'),
        (PERSON.format("ana", "Ana") + PERSON.format("ana", "Eva"), '2: B005 the id "ana" is already that of the entry in line 1'),
        (PERSON.format("ana", "' '"), '1: B004 "ana".aliases.1: " " is blank'),
        (PERSON.format("ana", "Ana").replace(", role: Nada.", ""), '1: B004 "ana" lacks "role"'),
        (PERSON.format("ana", "Ana").replace("[]}", "[red]}"), '1: M005 there is no work "red"'),
    ],
)  # fmt: skip
def test_a_person_who_is_wrong(book, text, told):
    book.write("bibliography.yaml", WORKS).write("chapters/01-uno.md", "# Uno\n\nAna y Eva.\n")
    book.write("back/01-personas.md", "# Personas\n\n::: people\n:::\n")
    assert complaint(book, "people.yaml", text) == f"libro/people.yaml:{told}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {id: reed, type: book, title: Otro}\n", '3: B005 the id "reed" is already that of the entry in line 2'),
        ("- {id: x, type: book}\n", '3: B004 references."x": it needs title or genre'),
        ("- {id: x, type: book, title: }\n", '3: B004 references."x".title: text expected, nothing found'),
        ("- {id: x, type: book, title: X, URL: 'file:///etc/passwd'}\n", '3: B004 references."x".URL: "file:///etc/passwd" is no address'),
        ("- {id: x, type: book, title: X, DOI: '\" onclick='}\n", '3: B004 references."x".DOI: '),
    ],
)  # fmt: skip
def test_a_work_that_is_wrong(book, text, told):
    assert complaint(book, "bibliography.yaml", WORKS + text).startswith(f"libro/bibliography.yaml:{told}")


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
    data = yaml.safe_load((HOUSE / "book/maps/plaza.yaml").read_text("utf-8"))
    data["scale_bar"][key] = value
    path = tmp_path / "plaza.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    problems = Problems()
    assert read_yaml(path, "map", problems) is None
    (problem,) = problems.items
    assert problem.code == "B004" and f"scale_bar.{key}: " in problem.message and problem.line > 1
