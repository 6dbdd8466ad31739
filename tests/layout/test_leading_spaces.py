"""Where a line may end before an address, and where a link and a name begin."""

from __future__ import annotations

from lxml.html import fragment_fromstring, tostring

from press.compose.line_breaks import settle_lines
from press.pages.layout.tree import prepared


def laid(markup: str) -> str:
    """The page tree of a paragraph, as WeasyPrint takes it."""
    body = fragment_fromstring(f'<div><p data-block="a:1">{markup}</p></div>')
    settle_lines(body, frozenset())
    return str(tostring(prepared(body, None), encoding="unicode"))


def test_a_line_can_end_before_an_address():
    """The space is no part of what stays whole: "Sigla: St." is not drawn to the next line with its address."""
    page = laid('Sigla: St. <a href="https://a.org/b">https://a.org/b</a>.')
    assert "St.<span> </span>" in page
    assert "> https" not in page


def test_the_line_under_a_link_and_the_page_of_a_name_begin_with_its_word():
    page = laid('en la calle de la <a class="mention" id="m-x-1" href="#x">Asamblea</a>')
    assert "la<span> </span><" in page
    assert "> Asamblea" not in page
