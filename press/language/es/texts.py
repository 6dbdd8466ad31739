"""Where the Spanish prose of a book stands: its documents, and some values of its data files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.core.lists import LISTS
from press.core.problems import Problems
from press.core.yaml_file import DataFile, read_yaml
from press.core.yaml_reader import Address
from press.input.manuscript import Manuscript
from press.language.es.prose import Prose, prose_of

#: The keys whose values are Spanish prose, by the name of the file; those of the lists stand in their table.
_KEYS: dict[str, frozenset[str]] = {
    "book": frozenset(
        "title subtitle description statement credits cover_text cover_blurb cover_credits spine_title".split()
    ),
    "emendations": frozenset({"reason"}),
    "figures": frozenset({"title", "caption", "alt", "description", "credit", "note"}),
}
#: Keys of these that are printed as they are, where no italics can be marked.
_PLAIN = frozenset(
    "title subtitle cover_text cover_blurb cover_credits spine_title alt description credit credits reason".split()
)


@dataclass(frozen=True)
class DataProse:
    """A data file that holds Spanish prose, the keys where it stands, and those of them that hold plain text."""

    data: DataFile
    keys: frozenset[str]
    plain: frozenset[str] = _PLAIN


def is_spanish(manuscript: Manuscript) -> bool:
    """Whether the rules are for this book at all."""
    return manuscript.metadata.language.split("-")[0] == "es"


def data_files(manuscript: Manuscript) -> Iterator[DataProse]:
    """The data files that hold Spanish prose: the lists, the figures, book.yaml and the emendations."""
    for name, data in manuscript.lists.items():
        if LISTS[name].prose:
            yield DataProse(data, LISTS[name].prose, LISTS[name].plain)
    for data in manuscript.tables.values():
        yield DataProse(data, frozenset({"heading", *data.value.get("prose", ())}))
    for data in manuscript.figures.values():
        yield DataProse(data, _KEYS["figures"])
    paths = [(manuscript.folder / "book.yaml", "book")]
    if manuscript.received_text:
        paths.append((manuscript.received_text.emendations_path, "emendations"))
    for path, schema in paths:
        read = read_yaml(path, schema, Problems())  # what is wrong with it is reported where it is read first
        if read:
            yield DataProse(read, _KEYS[schema])


def values(data: DataFile, keys: frozenset[str]) -> Iterator[tuple[str, Address, str]]:
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
    for found in data_files(manuscript):
        for _, at, text in values(found.data, found.keys):
            yield from ((found.data.path, prose) for prose in prose_of(text, found.data.line(*at), one_line=True))
