"""``build.py fix``: what needs no judgement is corrected in any language, shown first, and the editions stay the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.core.xhtml import text_of
from press.input import pandoc
from press.input.quotation_marks import set_quotation_marks
from press.language.typewriter import set_signs
from tests.conftest import Book, run


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Book(Path("book"), tmp_path / "dist").write("book.yaml", "title: A Book\nlanguage: de\n")


SOURCE = """\
# Der "Anfang" {.prologue}

Er sagte "ja 'nein' doch" -- und ging... Don't `"code"` [a](x.html "t").

#### Tief

##### Tiefer

```
"code" -- ...
```
"""
FIXED = """\
# Der „Anfang“ {#der-anfang .prologue}

Er sagte „ja ‚nein‘ doch“ – und ging… Don’t `"code"` [a](x.html "t").

## Tief

### Tiefer

```
"code" -- ...
```
"""


def test_signs_levels_and_identifiers_are_shown_and_then_written(book):
    book.write("chapters/01-a.md", SOURCE).write("chapters/02-b.md", "# Zwei {#zwei}\n\nNichts.\n")
    shown = book.run("fix")
    assert shown.status == 0 and "02-b" not in shown.out
    assert '-# Der "Anfang" {.prologue}\n+# Der „Anfang“ {#der-anfang .prologue}\n' in shown.out
    assert shown.err == "1 file to correct; --write does it.\n"
    assert (book.folder / "chapters/01-a.md").read_text("utf-8") == SOURCE
    book.run("fix", "--write")
    assert (book.folder / "chapters/01-a.md").read_text("utf-8") == FIXED
    assert book.run("fix").out == ""


def test_an_identifier_that_the_book_has_is_given_to_no_other_title(book):
    book.write("chapters/01-a.md", "# Same\n").write("chapters/02-b.md", "# Same\n").write(
        "chapters/03-c.md", "# x\n\n[y]{#other}\n"
    )
    book.write("chapters/04-d.md", "# Other\n").write("chapters/05-e.md", "# Contents\n")
    book.run("fix", "--write")
    titles = [path.read_text("utf-8").splitlines()[0] for path in sorted((book.folder / "chapters").iterdir())]
    assert titles == ["# Same {#same}", "# Same", "# x {#x}", "# Other", "# Contents"]
    assert run("advice", "--book", "book").status == 0


def read(text: str, language: str, source_format: str) -> str:
    """The words and signs of a paragraph as the build reads it."""
    from lxml import etree

    html, _ = pandoc.to_html(text, source_format=source_format)
    tree = etree.fromstring(f"<div>{html}</div>")
    set_quotation_marks(tree, language)
    return text_of(tree)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ['"one two"', "'x y'", "\"a 'b' c\"", "it's", "--", "a...", '("q")', '*"e"*', "rock", "dogs' tails"]
        ),
        min_size=1,
        max_size=6,
    )
)
def test_the_signs_are_those_that_the_build_makes(parts):
    text = " ".join(parts)
    for language in ("en", "es"):
        assert read(set_signs(text, language), language, pandoc.FORMAT) == read(text, language, pandoc.TOLERANT)
