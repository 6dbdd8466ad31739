"""The pages around an edit come before the book is made again, and are those that the book then has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from press.commands.watch.news import Busy, Draft, Editions, Leaves, Ready
from press.compose.composition import compose
from press.compose.draft import compose_draft
from press.core.cache import Cache
from press.core.problems import Problems
from press.input.manuscript import read_manuscript
from press.input.markdown import Reader
from tests.conftest import CACHE
from tests.watch.conftest import Watched
from tests.watch.test_session import pictures, shown

pytestmark = pytest.mark.build

LONG = "# Four {{#four}}\n\n" + "".join(
    f"Sentence {n} of the long chapter asks whether anybody has read *so far*, and {'goes on and ' * (n % 9)}ends"
    f"{f'[^{n}]' if n % 5 == 0 else ''}.\n\n" + (f"[^{n}]: Note to {n}; see [p.](#one).\n\n" if n % 5 == 0 else "")
    + (f"## Section {n}\n\n" if n % 13 == 0 else "") + (f"- an item of {n}\n- another, [](#four)\n\n" if n % 17 == 0 else "")
    for n in range(1, 100)
)  # fmt: skip


@pytest.fixture
def long(folder):
    """A book with a chapter of many pages, shown once."""
    (folder / "chapters" / "4.md").write_text(LONG.replace("{{", "{").replace("}}", "}"))
    one = folder / "chapters" / "1.md"
    one.write_text(one.read_text().replace("# One", "# One {#one}"))
    watched = Watched(folder)
    watched.update()
    return watched


def drafted(watched, leaves):
    """The pages of the draft, by their place in the book, and those of the same places when all is made."""
    (draft,) = watched.of(Draft)
    pages = pictures(leaves[draft.pages.key])[draft.pages.side :][: draft.pages.leaves]
    whole = shown(watched.news, leaves)
    first = draft.pages.first
    return draft, [(page, whole[first + place]) for place, page in enumerate(pages)]


@pytest.mark.parametrize("number", [2, 20, 34, 41, 58, 75, 90, 99])
def test_the_pages_around_an_edit_are_those_that_the_book_then_has(long, number):
    leaves = {each.key: each.pdf for each in long.of(Leaves)}
    old = f"Sentence {number} of the long chapter"
    news = long.edit("chapters/4.md", old, f"{old}, which is longer now than it was before")
    leaves |= {each.key: each.pdf for each in news if isinstance(each, Leaves) and each.pdf}
    kinds = [type(each) for each in news]
    assert kinds[:3] == [Busy, Leaves, Draft] and kinds[-1] is Editions
    draft, pages = drafted(long, leaves)
    assert 1 <= len(pages) <= 4
    assert all(page == final for page, final in pages)
    assert draft.focus.page == long.of(Ready)[-1].focus.page
    assert draft.focus.line == long.of(Ready)[-1].focus.line


PARTS = {
    "01-part.md": "# First {#first .part}\n",
    "02-one.md": "# One {#one}\n\nA note.[^1]\n\n[^1]: The note.\n\n| A | B |\n|---|---|\n| one | two |\n\n: A table {#tbl:a}\n",
    "03-part.md": "# Second {#second .part}\n",
    "04-two.md": "# Two {#two}\n\nSee [](#tbl:a).\n\n|" + " Measure |" * 14 + "\n|" + "---|" * 14
    + "\n|" + " uncharacteristically |" * 14 + "\n\n: Wide\n",
}  # fmt: skip


def test_a_document_composed_alone_is_what_it_is_in_the_whole_book(folder):
    for path in (folder / "chapters").iterdir():
        path.unlink()
    for name, text in PARTS.items():
        (folder / "chapters" / name).write_text(text)
    (folder / "book.yaml").write_text(
        "title: Parts\nlanguage: en\ndesign: {numerals: roman, part_numerals: roman, notes: book}\n"
    )
    manuscript = read_manuscript(folder, Problems())
    whole = compose(Reader(manuscript, Cache(CACHE)), Problems())
    for source in manuscript.documents:
        alone = compose_draft(Reader(replace(manuscript, documents=(source,)), Cache(CACHE)), whole)
        assert alone is not None, source.path
        for before, now in zip(whole.documents, alone.documents, strict=True):
            assert etree.tostring(now.body) == etree.tostring(before.body)
            assert (now.number, now.printed_number) == (before.number, before.printed_number)
