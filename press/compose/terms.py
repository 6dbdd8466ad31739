"""The index of terms: ``[term]{.index entry="a!b" see="c"}`` in the text -> entries with sub-entries and references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from press.compose.document import Document
from press.compose.index import IndexEntry
from press.compose.mentions import Mention
from press.core.languages import Language
from press.core.problems import Problems
from press.core.suggest import did_you_mean
from press.core.xhtml import Element, classes, inner, make, text_of, with_class

#: The class of a place that the index names, and that of the index itself.
TERM, HOLDER = "index", "term-index"


@dataclass
class _Entry:
    """An entry as it is gathered, by the text of its heading."""

    heading: Element
    mentions: list[Mention] = field(default_factory=list)
    below: dict[str, _Entry] = field(default_factory=dict)
    see: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)


def index_of_terms(documents: Sequence[Document], language: Language, problems: Problems) -> tuple[IndexEntry, ...]:
    """The entries that the documents mark, in the alphabetical order of the language.

    The marks become spans with the identifiers that the entries mention. Changes the documents.
    """
    top: dict[str, _Entry] = {}
    count = 0
    for document in documents:
        for number, root in enumerate(document.roots()):
            for mark in [root, *with_class(root, TERM, "span")]:
                if mark.tag == "span" and TERM in classes(mark):
                    count += 1
                    _take(mark, f"m-term-{count}", document, number > 0, top)
    _check_references(top, documents, problems)
    return _sorted(top, language, "")


def _take(mark: Element, anchor: str, document: Document, in_note: bool, top: dict[str, _Entry]) -> None:
    """Note a mark at its entry, and leave its words with the anchor alone."""
    entry, see, also = (mark.attrib.pop(f"data-{name}", "") for name in ("entry", "see", "see-also"))
    levels = [level.strip() for level in entry.split("!") if level.strip()]
    headings = [make("span", level) for level in levels]
    if not headings and text_of(mark, "call"):
        headings = [make("span", *inner(mark))]
        for call in [*with_class(headings[0], "call"), *headings[0].iter("a")]:
            call.tag = "span"
            call.attrib.clear()
            if call.find("a") is not None:
                del call[:]
    entries, found = top, None
    for heading in headings:
        found = entries.setdefault(text_of(heading), _Entry(heading))
        entries = found.below
    if found is None:
        return
    found.see += [see] if see else []
    found.also += [also] if also else []
    if not see:
        if mark.get("id"):  # an author's own
            mark.insert(0, make("span", id=anchor))
            mark[0].tail, mark.text = mark.text, None
        else:
            mark.set("id", anchor)
        found.mentions.append(Mention("", anchor, document.id, in_note))


def _sorted(entries: dict[str, _Entry], language: Language, above: str) -> tuple[IndexEntry, ...]:
    made = []
    for number, (words, entry) in enumerate(entries.items(), start=1):
        identifier = f"{above or 'term-entry'}-{number}"
        below = _sorted(entry.below, language, identifier)
        made.append(
            IndexEntry(
                *(identifier, entry.heading, tuple(entry.mentions), language.initial(words)),
                *(below, tuple(dict.fromkeys(entry.see)), tuple(dict.fromkeys(entry.also))),
            )
        )
    return tuple(sorted(made, key=lambda one: language.sort_key(text_of(one.heading))))


def _check_references(top: dict[str, _Entry], documents: Sequence[Document], problems: Problems) -> None:
    """A Problem for each reference to an entry that the index does not have."""
    waiting = list(top.values())
    while waiting:
        entry = waiting.pop(0)
        waiting += entry.below.values()
        for target in dict.fromkeys((*entry.see, *entry.also)):
            if target.partition("!")[0].strip() not in top:
                source = next((d.markdown for d in documents if d.markdown and d.markdown.line_of(target)), None)
                words = f'the index refers to "{target}", which is no entry of it'
                hint = f"{did_you_mean(target, top)}Mark a place of it: [{target}]{{.index}}."
                problems.add(
                    source.path if source else "chapters", source.line_of(target) if source else 0, "L001", words, hint
                )
