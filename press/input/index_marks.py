"""``\\index{a!b|see{c}}`` of LaTeX -> ``[]{.index entry="a!b" see="c"}``, which :mod:`press.compose.terms` reads."""

from __future__ import annotations

import re

from press.input.source_text import without_code

_MARK = re.compile(r"\\index\{((?:[^{}]|\{[^{}]*\})*)\}")
_REFERENCE = re.compile(r"\|(see|seealso)\{([^{}]*)\}")


def read_index_marks(text: str) -> str:
    """The Markdown with the marks of LaTeX as those of the program; code stays as it is."""
    if "\\index{" not in text:
        return text
    for match in reversed(list(_MARK.finditer(without_code(text)))):
        text = text[: match.start()] + _written(match[1]) + text[match.end() :]
    return text


def _written(mark: str) -> str:
    """The mark; what sorts an entry (``alpha@``) and what sets its page number (``|textbf``) is left out."""
    entry = _REFERENCE.sub("", mark).partition("|")[0]
    levels = "!".join(level.rpartition("@")[2].strip() for level in entry.split("!"))
    attributes = [f'entry="{_plain(levels)}"']
    for kind, target in _REFERENCE.findall(mark):
        attributes.append(f'{"see" if kind == "see" else "see-also"}="{_plain(target)}"')
    return f"[]{{.index {' '.join(attributes)}}}"


def _plain(words: str) -> str:
    return re.sub(r"\\[A-Za-z]+|[{}\\$]", "", words).replace('"', "&quot;").strip()
