"""``build.py changes``: what is not the same in two releases of a book, by paragraph and by field of the record."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from press.checks.epub_file import EpubFile
from press.commands.changes.blocks import Block, read_blocks
from press.commands.changes.compare import Change, compare
from press.commands.changes.page import page, printed_list, texts
from press.commands.changes.record import FieldChange, compare_fields, read_fields
from press.core.messages import Message
from press.core.out_folder import check_entries
from press.core.paths import REPORT_LANGUAGES
from press.core.problems import shown
from press.core.publish import publish
from press.language.reports import in_language

NAMES = ("changes.html", "changes.pdf", "changes.json")
_BROKEN = (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError)


def show_changes(old: Path, new: Path, out: Path, language: str = "") -> int:
    """Write what changed from the release ``old`` to ``new`` into ``out``, as a page, a printed list and data.

    In the language of the book, where there are reports in it, unless another is asked for. Returns 0; 3 where one of the
    two is no release. Raises :class:`press.core.problems.ManuscriptError` where ``out`` holds other files.
    """
    check_entries(out)
    try:
        releases = [(folder, EpubFile(_epub(folder))) for folder in (old, new)]
        before, after = read_fields(releases)
        blocks = [read_blocks(epub) for _, epub in releases]
    except (OSError, *_BROKEN) as error:
        print(in_language(Message("nothing to compare: {}", str(error)), language or "en"))
        return 3
    own = after.get("inLanguage", "en").split("-")[0]
    language = language or (own if own in REPORT_LANGUAGES else "en")
    fields, changes = compare_fields(before, after), compare(*blocks)
    head = _head(before, after, fields, changes)
    say = partial(in_language, language=language)
    made = [each([say(line) for line in head], fields, changes, language, say) for each in (page, printed_list)]
    data = _data(old, new, fields, changes, (before, after))
    publish(dict(zip(NAMES, (*made, data), strict=True)), out, whole=True)
    for line in (*head[1:], *(Message("{}", shown(out / name)) for name in NAMES)):
        print(say(line))
    return 0


def _epub(folder: Path) -> Path:
    found = sorted(folder.glob("*.epub"))
    if not found:
        raise ValueError(f"{folder}: there is no EPUB")
    return found[0]


def _head(
    before: dict[str, str], after: dict[str, str], fields: Sequence[FieldChange], changes: Sequence[Change]
) -> list[Message]:
    old, new = (
        ", ".join(filter(None, (each.get("bookEdition"), each.get("datePublished")))) for each in (before, after)
    )
    editions = [Message("From {} to {}", old or "—", new or "—")] if old != new else []
    return [
        Message("Changes in «{}»", after.get("name", "")),
        *editions,
        Message("Changes in the text: {}; in the record: {}.", len(changes), len(fields)),
    ]


def _data(
    old: Path, new: Path, fields: Sequence[FieldChange], changes: Sequence[Change], records: tuple[dict[str, str], ...]
) -> bytes:
    """All of it as JSON; the pieces of a text are the same in both editions (=), of the old (-) or of the new one (+)."""
    counted = Counter(change.kind for change in changes)
    value: dict[str, Any] = {
        "old": {"edition": records[0].get("bookEdition", ""), "date": records[0].get("datePublished", "")},
        "new": {"edition": records[1].get("bookEdition", ""), "date": records[1].get("datePublished", "")},
        "counts": {**dict(sorted(counted.items())), "record": len(fields)},
        "record": [{"field": each.field, "old": each.old, "new": each.new} for each in fields],
        "text": [
            {
                "kind": change.kind,
                "old": [_block(block) for block in change.old],
                "new": [_block(block) for block in change.new],
                "pieces": list(texts(change)),
            }
            for change in changes
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _block(block: Block) -> dict[str, str]:
    names = ("kind", "document", "title", "page", "id", "text")
    return {name: value for name in names if (value := getattr(block, name))}
