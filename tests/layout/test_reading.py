"""The first word of a page is found again in its document, however lines divide it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from press.pages.errors import LayoutError
from press.pages.layout.reading import first_items


def test_a_divided_word_begins_once_and_notes_and_figures_are_distinguished():
    root = ElementTree.fromstring(
        "<section><p>Uno <em>dos</em> tres<span class='fn'>nota</span> cuatro</p><figure/><p>cinco</p></section>"
    )
    first, figure, last = root
    emphasis, note = first
    pages = [
        [(first, "Uno "), (emphasis, "dos"), (first, " tr-"), (note, "nota")],
        [(first, "es cua-")],
        [(first, "tro"), (figure, "")],
        [(last, "cinco")],
    ]
    assert first_items(root, pages) == (0, 3, 4, 5)


def test_the_head_of_a_table_that_every_page_repeats_begins_on_the_first():
    root = ElementTree.fromstring(
        "<section><table><thead><tr><th>Hora</th></tr></thead><tbody><tr><td>uno</td></tr><tr><td>dos</td></tr></tbody></table></section>"
    )
    head, one, two = root.find(".//th"), *root.findall(".//td")
    assert first_items(root, [[(head, "Hora"), (one, "uno")], [(head, "Hora"), (two, "dos")], []]) == (0, 2, None)


def test_a_line_that_its_document_does_not_have_is_an_error():
    root = ElementTree.fromstring("<section><p>Uno dos</p></section>")
    with pytest.raises(LayoutError, match="tres"):
        first_items(root, [[(root[0], "tres")]])
