"""A release with the record of what it was made from, as the commands for archives take it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from press.core.messages import Message
from press.core.problems import shown
from press.core.release_mark import release_files
from press.outputs.provenance import PATH


def recorded_release(out: Path) -> tuple[dict[str, bytes], dict[str, Any]] | None:
    """The files of the release in ``out`` by their path in it, and its record; None, and words on why, where it has none."""
    files = {name: path.read_bytes() for name, path in release_files(out).items()}
    before, after = PATH.split("{}")
    record = next((data for name, data in files.items() if name.startswith(before) and name.endswith(after)), None)
    if record is None:
        print(str(Message("{}: no release with a record of provenance; build first.", shown(out))))
        return None
    return files, json.loads(record)
