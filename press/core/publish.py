"""The only writer of dist/: everything or nothing.

The new release is made beside the old one and then takes its place; a build that fails
or is killed leaves the last good release as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

#: What the report of the proofs is called: of other files than those of the release it would not be true.
REPORT = ("report.json", "report.html")


def publish(files: dict[str, bytes], out: Path, stale: Sequence[str] = (), whole: bool = False) -> None:
    """Write ``files`` (path inside ``out`` -> content).

    Other files of the last release stay, but the ``stale`` ones (files or folders); of a ``whole`` release none does.
    """
    staging = out.with_name(f".{out.name}.new")
    retired = out.with_name(f".{out.name}.old")
    out.parent.mkdir(parents=True, exist_ok=True)
    if retired.exists() and not out.exists():  # killed between the two renames below
        retired.rename(out)
    for leftover in (staging, retired):
        shutil.rmtree(leftover, ignore_errors=True)
    if out.exists() and not whole:
        shutil.copytree(out, staging, copy_function=os.link)
    staging.mkdir(exist_ok=True)
    for name in stale:
        if (staging / name).is_dir():
            shutil.rmtree(staging / name)
        else:
            (staging / name).unlink(missing_ok=True)
    for name, data in files.items():
        path = staging / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # it may be a link to the old release's file
        path.write_bytes(data)
    if out.exists():
        out.rename(retired)
    staging.rename(out)
    shutil.rmtree(retired, ignore_errors=True)
