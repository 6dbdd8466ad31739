"""The EPUB's documents on a narrow screen and at double size, in a real browser."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.node import chromium, run_script

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).with_name("reflow.cjs")


@pytest.mark.parametrize("name", ["real", "other", "almanac", "forms"])
def test_nothing_runs_off_a_screen_of_320_pixels_even_at_double_size(name, request, tmp_path):
    """WCAG 2.2, 1.4.4 and 1.4.10; tables of data are excepted there, and yet they fit at normal size."""
    zipfile.ZipFile(request.getfixturevalue(name).epub.path).extractall(tmp_path)
    files = sorted((tmp_path / "EPUB").glob("*.xhtml"))
    seen = run_script(SCRIPT, chromium(), *files)
    assert len(seen) == 2 * len(files)
    tables = {file.name for file in files if b"<table" in file.read_bytes()}
    for entry in seen:
        if entry["scale"] == 1 or entry["file"] not in tables:
            assert entry["width"] <= 320, entry
