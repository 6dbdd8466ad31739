"""A manuscript in Word's format becomes a book without an editor, and no word of it is lost on the way."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from press.input import pandoc
from tests.conftest import Book, run
from tests.importing.manuscripts import KINDS, make
from tests.reading import words_of

#: Each kind in one language, so that all languages are met.
EACH = [(kind, ("en", "es", "de")[number % 3]) for number, kind in enumerate(KINDS)]
_WORD = re.compile(r"[^\W_]+")


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def words_of_word(path: Path) -> Counter[str]:
    """The words that Word shows: those in the text, the notes and the text boxes; not what is deleted, nor a contents."""
    words: Counter[str] = Counter()
    document = docx.Document(str(path))
    roots = [
        document.element,
        *(
            part.element
            for part in document.part.package.iter_parts()
            if "notes" in str(part.partname) and hasattr(part, "element")
        ),
    ]
    for root in roots:
        for text in root.xpath(".//w:t[not(ancestor::w:sdt)]"):
            words.update(_WORD.findall(text.text or ""))
    return words


def letters(text: str) -> str:
    """The letters of a text alone: between them an edition has page numbers, calls of notes and signs of its own."""
    return re.sub(r"[\W\d_]+", "", text)


def words_of_chapters(folder: Path) -> Counter[str]:
    """The words of the files that an editor gets, with those of the record."""
    words: Counter[str] = Counter()
    for path in [*folder.glob("*/*.md"), folder / "book.yaml"]:
        lines = [
            line for line in path.read_text("utf-8").splitlines() if path.suffix == ".md" or not line.startswith("#")
        ]
        words.update(_WORD.findall("\n".join(lines)))
    return words


@pytest.mark.parametrize(("kind", "language"), EACH, ids=[kind for kind, _ in EACH])
def test_no_word_of_a_manuscript_is_lost(tmp_path, kind, language):
    path = make(kind, language, tmp_path / f"{kind}.docx")
    outcome = run("import", str(path), "--into", "book")
    assert outcome.status == 0, outcome.err
    lost = words_of_word(path) - words_of_chapters(tmp_path / "book")
    if kind != "mathematics":
        assert not lost
    assert f"\nlanguage: {language}" in (tmp_path / "book" / "book.yaml").read_text("utf-8")
    advice = run("advice", "--book", "book")
    assert advice.status == 0, advice.err


def imported(kind: str, language: str, tmp_path: Path) -> Path:
    path = make(kind, language, tmp_path / f"{kind}.docx")
    outcome = run("import", str(path), "--into", "book")
    assert outcome.status == 0, outcome.err
    return tmp_path / "book"


def test_a_novel_has_its_parts_front_and_back(tmp_path):
    book = imported("novel", "en", tmp_path)
    names = sorted(path.relative_to(book).as_posix() for path in book.rglob("*.md"))
    assert names == [
        *("back/01-afterword.md", "chapters/01-part-i.md", "chapters/02-chapter-1.md", "chapters/03-chapter-2.md"),
        *("chapters/04-chapter-3.md", "chapters/05-part-ii.md", "chapters/06-chapter-1.md", "chapters/07-chapter-2.md"),
        *("chapters/08-chapter-3.md", "front/01-preface.md", "import-report.md"),
    ]
    assert (book / "chapters/01-part-i.md").read_text("utf-8") == "# Part I {.part}\n"
    assert (book / "front/01-preface.md").read_text("utf-8").startswith("# Preface {.preface}\n")
    chapter = (book / "chapters/02-chapter-1.md").read_text("utf-8")
    assert (
        "\n* * *\n" in chapter
        and "“Who is there?” she said, and the dog’s ears" in chapter
        and "all day… and" in chapter
    )
    record = (book / "book.yaml").read_text("utf-8")
    assert (
        "\ntitle: The Long Field\n" in record and "\n- name: Ann Field\n  file_as: Field, Ann\n  role: aut\n" in record
    )
    assert "a running head or foot" in (book / "import-report.md").read_text("utf-8")


def test_photographs_keep_their_words_and_what_is_missing_is_asked_for(tmp_path):
    book = imported("memoir", "es", tmp_path)
    chapter = (book / "chapters/01-capitulo-1.md").read_text("utf-8")
    assert '\n![El campo largo, 1931.](../images/image1.png){alt="El campo largo 1"}\n' in chapter
    figures = (book / "images/figures.yaml").read_text("utf-8")
    assert "\nimage1.png:\n  caption:\n  alt:\n  description:\n  credit:\n  licence:\n" in figures
    advice = run("advice", "--book", "book").out
    assert 'images/figures.yaml:4: F002 image1.png lacks "description", "credit", "licence"' in advice
    filled = (
        figures.replace("description:", "description: Un prado.")
        .replace("credit:", "credit: Ana.")
        .replace("licence:", "licence: CC0")
    )
    (book / "images/figures.yaml").write_text(filled, "utf-8")
    assert "figures.yaml" not in run("advice", "--book", "book").out


def test_verse_notes_tables_code_and_small_capitals_keep_their_form(tmp_path):
    poem = (imported("poems", "en", tmp_path) / "chapters").glob("02-*")
    assert "\n| hill in the night, and\n" in next(poem).read_text("utf-8")
    for kind, sign in {
        "thesis": ["[^1]: He had walked", "\n    The rain", "\n> The rain", "| **y**", "\n### 1.1. Preface\n"],
        "code": ['`a[0] *= "b"`', '\n``` text\n# no heading\nx = "a -- b"  [^1] | *\n\n    deep\n```\n'],
        "play": ["[Anna]{.smallcaps}. *(…)* “Who is there?”"],
        "mathematics": ["$a^{2} + b^{2} = c^{2}$", "$$\\int_{0}^{1}x\\, dx = \\frac{1}{2}$$"],
        "cookbook": ["\n- 1⅓ l rain\n- 200 g rain\n", "\n1.  The rain"],
    }.items():
        (tmp_path / kind).mkdir()
        path = make(kind, "en", tmp_path / f"{kind}.docx")
        assert run("import", str(path), "--into", f"{kind}/book").status == 0
        text = "".join(found.read_text("utf-8") for found in sorted((tmp_path / kind / "book" / "chapters").iterdir()))
        assert [each for each in sign if each not in text] == []


def test_changes_are_accepted_and_listed_and_comments_reported(tmp_path):
    book = imported("changes", "en", tmp_path)
    text = "".join(path.read_text("utf-8") for path in sorted((book / "chapters").iterdir()))
    assert (
        "NEW1 FIELD" in text and "OLD1" not in text and "The Long Field (1)" in text and "The Long Field?" not in text
    )
    report = (book / "import-report.md").read_text("utf-8")
    for reported in (
        "deleted by Ed: OLD1",
        "inserted by Ed: NEW1",
        "Ed: The Long Field?",
        "a text box",
        "the table of contents",
    ):
        assert reported in report
    assert "python-docx" not in (book / "book.yaml").read_text("utf-8")


@pytest.mark.build
@pytest.mark.parametrize(("kind", "language"), [("memoir", "en"), ("thesis", "es")])
def test_two_commands_lead_from_a_manuscript_to_the_channels(tmp_path, kind, language):
    path = make(kind, language, tmp_path / f"{kind}.docx")
    outcome = run("import", str(path), "--into", "book")
    command = re.search(r"\./build\.py (--book \S+ --out \S+)", outcome.out)[1].split()
    assert run(*command).status == 0
    made = Book(tmp_path / "book", tmp_path / "book" / "dist")
    text = letters(" ".join(words_of(tree) for tree in made.epub.documents.values()))
    paragraphs = [letters(paragraph.text) for paragraph in docx.Document(str(path)).paragraphs]
    assert paragraphs and [each for each in paragraphs if each not in text] == []
    assert any((made.out / "channels").iterdir())


def in_a_language(path: Path, core: str, style: str) -> Path:
    """A manuscript of which the properties and the default style name a language; empty for none."""
    document = docx.Document()
    for text in ("Chapter one", "Zorp blit."):
        document.add_paragraph(text, style="Heading 1" if text.startswith("C") else None)
    document.core_properties.language = core
    properties = document.styles["Normal"].element.get_or_add_rPr()
    if style:
        properties.append(parse_xml(f'<w:lang xmlns:w="{properties.nsmap["w"]}" w:val="{style}"/>'))
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("core", "style", "proposed"), [("es-MX", "fr-CA", "es-MX"), ("", "fr-CA", "fr-CA"), ("xx", "", "en")]
)
def test_the_record_has_the_language_that_the_file_names(tmp_path, core, style, proposed):
    path = in_a_language(tmp_path / "x.docx", core, style)
    assert run("import", str(path), "--into", "book").status == 0
    assert f"\nlanguage: {proposed}\n" in (tmp_path / "book" / "book.yaml").read_text("utf-8")


def test_a_language_that_only_the_program_named_gives_way_to_the_words(tmp_path):
    path = make("novel", "es", tmp_path / "x.docx")
    document = docx.Document(str(path))
    document.core_properties.language = "en-US"
    document.save(str(path))
    assert run("import", str(path), "--into", "book").status == 0
    assert "\nlanguage: es\n" in (tmp_path / "book" / "book.yaml").read_text("utf-8")
    assert 'the file says "en-US"' in (tmp_path / "book" / "import-report.md").read_text("utf-8")


@pytest.mark.parametrize("text", ["V.", "::: note", "AT&amp;T", "a :smile: b", "1986. A year", "(a) x", "# 1", "|"])
def test_what_means_something_in_markdown_stays_text(tmp_path, text):
    document = docx.Document()
    for each in ("Before.", text, "After."):
        document.add_paragraph(each)
    document.save(str(tmp_path / "x.docx"))
    outcome = run("import", str(tmp_path / "x.docx"), "--into", "book", "--language", "en")
    assert outcome.status == 0, outcome.err
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "book").glob("chapters/*.md"))
    shown = pandoc.convert(written.encode(), pandoc.TOLERANT, "plain", ["--wrap=none"]).decode()
    assert shown.split("\n\n") == ["Before.", text, "After.\n"]
