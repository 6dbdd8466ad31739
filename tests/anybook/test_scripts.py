"""Books of every script: each sign set in a face that has it, in order, in the direction of its script; no box in its place."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from press.core.fallbacks import fallbacks, shaped_runs
from tests.conftest import Book
from tests.reading import Pdf

#: language, title, a paragraph of prose, and the family that sets it
BOOKS = {
    "ar": ("السلام", "كتب الرجل رسالة إلى صديقه في ذلك العام.", "Amiri"),
    "he": ("שלום עולם", "והארץ היתה תהו ובהו וחשך על פני תהום.", "Noto-Sans-Hebrew"),
    "ja": ("吾輩は猫である", "名前はまだ無い。どこで生れたかとんと見当がつかぬ。", "Noto-Sans-JP"),
    "zh": ("道德经", "道可道，非常道。名可名，非常名。", "Noto-Sans-SC"),
    "ru": ("Зимний дворец", "Всё смешалось в доме Облонских.", "EB-Garamond"),
    "el": ("Ὁ λόγος", "Ἐν ἀρχῇ ἦν ὁ λόγος, καὶ ὁ λόγος ἦν πρὸς τὸν θεόν.", "EB-Garamond"),
}
SIGNS = "x → y ✓ ⊢ ∀ λ ℕ ★ ☐ ① 😀 道 שלום नमस्ते ภาษา Հայերեն ქართული አማርኛ 한국어 fəˈnɛtɪk"


@pytest.fixture(scope="module", params=BOOKS)
def written(request, tmp_path_factory) -> tuple[str, Book]:
    """A small book in a language, built."""
    language, folder = request.param, tmp_path_factory.mktemp(request.param)
    title, prose, _ = BOOKS[language]
    built = Book(folder / "book", folder / "dist")
    built.write("book.yaml", f'title: "{title}"\nlanguage: {language}\n')
    built.write("chapters/01-one.md", f"# {title} {{#one}}\n\n{prose} *{prose}* **{prose}**\n")
    outcome = built.run()
    assert outcome.status == 0, outcome.err
    return language, built


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(re.sub(r"[\u200b\u2060\ufffe]", "", text).split())


def _flat(text: str) -> str:
    return "".join(text.split())


def _fonts(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        return {str(font.FontName).split("+")[1] for font in fonts}


def _epub(book: Book) -> tuple[dict[str, bytes], etree._Element]:
    with zipfile.ZipFile(next(book.out.glob("*.epub"))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return files, etree.fromstring(files["EPUB/content.opf"])


def test_the_words_stand_in_the_pdf_in_their_order(written):
    language, book = written
    _, prose, family = BOOKS[language]
    screen = next(book.out.glob("*.pdf"))
    assert family in _fonts(screen)
    text = _text(screen)
    if language in ("ar", "he"):  # where PDFium puts the stop of a line from right to left is its own
        assert [word for word in prose.strip(".").split() if word not in text] == []
        assert text.index(prose.split()[0]) < text.index(prose.split()[3])
    else:
        assert _flat(text).count(_flat(prose)) == 3


def test_the_words_stand_in_the_epub_with_a_face_for_each_sign(written):
    language, book = written
    title, prose, _ = BOOKS[language]
    files, _ = _epub(book)
    chapter = "".join(etree.fromstring(files["EPUB/one.xhtml"]).itertext())
    assert _flat(chapter).count(_flat(prose)) == 3
    sheet = files["EPUB/styles/book.css"].decode()
    embedded: set[int] = set()
    for name in set(re.findall(r'src:url\("\.\./(fonts/[^"]+)"\)', sheet)):
        embedded |= set(TTFont(io.BytesIO(files[f"EPUB/{name}"])).getBestCmap())
    assert {sign for sign in title + prose if ord(sign) not in embedded} == set()


def test_a_book_from_right_to_left_says_so_and_turns_its_pages_so(written):
    language, book = written
    rtl = language in ("ar", "he")
    files, package = _epub(book)
    spine = package.find("{*}spine")
    assert spine.get("page-progression-direction", "ltr") == ("rtl" if rtl else "ltr")
    assert etree.fromstring(files["EPUB/one.xhtml"]).get("dir", "ltr") == ("rtl" if rtl else "ltr")
    with pikepdf.open(next(book.out.glob("*.pdf"))) as pdf:
        assert pdf.Root.ViewerPreferences.get("/Direction", "/L2R") == ("/R2L" if rtl else "/L2R")


def test_signs_of_every_kind_in_an_english_book(book):
    book.write("book.yaml", 'title: "Signs → 道 שלום"\nlanguage: en\n')
    book.write("chapters/01-uno.md", f"# Signs {{#uno}}\n\n{SIGNS}\n\n*{SIGNS}*\n\n`{SIGNS}`\n")
    outcome = book.run("screen")
    assert outcome.status == 0, outcome.err
    text = _flat(_text(next(book.out.glob("*.pdf"))))
    assert [word for word in SIGNS.split() if text.count(_flat(word)) < 2] == []


def test_a_sign_that_no_face_has_is_one_message(book):
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\nUn signo \U000e0041 y otro \U000e0041.\n")
    assert book.run("screen").codes() == ["T001"]


def test_chinese_characters_have_the_forms_of_the_books_language():
    assert fallbacks("道", "ja") == ("Noto Sans JP",)
    assert fallbacks("道", "zh-Hans") == ("Noto Sans SC",)
    assert fallbacks("道", "es") == ("Noto Sans SC",)
    assert fallbacks("道の", "es") == ("Noto Sans JP",)


def test_a_text_in_two_directions_is_set_from_left_to_right():
    runs = shaped_runs("and שלום 12 עולם", ("EB Garamond", 400, "normal"), {})
    assert runs[0].text == "and "
    assert [run.start for run in runs[1:]] == sorted((run.start for run in runs[1:]), reverse=True)
    assert all(info.codepoint for run in runs for info in run.buffer.glyph_infos)


def test_a_book_bound_at_its_right_has_its_gutter_there_and_its_front_at_the_left_of_the_cover(tmp_path):
    book = Book(tmp_path / "book", tmp_path / "dist")
    record = "title: ספר השלום\nlanguage: he\ndescription: ספר קטן.\n"
    book.write("book.yaml", record + "print:\n  paper: cream\n  printers:\n    kdp:\n")
    run = book.write("chapters/01.md", "# פרק\n\n" + "שלום עולם זה ספר קטן שנכתב מימין לשמאל. " * 1500).run("print")
    assert run.status == 0, run.err
    interior = book.interior
    right = {}
    for number, label in enumerate(interior.labels):
        lines = [line for line in interior.lines(number) if line.top > 60]
        if label.isdecimal() and len(lines) > 20:
            right.setdefault(int(label) % 2, round(interior.reader[number].get_width() - max(e.right for e in lines)))
    assert right[1] > right[0], "the first page is bound at its right"
    text = Pdf(next(book.out.glob("print/*-cover.pdf"))).reader[0].get_textpage()
    title = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1) == "ם"]
    widest = max(title, key=lambda box: box[2] - box[0])
    assert widest[2] < 5.5 * 72, "the title stands in the left half"


def test_a_few_signs_that_no_face_has_are_shown_as_their_numbers_in_a_book_that_is_not_strict(tmp_path):
    book = Book(tmp_path / "book", tmp_path / "dist").write("book.yaml", "title: A Book\nlanguage: en\n")
    book.write("chapters/01.md", "# One\n\nThe sign 𒀀 and *𒀁*, `𒀂`.^[Or 𒀃.]\n")
    run = book.run("screen")
    assert run.status == 0, run.err
    text = " ".join("".join(book.screen.pages).split())
    for number in ("[U+12000]", "[U+12001]", "[U+12002]", "[U+12003]"):
        assert number in text
    assert book.run("epub").status == 0
    words = "".join(book.epub.documents["01.xhtml"].itertext())
    assert all(sign in words for sign in "𒀀𒀁𒀂𒀃") and "U+" not in words
    assert "chapters/01.md:3: T003 no typeface of the book has" in book.run("advice").out
    book.write("chapters/01.md", "# One\n\n" + "𒀀𒀁 " * 60)
    assert book.run("screen").codes() == ["T001"]


def test_the_signs_of_technical_books_have_a_face(tmp_path):
    signs = "✓ ✔ ✗ ✘ ☐ ☑ ➜ ➤ ★ ☆ ⚠ ⌘ ⏎ ⇧ ▶ ◀ ▲ ▼ ● ○ ■ □ ◆ ◇ ❯ ❶ ① → ⇒ ⟶ ↳ ├ └ │ ─ ∎ ⊢ ℝ"
    book = Book(tmp_path / "book", tmp_path / "dist").write("book.yaml", "title: A Book\nlanguage: en\n")
    book.write("chapters/01.md", f"# One\n\n{signs}\n")
    run = book.run("screen")
    assert run.status == 0 and "T003" not in book.run("advice").out
    text = "".join(book.screen.pages)
    assert [sign for sign in signs.split() if sign not in text] == []


def test_paragraphs_of_the_other_direction_run_their_own_way_and_code_begins_at_the_left(tmp_path):
    book = Book(tmp_path / "book", tmp_path / "dist")
    book.write("book.yaml", "title: كتاب\nlanguage: ar\n")
    text = "# فصل\n\nGit هو نظام للتحكم في الإصدارات.\n\nNot yet (translated).\n\n- list `x`\n- قائمة\n\n    code\n"
    run = book.write("chapters/01-one.md", text.replace("    code", "```\ncode\n```")).run()
    assert run.status == 0, run.err
    tree = etree.fromstring(_epub(book)[0]["EPUB/01-one.xhtml"])
    found = {"".join(one.itertext()): one.get("dir") for one in tree.iterfind(".//{*}p")}
    assert found == {"Git هو نظام للتحكم في الإصدارات.": None, "Not yet (translated).": "ltr"}
    assert [one.get("dir") for one in tree.iterfind(".//{*}li/{*}span")] == ["ltr"]
    page = next(page for page in range(len(book.interior.reader)) if "code" in book.interior.pages[page])
    text = book.interior.reader[page].get_textpage()
    words = text.get_text_range()
    lefts = [text.get_charbox(words.index(word), loose=True)[0] for word in ("Not", "code")]
    assert lefts[0] == pytest.approx(lefts[1], abs=2) and lefts[0] < 100


def test_lines_of_japanese_with_words_of_other_scripts_are_not_stretched(tmp_path):
    book = Book(tmp_path / "book", tmp_path / "dist")
    book.write("book.yaml", "title: 吾輩は猫である\nlanguage: ja\n")
    run = book.write(
        "chapters/01.md", "# 一\n\n" + "多くのお客様が Debian を選んでいただいたことを嬉しく思います。" * 9
    ).run("print")
    assert run.status == 0, run.err
    page = book.interior.reader[len(book.interior.reader) - 1].get_textpage()
    places = [n for n in range(page.count_chars()) if page.get_text_range(n, 1) == "D"]
    spaces = [page.get_charbox(n, loose=True)[0] - page.get_charbox(n - 2, loose=True)[2] for n in places]
    assert places and max(spaces) < 5, "a space is stretched"
