"""Spanish orthotypography: rules that are data, each with its source and an example; see docs/orthotypography.md."""

from __future__ import annotations

from pathlib import Path

from press.datafile import DataFile
from press.manuscript import Manuscript, MarkdownFile
from press.problems import Problems
from press.typography.exceptions import Ignored, read_ignored
from press.typography.fixing import fix
from press.typography.prose import Prose, prose_of
from press.typography.table import RULES
from press.typography.texts import PLAIN, data_files, is_spanish, values

__all__ = ["RULES", "Ignored", "check", "check_book", "check_values", "fix", "is_spanish", "read_ignored"]


def check(document: MarkdownFile, ignored: Ignored, problems: Problems) -> None:
    """A Problem at file and line for whatever a Spanish document does against the rules."""
    for prose in prose_of(document.text):
        _look(prose, document.path, ignored, ignored.foreign, problems)


def check_values(data: DataFile, keys: set[str], ignored: Ignored, problems: Problems) -> None:
    """The same for the texts of a data file under ``keys``, at the line of the value."""
    for key, at, text in values(data, keys):
        for prose in prose_of(text, data.line(*at), one_line=True):
            _look(prose, data.path, ignored, () if key in PLAIN else ignored.foreign, problems)


def check_book(manuscript: Manuscript, problems: Problems) -> None:
    """Check all documents and data of a book, if it is Spanish, and then its list of exceptions."""
    if not is_spanish(manuscript):
        return
    ignored = read_ignored(manuscript.folder, problems)
    for document in manuscript.documents:
        check(document, ignored, problems)
    for data, keys in data_files(manuscript):
        check_values(data, keys, ignored, problems)
    ignored.tell_unused(problems)


def _look(prose: Prose, path: Path, ignored: Ignored, foreign: tuple[str, ...], problems: Problems) -> None:
    place = ignored.place(path)
    for rule in RULES:
        for finding in rule.find(prose, foreign) if rule.find else ():
            if not ignored.lets_pass(rule.code, place, prose, finding):
                problems.add(
                    path,
                    prose.line(finding.start),
                    rule.code,
                    f"{rule.name}: {prose.text[finding.start : finding.end].strip()}",
                    f"Write: {finding.right}",
                )
