"""Markdown -> XHTML: the one place that calls pandoc.

pandoc is the reader only (its EPUB writer gives file names as titles and notes without
backlinks). One call for each document, side by side, citations set by its citeproc. What a call
gave is kept in the cache under all that it was made from, so that only what changed is read again.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pypandoc
from lxml import etree

from press.core.cache import NO_CACHE, Cache, cache_key
from press.core.paths import STYLES
from press.core.problems import Problems
from press.input.manuscript import Manuscript, MarkdownFile

#: No smart quotes (a Spanish text has its own), no raw TeX; a dollar is a dollar.
FORMAT = "markdown-smart-raw_tex-tex_math_dollars-tex_math_single_backslash+ascii_identifiers"
#: Author and year, Spanish, in the house's own CSL style.
CITATION_STYLE = STYLES / "citas.csl"
#: Every document knows every work, so that authors and years are told apart alike in the whole book.
_CITE_ALL = Path(__file__).with_name("citeproc.yaml")
#: How a page reference is written in the manuscript.
PAGE = "p."
#: The lists that print the ``sources`` of their entries.
_CITING = ("chronology", "films", "glossary", "people", "sources")
#: What pandoc writes, and its log.
_Read = tuple[str, list[dict[str, Any]]]


class Reader:
    """Reads the Markdown of one manuscript.

    It begins with the documents at once, in ``jobs`` processes, while the caller goes on to do something else.
    """

    def __init__(self, manuscript: Manuscript, cache: Cache = NO_CACHE, jobs: int = os.cpu_count() or 1):
        self.manuscript, self.cache = manuscript, cache
        self._works = manuscript.lists.get("bibliography")
        self._stands_on = f"{pypandoc.get_pandoc_version()} {manuscript.metadata.language}"
        self._bibliography = self._works.path.read_bytes() if self._works else b""
        pool = ThreadPoolExecutor(max(1, jobs))
        self._documents = [pool.submit(self._read, document.text) for document in manuscript.documents]
        self._citations = pool.submit(self._all_citations)
        self._pool = pool

    def documents(self, problems: Problems) -> list[etree._Element | None]:
        """One ``<div>`` for each document, in order; None for a document that cannot be read."""
        trees: list[etree._Element | None] = []
        for document, reading in zip(self.manuscript.documents, self._documents, strict=True):
            html, log = reading.result()
            _tell(log, document, problems)
            tree = _parse(html, document, problems)
            if tree is not None and self._works and not self._cites(document.text):
                _add_works(tree)
            trees.append(tree)
        self._pool.shutdown()
        return trees

    def citation(self, keys: Sequence[str]) -> etree._Element:
        """Keys of the bibliography that an entry of a list gives as its sources, as one citation in a ``<span>``."""
        return self._citations.result()[_citation(keys)] if keys else etree.Element("span")

    def _all_citations(self) -> dict[str, etree._Element]:
        """The citations of all lists, set in one call."""
        lists = [self.manuscript.lists[name].value for name in _CITING if name in self.manuscript.lists]
        texts = sorted({_citation(entry["sources"]) for entries in lists for entry in entries if entry["sources"]})
        return dict(zip(texts, self.inline(texts, self.manuscript.folder, Problems()), strict=True))

    def inline(self, texts: Sequence[str], where: Path, problems: Problems) -> list[etree._Element]:
        """Short Markdown texts from data files (captions, credits), each as a ``<span>``."""
        if not texts:
            return []
        source = "\n\n".join(f"::: item\n{text}\n:::" for text in texts)
        html, _ = self._read(source)
        tree = _parse(html, MarkdownFile(where, "data", source), problems)
        if tree is None:
            return [etree.Element("span") for _ in texts]
        spans = []
        for item in tree.findall("div[@class='item']"):
            span = item.find("p") if len(item) == 1 and item.find("p") is not None else item
            span.tag, span.tail = "span", None
            spans.append(span)
        return spans

    def _cites(self, text: str) -> bool:
        """Whether citeproc, which takes most of a call's time, has anything to do in a text."""
        return self._works is not None and ("@" in text or "refs" in text)

    def _read(self, text: str) -> _Read:
        works = self._bibliography if self._cites(text) else b""
        key = cache_key("pandoc", self._stands_on, works, text)
        html, log = json.loads(self.cache.get_or_make(key, lambda: json.dumps(self._call(text)).encode()))
        return html, log

    def _call(self, text: str) -> _Read:
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder, "log.json")
            arguments = ["--wrap=none", "--section-divs=false", f"--log={log}"]
            arguments += ["-M", f"lang={self.manuscript.metadata.language}"]
            if self._works and self._cites(text):
                arguments += [
                    "--citeproc",
                    f"--bibliography={self._works.path}",
                    f"--csl={CITATION_STYLE}",
                    f"--metadata-file={_CITE_ALL}",
                    "-M",
                    "link-citations=true",
                ]
            # pypandoc would ask pandoc for its formats first, in two processes more
            html = pypandoc.convert_text(text, "html5", format=FORMAT, extra_args=arguments, verify_format=False)
            return html, json.loads(log.read_text("utf-8")) if log.exists() else []


def _citation(keys: Sequence[str]) -> str:
    return f"[{'; '.join(f'@{key}' for key in keys)}]"


def _add_works(tree: etree._Element) -> None:
    """The place that citeproc gives to the works, before the notes, in a document for which it was not called."""
    notes = (section for section in tree.iterchildren("section") if section.get("class", "").startswith("footnotes"))
    place = next((tree.index(section) for section in notes), len(tree))
    works = etree.Element("div", id="refs")
    works.tail = "\n"
    tree.insert(place, works)


def _parse(html: str, document: MarkdownFile, problems: Problems) -> etree._Element | None:
    try:
        return etree.fromstring(f"<div>{html}</div>".encode(), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        tag = re.search(r"(?:tag: |mismatch: |Entity ')(\w+)", error.msg or "")
        word = tag[1] if tag else ""
        line = document.line_of(f"<{word}") or document.line_of(word) if word else 0
        problems.add(
            document.path,
            line,
            "M002",
            f"the document does not make well-formed XHTML: {error.msg}",
            "Use Markdown rather than HTML, or close every HTML element.",
        )
        return None


def _tell(log: list[dict[str, Any]], document: MarkdownFile, problems: Problems) -> None:
    """pandoc's warnings in the house's words."""
    for entry in log:
        kind, line = entry.get("type"), int(entry.get("line", 0))
        if kind == "DuplicateIdentifier":
            continue  # told in M003, for the whole book
        if kind == "NoteDefinedButNotUsed":
            words = f"note [^{entry['key']}] is written and never called"
            problems.add(document.path, line, "M004", words, "Call it in the text, or take it out.")
        elif kind == "DuplicateNoteReference":
            name = f"[^{entry['contents']}]"
            line = document.line_matching(f"^{re.escape(name)}:", 2)
            problems.add(
                document.path, line, "M004", f"note {name} is written twice", "Give one of the two another name."
            )
        elif kind == "UnclosedDiv":
            line = int(entry["openpos"]["line"])
            problems.add(document.path, line, "M002", "the block that ::: opens is never closed", "Close it with :::")
        elif kind == "CiteprocWarning" and "not found" in entry.get("message", ""):
            key = entry["message"].split()[1]
            problems.add(
                document.path,
                document.line_of(f"@{key}"),
                "M005",
                f"there is no work «{key}»",
                "Add it to bibliography.yaml, or mend the key.",
            )
        elif entry.get("verbosity") in ("WARNING", "ERROR"):
            problems.add(document.path, line, "M002", f"pandoc says: {entry.get('pretty', kind)}")
