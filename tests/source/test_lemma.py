"""What stands before the bracket of an entry in the apparatus: the words of this edition."""

from __future__ import annotations

from press.compose.emendation_register import lemma_and_reading
from press.input.received_text import Emendation, Fragment


def change(kind: str, reads: str, corrected: str, start: int) -> Emendation:
    """An emendation of these words at this place."""
    return Emendation(1, reads, corrected, kind, "documented", "", "", "", 0, start, start + len(reads))


def test_a_deletion_after_an_emended_word_has_the_emended_word_as_its_lemma():
    received = 'dijo "basta".[3]'
    quote, call = change("orthography", '"basta".', "«basta».", 5), change("deletion", "[3]", "", 13)
    fragment = Fragment(1, received, (quote, call))
    assert lemma_and_reading(fragment, call) == ("«basta».", '"basta".[3]')


def test_a_deletion_that_leaves_nothing_has_no_lemma():
    whole = change("deletion", "Sobra.", "", 0)
    assert lemma_and_reading(Fragment(1, "Sobra.", (whole,)), whole) == ("", "Sobra.")
