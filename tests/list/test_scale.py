"""What docs/scale.md says of a hundred thousand books follows from the simulation, which keeps its books."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tools.scale.__main__ import SETTING
from tools.scale.simulate import simulate

SMALL = replace(SETTING, books=2_000, machines=5, cores=4, spread=0.0, publish=1e-6, link=1e12, failures=1e12)


def test_without_failures_or_a_narrow_link_the_cores_are_what_counts():
    result = simulate(SMALL)
    assert result.hours == pytest.approx(SMALL.books * SMALL.seconds / 20 / 3600, rel=0.01)
    assert result.busy == pytest.approx(1, abs=0.01) and (result.retried, result.given_up) == (0, 0)


def test_a_narrow_link_or_a_slow_client_is_what_counts_then():
    narrow = simulate(replace(SMALL, link=1e6))
    assert narrow.hours == pytest.approx(SMALL.books * (SMALL.sent + SMALL.received) / 1e6 / 3600, rel=0.02)
    slow = simulate(replace(SMALL, publish=1.0))
    assert slow.hours == pytest.approx(SMALL.books / 3600, rel=0.01) and slow.client_busy == pytest.approx(1, abs=0.01)


def test_machines_that_fail_cost_time_and_few_books():
    failing = simulate(replace(SMALL, failures=300.0, repair=60.0))
    assert failing.retried > 0 and failing.given_up < failing.retried / 10
    assert failing.hours > simulate(SMALL).hours
    assert simulate(replace(SMALL, failures=300.0)) == simulate(replace(SMALL, failures=300.0))
