"""The interior is the screen's drawing in black, and nothing but what is printed."""

from __future__ import annotations

import pikepdf


def colours(page):
    """The colours outside pictures, on a page without marks: those of text and rules."""
    found = set()
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("g", "G", "rg", "RG") and not page.get("/Resources", {}).get("/XObject"):
            found.add(tuple(float(value) for value in operands))
    return found


def test_no_accent_and_no_underline_of_the_screen_is_printed(real):
    interior, screen = real.interior, real.screen
    prose = [n for n, text in enumerate(real.interior.pages) if text.count("\n") > 0 and "Figura" not in text]
    assert len(prose) > 40
    printed = set().union(*(colours(interior.pike.pages[n]) for n in prose))
    shown = set().union(*(colours(page) for page in screen.pike.pages))
    assert printed <= {(0.0,), (1.0,)}  # black, and the white ground of the emblem
    assert len(shown) >= 3  # black, the accent, the underline


def test_the_interior_has_neither_tags_nor_marks_nor_annotations(real):
    interior = real.interior
    pdf = interior.pike
    assert not {"/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/OutputIntents"} & set(pdf.Root.keys())
    for page in pdf.pages:
        assert "/srgb" not in page.get("/Resources", {}).get("/ColorSpace", {})
        assert not {"/Annots", "/StructParents", "/Tabs"} & set(page.keys())
        assert not {"BDC", "BMC", "EMC"} & {str(operator) for _, operator in pikepdf.parse_content_stream(page)}


def test_text_stands_in_the_middle_on_a_screen_and_away_from_the_spine_in_print(real):
    interior, screen = real.interior, real.screen
    shift = screen.labels.index("i")
    checked = 0
    for number, text in enumerate(interior.pages):
        if len(text) > 1200:
            printed = min(line.left for line in interior.lines(number))
            shown = min(line.left for line in screen.lines(number + shift))
            assert abs(printed - shown - (-2 if number % 2 else 2)) < 0.1
            checked += 1
    assert checked > 20
