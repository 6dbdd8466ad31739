"""What the tests of the rules share."""

from __future__ import annotations

from pathlib import Path

from press.core.problems import Problems
from press.core.xhtml import make
from press.input.manuscript import MarkdownFile
from press.language.es import Ignored, check, fix

NB = "\u00a0"
THIN = "\u202f"
FOREIGN = ("Aurora", "junkers")


def reported(text: str) -> list[tuple[str, str]]:
    """Code and hint of each complaint about a Markdown text."""
    problems = Problems()
    check(MarkdownFile(Path("chapters/01-uno.md"), "body", text), Ignored(foreign=FOREIGN), problems)
    return [(problem.code, problem.hint) for problem in problems.items]


def fixed(text: str) -> str:
    """The text of a paragraph after the safe fixes."""
    paragraph = make("p", text)
    fix(paragraph)
    return "".join(paragraph.itertext())
