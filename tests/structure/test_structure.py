"""The tree shows the process: the packages of the program in the order in which data flows, without a way back."""

from __future__ import annotations

import re

import pytest

from tests.conftest import CHECKOUT
from tools.structure import FLOW, imports_between_packages


@pytest.mark.slow
def test_no_import_goes_against_the_flow():
    against = [(one, other) for one, other in imports_between_packages() if FLOW.index(other) > FLOW.index(one)]
    assert against == []


def test_the_top_level_is_the_process_and_nothing_else():
    entries = {path.stem for path in (CHECKOUT / "press").iterdir() if path.name != "__pycache__"}
    assert entries == {*FLOW, "__init__"}


def test_no_package_but_the_root_knows_where_the_checkout_is():
    knowing = [
        path.relative_to(CHECKOUT).as_posix()
        for folder in ("press", "tools")
        for path in (CHECKOUT / folder).rglob("*.py")
        if re.search(r"__file__\)(\.resolve\(\))?\.parents\[", path.read_text("utf-8"))
    ]
    assert knowing == ["press/core/paths.py"]
