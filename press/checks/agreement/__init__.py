"""Agreement: whatever two files of a release say of the same thing, they say alike.

Reads only the bytes in dist/, by readers of its own for each format; what made them is not asked. The table of which
witness tells which field is :mod:`press.checks.agreement.fields`.
"""

from __future__ import annotations

from pathlib import Path

from press.checks.agreement.compare import differences
from press.checks.agreement.fields import BYTES, OPDS1, OPDS2, ROWS
from press.checks.agreement.release import missing, read_release
from press.checks.outcome import Check, Finding, ToolError


def find(path: Path) -> list[Finding]:
    """Every difference in the release of an EPUB, the folder where it lies; :class:`ToolError` where it lies alone."""
    files, said = read_release(path.parent, path.stem)
    if sum(told.witness != BYTES for told in said) < 2:
        raise ToolError("junto al EPUB no hay otro archivo con que compararlo: ./build.py los hace todos")
    lost = [
        Finding("archivo", file, "error", "falta, y están los demás registros") for file in missing(files, path.stem)
    ]
    own = [link for told in said if told.witness in (OPDS1, OPDS2) for link in told.links if link.address == link.base]
    folder = own[0].base.rpartition("/")[0] + "/" if own and own[0].base else ""
    return sorted([*lost, *differences(said, files, folder)])


PROOFS = (
    Check(
        "La casa, concordancia de los archivos",
        "1",
        "El EPUB, los PDF, los registros y la página dicen lo mismo del libro y de los archivos",
        "*.epub",
        ".venv/bin/python -m press.checks.agreement {file}",
        find,
        rules=tuple(row.told for row in ROWS),
        language="es",
    ),
)
