"""A build says where it is, and in the end where the files are: bars on a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

from press.core import progress
from tests.conftest import CHECKOUT


@pytest.mark.build
def test_on_a_terminal_the_layout_has_a_bar_with_its_count_and_the_files_stand_at_the_end(book):
    book.write("chapters/02-dos.md", "# Dos {#dos}\n\nTexto.\n")
    command = [sys.executable, CHECKOUT / "build.py", "epub", "--no-cache", "--book", book.folder, "--out", book.out]
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 65536)
        except OSError:
            break
    os.close(ours)
    assert process.wait() == 0
    text = shown.decode()
    assert "\x1b[" in text
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
    done, total = re.findall(r"layout .*?(\d+)/(\d+)", plain)[-1]
    assert done == total and int(total) >= 2
    assert re.search(r"dist/un-libro\.epub +\d+ kB\s*$", plain)


def test_where_there_is_no_terminal_a_long_stage_says_how_far_it_has_come(capsys, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])

    def work() -> int:
        progress.expect(3)
        for _ in range(3):
            now[0] += 6
            progress.advance()
        return 7

    with progress.reporting(quiet=False, plain=True):
        assert progress.stage("layout", work) == 7
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "layout: 2 of 3" and re.match(r"layout +\d+\.\d s$", lines[1]) and len(lines) == 2
    with progress.reporting(quiet=True, plain=True):
        progress.stage("layout", work)
    with progress.reporting(quiet=False, plain=False):
        progress.stage("layout", work)
    assert capsys.readouterr() == ("", "")
