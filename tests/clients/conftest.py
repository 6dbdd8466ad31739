"""Programs that are not ours read the files: how they are run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.conftest import CHECKOUT
from tests.records.conftest import keyed, traded  # noqa: F401 - fixtures


def read_by(script: str, *arguments: str | Path) -> Any:
    """What a script of this folder prints as JSON; a client that is missing fails the test."""
    node = shutil.which("node")
    assert node, "the test needs Node: apt-get install nodejs"
    done = subprocess.run(
        [node, Path(__file__).with_name(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NODE_PATH": str(CHECKOUT / "node_modules")},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def chromium() -> str:
    """The path of the browser."""
    found = shutil.which("chromium")
    assert found, "the test needs a browser: apt-get install chromium"
    return found
