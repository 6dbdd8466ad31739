"""Programs that are not ours read the files: how they are run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.node import run_script
from tests.records.conftest import keyed, traded  # noqa: F401 - fixtures


def read_by(script: str, *arguments: str | Path) -> Any:
    """What a script of this folder prints as JSON."""
    return run_script(Path(__file__).with_name(script), *arguments)
