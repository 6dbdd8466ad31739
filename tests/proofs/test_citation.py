"""A book without an author is cited under the editors of its title, which contradicts no other file."""

from __future__ import annotations

import pytest

from press.checks.agreement.citation import facts
from press.core.languages import label
from press.core.paths import LANGUAGES


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_editors_of_the_title_are_no_authors_in_any_language(tag):
    stated = facts(
        f"title: Alpha beta. Gamma\nauthors:\n- name: {label(tag, 'editors_of').format('Alpha beta')}\n".encode(), "x"
    )
    assert [fact for fact in stated if fact.field == "contributors" and fact.value] == []
    stated = facts(b"title: Alpha\nauthors:\n- name: Ann Field\n", "x")
    assert [fact.value for fact in stated if fact.field == "contributors"] == [("Ann Field",)]
