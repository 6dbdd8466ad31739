"""book/ -> Manuscript: everything an editor wrote, read and validated, each value with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from press.core.problems import Problems
from press.core.yaml_file import DataFile, read_text, read_yaml
from press.input.metadata import Metadata, read_metadata
from press.input.received_text import ReceivedText, read_received_text

#: The folders of documents, in reading order, and the part of the book that each one makes.
PARTS = (("front", "front"), ("chapters", "body"), ("back", "back"))
#: The lists that a book may have beside book.yaml, each with a schema of its name.
LISTS = ("bibliography", "cabinet", "chronology", "films", "glossary", "layout", "people")
_FRAGMENT = re.compile(r"^:::+\s*\{[^}]*\.fragment\b[^}]*\bnumber=\"?(\d+)")
_IMAGE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)")
_CODE = re.compile(r"^(```+|~~~+).*?^\1\s*$", re.M | re.S)


@dataclass(frozen=True)
class MarkdownFile:
    """One document of the manuscript, as written."""

    path: Path
    part: str
    text: str = field(repr=False)

    @property
    def place(self) -> str:
        """The document as records name it: ``back/20-cine.md``."""
        return f"{self.path.parent.name}/{self.path.name}"

    def line_of(self, words: str, occurrence: int = 1) -> int:
        """Line (from 1) where ``words`` occur for the ``occurrence``-th time; 0 when they do not."""
        at = -1
        for _ in range(occurrence):
            at = self.text.find(words, at + 1)
            if at < 0:
                return 0
        return self.text.count("\n", 0, at) + 1

    def line_matching(self, pattern: str, occurrence: int = 1) -> int:
        """Line (from 1) of the ``occurrence``-th match of a regular expression; 0 when there is none."""
        found = list(re.finditer(pattern, self.text, re.M))
        return self.text.count("\n", 0, found[occurrence - 1].start()) + 1 if len(found) >= occurrence else 0

    def fragment_blocks(self) -> Iterator[tuple[int, int, str]]:
        """Number, line of the fence, and source of each fragment."""
        lines = self.text.split("\n")
        for place, line in enumerate(lines):
            if match := _FRAGMENT.match(line):
                end = next((i for i in range(place + 1, len(lines)) if lines[i].startswith(":::")), len(lines))
                yield int(match[1]), place + 1, "\n".join(lines[place + 1 : end])

    def images(self) -> Iterator[str]:
        """The addresses of the pictures, outside blocks of code."""
        return (match[1] for match in _IMAGE.finditer(_CODE.sub("", self.text)))


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
    documents = tuple(_documents(folder, problems))
    if not list((folder / "chapters").glob("*.md")):
        problems.add(
            folder / "chapters",
            0,
            "B001",
            "the book has no chapters",
            "Write at least one file chapters/01-something.md.",
        )
    if metadata is None or not documents:
        return None
    return Manuscript(
        folder=folder,
        metadata=metadata,
        documents=documents,
        figures=_figures(documents, problems),
        received_text=read_received_text(folder, problems),
        lists=_lists(folder, problems),
    )


def _documents(folder: Path, problems: Problems) -> Iterator[MarkdownFile]:
    for name, part in PARTS:
        for path in sorted((folder / name).glob("*.md")):
            text = read_text(path, problems)
            if text is not None:
                yield MarkdownFile(path, part, text)


def picture_folders(manuscript: Manuscript) -> set[Path]:
    """The folders that hold the book's pictures, its cover and its mark."""
    drawings = (manuscript.metadata.cover, manuscript.metadata.mark)
    return _shown_from(manuscript.documents) | {path.resolve().parent for path in drawings if path}


def _shown_from(documents: tuple[MarkdownFile, ...]) -> set[Path]:
    return {
        (document.path.parent / image).resolve().parent
        for document in documents
        for image in document.images()
        if "://" not in image
    }


def _figures(documents: tuple[MarkdownFile, ...], problems: Problems) -> dict[Path, DataFile]:
    folders = _shown_from(documents)
    files = [path for path in (folder / "figures.yaml" for folder in sorted(folders)) if path.is_file()]
    read = ((path.parent, read_yaml(path, "figures", problems)) for path in files)
    return {folder: data for folder, data in read if data is not None}


def _lists(folder: Path, problems: Problems) -> dict[str, DataFile]:
    names = (name for name in LISTS if (folder / f"{name}.yaml").is_file())
    read = ((name, read_yaml(folder / f"{name}.yaml", name, problems)) for name in names)
    return {name: data for name, data in read if data is not None}
