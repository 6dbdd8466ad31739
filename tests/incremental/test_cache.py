"""What an editor must never notice of the cache: damage to it, and its growth."""

from __future__ import annotations

import os

import pytest

from press.core.cache import Cache, _program_hash, cache_key


def entries(folder):
    """The files of a cache."""
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-1], lambda data: data[:-1] + b"\x00"])
def test_a_damaged_entry_is_made_again(tmp_path, damage):
    cache = Cache(tmp_path)
    key = cache_key("one")
    cache.put(key, b"what was made")
    (entry,) = entries(tmp_path)
    entry.write_bytes(damage(entry.read_bytes()))
    assert cache.get(key) is None
    assert cache.get_or_make(key, lambda: b"made again") == b"made again"
    assert cache.get(key) == b"made again"


def test_what_was_not_used_for_longest_goes_first(tmp_path):
    cache = Cache(tmp_path)
    keys = [cache_key(name) for name in ("first", "second", "third")]
    for age, key in enumerate(keys):
        cache.put(key, bytes(1000))
        entry = tmp_path / key[:2] / key[2:]
        os.utime(entry, (1_000_000 + age, 1_000_000 + age))
    assert cache.get(keys[0])  # it was used just now
    cache.prune(2500)
    assert [cache.get(key) is not None for key in keys] == [True, False, True]
    cache.prune(0)
    assert entries(tmp_path) == []


def test_only_entries_are_deleted(tmp_path):
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "tesis.txt").write_text("mine")
    Cache(tmp_path).prune(0)
    assert (tmp_path / "es" / "tesis.txt").read_text() == "mine"


def test_an_entry_under_another_name_counts_as_none(tmp_path):
    cache = Cache(tmp_path)
    one, other = cache_key("one"), cache_key("other")
    cache.put(one, b"1")
    cache.put(other, b"2")
    paths = [tmp_path / key[:2] / key[2:] for key in (one, other)]
    first, second = (path.read_bytes() for path in paths)
    paths[0].write_bytes(second)
    paths[1].write_bytes(first)
    assert cache.get(one) is None and cache.get(other) is None


@pytest.mark.parametrize("kind", ["pipe", "link", "folder"])
def test_an_entry_that_is_no_regular_file_counts_as_none_and_does_not_hang(tmp_path, kind):
    cache = Cache(tmp_path)
    key = cache_key("one")
    cache.put(key, b"1")
    path = tmp_path / key[:2] / key[2:]
    path.rename(tmp_path / "kept")
    {"pipe": lambda: os.mkfifo(path), "link": lambda: path.symlink_to("../kept"), "folder": path.mkdir}[kind]()
    assert cache.get(key) is None
    assert cache.get_or_make(key, lambda: b"1") == b"1"


def test_a_part_that_is_none_is_made_again_and_runs_nothing(book, tmp_path, monkeypatch):
    """A pickle, which runs code when it is read, with the right checksum: the worst that a stranger can put there."""
    options = ("epub", "--cache", str(tmp_path / "cache"), "--jobs", "1")
    assert book.run(*options).status == 0
    before = book.epub.read("uno.xhtml")
    cache = Cache(tmp_path / "cache")
    code = b"cos\nsystem\n(S'touch owned'\ntR."
    get = Cache.get
    for path in entries(tmp_path / "cache"):
        key = path.parent.name + path.name
        if get(cache, key) is not None and b"pdf" in get(cache, key)[:10]:
            cache.put(key, code)
    book.write("chapters/02-dos.md", "# Dos\n\nOtro.\n")
    assert book.run(*options).status == 0
    assert book.epub.read("uno.xhtml") == before and not (tmp_path / "owned").exists()


def test_the_cache_is_its_owners_alone_and_known_as_a_cache(book, tmp_path):
    assert book.run("epub", "--cache", str(tmp_path / "cache")).status == 0
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700
    tag = (tmp_path / "cache" / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


@pytest.mark.parametrize("name", ["libro", "letters"])
def test_a_folder_of_ones_own_is_no_cache(book, tmp_path, name):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("mine")
    before = sorted(path for path in tmp_path.rglob("*"))
    outcome = book.run("epub", "--cache", name)
    assert (outcome.status, outcome.codes()) == (2, ["B011"])
    assert sorted(path for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_a_cache_that_cannot_be_written_is_reported_once_and_done_without(book, tmp_path, name):
    (tmp_path / "file").write_text("mine")
    outcome = book.run("epub", "--cache", name)
    assert (outcome.status, outcome.err.count("\n")) == (0, 1)
    assert outcome.err.startswith(f"The cache {name} cannot be written: ")
    assert (tmp_path / "file").read_text() == "mine"


def test_every_file_of_the_program_is_part_of_the_key(tmp_path, monkeypatch):
    for folder in ("press/outputs/cover", "styles"):
        (tmp_path / folder).mkdir(parents=True)
    names = ("press/a.py", "press/outputs/cover/fields.svg", "press/b.css", "press/c.xml", "styles/citations.csl")
    monkeypatch.setattr("press.core.cache.PACKAGE", tmp_path / "press")
    monkeypatch.setattr("press.core.cache.STYLES", tmp_path / "styles")
    known = set()
    for name in names:
        (tmp_path / name).write_text("1")
        known.add(_program_hash.__wrapped__())
    for name in names:
        (tmp_path / name).write_text("2")
        known.add(_program_hash.__wrapped__())
    assert len(known) == 2 * len(names)
