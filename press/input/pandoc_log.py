"""pandoc's warnings in the program's words."""

from __future__ import annotations

import re
from typing import Any

from press.core.problems import Problems
from press.core.yaml_file import DataFile
from press.input.manuscript import MarkdownFile
from press.input.places import InDocument

_UNPRINTED = re.compile(r"with no printed form: (\S+)")
#: Warnings that no Problem repeats: of identifiers, which M003 reports for the whole book, of formulas, which M030 does, and
#: of a language in which pandoc has no words for "Abstract", "Figure" and the like, none of which is printed.
_HARMLESS = ("CouldNotConvertTeXMath", "CouldNotLoadTranslations", "DuplicateIdentifier", "NoTranslation")


def unknown_works(log: list[dict[str, Any]]) -> list[str]:
    """The keys that citeproc does not find in the bibliography."""
    found = (entry.get("message", "") for entry in log if entry.get("type") == "CiteprocWarning")
    return [message.split()[1] for message in found if "not found" in message]


def no_such_work(key: str) -> tuple[str, str]:
    """What is wrong with a citation of a work that the bibliography lacks, and what to do."""
    return f'there is no work "{key}"', "Add it to bibliography.yaml, or correct the key."


def report_warnings(
    log: list[dict[str, Any]], document: MarkdownFile, works: tuple[DataFile, ...], problems: Problems
) -> None:
    """A Problem for each warning that concerns the author; those of a work at its line in the bibliography."""
    for key in unknown_works(log):
        words, hint = no_such_work(key)
        if problems.strict:
            problems.add(document.path, document.line_of(f"@{key}"), "M005", words, hint)
        else:
            words = f"{words} in the bibliography, and its key is printed"
            problems.add(document.path, document.line_of(f"@{key}"), "M023", words, hint)
    for entry in log:
        kind, line = entry.get("type"), int(entry.get("line", 0))
        if kind in _HARMLESS or (kind == "CiteprocWarning" and "not found" in entry.get("message", "")):
            continue  # reported in M005
        if kind == "NoteDefinedButNotUsed":
            words = f"note [^{entry['key']}] is written and never called"
            problems.add(document.path, line, "M004", words, "Call it in the text, or take it out.")
        elif kind == "DuplicateNoteReference":
            name = f"[^{entry['contents']}]"
            line = document.line_matching(f"^{re.escape(name)}:", 2)
            code = "M004" if problems.strict else "M022"
            problems.add(
                document.path, line, code, f"note {name} is written twice", "Give one of the two another name."
            )
        elif kind == "DuplicateLinkReference":  # of strict books: others have one definition of each link
            words = f"the link {entry['contents']} is defined twice"
            problems.add(document.path, line, "M028", words, "Give one of the two another name.")
        elif works and (unprinted := _UNPRINTED.search(entry.get("message", ""))):
            place = InDocument(document, works).find("", owner=f"ref-{unprinted[1]}")
            words = f'nothing of the work "{unprinted[1]}" can be printed'
            problems.add(*place, "M002", words, "Give it a title in plain text.")
        elif kind == "UnclosedDiv":
            line = int(entry["openpos"]["line"])
            is_html = ":::" not in document.text.split("\n")[line - 1]
            words, end = ("the <div> that begins here", "</div>") if is_html else ("the block that ::: opens", ":::")
            problems.add(document.path, line, "M016", f"{words} is never closed", f"Close it with {end}")
        elif entry.get("verbosity") in ("WARNING", "ERROR"):
            problems.add(document.path, line, "M002", f"pandoc says: {entry.get('pretty', kind)}")
