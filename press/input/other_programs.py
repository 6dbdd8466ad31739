"""What other programs read in Markdown: metadata blocks, includes, commands of LaTeX.

A book that is not strict may have them: each is set as it is meant, or left out with advice; lines keep their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press.core.book_files import BookFolders, FileRefusedError
from press.core.limits import INCLUDED_BYTES
from press.core.problems import Problems
from press.core.xhtml import Element, Parts, is_verbatim, make, replace, rewrite_text, text_of
from press.core.yaml_reader import YamlError, parse_yaml

if TYPE_CHECKING:
    from press.input.manuscript import MarkdownFile

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
#: mdBook (https://rust-lang.github.io/mdBook/format/mdbook.html): file, then lines or an anchor.
_INCLUDE = re.compile(
    r"(?<!\\)\{\{#(?:rustdoc_)?include\s+([^}\s:]+)(?::([^}\s]*))?\s*\}\}"
    r"|^[ \t]*\{\{<\s*include\s+([^\s>]+)\s*>\}\}[ \t]*$",  # Quarto
    re.M,
)
_NAMED = re.compile(r"\{\{#\w+\s+([^}\s:]+)|\{\{<\s*include\s+([^\s>]+)")
_PLAYGROUND = re.compile(r"^([ >]*)\{\{#playground\s+([^}\s:]+)[^}\n]*\}\}[ \t]*$", re.M)
#: How deep included files may include others.
_LEVELS = 5
_ANCHOR = re.compile(r"ANCHOR(?:_END)?:\s*[\w-]+")
_PAGE_BREAK = re.compile(r"\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?:\[\d\])?(?:\{\})?")
_COMMAND = re.compile(
    r"\\(?:begin|end)\{(?:center|flushleft|flushright|quote|quotation|verse|small|footnotesize|samepage|sloppypar)\}"
    r"|\\(?:noindent|indent|bigskip|medskip|smallskip|vfill|hfill|centering|frontmatter|mainmatter|backmatter|appendix"
    r"|tableofcontents|listoffigures|listoftables|maketitle|raggedbottom|sloppy|par|doublespacing|onehalfspacing|singlespacing"
    r"|phantomsection|begingroup|endgroup|leavevmode|protect|makeatletter|makeatother)(?![A-Za-z])"
    r"|\\(?:vspace|hspace|thispagestyle|pagestyle|pagenumbering|setlength|addtolength|setcounter|addtocounter|linespread"
    r"|addcontentsline|markboth|markright|fontsize|pagecolor|color|captionsetup|geometry|hypersetup)\*?(?:\{[^{}\n]*\})+"
)


def without_metadata_block(text: str) -> tuple[str, dict[str, Any]]:
    """A document without the YAML block at its head, whose lines stay empty, and what the block says."""
    match = _BLOCK.match(text)
    if not match:
        return text, {}
    try:
        value = parse_yaml(match[1] or "").value
    except YamlError:
        return text, {}
    if not isinstance(value, dict) and value is not None:
        return text, {}
    return "\n" * match[0].count("\n") + text[match.end() :], value or {}


def with_included_files(text: str, document: Path, folders: BookFolders, problems: Problems) -> str:
    """A document with the files that its ``{{#include …}}`` and ``{{< include … >}}`` name, wherever they lie in the book."""
    text = _PLAYGROUND.sub(r"\1```rust\n\1{{#include \2}}\n\1```", text)
    room = [INCLUDED_BYTES]
    for _ in range(_LEVELS):
        if "{{#" not in text and "{{<" not in text:
            break
        before = len(problems.items)
        whole = _with_files(text, document, folders, room, problems)
        if whole == text or len(problems.items) > before:
            return whole
        text = whole
    return text


def _with_files(text: str, document: Path, folders: BookFolders, room: list[int], problems: Problems) -> str:
    """A document with the files that it names itself; ``room`` is how many more bytes may be included, less in place."""

    def included(match: re.Match[str]) -> str:
        name, part = match[1] or match[3].strip("\"'"), match[2] or ""
        try:
            path = folders.named(name, document.parent)
            if room[0] < 0:
                return ""
            data = folders.read(path)
            room[0] -= len(data)
            if room[0] < 0:
                words = f"the file {name} makes the document longer than {INCLUDED_BYTES // 1024**2} MB"
                problems.add(document, text.count("\n", 0, match.start()) + 1, "M012", words, "Divide the document.")
                return ""
            content = data.decode("utf-8-sig").replace("\r\n", "\n")
        except (FileRefusedError, UnicodeDecodeError) as error:
            reason = error.reason if isinstance(error, FileRefusedError) else "is not UTF-8"
            line = text.count("\n", 0, match.start()) + 1
            hint = "Copy the file into the book, or write its text here. The instruction is printed as it stands."
            problems.add(document, line, "M020", f"the file {name} to include {reason}", hint)
            return match[0]
        if match[3]:
            content, _ = without_metadata_block(content)
        return _part_of(content, part).rstrip("\n")

    return _INCLUDE.sub(included, text)


def included_files(text: str, document: Path) -> Iterator[Path]:
    """The files that a document includes, whether or not they are there."""
    names = (match[1] or match[2] for match in _NAMED.finditer(text))
    return (document.parent / name.strip("\"'") for name in names)


def _part_of(content: str, part: str) -> str:
    """The lines ``2:10``, ``2:``, ``:10`` or ``2`` of a file, or those between ``ANCHOR: part`` and ``ANCHOR_END: part``."""
    lines = content.split("\n")
    if re.fullmatch(r"\d*(?::\d*)?", part) and part:
        first, colon, last = part.partition(":")
        begin = int(first or 1) - 1
        end = int(last) if last else (len(lines) if colon else begin + 1)
        lines = lines[max(begin, 0) : end]
    elif part:
        name = re.escape(part)
        begin = next((i + 1 for i, line in enumerate(lines) if re.search(rf"ANCHOR:\s*{name}\b", line)), 0)
        found = (i for i, line in enumerate(lines) if i >= begin and re.search(rf"ANCHOR_END:\s*{name}\b", line))
        lines = lines[begin : next(found, len(lines))]
    return "\n".join(line for line in lines if not _ANCHOR.search(line))


def _without_commands(left_out: list[str], text: str, _: Element) -> Parts | None:
    """A text without commands, which are added to ``left_out``; None where it has none."""
    found = [*_COMMAND.findall(text), *_PAGE_BREAK.findall(text)]
    left_out += found
    return [_COMMAND.sub("", _PAGE_BREAK.sub("", text))] if found else None


def set_commands(tree: Element, document: MarkdownFile, problems: Problems) -> None:
    """Page breaks of LaTeX become breaks, its other commands of layout are left out. Changes ``tree``."""
    for paragraph in list(tree.iter("p")):
        if _PAGE_BREAK.fullmatch(text_of(paragraph)):
            replace(paragraph, make("div", klass="page-break", style="break-before: page"))
    if "\\" not in "".join(tree.itertext()):
        return
    left_out: list[str] = []
    rewrite_text(tree, partial(_without_commands, left_out), is_verbatim)
    if left_out:
        words = f"the command {left_out[0]} is of LaTeX, and left out"
        problems.add(document.path, document.line_of(left_out[0]), "M019", words, "Use Markdown, or a class.")
    for paragraph in list(tree.iter("p")) if left_out else ():
        if not text_of(paragraph) and not len(paragraph):
            replace(paragraph)
