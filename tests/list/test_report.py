"""Whoever builds a list sees on a terminal who builds what and how long it will take, and in a pipe a line for each book."""

from __future__ import annotations

import io
import re
import sys
import time

import pytest

from press.commands.list.report import Report
from press.core.problems import Problem

pytestmark = pytest.mark.unit


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def lines(stream: io.StringIO) -> list[str]:
    """What was printed, without what only moves the cursor."""
    return re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", stream.getvalue()).replace("\r", "\n").split("\n")


def test_a_terminal_shows_workers_books_and_an_estimate(monkeypatch):
    out, err = Terminal(), Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setenv("COLUMNS", "100")
    report, begun = Report(), time.monotonic() - 7
    with report.watching(
        4, lambda: {"libro-2": ("tcp://10.0.0.2:4000", begun), "[libro]": ("tcp://10.0.0.3:1", begun)}
    ):
        report.verdict("libro-1", "built", "6.0 s")
        time.sleep(0.6)
    report.verdict("libro-9", "unchanged")
    report.summary()
    shown = lines(err)
    assert any(re.search(r"1 of 4 books in \d+ s, about \d+ s to go", line) for line in shown)
    assert any(re.search(r"tcp://10\.0\.0\.2:4000\s+libro-2\s+7\.\d", line) for line in shown)
    assert any(re.search(r"tcp://10\.0\.0\.3:1\s+\[libro\]\s+7\.\d", line) for line in shown)
    printed = "\n".join(lines(out)) + "\n".join(shown)
    assert "built      libro-1 (6.0 s)" in printed and "libro-9" not in printed
    assert re.search(r"built.*unchanged.*refused.*failed", printed) and re.search(r"1\s.*1\s.*0\s.*0", printed)


def test_a_pipe_has_a_line_for_each_book_and_nothing_else(capsys):
    report = Report()
    with report.watching(2, dict):
        report.verdict("uno", "built", "6.0 s")
        report.problems([Problem("libros/dos/book.yaml", 3, "B004", "unknown key", "")])
        report.verdict("dos", "refused")
    report.verdict("tres", "unchanged")
    report.summary()
    printed = capsys.readouterr()
    assert printed.out == (
        "built      uno (6.0 s)\nrefused    dos\nunchanged  tres\n1 built, 1 unchanged, 1 refused, 0 failed.\n"
    )
    assert printed.err == "libros/dos/book.yaml:3: B004 unknown key\n"
