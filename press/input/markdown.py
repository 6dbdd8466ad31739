"""Markdown -> XHTML: the documents and the inline texts of a manuscript, as pandoc reads them.

pandoc is the reader only (its EPUB writer gives file names as titles and notes without
backlinks). One call for each document, side by side, citations set by its citeproc. What a call
gave is kept in the cache under all that it was made from, so that only what changed is read again.
"""

from __future__ import annotations

import functools
import json
import os
import re
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from press.core.cache import NO_CACHE, Cache, cache_key
from press.core.lists import LISTS
from press.core.paths import STYLES
from press.core.problems import Problem, Problems
from press.core.xhtml import Element, text_of, unwrap, with_class
from press.input import pandoc
from press.input.allowed_html import MATHML
from press.input.bibliography import BIBTEX, identifier_of_work, of_cited_works
from press.input.dialects import OtherPrograms
from press.input.manuscript import Manuscript, MarkdownFile
from press.input.other_programs import set_commands
from press.input.pandoc_log import no_such_work, report_warnings, unknown_works
from press.input.places import InDocument, InValue
from press.input.quotation_marks import set_quotation_marks
from press.input.safe_html import read_html
from press.input.source_checks import check_lost, check_source, has_lost_call, line_of_nesting
from press.input.source_text import CONTROL
from press.input.tex import between_dollars

#: Author and year, in the terms of the language of the book.
CITATION_STYLE = STYLES / "citations.csl"
#: Every document knows every work, so that authors and years are distinguished alike in the whole book.
_CITE_ALL = Path(__file__).with_name("citeproc.yaml")
#: How a page reference is written in the manuscript.
PAGE = "p."
#: The elements that a line of text may hold.
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u "
    "var wbr".split()
) | frozenset(MATHML)
#: What pandoc writes, and its log.
_Read = tuple[str, list[dict[str, Any]]]


@dataclass
class ReadBefore:
    """What readers of one manuscript keep for the next; it holds as long as nothing but documents is edited.

    ``documents`` has by the file of each, its text and what it takes from others its tree, and the problems of its source
    and of its tree; ``values`` the texts of data files that were read together.
    """

    documents: dict[tuple[Path, str, str], tuple[Element | None, list[Problem], list[Problem]]] = field(
        default_factory=dict
    )
    values: dict[str, list[Element] | None] = field(default_factory=dict)

    def clear(self) -> None:
        """Keep nothing."""
        self.documents.clear()
        self.values.clear()

    def keep(self, manuscript: Manuscript) -> None:
        """Keep of documents only what is read of these."""
        current = {(document.path, document.text) for document in manuscript.documents}
        self.documents = {key: read for key, read in self.documents.items() if key[:2] in current}


class Reader:
    """Reads the Markdown of one manuscript.

    It begins with the documents at once, in ``jobs`` processes, while the caller goes on to do something else.
    What it reads is added to ``known``, and documents that are there already are not read.
    """

    def __init__(
        self,
        manuscript: Manuscript,
        cache: Cache = NO_CACHE,
        jobs: int = os.cpu_count() or 1,
        known: ReadBefore | None = None,
    ):
        self.manuscript, self.cache, self.jobs = manuscript, cache, jobs
        self._known = ReadBefore() if known is None else known
        self._is_last = known is None
        self._works = manuscript.works
        self._strict = manuscript.metadata.strict
        self._faults = Problems(strict=self._strict)
        self._format = pandoc.FORMAT if self._strict else pandoc.TOLERANT
        self._stands_on = f"{pandoc.version()} {self._format} {manuscript.metadata.language}"
        self._bibliographies = self._cited_bibliographies()
        self._cites = sha256(b"\0".join(self._bibliographies.values())).hexdigest()
        self._source_problems: dict[Path, Problems] = {}
        self._others = OtherPrograms(manuscript, self._latex)
        pool = ThreadPoolExecutor(max(1, jobs))
        self._documents = [self._begin(document, pool) for document in manuscript.documents]
        self._citations = pool.submit(self._all_citations)
        self._pool = pool

    def documents(self, problems: Problems) -> list[Element | None]:
        """One ``<div>`` for each document, in order; None for a document that cannot be read."""
        problems.items += self._faults.items
        for document, reading in zip(self.manuscript.documents, self._documents, strict=True):
            key = self._key(document)
            if key not in self._known.documents:
                found = Problems(strict=self._strict)
                tree = self._document(document, reading, found) if reading else None
                self._known.documents[key] = tree, self._source_problems[document.path].items, found.items
        self._pool.shutdown()
        read = [self._known.documents[self._key(document)] for document in self.manuscript.documents]
        for _, in_source, _ in read:
            problems.items += in_source
        for _, _, in_tree in read:
            problems.items += in_tree
        trees = [tree if self._is_last else deepcopy(tree) for tree, _, _ in read]
        for document in self.manuscript.documents:
            if "{{#" in document.text:  # what it includes may be edited
                del self._known.documents[self._key(document)]
        return trees

    def _key(self, document: MarkdownFile) -> tuple[Path, str, str]:
        return document.path, document.text, f"{self._others.common} {self._cites}"

    def _cited_bibliographies(self) -> dict[str, bytes]:
        """What citeproc is given of the bibliographies, by the names of its files.

        Of BibTeX that is CSL of the works that the book cites: it is read once, and a document needs no others.
        """
        given: dict[str, bytes] = {}
        cited = self.manuscript.cited_works
        for number, works in enumerate(self._works):
            data = works.path.read_bytes()
            if works.path.suffix.lower() in BIBTEX:
                key = cache_key("BibTeX", pandoc.version(), data)
                try:
                    made = self.cache.get_or_make(key, functools.partial(_as_csl, data))
                except pandoc.PandocError as error:
                    line = re.search(r"line (\d+)", str(error))
                    hint = "Look for a brace or a comma that is missing in the entry before it."
                    words = "the bibliography cannot be read from here on"
                    self._faults.add(works.path, int(line[1]) if line else 0, "B003", words, hint)
                    self._works = ()
                    return {}
                given[f"works-{number}.yaml"] = of_cited_works(made, cited)
            else:
                given[f"works-{number}{works.path.suffix.lower()}"] = data
        return given

    def _begin(self, document: MarkdownFile, pool: ThreadPoolExecutor) -> Future[_Read] | None:
        """Begin to read a document; None for one that is known or cannot be read."""
        if self._key(document) in self._known.documents:
            return None
        problems = self._source_problems[document.path] = Problems(strict=self._strict)
        source = self._source(document, problems)
        return pool.submit(self._read, source) if source is not None else None

    def _source(self, document: MarkdownFile, problems: Problems) -> str | None:
        """What pandoc is given of a document; None where it cannot be given it."""
        if not check_source(document, problems):
            return None
        before = len(problems.items)
        text = document.text if self._strict else self._others.markdown(document, problems)
        return None if any(each.code == "M012" for each in problems.items[before:]) else text

    def _latex(self, texts: list[str]) -> list[str]:
        """Environments of LaTeX as Markdown; empty for one that pandoc does not read."""
        mark = f"press-{sha256(chr(0).join(texts).encode()).hexdigest()[:16]}"
        key = cache_key("LaTeX", pandoc.version(), *texts)
        made = self.cache.get_or_make(key, lambda: pandoc.latex_to_markdown(f"\n\n{mark}\n\n".join(texts)).encode())
        parts = made.decode().split(mark)
        return parts if len(parts) == len(texts) else [""] * len(texts)

    def _document(self, document: MarkdownFile, reading: Future[_Read], problems: Problems) -> Element | None:
        try:
            html, log = reading.result()
        except pandoc.PandocError as error:
            if error.bounded:
                hint = "Look for brackets or blocks nested in one another by mistake."
                problems.add(document.path, line_of_nesting(document), "M012", str(error), hint)
            else:
                problems.add(document.path, 0, "M002", str(error))
            return None
        begun = len(problems.items)
        report_warnings(log, document, self._works, problems)
        before = len(problems.items)
        tree = read_html(html, InDocument(document, self._works), problems)
        _name_works(tree, () if self._strict else unknown_works(log))
        unread = {problem.code for problem in problems.items[before:]} & {"M002", "M012"}
        if "M012" in unread:  # whatever is not closed stands in one another
            problems.items[begun:before] = [each for each in problems.items[begun:before] if each.code != "M016"]
        if unread:
            return None
        if not self._strict:
            set_commands(tree, document, problems)
            set_quotation_marks(tree, self.manuscript.metadata.language)
        check_lost(tree, document, bool(self.manuscript.works) or "bibliography" in self.manuscript.unusable, problems)
        if self._works and not self._has_citations(document.text):
            _add_works(tree)
        return tree

    def citation(self, keys: Sequence[str]) -> Element:
        """Keys of the bibliography that an entry of a list has in a citing field, as one citation in a ``<span>``."""
        return self._citations.result()[_citation(keys)] if keys else etree.Element("span")

    def _all_citations(self) -> dict[str, Element]:
        """The citations of all lists, set in one call."""
        texts = sorted(
            {
                _citation(keys)
                for name, data in self.manuscript.lists.items()
                for entry in LISTS[name].entries(data.value)
                for field in LISTS[name].citing
                if (keys := entry.get(field))
            }
        )
        return dict(zip(texts, self.inline(texts, self.manuscript.folder, Problems()), strict=True))

    def inline(self, texts: Sequence[str], where: Path, problems: Problems, lines: Sequence[int] = ()) -> list[Element]:
        """Short Markdown texts from a data file (captions, credits), each as a ``<span>``; ``lines`` are theirs.

        They are read in one call, each in a block of its own with a name that no text can know. Where these blocks do
        not come back as they were given, or something is wrong, each text is read alone, and the Problem is its own.
        """
        if not texts:
            return []
        lines = list(lines) or [0] * len(texts)
        name = f"value-{sha256(chr(0).join(texts).encode()).hexdigest()[:16]}"
        source = "\n\n".join(f"::: {{#{name}-{i}}}\n{text}\n:::" for i, text in enumerate(texts))
        spans = self._items(source, [f"{name}-{i}" for i in range(len(texts))])
        if spans is None:
            spans = [self._value(text, InValue(where, line), problems) for text, line in zip(texts, lines, strict=True)]
        for span, line in zip(spans, lines, strict=True):
            for link in span.iter("a"):
                link.set("data-place", f"{where}\n{line}")
        return spans

    def _items(self, source: str, names: Sequence[str]) -> list[Element] | None:
        """The blocks of these names, each as a ``<span>``; None where the source is not just these, or has a fault."""
        if source not in self._known.values:
            self._known.values[source] = self._read_items(source, names)
        spans = self._known.values[source]
        return spans if self._is_last else deepcopy(spans)

    def _read_items(self, source: str, names: Sequence[str]) -> list[Element] | None:
        faults = Problems(strict=self._strict)
        try:
            html, log = self._read(source)
        except pandoc.PandocError:
            return None
        tree = _without_works(read_html(html, InValue(self.manuscript.folder, 0), faults))
        outside = "".join(filter(None, [tree.text, *(item.tail for item in tree)])).strip()
        if faults.errors or outside or unknown_works(log) or CONTROL.search(source):
            return None
        if [item.get("id") for item in tree] != list(names):
            return None
        if not self._strict:
            set_quotation_marks(tree, self.manuscript.metadata.language)
        spans = [_line_of_text(item) for item in tree]
        return None if None in spans else [span for span in spans if span is not None]

    def _value(self, text: str, place: InValue, problems: Problems) -> Element:
        """One text, read alone."""
        faults = Problems(strict=self._strict)
        if found := CONTROL.search(text):
            words = f"the control character U+{ord(found[0]):04X} stands in the text"
            faults.add(place.path, place.line, "M013", words, "Remove it: no edition can show it.")
        else:
            try:
                html, log = self._read(text)
                span = _line_of_text(_without_works(read_html(html, place, faults)))
                for key in unknown_works(log):
                    faults.add(place.path, place.line, "M005", *no_such_work(key))
                if not faults.errors and span is not None:
                    problems.items += faults.items
                    return span
                if not faults.errors:
                    words = f'"{text.strip()[:60]}" is more than a line of text'
                    hint = "Here stands one paragraph, without headings, lists, blocks, notes or pictures."
                    faults.add(place.path, place.line, "M014", words, hint)
            except pandoc.PandocError as error:
                faults.add(place.path, place.line, "M012" if error.bounded else "M002", str(error))
        problems.items += faults.items
        return etree.Element("span")

    def _has_citations(self, text: str) -> bool:
        """Whether citeproc, which takes most of a call's time, has anything to do in a text."""
        return bool(self._works) and ("@" in text or "refs" in text)

    def _read(self, text: str) -> _Read:
        works = self._cites if self._has_citations(text) else ""
        text = between_dollars(text, self._others.macros)
        key = cache_key("pandoc", self._stands_on, works, text)
        html, log = json.loads(self.cache.get_or_make(key, lambda: json.dumps(self._call(text)).encode()))
        return html, log

    def _call(self, text: str) -> _Read:
        arguments = ["-M", f"lang={self.manuscript.metadata.language}"]
        if not self._has_citations(text):
            return pandoc.to_html(text, arguments, self._format)
        arguments += [
            "--citeproc",
            f"--csl={CITATION_STYLE}",
            f"--metadata-file={_CITE_ALL}",
            "-M",
            "link-citations=true",
        ]
        return pandoc.to_html(text, arguments, self._format, self._bibliographies)


def _as_csl(bibtex: bytes) -> bytes:
    """BibTeX as a document with CSL at its head; :class:`press.input.pandoc.PandocError` where it cannot be read."""
    return pandoc.convert(bibtex, "biblatex", "markdown", ["--standalone"])


def _without_works(tree: Element) -> Element:
    """The tree without the list of works that citeproc puts at the end."""
    works = tree.find("div[@id='refs']")
    if works is not None:
        tree.remove(works)
    return tree


def _line_of_text(holder: Element) -> Element | None:
    """What a block holds as a ``<span>``, where that is one paragraph or nothing; None otherwise."""
    if len(holder) == 0:
        return None if text_of(holder) else etree.Element("span")
    paragraph = holder[0]
    if len(holder) > 1 or paragraph.tag != "p" or (holder.text or "").strip() or (paragraph.tail or "").strip():
        return None
    if any(element.tag not in _INLINE for element in paragraph.iterdescendants()) or has_lost_call(paragraph):
        return None
    paragraph.tag, paragraph.tail = "span", None
    return paragraph


def _citation(keys: Sequence[str]) -> str:
    return f"[{'; '.join(f'@{key}' for key in keys)}]"


def _add_works(tree: Element) -> None:
    """The place that citeproc gives to the works, before the notes, in a document for which it was not called."""
    notes = (section for section in tree.iterchildren("section") if section.get("class", "").startswith("footnotes"))
    place = next((tree.index(section) for section in notes), len(tree))
    works = etree.Element("div", id="refs")
    works.tail = "\n"
    tree.insert(place, works)


def _name_works(tree: Element, unknown: Sequence[str]) -> None:
    """Give works identifiers that XML allows, and for those that are ``unknown`` their keys without a link. Changes ``tree``."""
    for link in tree.xpath(".//a[@role='doc-biblioref']"):
        key = unquote(link.get("href", "").removeprefix("#ref-"))
        link.set("href", f"#{identifier_of_work(key)}")
        if key in unknown:
            link.text = key
            del link[:]
            unwrap(link)
    for entry in with_class(tree, "csl-entry", "div"):
        entry.set("id", identifier_of_work(entry.get("id", "").removeprefix("ref-")))
