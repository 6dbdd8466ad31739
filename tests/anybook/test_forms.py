"""The forms of text: headings, lists, verse, drama, letters, boxes, asides, scene breaks, ruby, notes everywhere, tables, pictures."""

from __future__ import annotations

import itertools

from lxml import etree

from tests.reading import NS, words_of


def _document(book, words):
    return next(tree for name, tree in book.epub.documents.items() if words in words_of(tree) and name[0].isdigit())


def test_each_line_of_verse_stands_alone_and_every_second_has_its_number(forms):
    lines = [words_of(line) for line in _document(forms, "The first line").iterfind(".//x:span[@class='line']", NS)]
    assert ["".join(line.split())[:10] for line in lines if line] == [
        *("Thefirstli", "2thesecond", "thethirdis", "4thefourth", "andthefift"),
    ]
    page = next(page for page in forms.screen.pages if "The first line" in page)
    rows = [row.strip() for row in page.splitlines()]
    assert "the third is long and has to be turned over, since no page" in rows
    assert "of this book is as wide as that line," in rows


def test_an_aside_is_a_note_among_the_others(forms):
    chapter = _document(forms, "The first line")
    notes = [words_of(note) for note in chapter.iterfind(".//x:aside[@class='note']", NS)]
    assert notes == [
        "1 On the fifth line, | with a sign.",
        "2 An aside of the author, which would stand in the margin.",
        "3 A note after the aside.",
    ]
    assert "After another.2 It goes on.3" in words_of(chapter)


def test_scene_breaks_and_sources_are_known_by_their_signs(forms):
    chapter = _document(forms, "The first line")
    found = [(p.get("class"), words_of(p)) for p in chapter.iterfind(".//x:p", NS) if p.get("class")]
    assert found == [("source", "— Its author, Its Work"), ("scene-break", "* * *"), ("scene-break", "⁂")]


def test_readings_of_ruby_stand_in_brackets_on_the_page(forms):
    text = "".join("".join(forms.screen.pages).split())
    assert "漢字(かんじ),or東(とう)." in text


def test_notes_to_tables_and_captions_stand_at_the_foot(forms):
    pages = [page.replace("\u00a0", " ") for page in forms.screen.pages]
    page = next(page for page in pages if "A note to a caption." in page)
    for note in ("A note in a list.", "A note to a head.", "A note to a cell."):
        assert page.index(note) > page.index("In the middle.")


def test_numbered_lists_have_the_numbers_of_their_author(forms):
    page = next(page for page in forms.screen.pages if "eleven" in page).split()
    marks = [word for word in page if len(word) < 5 and word.endswith(".") and word != "on."]
    assert marks == ["11.", "12.", "iv.", "v.", "B.", "A.", "7.", "c.", "d."]
    assert {"(1)", "(2)"} <= set(page)
    assert "Added words go on." in [words_of(p) for p in _document(forms, "eleven").iterfind(".//x:p", NS)]


def test_a_definition_keeps_its_paragraphs_apart(forms):
    chapter = forms.epub.documents["structure.xhtml"]
    first, *others = chapter.iterfind(".//x:dd", NS)
    assert [words_of(paragraph) for paragraph in first.iterfind("x:p", NS)] == ["What it means.", "In two paragraphs."]
    assert not others[0].findall("x:p", NS)


def test_nothing_passes_the_margins(forms):
    """Neither names of programs, addresses, code, nor tables; what lies on its side is as long as the page is high."""
    for pdf in (forms.screen, forms.interior):
        for number, page in enumerate(pdf.reader):
            assert max((line.right for line in pdf.lines(number)), default=0) <= page.get_width() - 50, number


def test_the_lists_and_tables_of_a_note_leave_no_empty_lines_at_the_foot(forms):
    number = next(n for n, page in enumerate(forms.interior.pages) if "A quotation in a note." in page)
    tops = [top for top, text in forms.interior.rows(number) if text.strip()]
    assert all(below - above < 14 for above, below in itertools.pairwise(tops[-9:]))


def test_headings_of_six_levels_can_be_told_apart(forms):
    number = next(n for n, page in enumerate(forms.interior.pages) if "Fourth level" in page)
    text = forms.interior.reader[number].get_textpage()
    words, seen = text.get_text_range(), set()
    for name in ("Second", "hird", "Fourth", "Fifth", "Sixth"):
        place = words.lower().index(f"{name} level".lower())
        left, bottom, right, top = text.get_charbox(place + 1)
        seen.add((round(top - bottom, 1), round(right - left, 1), words[place : place + len(name)].isupper()))
    assert len(seen) == 5


def test_what_old_html_centres_is_centred(forms):
    chapter = forms.epub.documents["structure.xhtml"]
    assert [words_of(p) for p in chapter.iterfind(".//x:p[@class='center']", NS)] == ["Centred by HTML."]


def test_a_drawing_in_black_is_seen_on_a_dark_page(forms):
    drawing = etree.fromstring(forms.epub.read("images/circle.svg"))
    ground = drawing.find("{*}rect")
    assert (ground.get("width"), ground.get("height"), ground.get("fill")) == ("200", "100", "#ffffff")
    assert all(str(one.tag).endswith(("title", "desc")) for one in ground.itersiblings(preceding=True))


def test_the_contents_keep_the_language_of_a_word_of_a_title(forms):
    nav = forms.epub.documents["contents.xhtml"]
    assert [words_of(word) for word in nav.iterfind(".//x:a/x:span[@lang='he']", NS)] == ["עברית"]


def test_that_notes_in_the_margin_are_set_elsewhere_is_advice(forms):
    assert "01-verse.md:42: M027 2 notes in the margin" in forms.run("advice").out
