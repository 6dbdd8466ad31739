"""A part of ``make torture`` that takes about a minute: the same judgement, on some kinds of each folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.case import read_cases
from tests.torture.machine import KINDS

PROGRAM = Path(__file__).parents[2]


def judged(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A run of the harness in a process of its own: it forks, and confines itself."""
    return subprocess.run(
        [sys.executable, "-m", "tests.torture", *arguments], cwd=PROGRAM, capture_output=True, text=True, check=False
    )


@pytest.mark.torture
def test_bad_input_gets_its_line_and_costs_nothing():
    run = judged("--inputs", "--every", "16")
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.torture
def test_faults_and_signals_cost_nothing():
    run = judged("--machine", "--every", "20", "--kills", "10")
    assert run.returncode == 0, run.stdout + run.stderr


def test_there_are_enough_kinds():
    names = [case.name for case in read_cases()] + [kind.name for kind in KINDS]
    assert len(names) == len(set(names))
    assert len(names) - len(KINDS) >= 300 and len(KINDS) >= 60
