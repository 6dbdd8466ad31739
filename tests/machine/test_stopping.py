"""Whoever stops a build, however, keeps the last release or has the new one, and no process lives on."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
_STATUS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129, "SIGKILL": -9}


@pytest.fixture
def released(builder):
    """A book with a release, edited since; what the release has now."""
    assert builder.run() == (0, "")
    before = builder.contents()
    builder.book.write("chapters/05.md", "# Otro\n\nMás texto.\n")
    return before


@pytest.mark.parametrize("name", list(_STATUS))
def test_a_stopped_build_leaves_the_last_release_or_the_new_and_nothing_else(builder, still, name):
    builder.book.write("chapters/05.md", "# Otro\n\nMás texto.\n")
    assert builder.run("--jobs", "2") == (0, "")
    new = builder.contents()
    builder.book.write("chapters/05.md", "# Otro\n\nTexto.\n")
    began = time.monotonic()
    assert builder.run("--jobs", "2") == (0, "")
    seconds, old = time.monotonic() - began, builder.contents()
    builder.book.write("chapters/05.md", "# Otro\n\nMás texto.\n")
    moments = random.Random(name)  # noqa: S311 - the same moments each time
    for _ in range(4):
        build = builder.start("--jobs", "2")
        time.sleep(moments.uniform(0.2, seconds))
        build.send_signal(getattr(signal, name))
        _, said = build.communicate(timeout=30)
        assert still(build.pid) == []
        assert builder.contents() in (old, new)
        assert said.count("\n") <= 1 and "Traceback" not in said
        assert build.returncode in (0, _STATUS[name], -getattr(signal, name))  # before and after it handles them
        assert name == "SIGKILL" or builder.litter() == []
    assert builder.run() == (0, "") and builder.litter() == []
    assert builder.contents() == new


def test_ctrl_c_reaches_the_workers_too_and_is_one_line(builder, released, still):
    build = builder.start("--jobs", "2")
    time.sleep(1.0)
    os.killpg(build.pid, signal.SIGINT)  # what a terminal does
    _, said = build.communicate(timeout=30)
    assert (build.returncode, said) == (130, "Stopped by Ctrl-C.\n") or build.returncode == 0
    assert still(build.pid) == []


def test_an_ended_worker_is_one_line_and_loses_nothing(builder, released):
    build = builder.start("--jobs", "2")
    until = time.monotonic() + 20
    workers: list[int] = []
    while not workers and build.poll() is None and time.monotonic() < until:
        before = set(_children(build.pid))
        time.sleep(0.1)  # pandoc is a Python for a moment, before it is pandoc
        workers = [pid for pid in before & set(_children(build.pid)) if _is_python(pid)]
    assert workers
    os.kill(workers[0], signal.SIGKILL)
    _, said = build.communicate(timeout=60)
    assert (build.returncode, said.count("\n")) == (4, 1) and "a process of the layout was ended" in said
    assert builder.contents() == released and builder.litter() == []


def _children(parent: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state = path.read_text().rpartition(")")[2].split()
            if int(state[1]) == parent and state[0] not in "ZX":
                found.append(int(path.parent.name))
    return found


def _is_python(pid: int) -> bool:
    with suppress(OSError):
        return "python" in Path(f"/proc/{pid}/exe").readlink().name
    return False
