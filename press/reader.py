"""Markdown -> XHTML: the one place that calls pandoc.

pandoc is the reader only (its EPUB writer gives file names as titles and notes without
backlinks). One call for each document, side by side, citations set by its citeproc.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pypandoc
from lxml import etree

from press.manuscript import Manuscript, MarkdownFile
from press.problems import Problems

#: No smart quotes (a Spanish text has its own), no raw TeX; a dollar is a dollar.
FORMAT = "markdown-smart-raw_tex-tex_math_dollars-tex_math_single_backslash+ascii_identifiers"
#: Author and year, Spanish, in the house's own CSL style.
CITATION_STYLE = Path(__file__).parent.parent / "styles" / "citas.csl"
#: Every document knows every work, so that authors and years are told apart alike in the whole book.
_CITE_ALL = Path(__file__).with_name("citeproc.yaml")


def read_documents(manuscript: Manuscript, problems: Problems) -> list[etree._Element | None]:
    """One ``<div>`` for each document, in order; None for a document that cannot be read."""
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda document: _read(document, manuscript), manuscript.documents))
    trees: list[etree._Element | None] = []
    for document, (html, log) in zip(manuscript.documents, results, strict=True):
        _tell(log, document, problems)
        trees.append(_parse(html, document, problems))
    return trees


def inline(texts: Sequence[str], manuscript: Manuscript, where: Path, problems: Problems) -> list[etree._Element]:
    """Short Markdown texts from data files (captions, credits), each as a ``<span>``."""
    if not texts:
        return []
    source = "\n\n".join(f"::: item\n{text}\n:::" for text in texts)
    html, _ = _read(MarkdownFile(where, "data", source), manuscript)
    tree = _parse(html, MarkdownFile(where, "data", source), problems)
    if tree is None:
        return [etree.Element("span") for _ in texts]
    spans = []
    for item in tree.findall("div[@class='item']"):
        span = item.find("p") if len(item) == 1 and item.find("p") is not None else item
        span.tag, span.tail = "span", None
        spans.append(span)
    return spans


def _read(document: MarkdownFile, manuscript: Manuscript) -> tuple[str, list[dict[str, Any]]]:
    language = manuscript.record.language
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log.json")
        arguments = ["--wrap=none", "--section-divs=false", f"--log={log}", "-M", f"lang={language}"]
        if "bibliography" in manuscript.lists:
            arguments += [
                "--citeproc",
                f"--bibliography={manuscript.lists['bibliography'].path}",
                f"--csl={CITATION_STYLE}",
                f"--metadata-file={_CITE_ALL}",
                "-M",
                "link-citations=true",
            ]
        html = pypandoc.convert_text(document.text, "html5", format=FORMAT, extra_args=arguments)
        return html, json.loads(log.read_text("utf-8")) if log.exists() else []


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
