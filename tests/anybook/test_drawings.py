"""SVG as drawing programs write it becomes a plain drawing with the same shapes and words; what acts is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from press.compose.drawings.svg_check import check_drawing
from press.compose.drawings.svg_plain import plain_drawing
from press.core.problems import Problems

pytestmark = pytest.mark.unit
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50">'


def _drawn(inside: str) -> etree._Element:
    data = plain_drawing(f"{HEAD}{inside}</svg>".encode())
    problems = Problems()
    assert check_drawing(Path("x.svg"), data, problems), problems.items
    return etree.fromstring(data)


def test_style_sheets_and_styles_are_attributes_in_opaque_colours():
    root = _drawn(
        "<style>.a{fill:#f00;stroke:rgba(0,0,0,.5)} rect{fill:blue}</style>"
        '<g opacity="0.5"><rect class="a" x="1" y="1" width="9" height="9" style="stroke-width:2px"/></g>'
    )
    rect = next(root.iter("{*}rect"))
    assert (rect.get("fill"), rect.get("stroke"), rect.get("stroke-width")) == ("#ff8080", "#bfbfbf", "2")


def test_words_are_outlines_and_are_named_in_the_description():
    root = _drawn(
        '<text x="50" y="20" text-anchor="middle" font-size="4">Two <tspan font-weight="bold">words</tspan></text>'
    )
    assert len(list(root.iter("{*}path"))) == 2
    assert next(root.iter("{*}desc")).text == "Two words"


def test_the_words_of_a_label_in_html_are_kept():
    root = _drawn(
        '<foreignObject width="40" height="20"><div xmlns="http://www.w3.org/1999/xhtml">A<br/>label</div></foreignObject>'
    )
    assert len(list(root.iter("{*}path"))) == 2


def test_markers_uses_and_clips_are_drawn():
    root = _drawn(
        '<defs><marker id="m" orient="auto"><path d="M0 0 5 5 0 5z"/></marker><path id="p" d="M0 0H5"/>'
        '<clipPath id="c 1"><rect width="9" height="9"/></clipPath></defs>'
        '<line x1="0" y1="0" x2="10" y2="0" stroke="black" marker-end="url(#m)"/><use xlink:href="#p" x="3"/>'
        '<rect width="20" height="20" clip-path="url(#c 1)"/>'
    )
    places = [element.get("transform") for element in root.iter("{*}g") if element.get("transform")]
    assert places[0].startswith("translate(10 0) rotate(0)")
    assert "translate(3 0)" in places
    assert [element.get("clip-path") for element in root.iter("{*}rect")][-1] == "url(#c-1)"


def test_a_document_type_and_what_only_the_program_reads_are_left_out():
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    data = plain_drawing(
        f'{doctype}{HEAD}<metadata>x</metadata><filter id="f"/><rect width="1" height="1" filter="url(#f)"/></svg>'.encode()
    )
    assert b"metadata" not in data
    assert check_drawing(Path("x.svg"), data, Problems())


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("<script>x</script>", "<script>"),
        ('<image href="http://example.org/x.png" width="1" height="1"/>', "<image"),
        ('<g onclick="x()"/>', "onclick"),
    ],
)
def test_what_acts_or_leads_out_is_refused(inside, named):
    problems = Problems()
    data = plain_drawing(f"{HEAD}{inside}</svg>".encode())
    assert not check_drawing(Path("x.svg"), data, problems)
    assert named in problems.items[0].message


def test_what_repeats_itself_beyond_bounds_is_left_to_the_check(monkeypatch):
    monkeypatch.setattr("press.compose.drawings.svg_plain.DRAWING_ELEMENTS", 5_000)
    layers = "".join(f'<g id="l{n}"><use href="#l{n - 1}"/><use href="#l{n - 1}"/></g>' for n in range(1, 40))
    drawing = f'{HEAD}<defs><path id="l0" class="a" d="M0 0H1"/>{layers}</defs><use href="#l39"/></svg>'.encode()
    assert plain_drawing(drawing) is None
