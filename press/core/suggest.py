"""What somebody may have meant who wrote a word that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one; empty where none is."""
    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower()[:100], by_lower, n=1, cutoff=0.7)
    return by_lower[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The beginning of a hint: ``Did you mean "cine"? ``; empty where no known word is like this one."""
    found = nearest(word, known)
    return f'Did you mean "{found}"? ' if found else ""
