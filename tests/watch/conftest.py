"""A small book that is being watched."""

from __future__ import annotations

import pytest

from press.commands.watch.session import Session
from press.core.cache import Cache
from press.core.options import BuildOptions
from tests.conftest import CACHE

CHAPTER = "# {0}\n\n" + "".join(
    f"Paragraph {number} of {{0}}: nobody has yet asked the lazy dog what it thinks of the quick brown fox.[^{number}]\n\n"
    f"[^{number}]: Note {number} of {{0}}.\n\n"
    for number in range(1, 16)
)


@pytest.fixture
def folder(tmp_path):
    """The folder of a book of three chapters."""
    book = tmp_path / "book"
    (book / "chapters").mkdir(parents=True)
    (book / "book.yaml").write_text("title: The Lazy Dog\nlanguage: en\n")
    for number, name in enumerate(("One", "Two", "Three"), start=1):
        (book / "chapters" / f"{number}.md").write_text(CHAPTER.format(name))
    return book


class Watched:
    """A session, and what it sent at the last update."""

    def __init__(self, book):
        self.book, self.news = book, []
        self.session = Session(book, BuildOptions(Cache(CACHE)), self.news.append)

    def update(self):
        """Bring the session up to date; what it sent for it."""
        self.news.clear()
        self.session.update()
        return list(self.news)

    def edit(self, name, old, new):
        """Replace words in a file of the book, and bring the session up to date."""
        path = self.book / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return self.update()

    def of(self, kind):
        """What the session sent of a kind."""
        return [news for news in self.news if isinstance(news, kind)]


@pytest.fixture
def watched(folder):
    """The book, shown once."""
    watched = Watched(folder)
    watched.update()
    return watched
