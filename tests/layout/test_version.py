"""Another major version of WeasyPrint builds the book too, in one piece and with a warning."""

from __future__ import annotations

import pytest

from press.pages import layout

pytestmark = pytest.mark.build


def test_another_weasyprint_lays_the_book_out_in_one_piece(book, monkeypatch):
    monkeypatch.setattr(layout, "weasyprint_version", lambda: "71.0")
    outcome = book.run("screen", "--no-cache")
    assert outcome.status == 0
    assert outcome.err.startswith("WeasyPrint 71.0 is installed and this program is written against 70.")
    assert "Texto del primer capítulo." in " ".join(book.screen.pages)
