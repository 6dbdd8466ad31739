"""All thirty manuscripts become books, and what the independent tools say of those that are built is nothing.

``python -m tests.importing`` builds and validates all thirty.
"""

from __future__ import annotations

import pytest

from tests.conftest import run
from tests.importing.manuscripts import KINDS, WORDS, make
from tests.importing.test_word import EACH, words_of_chapters, words_of_word
from tests.importing.walk import faults

pytestmark = pytest.mark.validators

REST = [(kind, language) for kind in KINDS for language in WORDS if (kind, language) not in EACH]
BUILT = [
    *(("memoir", "es"), ("mathematics", "en"), ("changes", "de")),
    *(("novel", "de"), ("thesis", "es"), ("poems", "en")),
]


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("kind", "language"), REST, ids=["-".join(pair) for pair in REST])
def test_no_word_of_the_other_twenty_is_lost(tmp_path, kind, language):
    path = make(kind, language, tmp_path / f"{kind}.docx")
    outcome = run("import", str(path), "--into", "book")
    assert outcome.status == 0, outcome.err
    assert not words_of_word(path) - words_of_chapters(tmp_path / "book")
    assert run("advice", "--book", "book").status == 0


@pytest.mark.parametrize(("kind", "language"), BUILT, ids=["-".join(pair) for pair in BUILT])
def test_the_validators_find_nothing_in_a_book_that_no_editor_has_seen(tmp_path, kind, language):
    assert list(faults(kind, language, tmp_path)) == []
