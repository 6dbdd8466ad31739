"""Spanish orthotypography: rules that are data, each with its source and an example; see docs/orthotypography.md."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from press.core.cache import NO_CACHE, Cache, cache_key
from press.core.problems import Problems
from press.input.manuscript import Manuscript, MarkdownFile
from press.language.es.exceptions import Ignored, read_ignored
from press.language.es.fixing import fix
from press.language.es.prose import prose_of
from press.language.es.rule import Finding
from press.language.es.source_fixing import fixed_source
from press.language.es.table import RULES
from press.language.es.texts import DataProse, data_files, is_spanish, values

__all__ = [
    "RULES",
    "Ignored",
    "check",
    "check_book",
    "check_values",
    "fix",
    "fixed_source",
    "is_spanish",
    "read_ignored",
]


#: A text to look through: itself, its first line, whether all stands on that line, and the words it sets in italics.
_Text = tuple[str, int, bool, tuple[str, ...]]
_NAMES = {rule.code: rule.name for rule in RULES}


def check(document: MarkdownFile, ignored: Ignored, problems: Problems, cache: Cache = NO_CACHE) -> None:
    """A Problem at file and line for whatever a Spanish document does against the rules."""
    _report([(document.text, 1, False, ignored.foreign)], document.path, ignored, problems, cache)


def check_values(found: DataProse, ignored: Ignored, problems: Problems, cache: Cache = NO_CACHE) -> None:
    """The same for the prose of a data file, at the line of the value."""
    texts = [
        (text, found.data.line(*at), True, () if key in found.plain else ignored.foreign)
        for key, at, text in values(found.data, found.keys)
    ]
    _report(texts, found.data.path, ignored, problems, cache)


def check_book(manuscript: Manuscript, problems: Problems, cache: Cache = NO_CACHE) -> None:
    """Check all documents and data of a book, if it is Spanish, and then its list of exceptions."""
    if not is_spanish(manuscript):
        return
    ignored = read_ignored(manuscript.folder, problems)
    for document in manuscript.documents:
        check(document, ignored, problems, cache)
    for found in data_files(manuscript):
        check_values(found, ignored, problems, cache)
    ignored.tell_unused(problems)


def _report(texts: Sequence[_Text], path: Path, ignored: Ignored, problems: Problems, cache: Cache) -> None:
    """Report what the rules find in the texts of a file, but for what the book lets pass."""
    place = ignored.place(path)
    key = cache_key("orthotypography", json.dumps(texts))
    for code, line, paragraph, *found in json.loads(cache.get_or_make(key, lambda: json.dumps(_look(texts)).encode())):
        finding = Finding(*found)
        if not ignored.lets_pass(code, place, paragraph, finding):
            words = paragraph[finding.start : finding.end].strip()
            problems.add(path, line, code, f"{_NAMES[code]}: {words}", f"Write: {finding.right}")


def _look(texts: Sequence[_Text]) -> list[tuple[str, int, str, int, int, str]]:
    """All that the rules find: code, line, the whole paragraph, and the finding."""
    return [
        (rule.code, prose.line(finding.start), prose.text, finding.start, finding.end, finding.right)
        for text, first, one_line, foreign in texts
        for prose in prose_of(text, first, one_line=one_line)
        for rule in RULES
        if rule.find
        for finding in rule.find(prose, foreign)
    ]
