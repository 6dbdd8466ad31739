"""What is checked in a document as it is written: what pandoc would drop, join or print raw."""

from __future__ import annotations

import re

from press.core.problems import Problems
from press.core.xhtml import Element, is_verbatim, rewrite_text, text_runs
from press.input.manuscript import MarkdownFile
from press.input.source_text import CONTROL, NOTE, unclosed_fence

#: The codes of what keeps pandoc from being given a document.
_UNREADABLE = ("H001", "M009", "M010", "M013")
_METADATA = re.compile(r"(?:\A|(?<=\n\n))---[ \t]*\n(?=[ \t]*\S)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
#: What pandoc leaves out of a table without a word.
_IN_TABLE = re.compile(r"^[ \t]*\|.*<(script|style)\b", re.M | re.I)
_REFERENCE = re.compile(r"(?<![\\!\]])\[([^\[\]\n^@][^\[\]\n]*)\]\[([^\[\]\n]*)\](?![(\[{:])")
_CITED = re.compile(r"(?<![\w@])-?@(?=[\w{])")
_NESTING, _MANY_SIGNS = re.compile(r"[\[(*_<>^~'\"]"), 500
_LOST_CALL = re.compile(r"\[\^([^][\s]+)\]")


def check_source(document: MarkdownFile, problems: Problems) -> bool:
    """Whether pandoc can be given a document; a Problem for each reason why it cannot."""
    before = len(problems.items)
    lines = document.text.split("\n")
    for number, line in enumerate(lines, start=1):
        if found := CONTROL.search(line):
            words = f"the control character U+{ord(found[0]):04X} stands in the text"
            problems.add(document.path, number, "M013", words, "Remove it: no edition can show it.")
    if line_of_fence := unclosed_fence(document.text):
        words = "the block of code that begins here is not closed"
        problems.add(document.path, line_of_fence, "M010", words, "Close it with a line of the same signs.")
    for match in _IN_TABLE.finditer(document.prose):
        number = document.prose.count("\n", 0, match.start()) + 1
        problems.add(
            document.path, number, "H001", f"<{match[1]}> is not allowed in a book", "Take it out of the table."
        )
    for match in _METADATA.finditer(document.prose) if problems.strict else ():
        problems.add(
            document.path,
            document.prose.count("\n", 0, match.start()) + 1,
            "M009",
            "a block between lines of --- is not text",
            "What describes the book goes into book.yaml. For a rule, write *** with an empty line before and after it.",
        )
    return not any(problem.code in _UNREADABLE for problem in problems.items[before:])


def line_of_nesting(document: MarkdownFile) -> int:
    """The line with the most signs that may nest, where it has far more of them than any text; 0 where none has."""
    count, line = max(
        (len(_NESTING.findall(text)), -number) for number, text in enumerate(document.text.split("\n"), 1)
    )
    return -line if count > _MANY_SIGNS else 0


def check_lost(tree: Element, document: MarkdownFile, cites: bool, problems: Problems) -> None:
    """Calls, references and citations that pandoc left as text, since what they name does not exist."""
    text = "\0".join(_prose(tree))
    for match in dict.fromkeys(_LOST_CALL.findall(text)):
        call = f"[^{match}]"
        words, code, hint = (
            f"note {call} is called and never written",
            "M004",
            f"Write it after the paragraph: {call}: Text.",
        )
        if document.line_matching(f"^ {{0,3}}{re.escape(call)}:"):
            words, code, hint = (
                f"note {call} is called in a note",
                "M008",
                "Write what it says into the note that calls it.",
            )
        line = (code == "M008" and _line_in_note(document, call)) or _line_of_call(document, call)
        problems.add(document.path, line, code, words, hint)
    for match in _REFERENCE.finditer(document.prose):
        label = match[2] or match[1]
        if f"][{match[2]}]" in text and not _is_defined(label, document):
            line = document.prose.count("\n", 0, match.start()) + 1
            hint = f"Write [{label}]: address on a line of its own, or &#91; where a bracket is meant."
            problems.add(document.path, line, "M011", f'the reference "{match[0]}" has no definition', hint)
    if not cites:
        for citation in tree.iter("span"):
            keys = citation.get("data-cites", "")
            if keys and "".join(citation.itertext()).startswith("["):
                words = f'"{keys.split()[0]}" is cited, and the book has no bibliography.yaml'
                hint = "Write the list of works, or \\@ where no citation is meant."
                code = "M005" if problems.strict else "M017"
                problems.add(document.path, document.line_of(f"@{keys.split()[0]}"), code, words, hint)
                if not problems.strict:  # the key is all that a reader can be given
                    rewrite_text(citation, lambda text, _: [_CITED.sub("", text)], is_verbatim)


def has_lost_call(tree: Element) -> str:
    """The call of a note that stands as text in a value, such as ``[^a]``; empty where there is none."""
    match = _LOST_CALL.search("\0".join(_prose(tree)))
    return match[0] if match else ""


def _prose(tree: Element) -> list[str]:
    """The pieces of text of a tree outside code."""
    return [text for _, text, _ in text_runs(tree, is_verbatim)]


def _line_of_call(document: MarkdownFile, call: str) -> int:
    return document.line_matching(f"{re.escape(call)}(?!:)") or document.line_of(call)


def _line_in_note(document: MarkdownFile, call: str) -> int:
    """The line of the first call of a note within a note; 0 where there is none."""
    places = (match.start(2) + at for match in NOTE.finditer(document.prose) if (at := match[2].find(call)) >= 0)
    return next((document.prose.count("\n", 0, place) + 1 for place in places), 0)


def _is_defined(label: str, document: MarkdownFile) -> bool:
    return bool(document.line_matching(rf"(?i)^ {{0,3}}\[{re.escape(label)}\]:"))
