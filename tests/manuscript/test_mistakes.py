"""The mistakes that newcomers make most: each has one message, which names the cause, and what to do."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from press.core.formats import FORMATS
from tests.conftest import run

_FILE = io.BytesIO()
Image.new("L", (1300, 900), "white").save(_FILE, "PNG")
#: With pixels enough for print.
PNG = _FILE.getvalue()
RECORD, TITLE = "title: A Book\nlanguage: en\n", "# One {#one}\n\n"
BOOK = {"book.yaml": RECORD, "chapters/01-one.md": f"{TITLE}Text.\n"}
FILM = "- {year: 1928, original_title: X, original_language: ru, title: X, directors: [], country: C, shows: S, confidence: high, sources: []}\n"
FILMS = f"{TITLE}::: film-list\n:::\n"
FIGURE = f"{TITLE}![](../images/bed.png)\n"


def record(text: str) -> dict[str, str]:
    return {"book.yaml": RECORD + text}


def chapter(text: str) -> dict[str, str]:
    return {"chapters/01-one.md": TITLE + text}


#: What the book has besides or instead, the message, and words of what to do.
MISTAKES: list[tuple[dict[str, str | bytes | None], str, str]] = [
    # the folder
    ({"book.yaml": None}, "book.yaml: B001 the file does not exist", "build.py new makes a book with one; build.py import, of a manuscript."),
    ({"chapters/01-one.md": None}, "chapters: B001 the book has no chapters", "Write at least one file chapters/01-something.md."),
    ({"chapters/01-one.md": None, "chapter/01-one.md": TITLE}, "chapter: B008 the texts would be in no edition", "Did you mean chapters/?"),
    ({"chapters/02-two.docx": "x"}, "chapters/02-two.docx: B008 the text would be in no edition", "build.py import 02-two.docx"),
    ({"chapters/02-two.txt": "x"}, "chapters/02-two.txt: B008 the text would be in no edition", "Make it chapters/02-two.md"),
    ({"chapters/01-one.md": b"# One\n\ncaf\xe9\n"}, "chapters/01-one.md:3: B002 byte 0xe9 is not UTF-8", "with the encoding UTF-8"),
    # the record
    (record("author: Ann Field\n"), 'book.yaml:3: B004 unknown key "author"', 'Did you mean "contributors"?'),
    (record("trim: 6x9\n"), 'book.yaml:3: B004 unknown key "trim"', 'Did you mean "design"?'),
    (record("font: Garamond\n"), 'book.yaml:3: B004 unknown key "font"', 'Did you mean "design"?'),
    (record("price: 9.99\n"), 'book.yaml:3: B004 unknown key "price"', 'Did you mean "prices"?'),
    (record("dedication: To you\n"), 'book.yaml:3: B004 unknown key "dedication"', "front/01-dedication.md"),
    (record("subtilte: x\n"), 'book.yaml:3: B004 unknown key "subtilte"', 'Did you mean "subtitle"?'),
    (record("title: B\n"), 'book.yaml:3: B004 the key "title" is given twice', "Keep one of them."),
    (record("isbn: 978-84-123456-7-2\n"), "book.yaml:3: B004 isbn: keys with values expected", f"with its key ({', '.join(FORMATS)})"),
    (record("isbn: {epub: 9788412345672}\n"), "book.yaml:3: B004 isbn.epub: text expected, 9788412345672 found", "Put it between quotation marks"),
    (record("isbn: {epub: 978-84-1234567-2}\n"), "book.yaml:3: B004 isbn.epub: ", "without hyphens"),
    (record('isbn: {ebook: "9788412345678"}\n'), 'book.yaml:3: B004 unknown key "ebook"', f"The keys here are: {', '.join(FORMATS)}."),
    (record('isbn: {epub: "9788412345670"}\n'), "book.yaml:3: B005 the check digit of ISBN 9788412345670 is wrong", "Copy the number again"),
    (record('isbn: {epub: "9780306406157", print: "9780306406157"}\n'), "book.yaml:3: B005 the editions epub and print have one ISBN", "a number of its own"),
    (record("contributors: [{name: Ann, role: author}]\n"), 'book.yaml:3: B004 contributors."Ann".role: "author" is not one of', 'Did you mean "aut"?'),
    (record("contributors: [{name: Ann}]\n"), 'book.yaml:3: B004 contributors."Ann" lacks "role"', "aut, edt, trl, ill, aui"),
    (record("contributors: Ann\n"), "book.yaml:3: B004 contributors: a list expected", "[{name: John Reed, role: aut}]"),
    (record("print: {printers: [kdp]}\n"), "book.yaml:3: B004 print.printers: keys with values expected, a list found", "such as {kdp: }"),
    (record("print: {printers: {amazon: }}\n"), "book.yaml:3: B004 no printer is called \"amazon\"", 'Did you mean "kdp"?'),
    (record("rights:\n\tstatement: x\n"), "book.yaml:4: B003 broken YAML", "Put spaces in the place of tabs."),
    ({"book.yaml": "title: A Book: a story\nlanguage: en\n"}, "book.yaml:1: B003 broken YAML", "Text with a colon"),
    ({"book.yaml": "title: 1984\nlanguage: en\n"}, "book.yaml:1: B004 title: text expected, 1984 found", 'between quotation marks: "1984"'),
    ({"book.yaml": "title: A\nlanguage: Spanish\n"}, 'book.yaml:2: B004 language: "Spanish" is no language tag', "such as es"),
    ({"book.yaml": "title: A\nlanguage: en_US\n"}, 'book.yaml:2: B004 language: "en_US" is written with a hyphen: en-US', ""),
    ({"book.yaml": "title: A\nlanguage: tlh\n"}, 'book.yaml:2: B004 the program does not know the language "tlh"', "It has: ar, ca, de"),
    ({"book.yaml": "title: A\n"}, 'book.yaml:1: B004 the file lacks "language"', "such as es"),
    (record("date: May 2026\n"), 'book.yaml:3: B004 date: "May 2026" is not written as year-month-day', ""),
    (record("cover: cover.jpg\n"), "book.yaml:3: F001 the cover's drawing cover.jpg does not exist", "or leave out cover"),
    # titles, notes, links
    ({"chapters/01-one.md": "# One\n\na\n\n# Two\n\nb\n\n# Three\n"}, "chapters/01-one.md:5: M001 the document has 3 titles", "build.py import gives each its own file"),
    ({"chapters/01-one.md": "#Title\n\nText.\n"}, "chapters/01-one.md:1: M001 the document has 0 titles", "A space is missing after the #"),
    (chapter("### Deep\n\nx\n"), "chapters/01-one.md:3: M007 a heading of level 3 follows one of level 1", "Do not skip a level."),
    ({"chapters/01-one.md": "# One {.prefase}\n\nx\n"}, "chapters/01-one.md:1: M018 no kind of document is called \"prefase\"", "preface"),
    (chapter("a[^x]\n"), "chapters/01-one.md:3: M004 note [^x] is called and never written", "[^x]: Text."),
    (chapter("a\n\n[^x]: b\n"), "chapters/01-one.md:5: M004 note [^x] is written and never called", "Call it in the text"),
    (chapter("a[^x]\n\n[^x]: b\n\n[^x]: c\n"), "chapters/01-one.md:7: M022 note [^x] is written twice", "another name"),
    (chapter("[a](#onne)\n"), "chapters/01-one.md:3: L001 the link \"#onne\" leads to nothing", 'Did you mean "#one"?'),
    (chapter("[a](http:/example.org)\n"), 'chapters/01-one.md:3: L002 "http:/example.org" is not a well-formed address', "https://"),
    (chapter("[@reed]\n"), 'chapters/01-one.md:3: M017 "reed" is cited, and the book has no bibliography.yaml', "Write the list of works"),
    (chapter("```\ncode\n"), "chapters/01-one.md:3: M010 the block of code that begins here is not closed", "Close it"),
    (chapter("::: note\ntext\n"), "chapters/01-one.md:3: M016 the block that ::: opens is never closed", "Close it"),
    (chapter("<script>alert(1)</script>\n"), "chapters/01-one.md:3: H004 <script> is left out", "Use Markdown"),
    # pictures
    (chapter("![a](bed.png)\n") | {"images/bed.png": PNG}, "chapters/01-one.md:3: F005 the picture bed.png does not exist; ../images/bed.png is taken", "Correct the path."),
    (chapter("![a](C:\\Users\\Ann\\bed.png)\n"), "chapters/01-one.md:3: F004 the picture C:\\Users\\Ann\\bed.png is an absolute path", "from the folder of this file"),
    (chapter("![a](https://example.org/bed.png)\n"), "chapters/01-one.md:3: F005 the picture https://example.org/bed.png is an address", "Save the file"),
    (chapter("![a](bed.psd)\n"), "chapters/01-one.md:3: F007 the picture bed.psd is no", "Save it"),
    ({"chapters/01-one.md": FIGURE, "images/bed.png": PNG}, "chapters/01-one.md:3: F002 ../images/bed.png has neither caption nor", 'alt="What it shows"'),
    ({"chapters/01-one.md": FIGURE, "images/bed.png": PNG, "images/figures.yaml": "bed.png: {caption: A, alt: B, credit: C, licence: D}\n"}, 'images/figures.yaml:1: F002 bed.png lacks "description"', "Fill it in"),
    ({"chapters/01-one.md": FIGURE, "images/bed.png": PNG, "images/figures.yaml": "bed.png: {captoin: A}\n"}, 'images/figures.yaml:1: B004 unknown key "captoin"', 'Did you mean "caption"?'),
    ({"chapters/01-one.md": FIGURE, "images/bed.png": PNG, "images/figures.yaml": "bad.png: {caption: A}\n"}, "chapters/01-one.md:3: F002 figures.yaml has no entry for bed.png", 'Did you mean "bad.png"?'),
    # lists and adjustments
    (chapter("::: glossary\n:::\n"), 'chapters/01-one.md:3: M006 the list "glossary" has no data', "Write glossary.yaml"),
    ({"chapters/01-one.md": FILMS, "films.yaml": FILM.replace("1928", '"1928"')}, 'films.yaml:1: B004 "X".year: ', "Take its quotation marks away: 1928."),
    ({"chapters/01-one.md": FILMS, "films.yaml": FILM.replace("shows: S, ", "")}, 'films.yaml:1: B004 "X" lacks "shows"', "What it shows"),
    ({"chapters/01-one.md": FILMS, "films.yaml": FILM * 2}, 'films.yaml:2: B005 "X" stands already in line 1', "Keep one of the two entries."),
    ({"layout.yaml": "- {document: chapters/01-one.md, paragraph: Nothing like, letter_spacing: 0.01, reason: x}\n"}, "layout.yaml:1: A002 no paragraph begins with \"Nothing like\"", "as a reader reads them"),
    # text
    (chapter("\u0f40\u0f41\u0f42" * 20 + "\n"), "chapters/01-one.md:3: T001 no typeface of the book has \"\u0f40\" (U+0F40), \"\u0f41\"", "Write it another way"),
    (chapter("$\\frac{a$\n"), 'chapters/01-one.md:3: M030 "\\frac{a" cannot be set as mathematics', "Its TeX is printed as code"),
    (chapter("\\vspace{2cm}\n\nx\n"), "chapters/01-one.md:3: M019 the command \\vspace{2cm} is of LaTeX, and left out", "Use Markdown"),
    ({"chapters/01-one.md": "---\ntitle: One\n---\n\nx\n"}, "chapters/01-one.md:1: M009 a metadata block stands at the head", "goes into book.yaml"),
]  # fmt: skip
#: What is wrong on the command line itself.
COMMANDS = [
    ("epub --book novel.docx --out dist", "novel.docx: B001 it is a file, and a book is a folder", "build.py import novel.docx --into novel"),
    ("epub --book novel.md --out dist", "novel.md: B001 it is a file, and a book is a folder", "build.py import novel.md --into novel"),
    ("epub --book boook --out dist", "boook: B001 there is no such folder", 'Did you mean "book"?'),
    ("epub --book book --out book", "book: B007 the folder of the release is the book's own folder", "another folder with --out"),
    ("epub --book book --out mine", 'mine: B010 the folder of the release holds files that no build made: "x.txt"', "Nothing in it was touched."),
    ("new book --title A --language en", "book: B013 the folder is not empty", "nothing is overwritten"),
    ("import novel.pdf --into n", 'novel.pdf: B014 the manuscript is of a format that is not read: ".pdf"', "ask for the file that it was made from"),
    ("import novel.docx --into n", "novel.docx: B014 the manuscript is damaged", "Save it again."),
    ("import nowhere.docx --into n", "nowhere.docx: B014 the manuscript does not exist", "Correct the name."),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def lay_out(files: dict[str, str | bytes | None]) -> None:
    for name, content in (BOOK | files).items():
        if content is not None:
            path = Path("book", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


def messages(outcome) -> list[str]:
    """The first line of each message of a run; errors and advice alike."""
    lines = [*outcome.out.splitlines(), *outcome.err.splitlines()]
    return [line for line in lines if re.match(r"\S+?(:\d+)?: [A-Z]\d{3} ", line)]


def test_there_are_fifty_at_least():
    assert len(MISTAKES) + len(COMMANDS) >= 50


@pytest.mark.parametrize(
    ("files", "message", "hint"), MISTAKES, ids=[re.sub(r"\W+", "-", printed)[:60] for _, printed, _ in MISTAKES]
)
def test_a_mistake_has_one_message_that_names_its_cause(files, message, hint):
    lay_out(files)
    outcome = run("advice", "--no-cache", "--book", "book")
    printed = messages(outcome)
    assert len(printed) == 1 and printed[0].startswith(f"book/{message}"), outcome.out + outcome.err
    assert hint in outcome.out + outcome.err


@pytest.mark.parametrize(
    ("command", "message", "hint"), COMMANDS, ids=[re.sub(r"\W+", "-", words) for words, _, _ in COMMANDS]
)
def test_a_mistake_on_the_command_line_too(command, message, hint):
    lay_out({})
    for name in ("novel.docx", "novel.md", "novel.pdf", "mine/x.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("x")
    outcome = run(*command.split())
    printed = messages(outcome)
    assert outcome.status == 2 and len(printed) == 1 and printed[0].startswith(message), outcome.out + outcome.err
    assert hint in outcome.err
