"""Scripts that Node runs: what a browser shows, and what programs that are not ours read in the files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.conftest import CHECKOUT


def run_script(script: Path, *arguments: str | Path, timeout: float = 300) -> Any:
    """What a script prints as JSON; a test whose Node or whose package is missing fails."""
    node = shutil.which("node")
    assert node, "the test needs Node: apt-get install nodejs"
    done = subprocess.run(
        [node, script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NODE_PATH": str(CHECKOUT / "node_modules")},
        timeout=timeout,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def chromium() -> str:
    """The path of the browser."""
    found = shutil.which("chromium")
    assert found, "the test needs a browser: apt-get install chromium"
    return found
