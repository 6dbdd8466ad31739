"""All thirty manuscripts become books, and what the independent tools say of those that are built is nothing."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import run
from tests.importing.manuscripts import KINDS, WORDS, make
from tests.importing.test_word import EACH, words_of_chapters, words_of_word

pytestmark = pytest.mark.validators

REST = [(kind, language) for kind in KINDS for language in WORDS if (kind, language) not in EACH]
BUILT = [("memoir", "es"), ("mathematics", "en"), ("changes", "de")]


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("kind", "language"), REST, ids=["-".join(pair) for pair in REST])
def test_no_word_of_the_other_twenty_is_lost(tmp_path, kind, language):
    path = make(kind, language, tmp_path / f"{kind}.docx")
    outcome = run("import", str(path), "--into", "book")
    assert outcome.status == 0, outcome.err
    assert kind == "mathematics" or not words_of_word(path) - words_of_chapters(tmp_path / "book")
    assert run("advice", "--book", "book").status == 0


@pytest.mark.parametrize(("kind", "language"), BUILT, ids=["-".join(pair) for pair in BUILT])
def test_the_validators_find_nothing_in_a_book_that_no_editor_has_seen(tmp_path, kind, language):
    outcome = run("import", str(make(kind, language, tmp_path / f"{kind}.docx")), "--into", "book")
    command = re.search(r"\./build\.py (--book \S+ --out \S+)", outcome.out)[1].split()
    assert run(*command).status == 0
    proof = run("proof", *command)
    report = json.loads((tmp_path / "book" / "dist" / "report.json").read_text("utf-8"))
    tools = {check["tool"] for check in report["checks"]}
    assert proof.status == 0, proof.out
    assert {"EPUBCheck", "Ace by DAISY", "veraPDF engine"} <= tools
    assert (tmp_path / "book" / "dist" / "channels" / "index.html").is_file()
