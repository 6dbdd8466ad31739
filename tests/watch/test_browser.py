"""The page of ``watch`` in a real browser: an editor who saves, breaks, mends, and looks at every view."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CACHE, HOUSE

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).with_name("watch.cjs")


def test_an_editor_sees_what_each_save_does(folder):
    chromium, node = shutil.which("chromium"), shutil.which("node")
    assert chromium and node, "the test needs a browser: apt-get install chromium nodejs"
    command = [sys.executable, HOUSE / "build.py", "watch", "--book", folder, "--cache", CACHE, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().strip()
            environment = {**os.environ, "NODE_PATH": str(HOUSE / "node_modules")}
            done = subprocess.run(
                [node, SCRIPT, chromium, address, folder],
                capture_output=True, text=True, check=False, env=environment, timeout=900,
            )  # fmt: skip
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["errors"] == []
    left, right = told["spread"]
    assert left < right  # facing pages
    assert 0 < told["first"]["top"] < 900 and told["first"]["label"].startswith("Paragraph fourteen of Three")
    assert told["second"]["label"].startswith("Paragraph no. 14 of Three")
    assert abs(told["second"]["top"] - told["first"]["top"]) < 2  # it stays where it is looked at
    assert told["place"].endswith("chapters/3.md:55")
    assert told["next"].startswith(told["place"].rpartition(":")[0]) and told["next"] != told["place"]
    assert "last good pages" in told["banner"] and "chapters/1.md:7: F001" in told["banner"]
    (problem,) = told["problems"]
    assert "F001" in problem and "none.png does not exist" in problem and "Correct the path" in problem
    assert told["kept"] and told["mended"]
    assert told["reader"]["size"] == "160%" and told["reader"]["width"] == 536
    assert "EB Garamond" in told["reader"]["face"] and "allow-scripts" not in told["reader"]["scripts"]
    assert "chapters/2.md:" in told["readerPlace"]
    assert told["covers"] == ["Front cover for shops"]
    assert told["streams"] == 3  # one for each time that the page was opened
    assert told["violations"] == []
    assert max(told["widths"].values()) <= 320
