"""Books with code: every sign of it, in a face of one width, within the margins; and nothing of it read as prose."""

from __future__ import annotations

import re

import pytest

from press.checks import ace, epubcheck, verapdf
from tests.reading import NS, words_of

LONG = "result = first_function(argument_one, argument_two) + second_function(argument_three, argument_four, argument_five)"
UNBROKEN = "x" * 200
CHAPTER = f"""\
# One {{#one}}

An `inline_code()` and the name `{"_".join(["name"] * 20)}`.

```{{.python caption="How it is done" filename="done.py"}}
def f(x):
    # a comment
    {LONG}
```

```
┌───┐ ├──► λ → ≤ ⊢
└───┘ {UNBROKEN}
```

```python
again = "a second listing"
```
"""


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    from tests.conftest import Book

    folder = tmp_path_factory.mktemp("coded")
    book = Book(folder / "book", folder / "dist").write("book.yaml", "title: Code\nlanguage: en\n")
    book.write("chapters/01-one.md", CHAPTER.replace(" ⊢", "")).write(
        "chapters/02-two.md", "# Two {#two}\n\n```python\nz = 3\n```\n"
    )
    outcome = book.run()
    assert outcome.status == 0, outcome.err
    return book


def test_no_sign_of_code_is_lost_on_the_page(coded):
    text = re.sub(r"\s", "", "".join(coded.screen.pages))
    for line in (LONG, UNBROKEN, "┌───┐├──►λ→≤", 'again="asecondlisting"', "done.pyHowitisdone"):
        assert line.replace(" ", "") in text, line


def test_a_divided_line_has_its_mark_as_a_drawing_and_not_as_text(coded):
    assert not set("".join(coded.screen.pages)) & set("↩⏎┘") - {"┘"}
    assert "".join(coded.screen.pages).count("┘") == 1


def test_code_stays_within_the_measure(coded):
    for pdf in (coded.screen, coded.interior):
        for number, page in enumerate(pdf.reader):
            right = max((line.right for line in pdf.lines(number)), default=0)
            assert right <= page.get_width() - 53, (pdf.path.name, number, right)


def test_code_is_set_in_a_face_of_one_width(coded):
    assert any(name.startswith("IBM-Plex-Mono") for name in coded.screen.fonts())
    assert "fonts/IBMPlexMono-Regular.ttf" in [name.removeprefix("EPUB/") for name in coded.epub.archive.namelist()]


def test_a_book_without_code_carries_no_face_for_it(book):
    assert book.run("epub").status == 0
    assert not [name for name in book.epub.archive.namelist() if "Mono" in name]


def test_the_epub_has_the_code_line_by_line_with_its_title(coded):
    tree = coded.epub.documents["one.xhtml"]
    listings = ["".join(pre.itertext()) for pre in tree.iterfind(".//x:pre", NS)]
    assert listings[0].rstrip("\n") == f"def f(x):\n    # a comment\n    {LONG}"
    assert UNBROKEN in listings[1]
    titles = [words_of(p) for p in tree.iterfind(".//x:p[@class='listing-title']", NS)]
    assert titles == ["done.py How it is done"]
    assert tree.xpath("//x:span[@class='co']", namespaces=NS)


def test_spanish_rules_do_not_read_code(book):
    book.write("chapters/01-uno.md", '# Uno {#uno}\n\nTexto `a - "b" ...` y sigue.\n\n```\nif (x) - "y"  ... ?\n```\n')
    outcome = book.run("epub")
    assert outcome.status == 0, outcome.err


def test_the_validators_accept_a_book_of_code(coded):
    for version in (epubcheck.CURRENT, epubcheck.OLD):
        assert epubcheck.find(coded.epub.path, version) == []
    for flavour in ("2a", "ua1"):
        assert verapdf.find(coded.screen.path, flavour) == []
    assert ace.find(coded.epub.path) == []
