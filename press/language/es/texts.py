"""Where the Spanish prose of a book stands: its documents, and some values of its data files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from press.core.problems import Problems
from press.core.yaml_file import DataFile, read_yaml
from press.core.yaml_reader import Address
from press.input.manuscript import Manuscript
from press.language.es.prose import Prose, prose_of

#: The keys whose values are Spanish prose, by the name of the file.
KEYS: dict[str, set[str]] = {
    "book": {
        "title",
        "subtitle",
        "description",
        "statement",
        "credits",
        "cover_text",
        "cover_blurb",
        "cover_credits",
        "spine_title",
    },
    "cabinet": {"portfolio", "note"},
    "chronology": {"event", "variants"},
    "emendations": {"reason"},
    "figures": {"title", "caption", "alt", "description", "credit", "note"},
    "films": {"shows"},
    "glossary": {"definition"},
    "people": {"role"},
    "sources": {"note"},
    "witnesses": {"title", "note"},
}
#: Keys that are printed as they are, where no italics can be marked.
PLAIN = {
    "title",
    "subtitle",
    "cover_text",
    "cover_blurb",
    "cover_credits",
    "spine_title",
    "portfolio",
    "alt",
    "description",
    "credit",
    "credits",
    "reason",
}


def is_spanish(manuscript: Manuscript) -> bool:
    """Whether the rules are for this book at all."""
    return manuscript.metadata.language.split("-")[0] == "es"


def data_files(manuscript: Manuscript) -> Iterator[tuple[DataFile, set[str]]]:
    """The data files that hold Spanish prose, and the keys where it stands."""
    found = [*manuscript.lists.values(), *manuscript.figures.values()]
    paths = [(manuscript.folder / "book.yaml", "book")]
    if manuscript.received_text:
        paths.append((manuscript.received_text.emendations_path, "emendations"))
    for path, schema in paths:
        data = read_yaml(path, schema, Problems())  # what is wrong with it has been told by who reads it first
        found += [data] if data else []
    for data in found:
        if data.path.stem in KEYS:
            yield data, KEYS[data.path.stem]


def values(data: DataFile, keys: set[str]) -> Iterator[tuple[str, Address, str]]:
    """The texts under these keys, at any depth: key, address, text."""

    def walk(value: object, at: Address, key: str) -> Iterator[tuple[str, Address, str]]:
        if isinstance(value, dict):
            for name, child in value.items():
                yield from walk(child, (*at, name), str(name) if name in keys else "")
        elif isinstance(value, list):
            for number, child in enumerate(value):
                yield from walk(child, (*at, number), key)
        elif isinstance(value, str) and key:
            yield key, at, value

    yield from walk(data.value, (), "")


def all_prose(manuscript: Manuscript) -> Iterator[tuple[Path, Prose]]:
    """Every Spanish paragraph of a book, with its file."""
    for document in manuscript.documents:
        yield from ((document.path, prose) for prose in prose_of(document.text))
    for data, keys in data_files(manuscript):
        for _, at, text in values(data, keys):
            yield from ((data.path, prose) for prose in prose_of(text, data.line(*at), one_line=True))
