"""The kinds of ``make torture`` are there, each with a name of its own."""

from __future__ import annotations

from tests.torture.case import read_cases
from tests.torture.machine import KINDS


def test_there_are_enough_kinds():
    names = [case.name for case in read_cases()] + [kind.name for kind in KINDS]
    assert len(names) == len(set(names))
    assert len(names) - len(KINDS) >= 300 and len(KINDS) >= 60
