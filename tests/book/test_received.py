"""The received text is kept byte for byte, and all of it is accounted for."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from press.core.problems import Problems
from press.input.received_text import read_received_text

BOOK = Path(__file__).parents[2] / "book"
SHA256 = "7fde0d49c4241ac18e3cc1936da82d246503c997c28b991f980541cccafcfe3a"


@pytest.fixture(scope="module")
def source():
    problems = Problems()
    source = read_received_text(BOOK, problems)
    problems.stop_if_any()
    return source


def test_the_received_text_is_the_one_that_came():
    data = (BOOK / "source" / "received.txt").read_bytes()
    assert len(data) == 4809
    assert hashlib.sha256(data).hexdigest() == SHA256


def test_git_keeps_its_bytes():
    assert "book/source/received.txt -text" in (BOOK.parent / ".gitattributes").read_text()


def test_the_fragments_are_the_whole_text(source):
    assert source.text == (BOOK / "source" / "received.txt").read_text("utf-8")
    assert [fragment.number for fragment in source.fragments] == list(range(1, 33))


def test_the_duplicate_damages_sentence_is_suppressed_by_record(source):
    first, second = source.fragments[23], source.fragments[27]
    assert first.received.replace("50.000", "50,000") == second.received
    assert second.suppressed and second.emendations[0].kind == "deletion"
    assert [fragment.number for fragment in source.fragments if fragment.suppressed] == [28]


@pytest.mark.parametrize(("call", "number"), [("[5]", 5), ("[9]", 8), ("[17]", 19), ("[19]", 22)])
def test_each_stray_note_call_is_deleted_by_record(source, call, number):
    fragment = source.fragments[number - 1]
    assert call in fragment.received
    assert call not in fragment.emended
    assert any(change.kind == "deletion" and call in change.reads for change in fragment.emendations)


def test_no_other_note_call_is_left(source):
    assert not any(re.search(r"\[\d+\]", fragment.emended) for fragment in source.fragments)


def test_captions_and_film_sentence_are_moved_by_record(source):
    moved = {fragment.number: fragment.moved_to for fragment in source.fragments if fragment.moved_to}
    assert moved == {
        29: "back/20-cine.md",
        30: "../images/figures.yaml#junkers.svg",
        31: "../images/figures.yaml#sello.svg",
        32: "../images/figures.yaml#gabinete.svg",
    }


def test_corrections_that_turn_the_sense_stand_in_the_text(source):
    emended = {fragment.number: fragment.emended for fragment in source.fragments}
    assert "por encima del Palacio" in emended[20]
    assert "cañón de proa" in emended[15]
    assert "pasillos" in emended[30], "the words of a caption stay"


def test_what_can_be_understood_stays_as_it_came(source):
    emended = {fragment.number: fragment.emended for fragment in source.fragments}
    assert "rectificación" not in emended[1]
    assert "cumplió" in emended[2]
    assert "un ministro civil que fue nombrado" in emended[5]
    assert "desesperanzada" in emended[6]
    assert "desconfianza" in emended[7]
    assert "se reconoce como favorable" in emended[16]


def test_every_record_gives_its_reason_and_authority(source):
    for fragment in source.fragments:
        for change in fragment.emendations:
            assert len(change.reason) > 15
            assert change.kind == "relocation" or change.reads != change.corrected


def test_no_emendation_has_the_fragment_that_it_changes_as_its_authority(source):
    changes = [change for fragment in source.fragments for change in fragment.emendations]
    assert not [c.reads for c in changes if re.search(rf"fragmento {c.fragment}\b", c.reference)]


def test_every_word_that_is_changed_without_a_document_is_graded(source):
    """What rests on a Russian word that nobody saw names the word; the rest is a conjecture."""
    changes = [change for fragment in source.fragments for change in fragment.emendations]
    supposed = [change for change in changes if change.degree == "retroversion"]
    assert len(supposed) >= 10
    assert all(re.search("«[а-яё ]+» \\([a-záéíóúý ]+\\)", change.reason) for change in supposed)
    documented = [c for c in changes if c.degree == "documented" and c.kind == "translation"]
    assert {change.fragment for change in documented} == {25, 26}


def test_the_line_that_broke_in_a_caption_is_on_record(source):
    caption = source.fragments[29]
    assert caption.received.startswith("Junkers\nen los pasillos")
    assert caption.emended.startswith("Junkers en los pasillos")
    assert caption.emendations[0].reads == "Junkers\nen"
