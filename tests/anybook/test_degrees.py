"""A book of somebody else's builds as it came: nothing that it says is lost, and what could be better is advice."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest

from tests.conftest import Book
from tests.reading import squeezed, words_of


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A book of two lines, in English, that is not strict."""
    monkeypatch.chdir(tmp_path)
    return Book(Path("book"), tmp_path / "dist").write("book.yaml", "title: A Book\nlanguage: en\n")


def text(book: Book) -> str:
    """What a reader reads in the EPUB's documents, in their order, without the pages before the text."""
    left_out = ("cover.xhtml", "half-title.xhtml", "title-page.xhtml", "copyright.xhtml", "contents.xhtml")
    return " ".join(
        words_of(tree.find("{*}body")) for name, tree in book.epub.documents.items() if name not in left_out
    )


def built(book: Book, command: str = "epub") -> str:
    """What a build that has to be done says of advice."""
    run = book.run(command)
    assert run.status == 0, run.err
    return run.err


def advice(book: Book) -> list[str]:
    """The codes of the book's advice, in order."""
    run = _run("advice", "--book", str(book.folder))
    assert run.status == 0, run.err
    return re.findall(r"^\S+: ([A-Z]\d{3}) ", run.out, re.M)


def _picture() -> bytes:
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress((b"\0" + b"\x80" * 12) * 4)),
    ]
    body = b"".join(
        struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in [*chunks, (b"IEND", b"")]
    )
    return b"\x89PNG\r\n\x1a\n" + body


def test_style_is_counted_at_the_end_and_stops_a_strict_book_only(book):
    book.write("book.yaml", "title: Libro\nlanguage: es\n")
    book.write("chapters/01.md", '# Uno\n\nEl "asalto" fue lento... y nada.\n\n### Tres\n')
    assert "3 pieces of advice; ./build.py advice lists them." in built(book)
    assert "3 pieces of advice" in built(book), "also where nothing has changed"
    assert sorted(advice(book)) == ["M007", "O002", "O007"]
    book.write("book.yaml", "title: Libro\nlanguage: es\nstrict: true\n")
    assert sorted(book.run("epub").codes()) == ["M007", "O002", "O007"]


def test_fix_shows_a_diff_and_writes_only_when_asked(book):
    book.write("book.yaml", "title: Libro\nlanguage: es\n")
    path = book.folder / "chapters" / "01.md"
    source = '# Uno\r\n\r\nEl "asalto" fue « lento »... y dijo «hola.»\r\n\r\n```\r\n"código"...\r\n```\r\n'
    book.write_bytes("chapters/01.md", source.encode())
    run = _run("fix", "--book", str(book.folder))
    assert '-El "asalto"' in run.out and "+El «asalto» fue «lento»… y dijo «hola»." in run.out
    assert path.read_bytes() == source.encode()
    _run("fix", "--write", "--book", str(book.folder))
    assert path.read_bytes().decode() == (
        '# Uno {#uno}\r\n\r\nEl «asalto» fue «lento»… y dijo «hola».\r\n\r\n```\r\n"código"...\r\n```\r\n'
    )


def test_fix_leaves_a_metadata_block_where_it_is(book):
    book.write("book.yaml", "title: Libro\nlanguage: es\n")
    book.write("chapters/01.md", '---\ntitle: "Uno"\n---\n\nEl "asalto".\n')
    _run("fix", "--write", "--book", str(book.folder))
    assert (book.folder / "chapters/01.md").read_text("utf-8") == '---\ntitle: "Uno"\n---\n\nEl «asalto».\n'


def test_a_file_of_two_titles_is_two_documents_with_their_own_notes(book):
    book.write("chapters/01.md", "# One\n\nA.[^a]\n\n# Two\n\nB.[^b]\n\n#### Deep\n\n[^a]: Note a.\n\n[^b]: Note b.\n")
    built(book)
    assert [words for words, _ in book.epub.nav("toc")] == ["One", "Two", "Deep"]
    assert "Note a." in text(book) and "Note b." in text(book)
    assert "Note b." not in words_of(next(iter(t for n, t in book.epub.documents.items() if n.startswith("01.x"))))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Only text.\n", "Only text."),
        ("Title\n=====\n\nText.\n", "Title Text."),
        ("---\ntitle: From the block\n---\n\nText.\n", "From the block Text."),
        ("---\ntitle: Block\n---\n\n# Section\n\nText.\n", "Block Section Text."),
        ("## A\n\na\n\n## B\n\nb\n", "A a B b"),
        ("# T\n\n###### Six\n\nx\n", "T Six x"),
        ("::: {.callout-note}\n# Tip\ntext\n", "Tip text"),
        ("# T\n\n<center>m <b>b</b></center> <blink>k</blink> <font color=red>r</font>\n", "T m b k r"),
        ("# T\n\nfirst\n\n\\newpage\n\nsecond\n", "T first second"),
        ("# T\n\n\\begin{center}\nmid\n\\end{center}\n", "T mid"),
        ("# T\n\nx [@knuth1984] y [[page|words]] [gone](no.md)\n", "T x [knuth1984] y words gone"),
        ("# T\n\n`[@k]` and [a][b]\n", "T [@k] and [a][b]"),
        ("# T\n\n<p>one\n<p>two\n", "T one two"),
    ],
)
def test_what_other_programs_take_is_printed_whole(book, source, shown):
    book.write("chapters/01-x.md", source)
    built(book)
    assert squeezed(text(book)) == squeezed(shown)


def test_typewriter_signs_become_those_of_the_language(book):
    book.write("chapters/01.md", '# T\n\n"A \'b\' c" -- d... it\'s ["e"]{lang=es} `"f"`\n')
    built(book)
    assert '“A ‘b’ c” – d… it’s «e» "f"' in text(book)
    book.write("book.yaml", "title: A Book\nlanguage: en\nstrict: true\n")
    built(book)
    assert "\"A 'b' c\" -- d..." in text(book)


def test_links_from_file_to_file_lead_there_in_any_form(book):
    book.write("chapters/01-one.md", "# One\n\n[a](02-two.md#second-half) [b](02-two.html) [c](02-two) [d](#второй)\n")
    book.write("chapters/part/02-two.md", "# Two\n\n## Second half\n\n## Второй\n")
    built(book)
    document = "01-one.xhtml"
    links = [a.get("href") for a in book.epub.documents[document].iterfind(".//{*}a") if ".xhtml" in a.get("href", "")]
    assert links == ["02-two.xhtml#02-two-second-half", "02-two.xhtml", "02-two.xhtml", "02-two.xhtml#02-two-section"]
    assert all(book.epub.target(document, link) is not None for link in links)


def test_notes_in_notes_and_notes_of_many_blocks_stay_notes(book):
    book.write(
        "chapters/01.md",
        "# T\n\nx[^a] y^[inner ^[deepest] end]\n\n[^a]: First.[^b]\n\n    - item one\n    - item two\n\n    Last.\n\n[^b]: Second.\n",
    )
    built(book)
    assert "First. [Second.]" in text(book) and "inner [deepest] end" in text(book)
    built(book, "screen")
    page = next(page for page in book.screen.pages if "Last." in page)
    assert page.index("y2") < page.index("item one"), "the note stands at the foot"


def test_a_picture_without_words_and_a_dedication_without_a_title(book):
    book.write_bytes("images/p.png", _picture())
    book.write("front/01-for.md", "::: dedication\nFor you.\n:::\n").write(
        "chapters/01.md", "# T\n\n![](../images/p.png)\n"
    )
    built(book)
    assert [words for words, _ in book.epub.nav("toc")] == ["T"]
    assert advice(book) == ["F002"]


def test_a_part_holds_its_chapters_in_the_navigation(book):
    book.write("chapters/1/README.md", "# Part One {.part}\n").write("chapters/1/a.md", "# A\n\n## B\n\nx\n")
    built(book)
    nav = book.epub.documents["contents.xhtml"].find(".//{*}nav/{*}ol")
    assert [words_of(item) for item in nav] == ["Part OneAB"]
    assert len(nav.findall(".//{*}ol/{*}li/{*}ol/{*}li")) == 1
    assert b'name="dtb:depth" content="3"' in book.epub.read("toc.ncx")


def test_identifiers_of_two_files_do_not_meet(book):
    book.write("chapters/01.md", '# A\n\n<a name="n1"></a>x [up](#n1)\n').write(
        "chapters/02.md", "# B\n\n[y]{#n1} [up](#n1)\n"
    )
    built(book)
    second = book.epub.documents["02.xhtml"]
    link = next(a.get("href") for a in second.iterfind(".//{*}a"))
    assert words_of(book.epub.target("02.xhtml", link)) == "y"


def test_an_include_stands_where_it_is_named(book):
    book.write("chapters/01.md", "# T\n\n```rust\n{{#include ../code/a.rs:2:3}}\n```\n\n{{#include nowhere.md}}\n")
    book.write("code/a.rs", "one\ntwo\nthree\nfour\n")
    built(book)
    assert (
        "two" in text(book)
        and "three" in text(book)
        and "four" not in text(book)
        and "{{#include nowhere.md}}" in text(book)
    )


def test_what_acts_is_left_out_and_refused_in_a_strict_book(book):
    acts = '# T\n\n<b onclick="x()">bold</b> [run](javascript:x) <noscript>kept</noscript>\n\n<script>gone</script>\n'
    book.write("chapters/01.md", acts)
    assert book.run("epub").status == 0
    assert "bold run kept" in text(book) and "gone" not in text(book)
    chapter = next(book.epub.read(name).decode() for name in book.epub.documents if name.startswith("01"))
    assert not any(name in chapter for name in ("onclick", "javascript", "script>"))
    book.write("book.yaml", "title: A book\nlanguage: en\nstrict: true\n")
    assert {"H001", "H002"} <= {*book.run("epub").codes()}


def _run(*arguments: str):
    from tests.conftest import run

    return run(*arguments)
