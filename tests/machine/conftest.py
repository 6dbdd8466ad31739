"""Builds in processes of their own, as a user starts them, so that signals and limits meet them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from press.core.release_mark import release_files
from tests.conftest import CHECKOUT, Book


def processes_of(session: int) -> list[str]:
    """The commands of the processes of a session that are alive."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(state[3]) == session and state[0] not in "ZX":
            found.append((path.parent / "cmdline").read_text())
    return found


@dataclass
class Builder:
    """Starts builds of a book; everything that they may write lies in ``folder``."""

    book: Book
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        """The folder of the release."""
        return self.folder / "dist"

    @property
    def temporary(self) -> Path:
        """The folder for temporary files."""
        return self.folder / "tmp"

    def start(self, *options: str, command: str = "epub", **how: object) -> subprocess.Popen[str]:
        """Begin a build in a session of its own."""
        self.temporary.mkdir(exist_ok=True)
        arguments = [command, "--book", self.book.folder.resolve(), "--out", self.out, *options]
        if not {"--cache", "--no-cache"} & set(options):
            arguments.append("--no-cache")
        return subprocess.Popen(
            [sys.executable, CHECKOUT / "build.py", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
            env={**os.environ, "TMPDIR": str(self.temporary), **self.environment},
            **how,  # type: ignore[call-overload]
        )

    def run(self, *options: str, **how: object) -> tuple[int, str]:
        """A build from beginning to end: its status and what it said on stderr."""
        process = self.start(*options, **how)
        _, said = process.communicate(timeout=120)
        return process.returncode, said

    def contents(self) -> dict[str, bytes]:
        """The files of the release."""
        return {name: path.read_bytes() for name, path in release_files(self.out).items()}

    def litter(self) -> list[str]:
        """What lies beside the release, or in the folder for temporary files."""
        beside = [path.name for path in self.out.parent.iterdir() if path.name.startswith(".press")]
        return beside + [path.name for path in self.temporary.iterdir()]


def gone(session: int, seconds: float = 5) -> list[str]:
    """The processes of a session that are still alive after some seconds: none, as soon as there is none."""
    until = time.monotonic() + seconds
    while (alive := processes_of(session)) and time.monotonic() < until:
        time.sleep(0.02)
    return alive


@pytest.fixture
def builder(book, tmp_path) -> Builder:
    """A small book of several documents, and the folders of its builds."""
    for number in range(2, 5):
        book.write(f"chapters/0{number}.md", f"# Capítulo {number}\n\n" + "Texto de prueba. " * 200)
    return Builder(book, tmp_path)


@pytest.fixture
def still() -> Iterator[Callable[[int], list[str]]]:
    """Says which processes of a session live on."""
    yield gone
