"""``pip install .`` gives a working ``press`` command, away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import pytest

from press import __version__
from tests.conftest import CHECKOUT


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder of the unpacked wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", folder, CHECKOUT], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def called(installed, folder, *arguments):
    """The installed program, run in a folder outside the checkout."""
    command = [sys.executable, "-P", "-m", "press.cli", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(installed), "HOME": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_installed_program_says_its_version(installed, tmp_path):
    assert called(installed, tmp_path, "--version").stdout == f"press {__version__}\n"


def test_pip_makes_the_command_press(installed):
    (entries,) = installed.glob("press-*.dist-info/entry_points.txt")
    assert "press = press.cli:main" in entries.read_text("utf-8")


def test_the_installed_program_begins_a_book_and_builds_it_in_its_folder(installed, tmp_path):
    known = ("--title", "Garden", "--author", "Ann Field", "--language", "en")
    begun = called(installed, tmp_path, "new", "garden", *known)
    assert (begun.returncode, begun.stderr) == (0, "")
    outcome = called(installed, tmp_path / "garden")
    assert outcome.returncode == 0, outcome.stderr
    built = {path.name for path in (tmp_path / "garden" / "dist").iterdir()}
    assert {"garden.epub", "garden.pdf", "index.html", "records", "channels"} <= built
