"""What a reader of the real PDFs, or its printer, would lose."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from tests.reading import NS, squeezed, words_of

BOOK = Path(__file__).parents[2] / "book"
VOWEL = "[aeiouyáéíóúüаеёиоуыэюя]"
FACES = {"EB-Garamond", "EB-Garamond-Italic", "EB-Garamond-Bold", "EB-Garamond-Bold-Italic", "Source-Sans-3"}


@pytest.fixture(scope="module")
def screen(real):
    return real.screen


@pytest.fixture(scope="module")
def interior(real):
    return real.interior


@pytest.fixture(scope="module")
def titles(real):
    """Title (without its number) and identifier of each document of the EPUB's contents."""
    entries = [(label, href) for label, href in real.epub.nav("toc") if "#" not in href]
    return [(re.sub(r"^\d+\. ", "", label), href.removesuffix(".xhtml")) for label, href in entries]


@pytest.fixture(scope="module")
def shift(screen):
    """How many pages the screen PDF has before the half-title: the cover and its back."""
    return screen.labels.index("i")


@pytest.fixture(scope="module")
def pages(interior, screen, titles, shift):
    """(folio, is it a recto, lines) of each page set as running prose: introductions and chapters."""
    openings = sorted(screen.destinations[identifier] - shift for _, identifier in titles)
    first = interior.labels.index("1")
    last = next(page for page in openings if page > first and page >= screen.destinations["maslov"] - shift + 2)
    return [
        (interior.labels[number], number % 2 == 0, interior.lines(number))
        for number in range(openings[0], last)
        if interior.pages[number].strip()
    ]


def test_the_page_is_the_trim(screen, interior):
    for pdf in (screen, interior):
        assert {tuple(map(float, page.MediaBox)) for page in pdf.pike.pages} == {(0, 0, 396, 612)}


def test_both_pdfs_have_the_same_text_on_the_same_pages(screen, interior, shift):
    assert [squeezed(text) for text in screen.pages[shift:]] == [squeezed(text) for text in interior.pages]
    assert screen.labels[shift:] == interior.labels


def test_the_front_matter_counts_in_roman_and_the_text_in_arabic(interior, titles):
    first = interior.labels.index("1")
    assert interior.labels[:5] == ["i", "ii", "iii", "iv", "v"]
    assert squeezed("Los cosacos no salen") in squeezed(interior.pages[first])
    assert interior.labels[first:] == [str(n + 1) for n in range(len(interior.pages) - first)]


def test_every_document_begins_a_page_without_running_head_and_the_text_on_a_recto(interior, screen, titles, shift):
    start = interior.labels.index("1")
    assert start % 2 == 0 and start in {screen.destinations[identifier] - shift for _, identifier in titles}
    for title, identifier in titles:
        page = screen.destinations[identifier] - shift
        assert interior.head(page) == "", title
        assert squeezed(title) in squeezed(interior.pages[page][:200]), title


def test_other_pages_carry_folio_and_running_head_and_blanks_carry_nothing(interior, screen, titles, shift):
    openings = {screen.destinations[identifier] - shift: title for title, identifier in titles}
    first = min(openings)
    title = ""
    heads = 0
    for number, (label, text) in enumerate(zip(interior.labels, interior.pages, strict=True)):
        if number < first:
            continue
        title = openings.get(number, title)
        if number in openings or not text.strip() or number >= screen.destinations["colofon"] - shift:
            continue
        head = f"{label} Asalto al Palacio de Invierno" if number % 2 else f"{title} {label}"
        assert interior.head(number) == head
        heads += 1
    assert heads > 20


def test_every_line_of_the_contents_gives_the_page_of_its_heading(interior, screen, titles, shift):
    lines = [
        " ".join(line.replace(".", " ").split()) for line in interior.pages[interior.labels.index("v")].split("\n")
    ]
    for title, identifier in titles:
        label = interior.labels[screen.destinations[identifier] - shift]
        assert [line for line in lines if re.fullmatch(rf"(\d+ )?{re.escape(title)} {label}", line)], title


def test_every_entry_of_the_outline_leads_to_its_heading(screen, real):
    titles = [re.sub(r"^\d+\. ", "", label) for label, _ in real.epub.nav("toc")]
    listed = [re.sub(r"^\d+\s*\.?\s*", "", title) for title, _ in screen.outline]
    assert titles == [title for title in listed if title not in ("Índice", "Colofón")]
    for (_, page), title in zip(screen.outline, listed, strict=True):
        assert squeezed(title).lower() in squeezed(screen.pages[page]).lower()


def test_every_link_of_the_screen_pdf_lands(screen):
    links = screen.links()
    internal = [target for _, kind, target in links if kind == "internal"]
    assert len(internal) > 200
    assert set(internal) <= set(screen.destinations)
    for _, kind, target in links:
        assert kind == "internal" or re.fullmatch(r"https?://[a-z0-9.-]+\.[a-z]+(/[^\s<>\"]*)?", target), target


def test_each_note_stands_on_the_page_of_its_call(screen):
    calls = [name for name in screen.destinations if re.fullmatch(r"[a-z-]+-c\d+", name)]
    assert len(calls) >= 40
    for call in calls:
        note = re.sub(r"-c(\d+)$", r"-n\1", call)
        assert screen.destinations[note] == screen.destinations[call], call


def test_the_interior_has_no_link_outline_or_other_annotation(interior):
    assert interior.links() == []
    assert interior.outline == []


def test_only_the_declared_faces_are_used_and_all_are_embedded(screen, interior):
    for pdf in (screen, interior):
        fonts = pdf.fonts()
        assert set(fonts) <= FACES, set(fonts) - FACES
        assert all(fonts.values())
        assert {"EB-Garamond", "EB-Garamond-Italic"} <= set(fonts)


def test_no_face_is_synthesised(screen, interior):
    """A slanted text matrix is a false italic, stroked letters are a false bold (ISO 32000-1, 9.3.6)."""
    for pdf in (screen, interior):
        for page in pdf.pike.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tm":
                    assert float(operands[1]) == 0 and float(operands[2]) == 0
                if str(operator) == "Tr":
                    assert int(operands[0]) == 0


def test_no_character_falls_back_to_a_missing_glyph(screen, interior):
    for pdf in (screen, interior):
        assert not any("\ufffd" in text for text in pdf.pages)
        for page in pdf.pike.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("Tj", "TJ"):
                    strings = operands[0] if str(operator) == "TJ" else operands
                    codes = b"".join(bytes(s) for s in strings if isinstance(s, pikepdf.String))
                    assert b"\x00\x00" not in {codes[i : i + 2] for i in range(0, len(codes), 2)}


def test_the_text_of_the_epub_is_printed(real, interior):
    """Every paragraph of the documents, wherever pages break it."""
    printed = re.sub(r"\d", "", squeezed("".join(interior.pages)))
    for name, tree in real.epub.documents.items():
        if name in ("cover.xhtml", "contents.xhtml"):
            continue
        for block in tree.xpath(
            "//x:div[@class='fragment']/x:p[not(@class)] | //x:h1//x:span[@class='title']", namespaces=NS
        ):
            for sup in block.findall(".//x:sup", NS):
                sup.clear(keep_tail=True)
            words = re.sub(r"\d", "", squeezed(words_of(block)))
            assert words[:40] in printed and words[-20:] in printed, words


def test_the_screen_pdf_says_what_it_is(screen, record):
    assert str(screen.pike.docinfo["/Title"]) == f"{record['title']}. {record['subtitle']}"
    assert str(screen.pike.Root.Lang) == "es"
    assert bool(screen.pike.Root.MarkInfo.Marked)
    assert bool(screen.pike.Root.ViewerPreferences.DisplayDocTitle)
    assert screen.labels[0] == "Cubierta"


def test_words_are_divided_as_spanish_divides_them(interior):
    """No division leaves one letter at the end of a line or two at the beginning of one (RAE, «guion», 2.1)."""
    divided = re.findall(r"([^\W\d_]+)[\u0002\ufffe]([^\W\d_]+)", "".join(interior.pages))
    assert len(divided) > 50
    for before, after in divided:
        assert len(before) >= 2 and len(after) >= 3, (before, after)
        assert re.search(VOWEL, before, re.I) and re.search(VOWEL, after), (before, after)


def test_no_line_within_a_paragraph_stops_short(pages):
    checked = 0
    for label, recto, lines in pages:
        left, right = (58, 342) if recto else (54, 338)
        for line, following in pairwise(lines):
            same = (
                abs(line.left - following.left) < 1
                and min(abs(following.top - line.top - pitch) for pitch in (13, 14)) < 0.6
            )
            if same and abs(line.left - left) < 1 and line.height > 13 and line.top > 58:
                assert line.right > right - 6, (label, line)
                checked += 1
    assert checked > 300


def test_no_line_begins_with_the_call_of_a_note(pages):
    for label, _, lines in pages:
        for line in lines:
            assert not (line.height > 14 and line.first < 12 and line.top > 58), (label, line)


def test_no_page_begins_with_the_last_line_of_a_paragraph_or_ends_with_the_first_of_one(pages):
    """Widows and orphans: a short line at the top of a page, an indented full one at its foot."""
    for label, recto, lines in pages:
        left, right = (58, 342) if recto else (54, 338)
        body = [line for line in lines if line.height > 14 and line.top > 58]
        if not body:  # a page with a figure and its caption
            continue
        if body[0].top < 62:
            assert body[0].left > left + 8 or body[0].right > right - 6, f"widow on page {label}"
        indented = left + 10 < body[-1].left < left + 20
        assert not (indented and body[-1].right > right - 6), f"orphan on page {label}"


def test_the_words_stand_apart(screen):
    """A reader of the PDF, who sees spaces alone, finds sentences of the text and of a note."""
    text = " ".join(" ".join(screen.pages).replace("\ufffe", "").split())
    assert "Este libro publica un texto dañado." in text
    assert "No se registran los espacios que faltaban entre frase y frase" in text
