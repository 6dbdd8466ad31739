"""Files that are kept out of memory: there as long as who asked for them, and for no other process's sake gone."""

from __future__ import annotations

import gc
import os
import pickle
import tempfile

import pytest

from press.core.parallel import worker_processes
from press.core.stored import StoredBytes, StoredFiles

LARGE = os.urandom(1 << 20)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return lambda: list(tmp_path.iterdir())


def test_large_bytes_are_in_a_file_that_goes_with_them(folder):
    stored = StoredBytes(LARGE)
    assert len(folder()) == 1 and stored.read() == LARGE and stored.size == len(LARGE)
    assert StoredBytes(b"small").read() == b"small" and len(folder()) == 1
    del stored
    gc.collect()
    assert not folder()


def test_another_process_has_a_file_of_its_own_and_takes_no_other_away(folder):
    stored = StoredBytes(LARGE)
    with worker_processes(1) as pool:  # a fork, which has the object, and is sent another
        assert pool.submit(_read, stored).result() == LARGE
    copied = pickle.loads(pickle.dumps(stored))  # noqa: S301 - our own
    assert copied == stored and len(folder()) == 2
    del copied
    gc.collect()
    assert stored.read() == LARGE


def _read(stored: StoredBytes) -> bytes:
    return stored.read()


def test_files_that_are_put_in_twice_are_stored_once(folder):
    files = StoredFiles({"a": LARGE, "b": b"b"})
    more = StoredFiles(files)
    more.put("channels/x/a", files.stored("a"))
    assert len(folder()) == 1
    assert {name: len(data) for name, data in more.items()} == {"a": 1 << 20, "b": 1, "channels/x/a": 1 << 20}
    assert list(files) == ["a", "b"] and more.digests()["channels/x/a"] == files.digests()["a"]
