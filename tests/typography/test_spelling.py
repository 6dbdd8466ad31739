"""Every word is in the dictionary or, looked at, in the book's list; nothing else is in the list."""

from __future__ import annotations

import pytest

from press.language import spelling

pytestmark = pytest.mark.validators

CHAPTER = """\
# Uno {#uno}

El cañón de Kérenski disparo
un *tirro* `kode` [komendor]{lang=ru} en https://nadda.es según [@xyzt]. Trotski y Николай, siglo XIX.
"""


@pytest.fixture
def check(book, capsys):
    """What the command prints, without hints, and its exit status."""

    def run() -> tuple[int, list[str]]:
        status = spelling.main([str(book.folder)])
        return status, [line for line in capsys.readouterr().out.splitlines() if not line.startswith("    ")]

    return run


def test_an_unknown_word_is_reported_at_its_line(book, check):
    book.write("chapters/01-uno.md", CHAPTER).write("words.txt", "Kérenski # jefe del Gobierno\n\n# y otro\nTrotski\n")
    assert check() == (
        1,
        ['libro/chapters/01-uno.md:4: W001 "tirro" is in neither the dictionary nor libro/words.txt'],
    )
    book.write("chapters/01-uno.md", CHAPTER.replace("tirro", "tiro"))
    assert check() == (0, [])


def test_a_listed_word_may_begin_a_sentence(book, check):
    book.write("chapters/01-uno.md", "# Uno\n\nKadetes y kadetes.\n").write("words.txt", "kadetes\n")
    assert check() == (0, [])


def test_the_list_has_no_word_that_nobody_needs_and_keeps_its_order(book, check):
    book.write("chapters/01-uno.md", "# Uno\n\nTrotski, Ógnev.\n").write("words.txt", "Trotski\nÓgnev\npalacio\nZzz\n")
    assert check() == (
        1,
        [
            'libro/words.txt:2: W002 "Ógnev" does not come after "Trotski"',
            'libro/words.txt:3: W002 no text needs "palacio"',
            'libro/words.txt:4: W002 no text needs "Zzz"',
        ],
    )


def test_data_are_read_too(book, check):
    book.write("people.yaml", "- {id: a, name: Qqq, index: Qqq, aliases: [Q],\n   role: Un minnistro, sources: []}\n")
    assert check()[1] == ['libro/people.yaml:2: W001 "minnistro" is in neither the dictionary nor libro/words.txt']


def test_a_book_in_another_language_is_let_alone(book, check):
    book.write("book.yaml", "title: A book\nlanguage: en\n").write("chapters/01-uno.md", "# One\n\nWhatever.\n")
    assert check() == (0, [])


def test_without_hunspell_it_says_what_to_install(book, monkeypatch, capsys):
    monkeypatch.setattr(spelling.shutil, "which", lambda name: None)
    assert spelling.main([str(book.folder)]) == 1
    assert "apt-get install hunspell hunspell-es" in capsys.readouterr().err
