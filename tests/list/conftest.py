"""Lists of small books, and runs of ``build.py list`` in processes of their own whose workers can be found and killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from press.core.release_mark import release_files
from tests.conftest import CACHE, CHECKOUT, Run

_MARK = "PRESS_TEST_RUN"


@dataclass
class Shelf:
    """A folder of books, and the folder where their releases go."""

    folder: Path
    environment: dict[str, str] = field(default_factory=lambda: {_MARK: uuid.uuid4().hex})

    @property
    def books(self) -> Path:
        """The folder of the books."""
        return self.folder / "libros"

    @property
    def out(self) -> Path:
        """The folder of the releases."""
        return self.folder / "salida"

    def add(self, name: str, title: str = "", text: str = "Un texto.", record: str = "") -> Path:
        """Write a small book."""
        book = self.books / name
        (book / "chapters").mkdir(parents=True, exist_ok=True)
        author = "contributors: [{name: Ana Prado, role: aut, file_as: 'Prado, Ana'}]\n"
        (book / "book.yaml").write_text(
            f"title: {title or Path(name).name.capitalize()}\nlanguage: es\n{author}date: 2025-01-01\n{record}", "utf-8"
        )
        (book / "chapters" / "01-uno.md").write_text(f"# Capítulo de {name}\n\n{text}\n", "utf-8")
        return book

    def start(self, *options: str, out: Path | None = None, limit: int = 0) -> subprocess.Popen[str]:
        """Begin a run; ``limit`` is the size in bytes of the largest file that it may write."""
        cached = [] if {"--cache", "--no-cache"} & set(options) else ["--cache", str(CACHE)]
        place = ["--out", os.path.relpath(out or self.out, self.folder)]
        command = [sys.executable, str(CHECKOUT / "build.py"), "list", "libros", *place, *cached, *options]
        bounded = ["prlimit", f"--fsize={limit}", *command] if limit else command
        return subprocess.Popen(
            bounded,
            cwd=self.folder,
            env={**os.environ, **self.environment, "TMPDIR": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, *options: str, out: Path | None = None, limit: int = 0) -> Run:
        """A run, to its end."""
        process = self.start(*options, out=out, limit=limit)
        said, complained = process.communicate(timeout=300)
        return Run(process.returncode, said, complained)

    def processes(self, *words: str) -> list[int]:
        """The processes of the runs of this shelf whose command has all these words."""
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(OSError, ValueError):
                if f"{_MARK}={self.environment[_MARK]}".encode() not in (path / "environ").read_bytes():
                    continue
                if (path / "stat").read_text().rpartition(")")[2].split()[0] in "ZX":
                    continue
                command = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if all(word in command for word in words):
                    found.append(int(path.name))
        return found

    def builds(self) -> list[int]:
        """The processes that are each building a book: what a builder has forked."""
        builders = set(self.processes("cluster.builder"))
        return sorted(pid for pid in builders if _parent(pid) in builders)

    def workers(self) -> list[int]:
        """The processes of Dask's workers."""
        return sorted({_parent(pid) for pid in self.processes("cluster.builder")} - set(self.builds()) - {0, 1})

    def release(self, slug: str, out: Path | None = None) -> dict[str, bytes]:
        """The files of a book's release."""
        return {name: path.read_bytes() for name, path in release_files((out or self.out) / slug).items()}


def _parent(pid: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def verdicts(run: Run) -> dict[str, str]:
    """The verdict on each book that a run names."""
    lines = [line.split() for line in run.out.splitlines()[:-1]]
    return {words[1]: words[0] for words in lines if len(words) > 1}


@pytest.fixture
def shelf(tmp_path) -> Iterator[Shelf]:
    """A list without books; whatever of its runs is alive at the end has been left behind, and is ended."""
    made = Shelf(tmp_path)
    made.books.mkdir()
    (made.books / "catalogue.yaml").write_text("base_url: https://ejemplo.example/libros/\n", "utf-8")
    yield made
    left = made.processes()
    for pid in left:
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    assert not left, "a run has left processes behind"


class Killer(threading.Thread):
    """Kills a worker or a build now and then, at moments and of a kind that a seed decides, until it is stopped."""

    def __init__(self, shelf: Shelf, seed: int, most: int):
        super().__init__(daemon=True)
        self._shelf, self._chance, self._most = shelf, random.Random(seed), most  # noqa: S311 - the same each time
        self.killed = 0
        self._stopped = threading.Event()

    def run(self) -> None:
        """Kill."""
        while self.killed < self._most and not self._stopped.wait(self._chance.uniform(0.1, 1.5)):
            kind = self._chance.choice([self._shelf.builds, self._shelf.workers])
            if victims := kind():
                with suppress(OSError):
                    os.kill(self._chance.choice(victims), signal.SIGKILL)
                    self.killed += 1

    def stop(self) -> None:
        """Kill no more."""
        self._stopped.set()
        self.join()


@dataclass
class Cluster:
    """A scheduler on the loopback interface with its workers, begun as a user begins them."""

    shelf: Shelf
    port: int
    began: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The scheduler's address."""
        return f"tcp://127.0.0.1:{self.port}"

    def scheduler(self) -> subprocess.Popen[bytes]:
        """Begin the scheduler."""
        return self._begin("dask_scheduler", "--port", str(self.port))

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Begin a worker, which builds one book at a time."""
        local = ("--nthreads", "1", "--local-directory", str(self.shelf.folder / "dask"), "--death-timeout", "20")
        return self._begin("dask_worker", self.address, *local, **environment)

    def _begin(self, module: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        path = os.pathsep.join([environment.pop("path", ""), str(CHECKOUT)]).strip(os.pathsep)
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *options, "--host", "127.0.0.1", "--no-dashboard"],
            env={**os.environ, **self.shelf.environment, "PYTHONPATH": path, "TMPDIR": str(self.shelf.folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.began.append(process)
        return process


@pytest.fixture
def cluster(shelf, unused_port) -> Iterator[Cluster]:
    """No scheduler yet; what is begun ends with the test."""
    made = Cluster(shelf, unused_port)
    yield made
    for process in made.began:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    until(lambda: not shelf.processes(), 15)


@pytest.fixture
def unused_port() -> int:
    """A port of the loopback interface that nobody uses."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(holds, seconds: float = 60) -> bool:
    """Wait until something holds; whether it does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return bool(holds())
