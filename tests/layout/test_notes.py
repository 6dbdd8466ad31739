"""No note is lost between pages, and one that were would be reported."""

from __future__ import annotations

import re
from math import inf
from types import SimpleNamespace

import pytest
from weasyprint.layout import LayoutContext

from press.core.numerals import roman
from press.pages.layout.book import IncrementalLayout
from press.pages.layout.weasyprint.notes import notes_at_their_calls
from tests.reading import squeezed

#: Long notes, many to a page: some are pushed on to the next.
CHAPTER = "\n\n".join(
    f"Párrafo {n}. {'Llegaron las noticias de la tarde. ' * 8}Y las de la noche.[^{n}]\n\n[^{n}]: Nota {n}. {'Lo cuenta Reed. ' * 40}"
    for n in range(1, 61)
)


@pytest.mark.build
def test_every_note_of_a_long_chapter_that_names_pages_is_printed(book):
    book.write("chapters/01-uno.md", f"# Uno {{#uno}}\n\nVéase la [p.](#dos) del segundo.\n\n{CHAPTER}\n")
    book.write("chapters/02-dos.md", "# Dos {#dos}\n\nVéase también [p.](#uno) antes.\n")
    assert book.run("print").status == 0
    printed = squeezed("".join(book.interior.pages))
    assert {int(n) for n in re.findall(r"Nota(\d+)\.", printed)} == set(range(1, 61))


@pytest.mark.build
def test_a_note_that_is_on_no_page_stops_the_build(book, monkeypatch):
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\nTexto con nota.[^a]\n\n[^a]: Perdida del todo.\n")
    whole = IncrementalLayout._orders

    def lose(self, folios, settled, known):
        return [
            (name, type(order)(order.html.replace('id="uno-n1"', ""), order.style, order.pictures))
            for name, order in whole(self, folios, settled, known)
        ]

    monkeypatch.setattr(IncrementalLayout, "_orders", lose)
    outcome = book.run("print")
    assert outcome.status != 0 and "LayoutError" in outcome.err


def test_front_matter_may_be_longer_than_ninety_nine_pages():
    assert [roman(n) for n in (99, 100, 148, 999)] == ["xcix", "c", "cxlviii", "cmxcix"]


@pytest.mark.parametrize(("most", "overfull"), [(inf, False), (400, False), (40, True)])
def test_no_rounding_error_moves_a_note_to_the_next_page(monkeypatch, most, overfull):
    """The area of the notes was overfull by 1e-13 on some pages, and all after the line of the call stood on the next."""
    monkeypatch.setattr(LayoutContext, "_update_footnote_area", lambda context: True)
    area = SimpleNamespace(height=40.0, max_height=most)
    with notes_at_their_calls():
        assert LayoutContext._update_footnote_area(SimpleNamespace(current_footnote_area=area)) is overfull
