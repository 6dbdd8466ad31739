"""The lines read out of WeasyPrint's boxes: what breaks here first when an upgrade changes them."""

from __future__ import annotations

import msgspec
import pytest
import weasyprint

from press.core.typefaces import font_face_rules
from press.pages.layout.weasyprint.boxes import Piece, read_pieces

pytestmark = pytest.mark.build

SHEET = """
@page { size: 200pt 104pt; margin: 20pt; @footnote { margin-top: 4pt } @top-left { content: "Cabecera" } }
body { margin: 0; font: 10pt/16pt "EB Garamond"; text-align: justify; hyphens: auto; orphans: 1; widows: 1;
       hyphenate-character: "-"; }
p, h2, figure, figcaption { margin: 0; font-size: 10pt; line-height: 16pt; }
p { text-indent: 12pt }
.fn { float: footnote; footnote-display: block } .fn::footnote-call, .fn::footnote-marker { content: none }
.number { position: absolute; left: 0 }
.columns { columns: 2; column-gap: 0 }
"""
PROSE = "Los marineros de Kronstadt desembarcaron aquella tarde con licencia BY-SA, internacionalmente famosa."


@pytest.fixture
def laid_out():
    """The pieces of a body laid out on a small page."""

    def lay(body: str) -> tuple[Piece, ...]:
        html = f'<html lang="es"><style>{font_face_rules()}{SHEET}</style><body>{body}</body></html>'
        return read_pieces(weasyprint.HTML(string=html, base_url="file:///").render())

    return lay


def test_this_is_the_weasyprint_whose_boxes_were_read():
    assert weasyprint.__version__.split(".")[0] == "70", (
        "read press/pages/layout/weasyprint/boxes.py again, then say so here"
    )


def test_lines_keep_their_text_place_and_measure(laid_out):
    (piece,) = laid_out(f'<p data-block="uno:1">{PROSE}</p>')
    lines = piece.lines
    assert (piece.block, piece.kind, piece.page, piece.recto, round(piece.indent, 2)) == ("uno:1", "text", 0, True, 12)
    joined = "".join(line.text[:-1] if line.hyphenated else line.text + " " for line in lines)
    assert joined.strip() == PROSE
    assert [round(line.top) for line in lines] == [20 + 16 * number for number in range(len(lines))]
    assert [round(line.x) for line in lines] == [32] + [20] * (len(lines) - 1)
    assert [round(line.measure) for line in lines] == [148] + [160] * (len(lines) - 1)
    for line in lines[:-1]:
        assert line.opened > 0
        assert line.width + line.opened * line.text.count(" ") == pytest.approx(line.measure, abs=0.1)
    assert lines[-1].opened == 0
    assert [(line.first, line.last) for line in lines] == [
        (True, False),
        *[(False, False)] * (len(lines) - 2),
        (False, True),
    ]


def test_a_hyphen_of_ours_is_distinguished_from_one_of_the_text(laid_out):
    pieces = laid_out('<p data-block="a:1" style="width: 60pt">internacionalmente licencia BY-SA de todos</p>')
    ends = {line.text.split()[-1]: line.hyphenated for piece in pieces for line in piece.lines}
    assert True in [ours for end, ours in ends.items() if end.endswith("-")]
    (piece,) = laid_out('<p data-block="a:1">con licencia BY-<br/>SA de todos</p>')
    assert [(line.text, line.hyphenated) for line in piece.lines] == [
        ("con licencia BY-", False),
        ("SA de todos", False),
    ]


def test_a_block_over_two_pages_is_two_pieces_with_one_first_and_one_last_line(laid_out):
    first, second = laid_out(f'<p data-block="uno:1">{PROSE} {PROSE}</p>')
    assert [(piece.page, piece.recto, piece.block) for piece in (first, second)] == [
        (0, True, "uno:1"),
        (1, False, "uno:1"),
    ]
    assert (first.lines[0].first, first.lines[-1].last) == (True, False)
    assert (second.lines[0].first, second.lines[-1].last) == (False, True)


def test_notes_follow_the_text_of_their_page_and_heads_and_numbers_are_left_out(laid_out):
    note = '<span class="fn" data-block="uno:n1">La nota.</span>'
    pieces = laid_out(
        f'<p data-block="uno:1"><span class="number">9</span>Dice{note} algo.</p><p data-block="uno:2">Y más.</p>'
    )
    assert [(p.block, p.kind, [line.text for line in p.lines]) for p in pieces] == [
        ("uno:1", "text", ["Dice algo."]),
        ("uno:2", "text", ["Y más."]),
        ("uno:n1", "note", ["La nota."]),
    ]


def test_headings_cells_captions_pictures_and_columns_have_their_kinds(laid_out):
    picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    pieces = laid_out(
        '<h2 data-block="a:1">Título</h2>'
        f'<figure data-block="a:2"><img src="{picture}" alt=""/><figcaption><p data-block="a:3">Pie.</p></figcaption></figure>'
        '<table><tr><td data-block="a:4">Celda</td></tr></table>'
        '<p data-block="a:5" style="text-align: center">Centro</p>'
        '<section data-block="a"><div class="name-index columns"><p>Abad, 1</p><p>Zar, 2</p></div></section>'
    )
    assert [(p.block, p.kind, p.figure) for p in pieces if p.kind != "index"] == [
        ("a:1", "heading", ""),
        ("a:2", "picture", "a:2"),
        ("a:3", "caption", "a:2"),
        ("a:4", "cell", ""),
        ("a:5", "display", ""),
    ]
    assert [(p.block, p.column, p.lines[0].text) for p in pieces if p.kind == "index"] == [
        ("a", 1, "Abad, 1"),
        ("a", 2, "Zar, 2"),
    ]


def test_pieces_are_stored_and_read_again_as_they_were(laid_out):
    pieces = laid_out(f'<p data-block="uno:1">{PROSE}</p>')
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(pieces), type=tuple[Piece, ...]) == tuple(pieces)
