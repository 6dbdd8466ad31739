"""The manuscript of a book that is not strict, as mdBook, Quarto, R Markdown, pandoc with LaTeX or GitHub read it -> pandoc's Markdown.

What is meant is written in pandoc's terms; what cannot be set is left out with advice. Code stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from press.core.languages import language_of
from press.core.problems import Problems
from press.input.admonitions import read_admonitions
from press.input.bibliography import keys_of
from press.input.bookdown import read_inline_code, read_text_references
from press.input.code_fences import read_fences
from press.input.components import read_components
from press.input.head_rows import read_head_rows
from press.input.html_documents import html_as_markdown, is_html
from press.input.index_marks import read_index_marks
from press.input.latex import Convert, read_latex
from press.input.link_definitions import keep_defined_text
from press.input.lists_in_text import part_lists
from press.input.manuscript import Manuscript, MarkdownFile
from press.input.myst import read_roles
from press.input.other_programs import with_included_files
from press.input.raw_blocks import as_pandoc_reads_it
from press.input.references import labels, read_references
from press.input.site_programs import name_includes, read_site_programs
from press.input.source_notes import with_all_notes
from press.input.tex import macros_of

#: The line and paragraph separators of word processors, which are white space in Markdown.
_SEPARATORS = {0x2028: " ", 0x2029: " "}
#: Documents that knitr reads.
_KNITTED = frozenset((".rmd", ".qmd"))
#: Lines that a piece of advice names.
_MOST = 12


class OtherPrograms:
    """Reads the documents of one book; what holds in the whole book is gathered first."""

    def __init__(self, manuscript: Manuscript, convert: Convert):
        self._manuscript, self._convert = manuscript, convert
        texts = [] if manuscript.metadata.strict else [document.text for document in manuscript.documents]
        self.macros = macros_of(texts)
        self._labels = labels(texts)
        #: what a document takes from the others, as text
        self.common = repr((sorted(self.macros.items()), sorted(self._labels)))
        self._cited = keys_of(manuscript.works)

    def markdown(self, document: MarkdownFile, problems: Problems) -> str:
        """What pandoc is given of a document."""
        metadata = self._manuscript.metadata
        text = document.text.translate(_SEPARATORS)
        if is_html(text):
            return html_as_markdown(text)
        left_out = self._left_out(document, problems)
        text = with_included_files(name_includes(text), document.path, metadata.folders, problems)
        text = as_pandoc_reads_it(read_admonitions(read_site_programs(read_head_rows(text), left_out)))
        text = read_index_marks(with_all_notes(read_roles(text), document.path, problems))
        results: list[int] = []
        is_knitted = document.path.suffix.lower() in _KNITTED
        text = read_inline_code(read_text_references(text), is_knitted, lambda line, _: results.append(line))
        text = read_fences(text, lambda line, _: results.append(line))
        text = read_components(text, language_of(metadata.language).block("listing"), left_out)
        if results:
            results.sort()
            count = "a piece" if len(results) == 1 else f"{len(results)} pieces"
            words = f"the results of {count} of code are not in the manuscript: lines {_named(results)}"
            hint = "The program runs no code. Give it the Markdown that the other program wrote, with its pictures."
            problems.add(document.path, results[0], "M021", words, hint)
        in_latex: dict[str, list[int]] = defaultdict(list)
        text = read_latex(text, self._convert, lambda first, last, name: in_latex[name].append(first))
        for name, lines in in_latex.items():
            other = "another format" if name.startswith("{=") else "LaTeX"
            words = f"{name} is for {other}, and left out: lines {_named(lines)}"
            problems.add(document.path, lines[0], "M019", words, "Use Markdown, or a picture.")
        text = keep_defined_text(text, self._defined_twice(document, problems))
        return read_references(part_lists(text), self._labels, self._cited)

    def _defined_twice(self, document: MarkdownFile, problems: Problems) -> Callable[[int, str], None]:
        def advise(line: int, label: str) -> None:
            words = f"the link {label} is defined twice, and leads to the first of its addresses"
            problems.add(document.path, line, "M028", words, "Give one of the two another name.")

        return advise

    def _left_out(self, document: MarkdownFile, problems: Problems) -> Callable[[int, str], None]:
        def advise(line: int, name: str) -> None:
            stays = name.startswith("+")
            words = f"{name.lstrip('+')} is of another program, and {'printed as it stands' if stays else 'left out'}"
            problems.add(document.path, line, "M019", words, "Write what it shows.")

        return advise


def _named(lines: list[int]) -> str:
    return ", ".join(map(str, lines[:_MOST])) + (", …" if len(lines) > _MOST else "")
