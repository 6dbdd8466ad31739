"""LaTeX in Markdown: pandoc keeps it for a PDF made with LaTeX and drops it everywhere else.

Commands for words and whole environments (figures, tables, lists) become the Markdown that means the same; what only LaTeX
can draw, and raw blocks for it, are left out with advice that names their lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from press.input.source_text import fences, without_code
from press.input.tex import without_mathematics

#: Environments whose text pandoc reads well from LaTeX.
_READ = "figure|table|tabular|tabularx|longtable|itemize|enumerate|description|abstract|minipage|quotation|wrapfigure|lstlisting"
#: Environments that draw, of which nothing can be set.
_DRAWN = "tikzpicture|tikzcd|pgfpicture|forest|algorithm|algorithmic|prooftree|circuitikz"
_BEGIN = re.compile(rf"^[ ]{{0,3}}\\begin\{{((?:{_READ}|{_DRAWN})\*?)\}}", re.M)
_RAW = re.compile(r"^[ >]*(?:`{3,}|~{3,})[ \t]*\{=(\w+)\}[ \t]*$")
_RAW_SPAN = re.compile(r"(`+)([^`\n]+)\1\{=(\w+)\}")
#: Formats whose raw text is HTML, which the editions have.
_HTML = frozenset(("html", "html5", "html4", "epub", "epub3", "epub2"))
_ARGUMENT = r"\{((?:[^{}\n]|\{[^{}\n]*\})*)\}"
_STYLES = {
    "textbf": ("**", "**"), "textit": ("*", "*"), "emph": ("*", "*"), "textsl": ("*", "*"), "textsc": ("[", "]{.smallcaps}"),
    "underline": ("[", "]{.underline}"), "texttt": ("`", "`"), "footnote": ("^[", "]"), "textsuperscript": ("^", "^"),
    "textsubscript": ("~", "~"), "enquote": ("\"", "\""), "textrm": ("", ""), "textsf": ("", ""), "textnormal": ("", ""), "mbox": ("", ""),
    "url": ("<", ">"), "label": ("[]{#", "}"), "index": ("", None), "chapter": ("# ", ""), "section": ("## ", ""),
    "subsection": ("### ", ""), "subsubsection": ("#### ", ""), "paragraph": ("**", "**"),
}  # fmt: skip
_STYLE = re.compile(rf"(?<![\\\w])\\({'|'.join(_STYLES)})\*?{_ARGUMENT}")
_LINK = re.compile(rf"(?<![\\\w])\\href{_ARGUMENT}{_ARGUMENT}")
_CITE = re.compile(r"(?<![\\\w])\\(?:no)?cite[pt]?\*?(?:\[([^\]\n]*)\])?\{([^{}\n]+)\}")
_WORDS = {
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "LaTeXe": "LaTeX2e",
    "ldots": "…",
    "dots": "…",
    "copyright": "©",
    "textbackslash": "&#92;",
}
_WORD = re.compile(rf"(?<![\\\w])\\({'|'.join(_WORDS)})(?![A-Za-z])(?:\{{\}}|[ ](?=[^\s]))?")
#: What :func:`read_latex` is given to read environments by: LaTeX in, Markdown out, for each; empty for what cannot be read.
Convert = Callable[[list[str]], list[str]]


def read_latex(text: str, convert: Convert, advise: Callable[[int, int, str], None]) -> str:
    """The Markdown without LaTeX outside its formulas; ``advise`` is given first and last line, and name, of what is left out."""
    text = _without_raw(text, advise)
    if "\\" not in text:
        return text
    prose = without_code(text)
    found = list(_environments(prose))
    if found:
        made = convert([text[start:end] for start, end, _ in found])
        for (start, end, name), markdown in reversed(list(zip(found, made, strict=True))):
            if not markdown.strip():
                first = text.count("\n", 0, start) + 1
                advise(first, first + text.count("\n", start, end), f"\\begin{{{name}}}")
            text = f"{text[:start]}{markdown.strip()}\n{text[end:]}"
    for pattern, new in ((_STYLE, _styled), (_LINK, _linked), (_CITE, _cited), (_WORD, _word)):
        for _ in range(3):  # one in another
            prose = without_mathematics(without_code(text))
            changed = pattern.sub(lambda match: new(match) if prose[match.start()] == "\\" else match[0], text)  # noqa: B023
            if changed == text:
                break
            text = changed
    return text


def _environments(prose: str) -> Iterator[tuple[int, int, str]]:
    """Where the environments begin and end, and their names."""
    at, unclosed = 0, set()
    while begin := _BEGIN.search(prose, at):
        name, at = begin[1], begin.end()
        if name in unclosed:
            continue
        end = re.compile(rf"\\end\{{{re.escape(name)}\}}[ \t]*$", re.M).search(prose, at)
        if end is None:
            unclosed.add(name)  # none that begins further below is closed either
            continue
        at = end.end()
        yield begin.start(), at, name


def _without_raw(text: str, advise: Callable[[int, int, str], None]) -> str:
    """The text without raw blocks and spans of other formats than HTML, whose lines stay empty."""
    if "{=" not in text:
        return text
    lines = text.split("\n")
    for first, last in fences(lines):
        raw = _RAW.match(lines[first])
        if not raw or last is None or raw[1] in _HTML:
            continue
        content = "\n".join(lines[first + 1 : last]).strip()
        is_break = re.fullmatch(r"\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?:\[\d\])?(?:\{\})?", content)
        if not is_break and content:
            advise(first + 1, last + 1, f"{{={raw[1]}}}")
        lines[first : last + 1] = [content if is_break else "", *[""] * (last - first)]
    return _RAW_SPAN.sub(lambda match: match[0] if match[3] in _HTML else "", "\n".join(lines))


def _styled(match: re.Match[str]) -> str:
    before, after = _STYLES[match[1]]
    return f"{before}{match[2]}{after}" if after is not None else ""


def _linked(match: re.Match[str]) -> str:
    return f"[{match[2]}]({match[1]})"


def _cited(match: re.Match[str]) -> str:
    keys = "; ".join(f"@{key.strip()}" for key in match[2].split(","))
    return f"[{keys}{f', {match[1]}' if match[1] else ''}]"


def _word(match: re.Match[str]) -> str:
    space = " " if match[0].endswith(" ") else ""
    return f"{_WORDS[match[1]]}{space}"
