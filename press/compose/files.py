"""What a link to a file means: the document of that file, or in a tolerant book of its name in any form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

from press.compose.document import Document
from press.core.xhtml import text_of
from press.input.tex import identifier_of

#: What the file of a document is called in the books of other programs.
_SUFFIXES = frozenset(("", ".md", ".markdown", ".qmd", ".rmd", ".ipynb", ".html", ".htm", ".xhtml"))
#: The names of a folder's own page.
_INDEX = frozenset(("index", "readme"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Files:
    """The documents of a book by their files, and the names of the places in each."""

    def __init__(self, documents: Sequence[Document]):
        self._by_path: dict[Path, list[Document]] = defaultdict(list)
        #: of each document those of its file
        self._of_file: dict[str, list[Document]] = {}
        self._by_stem: dict[str, list[Path]] = defaultdict(list)
        for document in documents:
            if document.markdown:
                path = document.markdown.path.resolve()
                if path not in self._by_path:
                    for name in _names(path, str(document.markdown.head.get("permalink") or "")):
                        self._by_stem[name].append(path)
                self._by_path[path].append(document)
                self._of_file[document.id] = self._by_path[path]
        self._documents_by_id = {document.id: document for document in documents}
        self._automatic = cache(lambda name: _automatic_names(self._documents_by_id[name]))
        self._slugs = cache(lambda name: _slugs(self._documents_by_id[name]))

    def target(self, address: str, document: Document, owners: Container[str], tolerant: bool) -> str:
        """The identifier that an internal link of a document leads to; empty, or not one of ``owners``, for none."""
        file, _, anchor = address.partition("#")
        there = self._documents(file, document, tolerant) if file else [document]
        if not there:
            return ""
        if not anchor:
            return there[0].id
        parts = self._of_file.get(there[0].id, there)
        for part in [*there, *parts]:
            name = self._automatic(part.id).get(anchor, anchor)
            if name in owners:
                return name
        if identifier_of(anchor) in owners:
            return identifier_of(anchor)
        return self._tolerated(anchor, parts, there[0] if file else None) if tolerant else anchor

    def _tolerated(self, anchor: str, parts: Sequence[Document], otherwise: Document | None) -> str:
        """A heading by the slug of other programs: in the file, or the only one of the book; else the file itself."""
        wanted = _slug(anchor)
        for part in parts:
            if wanted in self._slugs(part.id):
                return self._slugs(part.id)[wanted]
        everywhere = [names[wanted] for names in map(self._slugs, self._documents_by_id) if wanted in names]
        if len(everywhere) == 1:
            return everywhere[0]
        return otherwise.id if otherwise else ""

    def _documents(self, file: str, document: Document, tolerant: bool) -> list[Document]:
        """The documents of a file, as its name is written in a link; none where there is no such file."""
        try:
            folder = document.markdown.path.parent if document.markdown else Path()
            found = self._by_path.get((folder / file).resolve(), [])
        except (OSError, ValueError, RuntimeError):  # too long, a null character, a loop of links
            return []
        if found or not tolerant or PurePosixPath(file).suffix.lower() not in _SUFFIXES:
            return found
        path = PurePosixPath(file)
        stem = path.parent.name if path.stem.lower() in _INDEX and path.parent.name else path.stem
        named = self._by_stem.get(_plain(stem), [])
        if len(named) > 1:  # of two files with one name, that in the folder of the link
            named = [one for one in named if one.parent.name == path.parent.name] or [
                one for one in named if document.markdown and one.parent == document.markdown.path.resolve().parent
            ]
        return self._by_path[named[0]] if len(named) == 1 else []


def _names(path: Path, address: str) -> set[str]:
    """What links call a document: its name, also without a second suffix (``x.lagda.md``), and that of its page's address."""
    names = {path.stem, path.stem.partition(".")[0] or path.stem, PurePosixPath(address).stem}
    if path.stem.lower() in _INDEX:
        names.add(path.parent.name)
    return {_plain(name) for name in names if name}


def _plain(name: str) -> str:
    """A file's name in small letters and hyphens."""
    return re.sub(r"[\s_]+", "-", name.strip().lower())


def _automatic_names(document: Document) -> dict[str, str]:
    """The ids that elements of a document had in its file, and those that they have now."""
    names = {element.get("data-auto", ""): element.get("id", "") for element in document.elements()}
    names.pop("", None)
    return names


def _slugs(document: Document) -> dict[str, str]:
    """The headings of a document by the slug that other programs make of them."""
    found: dict[str, str] = {}
    for heading in document.body.iter(*_HEADINGS):
        if heading.get("id"):
            found.setdefault(_slug(text_of(heading)), heading.get("id", ""))
    return found


def _slug(text: str) -> str:
    """The identifier that GitHub and mdBook make of a heading, without its hyphens."""
    return re.sub(r"[\W_]+", "", text.lower())
