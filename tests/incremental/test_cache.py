"""What an editor must never notice of the cache: damage to it, and its growth."""

from __future__ import annotations

import os

import pytest

from press.core.cache import Cache, cache_key


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
