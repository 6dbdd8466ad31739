"""A drawing carries nothing into a book but shapes that every edition shows: no script, no address, no empty picture."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from press.compose.drawings.svg_check import check_drawing
from press.core.problems import Problems

ROOT = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"{}>{}</svg>'
SHAPE = '<path d="M0 0h9v9z"/>'


def messages(svg: str) -> list[str]:
    """What is said of a drawing, without the file's name."""
    problems = Problems()
    good = check_drawing(Path("a.svg"), svg.encode(), problems)
    assert good is not bool(problems.items)
    return [str(problem).split("\n")[0].removeprefix("a.svg:") for problem in problems.items]


@pytest.mark.parametrize(
    "inside",
    [
        SHAPE,
        '<path d="M1.5.5-2 3e0l1,1 2 2zm0 0a1 1 0 01 9 9A1,1,0,1,0,3,3Q1 1 2 2T3 3C1 1 2 2 3 3S1 1 2 2H1V-1Z"/>',
        '<g transform="translate(1,2) rotate(45 1 1)scale(.5) matrix(1 0 0 1 0 0)"><rect width="9" height="9"/></g>',
        '<defs><g id="a"><circle r="1" cx="1" cy="1"/></g></defs><use href="#a" x="2"/><use xlink:href="#a"/>',
        '<rect width="9" height="9" fill="rgb(200, 0, 0)" stroke="navy" stroke-width="1.5mm" stroke-dasharray="1, 2"/>',
        '<path d="M0 0h9" fill="none" stroke="#abc" fill-opacity="1" opacity="1"/>',
        '<polygon points="0,0 9,0 9,9"/><line x1="0" y1="0" x2="9" y2="9"/><ellipse rx="1" ry="2"/>',
        '<title>Un dibujo</title><desc>url(http://example.org)</desc><!-- sello --><view id="front" viewBox="0 0 1 1"/>',
        '<path xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="Capa" d="M0 0z"/>',
    ],
)
def test_a_drawing_of_plain_shapes_is_taken(inside):
    assert messages(ROOT.format("", inside)) == []


@pytest.mark.parametrize(
    ("attributes", "inside", "message"),
    [
        (' onload="alert(1)"', SHAPE, "the attribute onload"),
        ("", '<path ONCLICK="alert(1)" d="M0 0z"/>', "the attribute ONCLICK"),
        ("", "<script>alert(1)</script>", "<script>"),
        ("", '<a xlink:href="javascript:alert(1)"><path d="M0 0z"/></a>', "<a>"),
        ("", '<image href="a.png"/>', '<image href="a.png">'),
        ("", '<text x="1">a</text>', "<text>"),
        ("", "<foreignObject/>", "<foreignObject>"),
        ("", '<use href="javascript:alert(1)"/>', '<use href="javascript:alert(1)">'),
        ("", '<use xlink:href="http://example.org/#a"/>', '<use href="http://example.org/#a">'),
        ("", '<use href="file:///etc/a.svg#a"/>', '<use href="file:///etc/a.svg#a">'),
        ("", '<use href="data:image/svg+xml,a#a"/>', '<use href="data:image/svg+xml,a#a">'),
        ("", "<use/>", "<use> without href"),
        ("", '<use href="#nada"/>', '<use> of "#nada", which is not there'),
        ("", '<path style="fill:url(a)" d="M0 0z"/>', "the attribute style"),
        ("", '<path class="a" d="M0 0z"/>', "the attribute class"),
        ("", '<path fill="URL(http://example.org)" d="M0 0z"/>', '<path fill="URL(http://example.org)">'),
        ("", r'<path fill="u\72l(http://example.org)" d="M0 0z"/>', r'<path fill="u\72l(http://example.org)">'),
        (' xml:base="http://example.org/"', SHAPE, "the attribute base"),
        ("", '<path fill="rgba(0,0,0,.5)" d="M0 0z"/>', '<path fill="rgba(0,0,0,.5)">'),
        ("", '<path fill="#00000080" d="M0 0z"/>', '<path fill="#00000080">'),
        ("", '<path fill="transparent" d="M0 0z"/>', '<path fill="transparent">'),
        ("", '<path fill="rojo" d="M0 0z"/>', '<path fill="rojo">'),
        ("", '<path d="esto no dibuja"/>', '<path d="esto no dibuja">'),
        ("", '<path d="M0"/>', '<path d="M0">'),
        ("", '<path d=""/>', '<path d="">'),
        ("", '<path d="M0 0L1e99 1"/>', '<path d="M0 0L1e99 1">'),
        ("", "<path/>", "<path> without d"),
        ("", '<polygon points="0,0 9"/>', '<polygon points="0,0 9">'),
        ("", '<circle r="-1"/>', '<circle r="-1">'),
        ("", '<rect width="ancho" height="9"/>', '<rect width="ancho">'),
        ("", '<g transform="gira(45)"/>', '<g transform="gira(45)">'),
        ("", '<g transform="scale(0)"/>', '<g transform="scale(0)">'),
        ("", '<g stroke-width="gordo"/>', '<g stroke-width="gordo">'),
        ("", '<g stroke-dasharray="a b"/>', '<g stroke-dasharray="a b">'),
        ("", '<g xmlns:x="http://example.org/" x:onload="a"/>', "the attribute onload"),
        ("", '<p xmlns="http://www.w3.org/1999/xhtml">a</p>', "<{http://www.w3.org/1999/xhtml}p>"),
        ("", '<?xml-stylesheet href="a.css"?>', "the processing instruction <?xml-stylesheet?>"),
        ("", '<g id="a"/><g id="a"/>', 'the identifier "a" twice'),
        ("", '<view id="front" viewBox="a b c d"/>', '<view viewBox="a b c d">'),
        ("", '<view id="front" viewBox="0 0 1"/>', '<view viewBox="0 0 1">'),
    ],
)
def test_whatever_else_it_holds_is_refused_at_its_line(attributes, inside, message):
    assert messages(ROOT.format(attributes, f"\n{inside}" if not attributes else inside)) == [
        f"{1 if attributes else 2}: F003 the drawing holds {message}"
    ]


def test_one_message_says_how_often_a_thing_is_there():
    inside = '\n<path style="a" d="M0 0z"/>' * 3
    assert messages(ROOT.format("", inside)) == ["2: F003 the drawing holds the attribute style (3 times, here first)"]


@pytest.mark.parametrize(
    ("svg", "message"),
    [
        (f'<?xml-stylesheet href="a.css"?>{ROOT}', "1: F003 the drawing holds the processing instruction"),
        (f'<!DOCTYPE svg SYSTEM "http://example.org/">{ROOT}', "1: F003 the drawing has a document type"),
        (f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n{ROOT}', "1: F003 the drawing has a document"),
        ("<svg viewBox='0 0 9 9'/>", "1: F003 the drawing's root is <svg>, not <svg> of SVG"),
        ("<html/>", "1: F003 the drawing's root is <html>"),
        ("no es un dibujo", "1: F001 the drawing is not well-formed"),
        ("", "1: F001 the drawing is not well-formed"),
        (ROOT.replace("0 0 9 9", "0 0 0 9"), "1: F003 the drawing has no viewBox"),
        (ROOT.replace("0 0 9 9", "0 0 nan 9"), "1: F003 the drawing has no viewBox"),
        (ROOT.replace("0 0 9 9", "0 0 -9 9"), "1: F003 the drawing has no viewBox"),
    ],
)
def test_what_is_no_drawing_at_all(svg, message):
    (line,) = messages(svg.replace("{}", ""))
    assert line.startswith(message)


def test_a_drawing_does_not_grow_beyond_all_bounds():
    uses = "".join(f'<g id="a{n}">' + f'<use href="#a{n + 1}"/>' * 10 + "</g>" for n in range(12))
    begun = time.monotonic()
    (line,) = messages(ROOT.format("", f'{uses}<g id="a12">{SHAPE}</g>'))
    assert "more than 200000 elements" in line and time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "inside", ['<g id="a"><use href="#a"/></g>', '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>']
)
def test_a_drawing_that_repeats_itself_in_itself(inside):
    (line,) = messages(ROOT.format("", inside))
    assert "more than 100 levels" in line


def test_a_drawing_nested_too_deep():
    (line,) = messages(ROOT.format("", "<g>" * 150 + "</g>" * 150))
    assert "more than 100 levels" in line
    assert "not well-formed" in messages(ROOT.format("", "<g>" * 5000 + "</g>" * 5000))[0]
