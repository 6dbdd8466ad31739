"""The real book, built once; small books of the tests' own, written where a test needs them."""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from press.cli import main
from tests.marks import (  # noqa: F401 - the hooks by which pytest marks and watches
    builds,
    pytest_collection_finish,
    pytest_collection_modifyitems,
    pytest_ignore_collect,
    pytest_runtest_call,
    pytest_runtest_setup,
)
from tests.reading import Epub, Pdf

CHECKOUT = Path(__file__).parent.parent

#: Inks for the colours of the program's own cover, as a record has them.
INKS = """\
  inks:
    "#000000": [0, 0, 0, 100]
    "#14110f": [60, 40, 40, 100]
    "#f3ead8": [3, 6, 14, 0]
    "#c1272d": [10, 100, 95, 5]
    "#ffffff": [0, 0, 0, 0]
"""
PRINTED = f"""\
title: Un libro
language: es
description: Un libro para las imprentas.
print:
  paper: cream
{INKS}  printers:
    kdp:
    ingramspark: {{spine: 4 mm, pages: 40, source: la plantilla}}
    lulu:
    streetlib:
"""


@dataclass
class Run:
    """What a run of build.py did."""

    status: int
    out: str
    err: str

    def complaints(self) -> list[str]:
        """The lines ``file:line: code message`` of the run, without hints."""
        return [line for line in self.err.splitlines() if not line.startswith("    ")][:-1]

    def codes(self) -> list[str]:
        """Their codes, in order."""
        return [line.split(": ", 1)[1].split(" ", 1)[0] for line in self.complaints()]


@dataclass
class Book:
    """A small book: ``book.write(...).run()``."""

    folder: Path
    out: Path

    def write(self, name: str, text: str) -> Book:
        """Write a file of the book, its common indentation taken off."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), "utf-8")
        return self

    def write_bytes(self, name: str, data: bytes) -> Book:
        """Write a file of the book as it is."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return self

    def run(self, *command: str) -> Run:
        """Run build.py on it; some commands write no release."""
        out = [] if command[:1] in (("review",), ("collate",), ("advice",), ("fix",)) else ["--out", str(self.out)]
        return run(*command, "--book", str(self.folder), *out)

    @property
    def epub(self) -> Epub:
        """The finished EPUB."""
        return Epub(next(self.out.glob("*.epub")))

    @property
    def screen(self) -> Pdf:
        """The finished screen PDF."""
        return Pdf(next(self.out.glob("*.pdf")))

    @property
    def interior(self) -> Pdf:
        """The finished print interior, as it is before any printer's blanks."""
        return Pdf(min(self.out.glob("print/*-interior.pdf"), key=lambda path: len(path.name)))

    @property
    def bound(self) -> int:
        """How many pages the bound book has, with the blanks of the first printer that its record names."""
        print_files = yaml.safe_load((self.folder / "book.yaml").read_text("utf-8")).get("print", {})
        first = next(iter(print_files.get("printers", {})), "")
        return max(len(Pdf(path).reader) for path in self.out.glob(f"print/*{first}-interior.pdf"))


_SHARED = "PRESS_TEST_CACHE"


def _cache_folder() -> Path:
    """Where tests keep what was laid out: from run to run on a developer's machine, for this run alone in CI.

    The processes of one run share it: what one of them laid out, the others need not.
    """
    if not os.environ.get("CI"):
        return CHECKOUT / ".press-test-cache"
    if _SHARED in os.environ:
        return Path(os.environ[_SHARED])
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    os.environ[_SHARED] = folder.name
    return Path(folder.name)


CACHE = _cache_folder()


def _with_cache(arguments: tuple[str, ...]) -> list[str]:
    """The arguments, with the cache of the tests for every command that has one."""
    given = list(arguments) if arguments and not arguments[0].startswith("-") else ["all", *arguments]
    cached = {"all", "epub", "screen", "print", "records", "review", "verify", "import"}
    return [given[0], "--cache", str(CACHE), *given[1:]] if given[0] in cached else given


def run(*arguments: str) -> Run:
    """Run build.py in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(_with_cache(arguments))
    return Run(status, out.getvalue(), err.getvalue())


@pytest.fixture
def book(tmp_path, monkeypatch):
    """An empty strict book with a title, a language and one chapter; the run's paths are relative to its parent."""
    monkeypatch.chdir(tmp_path)
    return (
        Book(Path("libro"), tmp_path / "dist")
        .write("book.yaml", "title: Un libro\nlanguage: es\nstrict: true\n")
        .write("chapters/01-uno.md", "# Uno {#uno}\n\nTexto del primer capítulo.\n")
    )


@pytest.fixture(scope="session")
@builds
def real(tmp_path_factory) -> Book:
    """The real book, built into a folder of its own."""
    built = Book(CHECKOUT / "book", tmp_path_factory.mktemp("real") / "dist")
    outcome = built.run()
    assert outcome.status == 0, outcome.err
    return built


@pytest.fixture(scope="session")
def record() -> dict:
    """The real book's record, as an editor wrote it."""
    return yaml.safe_load((CHECKOUT / "book" / "book.yaml").read_text("utf-8"))


@pytest.fixture(scope="session")
@builds
def other(tmp_path_factory) -> Book:
    """Another book, in another language, with what the real one lacks."""
    folder = tmp_path_factory.mktemp("other")
    book = Book(folder / "book", folder / "dist")
    for path in sorted((Path(__file__).parent / "books" / "garden").rglob("*")):
        if path.is_file():
            book.write_bytes(str(path.relative_to(Path(__file__).parent / "books" / "garden")), path.read_bytes())
    outcome = book.run()
    assert outcome.status == 0, outcome.err
    return book


@pytest.fixture(scope="session")
@builds
def almanac(tmp_path_factory) -> Book:
    """A book of tables, nested lists, four languages and a hundred notes."""
    built = Book(CHECKOUT / "tests" / "books" / "almanac", tmp_path_factory.mktemp("almanac") / "dist")
    outcome = built.run()
    assert outcome.status == 0, outcome.err
    return built


@pytest.fixture(scope="session")
@builds
def forms(tmp_path_factory) -> Book:
    """A book of every form of text, of tables, pictures, formulas, code and scripts."""
    built = Book(CHECKOUT / "tests" / "books" / "forms", tmp_path_factory.mktemp("forms") / "dist")
    outcome = built.run()
    assert outcome.status == 0, outcome.err
    return built


@pytest.fixture(scope="session")
@builds
def printed(tmp_path_factory) -> Book:
    """A small book for every printer of the table."""
    folder = tmp_path_factory.mktemp("printed")
    book = Book(folder / "book", folder / "dist").write("book.yaml", PRINTED)
    for number in range(1, 17):
        book.write(f"chapters/{number:02}.md", f"# Capítulo {number} {{#c{number}}}\n\n" + "Texto de prueba. " * 120)
    outcome = book.run("print")
    assert outcome.status == 0, outcome.err
    return book
