"""``build.py new``: a book that builds at once without a message, in every language, and writes over nothing."""

from __future__ import annotations

import re

import pytest

from press.core.paths import LANGUAGES
from press.core.problems import Problems
from press.core.yaml_file import read_yaml
from tests.conftest import Book, run
from tests.reading import words_of


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def new(folder: str, language: str, *more: str):
    return run("new", folder, "--title", "Alpha: beta", "--language", language, *more)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_new_book_has_nothing_to_say_in_any_language(tag):
    assert new("book", tag, "--author", "Ann Field").status == 0
    outcome = run("advice", "--no-cache", "--book", "book")
    assert (outcome.status, outcome.err) == (0, "")
    # Which of two names is the family's cannot be known where it stands first, and the author's is of another language.
    assert outcome.out == "" or (tag in ("ja", "zh") and outcome.out.count("\n") == 2 and " B015 " in outcome.out)


@pytest.mark.build
def test_a_new_book_is_built_by_the_command_that_is_printed(tmp_path):
    made = new("book", "es", "--author", "Ann Field")
    command = re.search(r"\./build\.py (--book \S+ --out \S+)", made.out)[1].split()
    assert run(*command).err == ""
    epub = Book(tmp_path / "book", tmp_path / "book" / "dist").epub
    assert epub.meta("title") == ["Alpha: beta"] and epub.meta("creator") == ["Ann Field"]
    assert [words for words, _ in epub.nav("toc")] == ["Primer capítulo", "Segundo capítulo"]
    text = " ".join(words_of(tree) for tree in epub.documents.values())
    assert "Esta es la nota." in text and "Una hoja." in text
    assert (tmp_path / "book" / "dist" / "channels").is_dir()


def test_every_key_behind_a_sign_is_one_that_the_record_takes(tmp_path):
    new("book", "en")
    path = tmp_path / "book" / "book.yaml"
    text = path.read_text("utf-8")
    keys = re.findall(r"^#(\w+):", text, re.M)
    assert {"subtitle", "date", "description", "rights", "cover", "print", "publisher"} <= {*keys}
    path.write_text(re.sub(r"^#(?! )", "", re.sub(r"^#  ", "  ", text, flags=re.M), flags=re.M), "utf-8")
    problems = Problems()
    record = read_yaml(path, "book", problems)
    assert record and not problems.items and {*keys} <= record.value.keys()
    assert max(map(len, text.splitlines())) <= 120


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "text.md").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for name in ("mine", "file"):
        refused = new(name, "en")
        assert refused.status == 2 and refused.codes() == ["B013"]
    assert (tmp_path / "mine" / "text.md").read_text() == (tmp_path / "file").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    assert new("empty", "en").status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file", "mine"], "no temporary folder is left"


def test_what_is_not_given_is_asked_on_a_terminal_and_refused_elsewhere(tmp_path, monkeypatch):
    refused = run("new", "book")
    assert refused.codes() == ["B004", "B004"] and not (tmp_path / "book").exists()
    assert new("book", "klingon").codes() == ["B004"] and not (tmp_path / "book").exists()
    answers = iter(["", "A Title", "", "fr"])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    monkeypatch.setattr("press.commands.new_book._is_terminal", lambda: True)
    assert run("new", "book").status == 0
    text = (tmp_path / "book" / "book.yaml").read_text("utf-8")
    assert "\ntitle: A Title\n" in text and "\nlanguage: fr\n" in text and "\n#contributors" not in text
