"""The entries of a file for those who cite: the book, which is the first, and its chapters, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from press.checks.agreement.fact import Fact, Facts

#: The fields that a chapter's entry states of the chapter: of the entry -> of the table; what else it states is the book's.
_OF_CHAPTERS = {
    ("whole title", ""): "chapter title",
    ("contributors", "aut"): "chapter authors",
    ("doi", ""): "chapter doi",
    ("pages", ""): "chapter pages",
}


def joined(entries: Sequence[Facts]) -> Facts:
    """What all entries state, each of them read as if it were of the book."""
    stated = Facts(entries[0])
    for number, entry in enumerate(entries[1:], start=1):
        for fact in entry:
            where, name = f"{number + 1}: {fact.where}", _OF_CHAPTERS.get((fact.field, fact.of), "")
            if name:
                stated.append(Fact(name, str(number), fact.value, where))
            elif fact.field == "container":
                stated.whole_title(str(fact.value), where)
            else:
                stated.append(Fact(fact.field, fact.of, fact.value, where))
    dois = frozenset(str(fact.value) for fact in stated if fact.field == "chapter doi")
    stated.add("chapter dois", dois, "2…")
    return stated


def pages(first: str, last: str = "") -> str:
    """The pages of a chapter, the same page once."""
    return "-".join(dict.fromkeys(filter(None, (first, last))))
