"""build.py finds the packages that make installed, whichever Python it is called with."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.conftest import CHECKOUT

pytestmark = pytest.mark.build


def called(folder, *arguments):
    """build.py by a Python that sees no installed package."""
    command = [sys._base_executable, "-E", "-s", "-S", folder / "build.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def test_another_python_builds_with_the_packages_of_make(book):
    outcome = called(CHECKOUT, "epub", "--book", book.folder.resolve(), "--out", book.out, "--no-cache")
    assert outcome.returncode == 0, outcome.stderr
    assert book.epub.documents


def test_without_the_packages_it_says_what_to_do(tmp_path):
    shutil.copy(CHECKOUT / "build.py", tmp_path)
    shutil.copytree(CHECKOUT / "press", tmp_path / "press", ignore=shutil.ignore_patterns("__pycache__"))
    outcome = called(tmp_path)
    assert outcome.returncode == 1
    assert outcome.stderr == "build.py: the packages that it needs are not installed. Run make once.\n"
