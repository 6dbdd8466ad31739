"""README.txt: what each file of a release is for, who takes it and how it is checked, in the language of the book.

It is made last, of the finished files: whatever lies in the folder stands in it, and nothing else does. Paths stand at
the beginning of a line, alone; what is said of them is set in below.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from press.core.formats import FORMATS
from press.core.languages import format_name
from press.core.release_mark import SUMS
from press.outputs.channels import FOLDER, with_editions
from press.outputs.channels.table import channels
from press.outputs.channels.words import words_of as channel_words
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.web_page import PAGE
from press.outputs.web_page.words import Words, format_words, words_of

NOTE = "README.txt"
_WIDTH, _SET_IN = 78, "    "


def make_note(catalogue: Catalogue, files: Mapping[str, bytes]) -> bytes:
    """The note on these ``files`` (path in dist/ -> content)."""
    metadata = catalogue.metadata
    words = words_of(metadata.language)
    note = words["note"]
    parts = [
        _heading(metadata.whole_title, "="),
        *(person.name for person in metadata.contributors if person.role == "aut"),
        catalogue.metadata.identifier,
        "",
        _heading(note["title"], "="),
        "",
    ]
    parts += _section(words["files"], _readers(catalogue, words))
    parts += _section(words["records"], _records(catalogue, words, files))
    printed = [(paths, text) for paths, text in _printed(catalogue, note, files) if paths]
    sold = list(_sold(catalogue, note, files))
    parts += [line for paths, text in (*printed, *sold) for line in (*paths, _said(text), "")]
    parts += [_heading(words["check"], "-"), ""]
    for text, command in ((note["all"], f"sha256sum --check {SUMS}"), (note["again"], "build.py verify --out .")):
        parts += [textwrap.fill(text, _WIDTH), "", f"{_SET_IN}{command}", ""]
    return ("\n".join(parts).rstrip() + "\n").encode()


def _heading(text: str, line: str) -> str:
    return f"{text}\n{line * min(len(text), _WIDTH)}"


def _section(title: str, entries: Iterator[tuple[str, str]]) -> list[str]:
    return [_heading(title, "-"), "", *(line for path, text in entries for line in (path, _said(text), ""))]


def _said(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=_SET_IN, subsequent_indent=_SET_IN, break_on_hyphens=False)


def _readers(catalogue: Catalogue, words: Words) -> Iterator[tuple[str, str]]:
    """What readers take: the page and the editions that it offers."""
    yield PAGE, words["note"]["page"]
    for edition in catalogue.downloads:
        named = format_words(edition, words)
        yield edition.path, f"{named['title']}. {named['use']}".strip()


def _records(catalogue: Catalogue, words: Words, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """What libraries, shops and applications load."""
    for pattern, (name, form, use) in words["links"].items():
        path = pattern.format(catalogue.metadata.slug)
        if path in files:
            yield path, f"{name} ({form}): {use}"


def _printed(
    catalogue: Catalogue, note: Mapping[str, str], files: Mapping[str, bytes]
) -> Iterator[tuple[Sequence[str], str]]:
    """What printers take, with what it is, edition by edition."""
    printing, language = catalogue.metadata.printing, catalogue.metadata.language
    orders = printing.orders if printing else ()
    for row in FORMATS.values():
        left = [path for path in files if row.folder and path.startswith(f"{row.folder}/")]
        called = format_name(language, row.kind)
        name = f"{called[:1].upper()}{called[1:]}. " if row.optional else ""
        for order in orders:
            own = [path for path in left if f"-{order.printer.key}-" in path]
            left = [path for path in left if path not in own]
            yield own, name + note["printer"].format(order.printer.name)
        booklets = [path for path in left if path.endswith("-booklet.pdf")]
        yield [path for path in left if path not in booklets], name + note["interior"]
        yield booklets, name + note["booklet"]


def _sold(
    catalogue: Catalogue, note: Mapping[str, str], files: Mapping[str, bytes]
) -> Iterator[tuple[Sequence[str], str]]:
    """What shops, distributors and archives take, by channel."""
    if f"{FOLDER}/index.html" in files:
        yield [f"{FOLDER}/index.html"], note["channels"]
    words = channel_words(catalogue.metadata.language)
    for channel in with_editions(channels(words.language), catalogue, words):
        form = f"{FOLDER}/{channel.key}/form.html"
        if form in files:
            yield [form], note["channel"].format(channel.name)
