"""What tests of the layout share."""

from __future__ import annotations

import pytest

from press.pages.layout import part


@pytest.fixture
def drawn(monkeypatch):
    """The HTML of what is laid out, from now on, in one process."""
    made = []
    draw = part.draw
    monkeypatch.setattr(part, "draw", lambda html, *more: made.append(html) or draw(html, *more))
    return made
