"""book/ -> Manuscript: everything an editor wrote, read and validated, each value with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from press.core.book_files import BookFolders, real_path
from press.core.lists import LISTS
from press.core.problems import Problems
from press.core.suggest import nearest
from press.core.yaml_file import DataFile, read_text, read_yaml
from press.input.bibliography import Named, cited_keys, named_in, place_of_works, read_bibliographies
from press.input.list_checks import consistent
from press.input.metadata import Metadata, read_metadata
from press.input.other_programs import included_files, without_metadata_block
from press.input.reading_order import SUFFIXES, Entry, has_list, parts_of, quarto_project, reading_order
from press.input.received_text import ReceivedText, read_received_text
from press.input.references import labels
from press.input.source_text import without_code
from press.input.tables import read_tables
from press.input.tex import identifier_of

#: The folders of documents, in reading order, and the part of the book that each one makes.
PARTS = (("front", "front"), ("chapters", "body"), ("parts", "body"), ("back", "back"))
#: The names of the page with which a folder of documents opens.
_FIRST = ("index", "readme")
_FRAGMENT = re.compile(r"^:::+\s*\{[^}]*\.fragment\b[^}]*\bnumber=\"?(\d{1,6})(?!\d)")
_ADDRESS = re.compile(r"\]\((?:<([^<>\n]+)>|([^)\s]+))")
#: The suffixes of texts that are written elsewhere, or for another program.
_TEXTS = {
    ".md",
    ".markdown",
    ".mdown",
    ".mkd",
    ".txt",
    ".text",
    ".docx",
    ".doc",
    ".odt",
    ".rtf",
    ".html",
    ".tex",
    ".rst",
}
#: Files of repositories that are no text of the book, by their names without suffix.
_OF_REPOSITORIES = frozenset(
    "license licence copying copyright notice authors requirements robots cname humans".split()
)
#: Those that build.py import reads.
_OFFICE = {".docx", ".odt", ".html"}
_IDENTIFIER = re.compile(r"[{\s]#([^\s{}#]+)(?=[\s}])|\b(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)")


@dataclass(frozen=True)
class MarkdownFile:
    """One document of the manuscript, as written."""

    path: Path
    part: str
    text: str = field(repr=False)
    #: the title that a metadata block at its head gives
    title: str = ""
    #: the kind that its place in the book gives it; empty for that of its folder
    kind: str = ""
    #: what a metadata block at its head says
    head: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def place(self) -> str:
        """The document as records name it: ``back/20-cine.md``."""
        return f"{self.path.parent.name}/{self.path.name}"

    @cached_property
    def prose(self) -> str:
        """The text with code and comments as spaces, every other character in its place."""
        return without_code(self.text)

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """The identifiers that an author wrote: ``{#id}``, and those of HTML elements."""
        found = {match[1] or match[2] for match in _IDENTIFIER.finditer(self.prose)}
        return frozenset(found | {identifier_of(name) for name in found} | labels([self.text])) - {""}

    def line_of(self, words: str, occurrence: int = 1) -> int:
        """Line (from 1) where ``words`` occur for the ``occurrence``-th time; 0 when they do not."""
        return self.line_matching(re.escape(words), occurrence)

    def line_matching(self, pattern: str, occurrence: int = 1) -> int:
        """Line (from 1) of the ``occurrence``-th match of a regular expression; 0 when there is none.

        It is sought outside code and comments first.
        """
        for text in (self.prose, self.text):
            found = next(islice(re.finditer(pattern, text, re.M), occurrence - 1, None), None)
            if found:
                return text.count("\n", 0, found.start()) + 1
        return 0

    def fragment_blocks(self) -> Iterator[tuple[int, int, str]]:
        """Number, line of the fence, and source of each fragment."""
        lines = self.text.split("\n")
        for place, line in enumerate(lines):
            if match := _FRAGMENT.match(line):
                end = next((i for i in range(place + 1, len(lines)) if lines[i].startswith(":::")), len(lines))
                yield int(match[1]), place + 1, "\n".join(lines[place + 1 : end])

    def images(self) -> Iterator[str]:
        """The addresses of the pictures, outside code, without their escapes (``%20``)."""
        for match in _ADDRESS.finditer(self.prose):
            after = self.prose.rfind("]", 0, match.start()) + 1
            if self.prose.find("![", after, match.start()) >= 0:
                yield unquote(match[1] or match[2])


@dataclass(frozen=True)
class Manuscript:
    """The whole manuscript; lists and figures as the schemas of ``press/core/schemas`` describe them."""

    folder: Path
    metadata: Metadata
    documents: tuple[MarkdownFile, ...]
    figures: dict[Path, DataFile]
    received_text: ReceivedText | None = None
    #: the lists that the book has, by name: ``films``, ``people``, ``bibliography``…
    lists: dict[str, DataFile] = field(default_factory=dict)
    #: the tables of its own, by name
    tables: dict[str, DataFile] = field(default_factory=dict)
    #: the lists that are there and cannot be used, which has been reported
    unusable: frozenset[str] = frozenset()
    #: the bibliographies of the book, bibliography.yaml first
    works: tuple[DataFile, ...] = ()

    @property
    def cited_works(self) -> set[str] | None:
        """The keys of the works that a document or a list cites or asks for (``nocite``); None for all."""
        listed = self.listed_works
        if listed is None or any("{{#" in document.text or "{{<" in document.text for document in self.documents):
            return None  # all, or more than is seen here
        in_lists = {
            str(key)
            for name, data in self.lists.items()
            for entry in LISTS[name].entries(data.value)
            for field_name in LISTS[name].citing
            for key in entry.get(field_name, ())
        }
        return listed | cited_keys(document.text for document in self.documents) | in_lists

    @property
    def listed_works(self) -> set[str] | None:
        """The keys of the works that the bibliography has without a citation (``nocite``); None for all."""
        asked = " ".join(str(document.head.get("nocite", "")) for document in self.documents)
        return None if "@*" in asked else cited_keys([asked])

    def figure(self, image: Path) -> tuple[dict[str, Any], DataFile] | None:
        """What ``figures.yaml`` beside an image says of it."""
        data = self.figures.get(image.parent)
        if data is None or image.name not in data.value:
            return None
        return data.value[image.name], data


def read_manuscript(folder: Path, problems: Problems) -> Manuscript | None:
    """Read a book's folder; None when there is nothing to go on with."""
    metadata = read_metadata(folder, problems)
    if not folder.is_dir():
        return None
    folders = metadata.folders if metadata else BookFolders(folder)
    own = BookFolders(folder)  # texts and lists lie in the book; pictures may lie beside it
    documents = tuple(_documents(own, metadata, problems))
    if metadata and not metadata.strict:
        documents = tuple(_without_metadata(document, problems) for document in documents)
    chapters = folder / "chapters"
    misplaced = any(problem.code == "B008" for problem in problems.items)  # they may be in a folder of a like name
    has_body = any(document.part == "body" for document in documents)
    if own.holds(chapters) and not has_body and not misplaced and not _names(chapters):
        problems.add(
            chapters,
            0,
            "B001",
            "the book has no chapters",
            "Write at least one file chapters/01-something.md.",
        )
    if metadata is None or not documents:
        return None
    lists = consistent(_lists(own, problems), problems)
    named = _named_bibliographies(documents, metadata, own)
    works = (*filter(None, [lists.get("bibliography")]), *read_bibliographies(named, folders, problems))
    if works and not metadata.strict:
        documents = place_of_works(documents, works, folder, metadata.language)
    return Manuscript(
        folder=folder,
        metadata=metadata,
        documents=documents,
        works=works,
        figures=_figures(documents, folders, problems),
        received_text=read_received_text(folder, problems),
        lists=lists,
        tables=read_tables(metadata, problems),
        unusable=frozenset(name for name in LISTS if name not in lists and _is_there(folder / f"{name}.yaml")),
    )


def read_again(manuscript: Manuscript, document: MarkdownFile, problems: Problems) -> MarkdownFile | None:
    """A document of a manuscript as its file is now; None where that cannot be read."""
    text = read_text(document.path, problems, manuscript.metadata.folders) if document.path.is_file() else None
    if text is None:
        return None
    again = replace(document, text=text)
    return again if manuscript.metadata.strict else _without_metadata(again, problems)


def _without_metadata(document: MarkdownFile, problems: Problems) -> MarkdownFile:
    """A document without the metadata block at its head, with the block's title."""
    text, head = without_metadata_block(document.text)
    if text == document.text:
        return document
    hint = "Its title and its bibliography are used. What describes the book goes into book.yaml."
    problems.add(document.path, 1, "M009", "a metadata block stands at the head of the document", hint)
    title = head.get("title", "")
    return replace(document, text=text, title=title if isinstance(title, str) else "", head=head)


def _named_bibliographies(
    documents: Iterable[MarkdownFile], metadata: Metadata, folders: BookFolders
) -> Iterator[Named]:
    """The bibliographies that book.yaml names, and in a book that is not strict its documents and ``_quarto.yml``."""
    for number, name in enumerate(metadata.bibliography):
        yield Named(metadata.path, metadata.line("bibliography", number), name)
    if metadata.strict:
        return
    for document in documents:
        yield from named_in(document.head.get("bibliography"), document.path, 1)
    path, project = quarto_project(folders.own / "chapters", folders)
    yield from named_in(project.get("bibliography"), path, 1)


def _documents(folders: BookFolders, metadata: Metadata | None, problems: Problems) -> Iterator[MarkdownFile]:
    """The documents of the book in reading order; a Problem for a text that no edition would have."""
    suffixes = (".md",) if metadata is None or metadata.strict else SUFFIXES
    parts = dict(metadata.parts) if metadata else {}
    count = 0
    for name, part in PARTS:
        folder = folders.own / name
        if not folders.holds(folder):
            hint = "Move the folder into the book's folder."
            problems.add(folder, 0, "F004", "the folder is a link that leads outside the book's folders", hint)
            continue
        for entry in _entries(folder, name, suffixes, folders):
            path = entry.path
            title = entry.title or (parts.pop(path.relative_to(folders.own).as_posix(), "") if path else "")
            if title:
                count += 1
                yield MarkdownFile(folder / f"part-{count}.md", part, f"# {title} {{.part}}\n")
            text = read_text(path, problems, folders) if path else None
            if path and text is not None:
                yield MarkdownFile(path, part, text, kind=entry.kind)
        is_listed = name == "chapters" and len(suffixes) > 1 and has_list(folder, folders)
        for path in () if is_listed else _left_out(folder, suffixes):
            message = f"the text would be in no edition: {name}/ takes files whose names end in .md"
            hint = f"Make it {name}/{path.stem}.md, or move it out of {name}/."
            if path.suffix.lower() in _OFFICE:
                hint = f"Make Markdown of it with build.py import {path.name} --into another-folder."
            problems.add(path, 0, "B008", message, hint)
    for place, title in parts.items():
        words = f'the part "{title}" begins with {place}, which is no document of the book'
        line = metadata.line("parts") if metadata else 0
        problems.add(
            folders.own / "book.yaml", line, "B001", words, "Name the file from the book's folder: chapters/03-x.md."
        )
    names = [name for name, _ in PARTS]
    for folder in sorted(path for path in folders.own.iterdir() if path.is_dir() and path.name not in names):
        meant = nearest(folder.name, names)
        if meant and folders.holds(folder) and _names(folder):
            message = f"the texts would be in no edition: documents lie in {', '.join(f'{name}/' for name in names)}"
            problems.add(folder, 0, "B008", message, f"Did you mean {meant}/?")


def _entries(folder: Path, name: str, suffixes: Sequence[str], folders: BookFolders) -> list[Entry]:
    """The documents of a folder in reading order, with the parts that they are divided into."""
    paths = _names(folder, suffixes)
    paths = [
        path for path in paths if path.suffix == ".md" or not path.name.startswith("_")
    ]  # Quarto's, to be included
    if name == "parts":
        return parts_of(folder, paths)
    if name == "chapters" and len(suffixes) > 1:
        return reading_order(folder, paths, folders)
    return [Entry(path) for path in paths]


def _names(folder: Path, suffixes: Sequence[str] = (".md",)) -> list[Path]:
    """The documents in a folder and the folders in it, in order; a folder's index.md or README.md comes first in it."""
    every = (path for path in folder.rglob("*") if path.suffix in suffixes)
    found = (path for path in every if not _is_hidden(path, folder))
    return sorted(found, key=lambda path: (*path.parent.parts, "" if path.stem.lower() in _FIRST else path.name))


def _left_out(folder: Path, suffixes: Sequence[str]) -> list[Path]:
    """The texts in a folder, and in the folders within it, that are no documents of the book."""
    found = (path for path in sorted(folder.rglob("*")) if _is_text(path, folder) and not path.is_dir())
    return [path for path in found if path.suffix not in suffixes and not _is_hidden(path, folder)]


def _is_hidden(path: Path, folder: Path) -> bool:
    """Whether a file, or a folder that it lies in, is one that editors and systems leave beside a text."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _is_text(path: Path, folder: Path) -> bool:
    """Whether a file looks like a text of the book; one right in the folder needs no suffix for that."""
    if path.stem.lower() in _OF_REPOSITORIES and path.suffix.lower() in ("", ".txt"):
        return False
    return path.suffix.lower() in _TEXTS or (not path.suffix and path.parent == folder)


def read_files(manuscript: Manuscript) -> set[Path]:
    """The files that the build reads, in the book's folder and outside it, by their names. Not all of them need exist."""
    own, received = manuscript.folder, manuscript.received_text
    found = {own / name for name in ("book.yaml", "layout.yaml", *manuscript.metadata.design.stylesheet_names.values())}
    found |= {document.path for document in manuscript.documents}
    found |= {data.path for data in (*manuscript.lists.values(), *manuscript.tables.values())}
    if received:
        found |= {received.path, received.path.parent / "fragments.yaml", received.emendations_path}
    return found | _named_files(manuscript)


def outside_files(manuscript: Manuscript) -> set[Path]:
    """The files that the build reads outside the book's own folder, by their names: pictures, what is said of them, and
    included texts.

    One of them need not exist: that ``figures.yaml`` is not there is part of the input too.
    """
    own = real_path(manuscript.folder)
    named = _named_files(manuscript)
    return {path for path in named if not path.is_relative_to(own) and manuscript.metadata.folders.holds(path)}


def _named_files(manuscript: Manuscript) -> set[Path]:
    """What the record and the documents name, with what is said of pictures beside them; links also where they lead."""
    drawings = [
        path for path in (manuscript.metadata.cover, manuscript.metadata.cover_front, manuscript.metadata.mark) if path
    ]
    named = {real_path(path.parent) / path.name for path in (*drawings, *_shown(manuscript.documents))}
    named |= {path.parent / "figures.yaml" for path in named}
    for document in manuscript.documents:
        named |= {real_path(path.parent) / path.name for path in included_files(document.text, document.path)}
    return named | {real_path(path) for path in named}


def _shown(documents: tuple[MarkdownFile, ...]) -> Iterator[Path]:
    for document in documents:
        yield from (document.path.parent / image for image in document.images())


def _figures(documents: tuple[MarkdownFile, ...], folders: BookFolders, problems: Problems) -> dict[Path, DataFile]:
    found = {real_path(path).parent for path in _shown(documents) if folders.holds(path.parent)}
    files = [path for path in (folder / "figures.yaml" for folder in sorted(found)) if path.is_file()]
    read = ((path.parent, read_yaml(path, "figures", problems, folders)) for path in files)
    return {folder: data for folder, data in read if data is not None}


def _lists(folders: BookFolders, problems: Problems) -> dict[str, DataFile]:
    paths = ((name, folders.own / f"{name}.yaml") for name in LISTS)
    read = ((name, read_yaml(path, name, problems, folders)) for name, path in paths if _is_there(path))
    return {name: data for name, data in read if data is not None}


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()
