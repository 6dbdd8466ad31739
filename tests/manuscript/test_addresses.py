"""A link of the book leads where a reader can follow, and a script never reaches an edition as one."""

from __future__ import annotations

import pytest

from press.core.addresses import is_well_formed


@pytest.mark.parametrize(
    "scheme", ["ftp", "javascript", "data", "file", "vbscript", "gopher", "ws", "blob", "tel", "x"]
)
def test_no_other_scheme_is_taken_even_with_a_host(scheme):
    assert not is_well_formed(f"{scheme}://example.org/x")
    assert not is_well_formed(f"{scheme.upper()}://example.org/x")
    assert not is_well_formed(f"{scheme}:alert(1)")


@pytest.mark.parametrize("address", ["http://example.org", "https://example.org/a?b#c", "mailto:a@example.org"])
def test_what_a_reader_can_follow_is_taken(address):
    assert is_well_formed(address)
