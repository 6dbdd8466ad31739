"""The works that a book cites: ``bibliography.yaml``, and the bibliographies of other programs that it names.

BibTeX and BibLaTeX (``.bib``), CSL JSON (``.json``) and CSL YAML (``.yaml``), as pandoc's citeproc reads them
(https://pandoc.org/MANUAL.html#citations). ``bibliography`` of book.yaml names them; in a book that is not strict so do the
metadata block of a document and Quarto's ``_quarto.yml``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from press.core.book_files import BookFolders, FileRefusedError
from press.core.languages import language_data
from press.core.problems import Problems
from press.core.yaml_file import DataFile, read_text
from press.core.yaml_reader import Address, YamlError, parse_yaml
from press.input.tex import identifier_of

if TYPE_CHECKING:
    from press.input.manuscript import MarkdownFile

BIBTEX = frozenset((".bib", ".bibtex", ".biblatex"))
_OTHERS = frozenset((".json", ".yaml", ".yml"))
SUFFIXES = BIBTEX | _OTHERS
_AS_TEXT = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_ENTRY = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*[{(]\s*([^\s,{}()\"]+)\s*,", re.M)
_NO_WORK = frozenset(("comment", "string", "preamble", "xdata"))
_REFS = re.compile(r"\{[^{}\n]*#refs\b|\bid\s*=\s*[\"']?refs\b")
_CITED = re.compile(r"(?<![\w@])@\{?([^\s\]\[{}();,]+)")


class Named(NamedTuple):
    """A bibliography that a file of the book names: the file, the line, and the path as it is written there."""

    by: Path
    line: int
    name: str


def read_bibliographies(named: Iterable[Named], folders: BookFolders, problems: Problems) -> Iterator[DataFile]:
    """The files that are named, each once, with what citeproc calls their works and the line of each.

    Of a ``.bib`` only the keys are read here. A Problem for a file that cannot be used.
    """
    seen: set[Path] = set()
    for by, line, name in named:
        try:
            path = folders.named(name, by.parent)
        except FileRefusedError as error:
            code = "M023" if not problems.strict and error.code == "B001" else error.code
            hint = "Copy it into the book, or correct the path." if code == "M023" else error.hint
            problems.add(by, line, code, f'the bibliography "{name}" {error.reason}', hint)
            continue
        if path.resolve() in seen:
            continue
        seen.add(path.resolve())
        if path.suffix.lower() not in SUFFIXES:
            hint = "It is read from BibTeX (.bib), CSL JSON (.json) and CSL YAML (.yaml)."
            problems.add(by, line, "B005", f'"{name}" is no bibliography', hint)
            continue
        text = read_text(path, problems, folders)
        data = None if text is None else _read(path, text, problems)
        if data is not None:
            yield data


def _read(path: Path, text: str, problems: Problems) -> DataFile | None:
    if path.suffix.lower() in BIBTEX:
        entries = [match for match in _ENTRY.finditer(text) if match[1].lower() not in _NO_WORK]
        lines: dict[Address, int] = {
            ("references", place): text.count("\n", 0, match.start()) + 1 for place, match in enumerate(entries)
        }
        return DataFile(path, {"references": [{"id": match[2]} for match in entries]}, lines)
    try:
        read = parse_yaml(text)  # JSON is YAML
    except YamlError as error:
        problems.add(path, error.line, "B003", f"the bibliography cannot be read: {error.reason}", error.hint)
        return None
    works = read.value.get("references") if isinstance(read.value, dict) else read.value
    if not isinstance(works, list) or not all(isinstance(work, dict) and "id" in work for work in works):
        problems.add(path, 1, "B004", "the file is no list of works", "Each work of CSL data has an id and a type.")
        return None
    lines = {
        ("references", at[-1]): line
        for at, line in read.lines.items()
        if at and isinstance(at[-1], int) and at[:-1] in ((), ("references",))
    }
    return DataFile(path, {"references": [work | {"id": str(work["id"])} for work in works]}, lines)


def keys_of(works: Iterable[DataFile]) -> frozenset[str]:
    """The keys by which works are cited."""
    return frozenset(str(work["id"]) for data in works for work in data.value["references"])


def cited_keys(texts: Iterable[str]) -> set[str]:
    """What may be keys of works in texts, with and without the punctuation that follows."""
    found = {match[1] for text in texts for match in _CITED.finditer(text)}
    return found | {key.rstrip(".:?!'\"*_") for key in found}


def named_in(value: Any, by: Path, line: int) -> Iterator[Named]:
    """The bibliographies that the value of a key ``bibliography`` names: one path, or a list of them."""
    for name in value if isinstance(value, list) else [value]:
        if isinstance(name, str) and name.strip():
            yield Named(by, line, name.strip())


def of_cited_works(document: bytes, cited: set[str] | None) -> bytes:
    """CSL YAML with the works that are cited alone, all where ``cited`` is None, of what pandoc writes of a bibliography.

    The short titles, which pandoc makes of what stands before a colon, are left out: to the style they are sigla.
    """
    head = document.decode().split("---\n")[1]
    works: list[dict[str, Any]] = yaml.load(head, _AS_TEXT).get("references") or []  # noqa: S506 - makes text of all
    kept = [work for work in works if cited is None or work["id"] in cited]
    for work in kept:
        work.pop("title-short", None)
    return json.dumps({"references": kept}, ensure_ascii=False, sort_keys=True).encode()


def identifier_of_work(key: str) -> str:
    """The identifier of a work's entry: citeproc's, without what XML does not allow in one (``ref-DBLP:conf/x``)."""
    return f"ref-{identifier_of(key)}"


def has_place_of_works(prose: str) -> bool:
    """Whether a document, without its code, says where the list of works stands: ``::: {#refs}``."""
    return _REFS.search(prose) is not None


def place_of_works(
    documents: tuple[MarkdownFile, ...], works: Sequence[DataFile], folder: Path, language: str
) -> tuple[MarkdownFile, ...]:
    """The documents with a place for the works that they cite, where their author gives none.

    It is the end of the last document where that ends with a heading, as R Markdown has it, or else a document of its own.
    """
    if any(has_place_of_works(document.prose) for document in documents):
        return documents
    if not keys_of(works) & cited_keys(document.prose for document in documents):
        return documents
    last = documents[-1]
    if last.prose.strip() and re.match(r"#{1,6} ", last.prose.strip().rsplit("\n", 1)[-1]):
        return (*documents[:-1], replace(last, text=f"{last.text.rstrip()}\n\n::: {{#refs}}\n:::\n"))
    name = language_data(language.split("-")[0], "manuscript")["headings"]["bibliography"][0]
    text = f"# {name[:1].upper()}{name[1:]} {{.bibliography}}\n\n::: {{#refs}}\n:::\n"
    return (
        *documents,
        replace(last, path=folder / "references.md", part="back", text=text, title="", kind="", head={}),
    )
