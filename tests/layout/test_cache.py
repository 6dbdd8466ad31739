"""A book is the same to the byte whatever was made before, and only what changed is made again."""

from __future__ import annotations

import re

import pytest

from press.core.cache import Cache, cache_key
from tests.conftest import run

TEXT = "Una línea de texto que llena la página poco a poco. " * 60


@pytest.fixture
def linked(book):
    """Three chapters that name one another's pages."""
    for number, name in enumerate(("uno", "dos", "tres"), start=1):
        book.write(
            f"chapters/0{number}-{name}.md", f"# {name} {{#{name}}}\n\nVéase la [p.](#tres) de este libro.\n\n{TEXT}\n"
        )
    return book


def built(book, *options):
    """Every file of the release."""
    outcome = run("--book", str(book.folder), "--out", str(book.out), *options)
    assert outcome.status == 0, outcome.err
    return {path.name: path.read_bytes() for path in sorted(book.out.rglob("*.*"))}


@pytest.mark.build
def test_the_bytes_do_not_depend_on_the_cache_or_on_the_processes(linked, tmp_path):
    cache = str(tmp_path / "cache")
    cold = built(linked, "--cache", cache, "--jobs", "2")
    assert built(linked, "--cache", cache, "--jobs", "1") == cold
    assert built(linked, "--no-cache", "--jobs", "1") == cold
    assert not (tmp_path / ".cache").exists()


@pytest.mark.build
def test_an_unchanged_book_is_not_laid_out_again(linked, tmp_path, drawn):
    options = ("--cache", str(tmp_path / "cache"), "--jobs", "1")
    built(linked, *options)
    assert drawn
    drawn.clear()
    built(linked, *options)
    assert drawn == []


@pytest.mark.build
def test_only_the_chapter_that_was_edited_is_laid_out_again(linked, tmp_path, drawn):
    options = ("--cache", str(tmp_path / "cache"), "--jobs", "1")
    built(linked, *options)
    drawn.clear()
    linked.write("chapters/02-dos.md", f"# dos {{#dos}}\n\nOtra palabra.\n\n{TEXT}\n")
    built(linked, *options)
    assert len(drawn) == 1 and "Otra palabra" in re.sub("<[^>]+>", "", drawn[0]).replace("\u00a0", " ")


def test_what_is_stored_can_be_deleted_at_any_time(tmp_path):
    cache = Cache(tmp_path)
    key = cache_key("one", b"two")
    assert cache.get(key) is None
    assert cache.get_or_make(key, lambda: b"made") == b"made"
    assert cache.get_or_make(key, lambda: b"again") == b"made"
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.unlink()
    assert cache.get_or_make(key, lambda: b"again") == b"again"


def test_inputs_that_differ_in_where_they_are_cut_have_different_keys():
    assert cache_key("ab", "c") != cache_key("a", "bc")
