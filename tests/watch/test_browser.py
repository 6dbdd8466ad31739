"""The page of ``watch`` in a real browser: an editor who saves, breaks, corrects, and looks at every view."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CACHE, CHECKOUT

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).with_name("watch.cjs")


def test_an_editor_sees_what_each_save_does(folder):
    chromium, node = shutil.which("chromium"), shutil.which("node")
    assert chromium and node, "the test needs a browser: apt-get install chromium nodejs"
    command = [sys.executable, CHECKOUT / "build.py", "watch", "--book", folder, "--cache", CACHE, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().strip()
            environment = {**os.environ, "NODE_PATH": str(CHECKOUT / "node_modules")}
            done = subprocess.run(
                [node, SCRIPT, chromium, address, folder],
                capture_output=True, text=True, check=False, env=environment, timeout=900,
            )  # fmt: skip
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["errors"] == []
    left, right = seen["spread"]
    assert left < right  # facing pages
    assert 0 < seen["first"]["top"] < 900 and seen["first"]["label"].startswith("Paragraph fourteen of Three")
    assert seen["second"]["label"].startswith("Paragraph no. 14 of Three")
    assert abs(seen["second"]["top"] - seen["first"]["top"]) < 2  # it stays where it is looked at
    assert seen["place"].endswith("chapters/3.md:55")
    assert seen["next"].startswith(seen["place"].rpartition(":")[0]) and seen["next"] != seen["place"]
    assert "last good pages" in seen["banner"] and "chapters/1.md:7: F001" in seen["banner"]
    (problem,) = seen["problems"]
    assert "F001" in problem and "none.png does not exist" in problem and "Correct the path" in problem
    assert seen["kept"] and seen["corrected"]
    assert seen["reader"]["size"] == "160%" and seen["reader"]["width"] == 536
    assert "EB Garamond" in seen["reader"]["face"] and "allow-scripts" not in seen["reader"]["scripts"]
    assert "chapters/2.md:" in seen["readerPlace"]
    assert seen["covers"] == ["Front cover for shops"]
    assert seen["streams"] == 3  # one for each time that the page was opened
    assert seen["violations"] == []
    assert max(seen["widths"].values()) <= 320
