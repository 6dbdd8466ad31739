"""The page of ``watch`` in a real browser: an editor who saves, breaks, corrects, and looks at every view."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CACHE, CHECKOUT
from tests.node import chromium, run_script

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent


def _seen(script, folder):
    """What a script saw, in Chromium, on the page of ``watch`` for the book in ``folder``."""
    browser = chromium()
    command = [sys.executable, CHECKOUT / "build.py", "watch", "--book", folder, "--cache", CACHE, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().strip()
            return run_script(HERE / script, browser, address, folder, timeout=900)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)


def test_an_editor_sees_what_each_save_does(folder):
    seen = _seen("watch.cjs", folder)
    assert seen["errors"] == []
    left, right = seen["spread"]
    assert left < right  # facing pages
    assert 0 < seen["first"]["top"] < 900 and seen["first"]["label"].startswith("Paragraph fourteen of Three")
    assert seen["second"]["label"].startswith("Paragraph no. 14 of Three")
    assert abs(seen["second"]["top"] - seen["first"]["top"]) < 2  # it stays where it is looked at
    assert seen["place"].endswith("chapters/3.md:55")
    assert seen["next"].startswith(seen["place"].rpartition(":")[0]) and seen["next"] != seen["place"]
    assert "last good pages" in seen["banner"] and "chapters/1.md:7: F004" in seen["banner"]
    (problem,) = seen["problems"]
    assert (
        "F004" in problem and "../../none.png lies outside the book's folders" in problem and "Copy the file" in problem
    )
    assert seen["kept"] and seen["corrected"]
    assert seen["reader"]["size"] == "160%" and seen["reader"]["width"] == 536
    assert "EB Garamond" in seen["reader"]["face"] and "allow-scripts" not in seen["reader"]["scripts"]
    assert "chapters/2.md:" in seen["readerPlace"]
    assert seen["covers"] == ["Front cover for shops"]
    assert seen["streams"] == 3  # one for each time that the page was opened
    assert seen["violations"] == []
    assert max(seen["widths"].values()) <= 320


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_view_of_an_e_reader_turns_its_pages(folder, language):
    """In a book that is read from right to left the next page is at the left."""
    record = folder / "book.yaml"
    record.write_text(record.read_text().replace("language: en", f"language: {language}"))
    seen = _seen("turning.cjs", folder)
    at_right = 3 if language == "en" else 1
    assert seen["steps"] == {
        **{"opened": 1, "next": 2, "previous": 1},  # and on to the second page again
        **{"click at the right": at_right, "click at the left": 2, "click in the middle": 2},
        **{"arrow to the right": at_right, "arrow to the left": 2, "page down": 3, "page up": 2},
    }
    assert set(seen["cut"].values()) == {0}  # no line goes over the edge of its page
    for device in ("360x640", "536x724"):
        assert 1 < seen["pages"][f"{device} at 100 %"] < seen["pages"][f"{device} at 200 %"]
