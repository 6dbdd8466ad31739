"""Agreement: whatever two files of a release state of the same thing, they state alike.

Reads only the bytes in dist/, by readers of its own for each format; what made them is not asked. The table of which kind
of file states which field is :mod:`press.checks.agreement.fields`.
"""

from __future__ import annotations

from pathlib import Path

from press.checks.agreement.compare import differences
from press.checks.agreement.fields import BYTES, NOTE, OPDS1, OPDS2, ROWS
from press.checks.agreement.note import unnamed
from press.checks.agreement.release import missing, read_release
from press.checks.outcome import Check, Finding, ToolError
from press.core.messages import Message


def find(path: Path) -> list[Finding]:
    """Every difference in the release of an EPUB, the folder where it lies; :class:`ToolError` where it lies alone."""
    files, statements = read_release(path.parent, path.stem)
    if sum(statement.kind != BYTES for statement in statements) < 2:
        raise ToolError(Message("there is no other file beside the EPUB to compare it with: ./build.py makes them all"))
    lost = [
        Finding(BYTES, file, "error", Message("missing, although the other records are there"))
        for file in missing(files, path.stem)
    ]
    if NOTE in files:
        lost += [
            Finding(NOTE, file, "error", Message("the note does not name it")) for file in unnamed(files[NOTE], files)
        ]
    feeds = [statement for statement in statements if statement.kind in (OPDS1, OPDS2)]
    own = [link for feed in feeds for link in feed.links if link.address == link.base]
    folder = own[0].base.rpartition("/")[0] + "/" if own and own[0].base else ""
    return sorted([*lost, *differences(statements, files, folder)])


CHECKS = (
    Check(
        Message("press, agreement of the files"),
        "1",
        Message("The EPUB, the PDFs, the records and the page state the same of the book and of the files"),
        "*.epub",
        ".venv/bin/python -m press.checks.agreement {file}",
        find,
        rules=tuple(row.description for row in ROWS),
        without=".kepub.epub",  # which is read with the EPUB
    ),
)
