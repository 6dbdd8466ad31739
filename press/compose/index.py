"""The indexes of names and terms: entries, and locators from the printed pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from press.compose.mentions import Mention
from press.core.languages import label, language_of
from press.core.lists import LISTS
from press.core.problems import Problems
from press.core.xhtml import Element, append, inner, make, text_of, with_class
from press.input.markdown import Reader


@dataclass(frozen=True)
class IndexEntry:
    """A heading of the index, the letter under which it stands, and where it is mentioned, in reading order.

    ``below`` are its sub-entries, ``see`` and ``also`` the headings that it refers to.
    """

    id: str
    heading: Element
    mentions: tuple[Mention, ...]
    initial: str
    below: tuple[IndexEntry, ...] = ()
    see: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def all_mentions(self) -> Iterator[Mention]:
        """Its mentions, and those of its sub-entries."""
        yield from self.mentions
        for entry in self.below:
            yield from entry.all_mentions()


@dataclass(frozen=True)
class Locator:
    """A page, or a run of pages, the anchor where it begins, and whether the name is only in a note there."""

    text: str
    anchor: str
    in_note: bool = False


def index_entries(reader: Reader, mentions: Sequence[Mention], problems: Problems) -> tuple[IndexEntry, ...]:
    """The entries that the text mentions, in the alphabetical order of the book's language."""
    language = language_of(reader.manuscript.metadata.language)
    entries = []
    for row in LISTS.values():
        data = reader.manuscript.lists.get(row.name) if row.index_prefix else None
        listed = [entry for entry in data.value if "index" in entry] if data else []
        if not data or not listed:
            continue
        headings = reader.inline(
            [entry["index"] for entry in listed],
            data.path,
            problems,
            [data.line(data.value.index(entry), "index") for entry in listed],
        )
        for link in (link for heading in headings for link in heading.iter("a")):
            link.attrib.pop("data-place", None)
        for entry, heading in zip(listed, headings, strict=True):
            identifier = f"{row.index_prefix}{entry['id']}"
            found = tuple(mention for mention in mentions if mention.entry == identifier)
            if found:
                entries.append(IndexEntry(identifier, heading, found, language.initial(text_of(heading))))
            else:
                line = data.line(listed.index(entry))
                hint = "Add the form that the text uses to its aliases, or leave the entry out."
                problems.add(data.path, line, "B005", f'the text never names "{entry["id"]}"', hint)
    return tuple(sorted(entries, key=lambda entry: language.sort_key(text_of(entry.heading))))


def locators(entry: IndexEntry, folios: dict[str, str]) -> list[Locator]:
    """Pages in order, runs merged («12-14»); a page that names the entry only in a note is a locator of its own."""
    pages: dict[str, tuple[bool, str]] = {}
    for mention in entry.mentions:
        folio = folios[mention.anchor]
        if folio not in pages or (pages[folio][0] and not mention.in_note):
            pages[folio] = (mention.in_note, mention.anchor)
    order = sorted(pages, key=page_order)
    found = []
    for _, run in groupby(enumerate(order), key=lambda item: _run_key(item, pages)):
        folios_of_run = [folio for _, folio in run]
        first, last = folios_of_run[0], folios_of_run[-1]
        in_note, anchor = pages[first]
        found.append(Locator(first if first == last else f"{first}-{last}", anchor, in_note))
    return found


def _run_key(item: tuple[int, str], pages: dict[str, tuple[bool, str]]) -> tuple[str, int]:
    """Pages of one run have the same key: arabic folios that follow one another and are no notes."""
    place, folio = item
    if folio.isdigit() and not pages[folio][0]:
        return "run", int(folio) - place
    return folio, 0


def page_order(folio: str) -> tuple[int, int]:
    """What folios are sorted by: roman before arabic."""
    if folio.isdigit():
        return 1, int(folio)
    return 0, roman_value(folio)


def roman_value(numeral: str) -> int:
    """The value of a roman numeral in lower case."""
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in numeral]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def index_element(
    entries: Sequence[IndexEntry],
    folios: dict[str, str],
    href: Callable[[Mention], str] | None,
    words: tuple[str, str] = ("see", "see also"),
) -> Element:
    """The index as lists, one for each initial; ``href`` gives a mention's address, None for plain numbers.

    ``words`` are what references to other entries begin with.
    """
    section = make("div", klass="index")
    targets = {text_of(entry.heading): entry.id for entry in entries} if href else {}
    for initial, group in groupby(entries, key=lambda entry: entry.initial):
        items = [_item(entry, folios, href, words, targets) for entry in group]
        section.append(make("ul", *items, klass="letter", aria_label=initial))
    return section


def _item(
    entry: IndexEntry,
    folios: dict[str, str],
    href: Callable[[Mention], str] | None,
    words: tuple[str, str],
    targets: dict[str, str],
) -> Element:
    """An entry with its locators, its references to others and its sub-entries."""
    by_anchor = {mention.anchor: mention for mention in entry.mentions}
    item = make("li", make("span", *inner(entry.heading), klass="heading"))
    found = locators(entry, folios)
    for place, locator in enumerate(found, start=1):
        # The last locator is not left alone on a line.
        append(item, ",\u00a0" if 1 < place == len(found) else ", ")
        target = href(by_anchor[locator.anchor]) if href else ""
        said: list[Element | str] = [locator.text]
        if locator.in_note:
            said = [f"{locator.text}\u00a0", make("i", "n")]
        if target:
            append(item, make("a", *said, href=target, klass="locator"))
        else:
            for part in said:
                append(item, part)
    for word, references in zip(words, (entry.see, entry.also), strict=True):
        for place, reference in enumerate(references):
            shown = reference.replace("!", ", ")
            append(item, "; " if place or found else ", ")
            if not place:
                append(item, make("i", word))
                append(item, " ")
            known = targets.get(reference.partition("!")[0].strip())
            append(item, make("a", shown, href=f"#{known}") if known else shown)
    if entry.id.startswith("term-entry"):  # what references lead to
        item.set("id", entry.id)
    if entry.below:
        item.append(make("ul", *[_item(one, folios, href, words, {}) for one in entry.below]))
    return item


def reference_words(language: str) -> tuple[str, str]:
    """What references to other entries begin with in a language."""
    return label(language, "see"), label(language, "see_also")


def index_holders(
    section: Element, names: Sequence[IndexEntry], terms: Sequence[IndexEntry]
) -> Iterator[tuple[Element, Sequence[IndexEntry]]]:
    """The blocks of a document that hold an index, each with its entries."""
    for name, entries in (("name-index", names), ("term-index", terms)):
        for holder in with_class(section, name, "div"):
            yield holder, entries
