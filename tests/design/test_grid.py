"""The grid of forms: a sample of trims, typefaces and themes for three printers passes preflight and the review."""

from __future__ import annotations

from itertools import product

import pytest

from press.core.paths import THEMES
from tools.specimens import TEXTS, TRIMS, Combination, faults, pairs

ALL = [Combination(*values) for values in product(TRIMS, TEXTS, sorted(THEMES))]
#: Each trim and each theme once, each typeface at least once: all pairs are for tools/specimens.py --pairs.
SAMPLE = [
    Combination(trim, TEXTS[number % len(TEXTS)], theme)
    for number, (trim, theme) in enumerate(zip(TRIMS, sorted(THEMES), strict=True))
]


def test_the_pairs_are_all_in_fewer_forms():
    chosen = pairs(ALL)
    assert len(chosen) < len(ALL) / 2
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert {(form[one], form[other]) for form in chosen} == {(form[one], form[other]) for form in ALL}


@pytest.mark.build
@pytest.mark.parametrize("form", SAMPLE, ids=lambda form: f"{form.theme} {form.trim}")
def test_a_form_has_no_fault(tmp_path, form):
    assert faults(form, tmp_path, tmp_path / "cache") == []
