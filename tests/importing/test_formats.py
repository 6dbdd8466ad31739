"""Manuscripts of other formats, and the sources of other tools: what they mean is kept, and every word."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from ebooklib import epub

from press.commands.importing.by_words import scenes_marked, with_headings_by_words
from press.commands.importing.properties import guess_language
from press.commands.importing.source import Source
from press.input import pandoc
from tests.conftest import run
from tests.importing.manuscripts import _picture

NOVEL = """\
---
title: "A Novel: of Parts"
author: Ann Field
lang: en
toc: true
---

For my mother

# Part One

## Chapter 1

"Text," she said -- and meant it.[^a] See [that][ref].

![A bed](bed.png)

* * *

More.[^b]

## Chapter 2

```python
# not a heading
x = "a -- b"
```

Again.[^b] Undefined[^zz].

# Part Two

## Chapter 3

Text ![Gone](gone.png) here.

# Afterword

Words.

[^a]: Note a with "quotes".

    Second paragraph.

[^b]: Note b.
[^c]: never called

[ref]: https://example.org
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("bed.png").write_bytes(_picture((9, 9, 9)).getvalue())


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, "utf-8")


def imported(*names: str) -> dict[str, str]:
    """The texts of the book that is made of these files, by their paths; it builds."""
    outcome = run("import", *names, "--into", "book")
    assert outcome.status == 0, outcome.err
    advice = run("advice", "--book", "book")
    assert advice.status == 0, advice.err
    return {
        path.relative_to("book").as_posix(): path.read_text("utf-8")
        for path in sorted(Path("book").rglob("*.*"))
        if path.suffix in (".md", ".yaml")
    }


def documents(files: dict[str, str]) -> list[str]:
    order = {"front": 0, "chapters": 1, "back": 2}
    names = [name for name in files if name.split("/")[0] in order and name.endswith(".md")]
    return sorted(names, key=lambda name: (order[name.split("/")[0]], name))


def test_a_novel_in_one_markdown_file_is_divided_and_stays_as_it_was_typed():
    write({"n.md": NOVEL})
    files = imported("n.md")
    assert documents(files) == [
        *("front/01-opening.md", "chapters/01-part-one.md", "chapters/02-chapter-1.md", "chapters/03-chapter-2.md"),
        *("chapters/04-part-two.md", "chapters/05-chapter-3.md", "back/01-afterword.md"),
    ]
    assert files["chapters/02-chapter-1.md"] == (
        "# Chapter 1\n\n“Text,” she said – and meant it.[^a] See [that][ref].\n\n[^a]: Note a with “quotes”.\n\n"
        "    Second paragraph.\n\n![A bed](../images/bed.png)\n\n* * *\n\nMore.[^b]\n\n[^b]: Note b.\n\n[ref]: https://example.org\n"
    )
    assert '```python\n# not a heading\nx = "a -- b"\n```' in files["chapters/03-chapter-2.md"]
    assert "Again.[^b]" in files["chapters/03-chapter-2.md"] and "[^b]: Note b." in files["chapters/03-chapter-2.md"]
    assert "Text  here." in files["chapters/05-chapter-3.md"]
    report = files["import-report.md"]
    for reported in ("[^c]: never called", "[^zz]", "gone.png is not there (it shows: Gone)", "toc: True"):
        assert reported in report
    assert "\ntitle: 'A Novel: of Parts'\n" in files["book.yaml"] and "\nlanguage: en\n" in files["book.yaml"]


@pytest.mark.parametrize("kind", ["odt", "epub", "html"])
def test_the_same_novel_in_other_formats(kind):
    text = NOVEL if kind == "html" else NOVEL.replace("![A bed](bed.png)", "A bed")
    made = pandoc.convert(text.encode(), "markdown", kind, ["-s"])
    Path(f"n.{kind}").write_bytes(made)
    files = imported(f"n.{kind}")
    assert [name for name in documents(files) if name.startswith("chapters")] == [
        *("chapters/01-part-one.md", "chapters/02-chapter-1.md", "chapters/03-chapter-2.md"),
        *("chapters/04-part-two.md", "chapters/05-chapter-3.md"),
    ]
    first = files["chapters/02-chapter-1.md"]
    assert first.startswith(
        "# Chapter 1\n\n“Text,” she said – and meant it.[^1] See [that](https://example.org).\n\n[^1]: Note a with “quotes”.\n"
    )
    assert "\n* * *\n" in first or kind == "odt"  # pandoc's odt has its rule as a border
    assert "A Novel" in files["book.yaml"]


def test_mdbook():
    write({
        "m/book.toml": '[book]\ntitle = "Rusty"\nauthors = ["Ann Field"]\nlanguage = "en"\n',
        "m/src/SUMMARY.md": "# Summary\n\n[Intro](intro.md)\n\n# Part A\n\n- [One](one.md)\n    - [Sub](sub/one.md)\n- [Draft]()\n\n[Thanks](thanks.md)\n",
        "m/src/intro.md": "# Intro\n\nHi\n\n# Second\n\nText\n", "m/src/thanks.md": "# Thanks\n\nAll\n",
        "m/src/one.md": "# One\n\n```rust\n{{#include ../code.rs}}\n```\n\n[sub](sub/sub.md)\n", "m/src/sub/one.md": "# Sub\n\nx\n",
        "m/code.rs": "fn main() {}\n",
    })  # fmt: skip
    files = imported("m")
    assert documents(files) == [
        "front/01-intro.md",
        "chapters/01-part-a.md",
        "chapters/02-one.md",
        "chapters/03-sub.md",
        "back/01-thanks.md",
    ]
    assert "fn main() {}" in files["chapters/02-one.md"] and "## Second" in files["front/01-intro.md"]
    assert "“Draft”" in files["import-report.md"] and "title: Rusty" in files["book.yaml"]


def test_quarto_and_bookdown():
    write({
        "q/_quarto.yml": "project:\n  type: book\nbook:\n  title: Cuarto\n  author:\n    - name: Ann Field\n  chapters:\n    - index.qmd\n    - part: Base\n      chapters: [a.qmd]\n    - references.qmd\n  appendices: [ap.qmd]\nlang: es\nbibliography: [lists/refs.bib, none.bib]\n",
        "q/lists/refs.bib": "@book{reed, author={Reed, John}, title={Ten Days}, year={1919}}\n",
        "q/index.qmd": "# Prefacio {.unnumbered}\n\nHola\n", "q/a.qmd": "---\ntitle: Uno\n---\n\nTexto, [fin](ap.qmd) [@reed]\n",
        "q/references.qmd": "# References\n\n::: {#refs}\n:::\n", "q/ap.qmd": "# Fin\n\nz\n",
    })  # fmt: skip
    files = imported("q")
    assert documents(files) == ["front/01-prefacio.md", "chapters/01-base.md", "chapters/02-uno.md", "back/01-fin.md"]
    assert files["chapters/02-uno.md"].startswith("# Uno\n") and "[fin](01-fin.md)" in files["chapters/02-uno.md"]
    assert "language: es" in files["book.yaml"] and "title: Cuarto" in files["book.yaml"]
    assert "bibliography:\n- refs.bib\n" in files["book.yaml"] and "Ten Days" in Path("book/refs.bib").read_text()
    report = files["import-report.md"]
    assert "“none.bib”" in report and "“references.qmd”" in report and "M017" not in report


def test_bookdown():
    write({
        "b/_bookdown.yml": "book_filename: x\n", "b/index.Rmd": "---\ntitle: Down\nlang: en\n---\n\n# Preface {-}\n\nText\n",
        "b/01-a.Rmd": "# (PART) First {-}\n\n# One {#one}\n\nxx\n", "b/02-b.Rmd": "# Two\n\nyy [one](#one)\n",
    })  # fmt: skip
    files = imported("b")
    assert documents(files) == [
        "front/01-preface.md",
        "chapters/01-first.md",
        "chapters/02-one.md",
        "chapters/03-two.md",
    ]
    assert files["chapters/01-first.md"] == "# First {.part}\n"
    assert "title: Down" in files["book.yaml"]


def test_a_standard_ebooks_folder():
    page = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{}</body></html>'
    item = '<item id="{0}" href="text/{0}.xhtml"/>'
    names = ("titlepage", "chapter-1", "endnotes")
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Alpha</dc:title>'
        "<dc:language>en-GB</dc:language></metadata><manifest>"
        + "".join(map(item.format, names))
        + "</manifest><spine>"
        + "".join(f'<itemref idref="{name}"/>' for name in names)
        + "</spine></package>"
    )
    write({
        "s/src/epub/content.opf": opf,
        "s/src/epub/text/titlepage.xhtml": page.format("<h1>Alpha</h1>"),
        "s/src/epub/text/chapter-1.xhtml": page.format('<section epub:type="chapter"><hgroup><h2>I</h2><p epub:type="title">The <b>Sea</b></p></hgroup><p>Yes.<a href="endnotes.xhtml#note-1" epub:type="noteref">1</a> <i xml:lang="fr">Non</i></p><blockquote epub:type="z3998:poem"><p><span>One</span><br/><span>Two</span></p></blockquote></section>'),
        "s/src/epub/text/endnotes.xhtml": page.format('<section epub:type="endnotes"><h2>Endnotes</h2><ol><li id="note-1" epub:type="endnote"><p>The note. <a href="chapter-1.xhtml#r" epub:type="backlink">↩</a></p></li></ol></section>'),
    })  # fmt: skip
    files = imported("s")
    assert documents(files) == ["chapters/01-i-the-sea.md"]
    assert files["chapters/01-i-the-sea.md"] == (
        '# I. The **Sea**\n\nYes.[^1] *[Non]{lang="fr"}*\n\n| One\n| Two\n\n[^1]: The note.\n'
    )


def test_several_files_are_chapters_in_their_order():
    write({"b.md": "# Beta\n\nx\n", "a.md": "---\ntitle: Alpha\n---\n\ny\n"})
    files = imported("b.md", "a.md", "--title", "Both", "--language", "en", "--author", "Ann Field")
    assert documents(files) == ["chapters/01-beta.md", "chapters/02-alpha.md"]
    assert "title: Both" in files["book.yaml"] and "name: Ann Field" in files["book.yaml"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("# The Book\n\nA motto.\n\n## One\n\na\n\n## Two\n\nb\n", ["front/01-opening.md", "chapters/01-one.md", "chapters/02-two.md"]),
        ("# One\n\na\n\n## Part\n\nb\n\n# Two\n\nc\n", ["chapters/01-one.md", "chapters/02-two.md"]),
        ("# A\n\n## One\n\na\n\n## Two\n\nb\n\n# B\n\n## Three\n\nc\n", ["chapters/01-a.md", "chapters/02-one.md", "chapters/03-two.md", "chapters/04-b.md", "chapters/05-three.md"]),
        ("One\n===\n\na\n\nTwo\n===\n\nb\n", ["chapters/01-one.md", "chapters/02-two.md"]),
        ("Only text.\n", ["chapters/01-x.md"]),
        ("**Part One**\n\n*Chapter 1*\n\na\n\n\\* \\* \\*\n\nb\n\nChapter 2\n\nPart of it was lost.\n", ["chapters/01-part-one.md", "chapters/02-chapter-1.md", "chapters/03-chapter-2.md"]),
        ("I\n\na\n\nII\n\nb\n", ["chapters/01-i.md", "chapters/02-ii.md"]),
        ("## One\n\na\n\n## Two\n\n### Deep\n\nb\n", ["chapters/01-one.md", "chapters/02-two.md"]),
    ],
)  # fmt: skip
def test_where_a_text_is_divided(text, names):
    write({"x.md": text})
    assert documents(imported("x.md", "--language", "en")) == names


def test_what_an_author_typed_as_plain_paragraphs_is_a_scene_break_or_a_heading():
    source = Source()
    text = with_headings_by_words(
        "**Part One**\n\nChapter 1\n\nPart of it was lost.\n\nChapter two\n\nb\n", "en", source
    )
    assert text == "# Part One\n\n## Chapter 1\n\nPart of it was lost.\n\n## Chapter two\n\nb\n"
    assert [remark.kind for remark in source.remarks] == ["headings"]
    assert with_headings_by_words("Chapter 1\n\na\n", "en", source) == "Chapter 1\n\na\n"
    assert (
        scenes_marked("a\n\n\\* \\* \\*\n\nb\n\n⁂\n\nc\n\n```\n* *\n```\n")
        == "a\n\n* * *\n\nb\n\n* * *\n\nc\n\n```\n* *\n```\n"
    )


def test_a_formula_of_libreoffice_is_kept_and_a_title_that_nothing_gives_is_named():
    Path("x.odt").write_bytes(pandoc.convert(b"# One\n\nSo:\n\n$$E = mc^2$$\n", "markdown", "odt", ["-s"]))
    files = imported("x.odt", "--language", "en")
    assert "$$E = mc^{2}$$" in files["chapters/01-one.md"]
    assert "the name of the file" in files["import-report.md"]


def test_changes_and_comments_of_libreoffice_are_accepted_and_listed():
    made = pandoc.convert(b"# One\n\nText here.\n\nMore.\n", "markdown", "odt", ["-s"])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as archive, zipfile.ZipFile(out, "w") as changed:
        for name in archive.namelist():
            data = archive.read(name).decode() if name == "content.xml" else archive.read(name)
            if name == "content.xml":
                space = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
                tracked = f'<text:tracked-changes {space}><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Ed</dc:creator></office:change-info><text:p>GONE</text:p></text:deletion></text:changed-region></text:tracked-changes>'
                comment = f"<office:annotation {space}><dc:creator>Ed</dc:creator><text:p>Really?</text:p></office:annotation>"
                data = re.sub(r"(<office:text[^>]*>)", rf"\1{tracked}", data)
                data = data.replace("Text here.", f'Text<text:change text:change-id="c1"/> here.{comment}')
            changed.writestr(name, data)
    Path("n.odt").write_bytes(out.getvalue())
    files = imported("n.odt", "--language", "en")
    assert files["chapters/01-one.md"] == "# One\n\nText here.\n\nMore.\n"
    assert "“GONE”: deleted by Ed" in files["import-report.md"] and "Ed: Really?" in files["import-report.md"]


FOREIGN = """<html lang="en"><head><title>T</title></head><body><h1>One</h1>
<p>A <i lang="la">res</i>, <em xml:lang="de" lang="de">gut</em>, <span lang="fr">bon</span>, <cite lang='es'>Las dos</cite>, <b lang="en-GB">own</b>.</p>
<p lang="fr">Tout le monde.</p><blockquote xml:lang="de"><p>Alles gut.</p><p>Ja.</p></blockquote><ul lang="es"><li>uno</li></ul>
<div lang="la"><p>Gallia.</p><p>Omnia.</p></div><h2 lang="el">Logos</h2><p lang="it">never closed</body></html>"""
MARKED = """# One

A *[res]{lang="la"}*, *[gut]{lang="de"}*, [bon]{lang="fr"}, [Las dos]{lang="es"}, **own**.

[Tout le monde.]{lang="fr"}

> ::: {lang="de"}
> Alles gut.
>
> Ja.
> :::

::: {lang="es"}
- uno
:::

::: {lang="la"}
Gallia.

Omnia.
:::

## [Logos]{lang="el"}

never closed
"""


def test_words_of_another_language_keep_their_mark(tmp_path):
    """A reading system that reads aloud pronounces them by it (WCAG 2.2, 3.1.2)."""
    Path("x.html").write_text(FOREIGN)
    assert run("import", "x.html", "--into", "html").status == 0
    assert Path("html/chapters/01-one.md").read_text("utf-8") == MARKED
    made = epub.EpubBook()
    made.set_title("T")
    made.set_language("en")
    page = epub.EpubHtml(
        title="One", file_name="one.xhtml", content=FOREIGN.replace('<p lang="it">never closed', "<p>never closed</p>")
    )
    made.add_item(page)
    made.add_item(epub.EpubNav())
    made.toc, made.spine = [page], [page]
    epub.write_epub("x.epub", made)
    outcome = run("import", "x.epub", "--into", "epub")
    assert outcome.status == 0, outcome.err
    assert Path("epub/chapters/01-one.md").read_text("utf-8") == MARKED
    assert run("advice", "--book", "epub").err == ""


def test_a_chapter_whose_title_is_of_another_language_is_named_by_its_words():
    Path("x.html").write_text(
        '<html lang="en"><body><h1 lang="fr">Le jour</h1><p>Alpha.</p><h1>Two</h1><p>Beta.</p></body></html>'
    )
    assert run("import", "x.html", "--into", "book").status == 0
    assert Path("book/chapters/01-le-jour.md").read_text("utf-8") == '# [Le jour]{lang="fr"}\n\nAlpha.\n'
    assert "| chapters/01-le-jour.md | Le jour |" in Path("book/import-report.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "まず `apt-get install` を実行してください。[カーネル](https://example.org/kernel-package-reference.html)",
            "ja",
        ),
        ("我们使用 `apt-get update` 命令 https://example.org/a-long-address-of-a-page", "zh"),
        ("يستخدم `rsync --archive --delete` لنسخ الملفات {.programlisting .of-a-class}", "ar"),
        ("The letter was in the hand of the man", "en"),
    ],
)
def test_code_and_addresses_do_not_say_in_which_language_a_text_is(text, language):
    assert guess_language(text) == language


def test_a_page_of_html_may_say_its_language_in_its_body():
    Path("x.html").write_text(
        '<html><body><div class="preface" lang="he"><h1>One</h1><p>Words.</p></div></body></html>'
    )
    assert "\nlanguage: he\n" in imported("x.html")["book.yaml"]


def test_of_a_page_what_stands_around_its_text_is_named_and_a_drawing_in_it_is_one_of_the_book():
    Path("x.html").write_text(
        '<html lang="en"><body><nav>Home</nav><main><h1>One</h1><p>Text.</p><svg width="90" height="90"><path d="M0 0h9"/></svg></main>'
        "<footer>Written by Ann</footer></body></html>"
    )
    assert run("import", "x.html", "--into", "book").status == 0
    report = Path("book/import-report.md").read_text("utf-8")
    assert "- “Home Written by Ann”: outside <main>, which is the text of the page" in report
    assert "F003" not in report
    assert Path("book/images/picture.svg").read_bytes().startswith(b'<svg xmlns="http://www.w3.org/2000/svg" width')


def test_furigana_of_a_page_stay_above_their_characters():
    Path("x.html").write_text(
        '<html lang="ja"><body><h1>一</h1><p>これは<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>と<ruby><b>太</b><rt>ふと</rt></ruby>。</p></body></html>',
        "utf-8",
    )
    outcome = run("import", "x.html", "--into", "book")
    assert outcome.status == 0, outcome.err
    (chapter,) = Path("book/chapters").glob("*.md")
    assert "これは<ruby>漢<rt>かん</rt></ruby><ruby>字<rt>じ</rt></ruby>と**太**ふと。" in chapter.read_text("utf-8")
