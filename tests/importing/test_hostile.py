"""A manuscript may come from anybody: what it claims to be costs no memory, reads no file and asks no network."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from tests.conftest import run

CANARY = "CANARY7f3a9b"


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n" + CANARY.encode())
    (tmp_path / "secret.md").write_text(CANARY)
    monkeypatch.chdir(tmp_path / "in")


def word(changed: dict[str, bytes]) -> bytes:
    """A docx of one paragraph with some of its files changed or added."""
    out, document = io.BytesIO(), docx.Document()
    document.add_paragraph("Text.")
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        files = {name: archive.read(name) for name in archive.namelist()} | changed
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def refused(name: str, data: bytes) -> str:
    """The one message of a file that is refused; nothing is left of it."""
    Path(name).write_bytes(data)
    outcome = run("import", name, "--into", "book")
    assert outcome.status == 2 and outcome.codes() == ["B014"], outcome.err
    assert sorted(path.name for path in Path().iterdir()) == [name]
    return outcome.err


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.docx", b"no archive", "is damaged, or not of the format that its name says"),
        ("a.docx", word({"word/document.xml": b"<w:document"}), "word/document.xml is no well-formed XML"),
        ("a.docx", word({"word/document.xml": ENTITIES}), "declares entities"),
        ("a.docx", word({"word/document.xml": b"<!--" + b" " * (65 << 20) + b"-->"}), "of more than 64 MB"),
        ("a.docx", word({f"x{i}": b"" for i in range(10_001)}), "holds more than 10000 files"),
        ("a.odt", word({}), "is damaged"),
        ("a.epub", word({}), "is no EPUB"),
        ("a.md", b"\xf1o", "is not UTF-8: byte 0xf1 in line 1"),
        ("a.md", b"\n", "holds no text"),
        ("a.pdf", b"%PDF", 'is of a format that is not read: ".pdf"'),
        ("a.doc", b"x", "Save it as .docx or .odt"),
    ],
    ids=range(11),
)
def test_what_cannot_be_read_is_refused_in_one_message(name, data, message):
    assert message in refused(name, data)


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr("press.commands.importing.archive.ARCHIVE_BYTES", 1 << 20)
    assert "unpacks to more than 1 MB" in refused("a.docx", word({"word/media/image1.png": bytes(2 << 20)}))


def test_words_that_pandoc_would_lose_are_named_and_nothing_is_written(monkeypatch):
    monkeypatch.setattr("press.commands.importing.word._Preparation._boxes", lambda self, root: None)
    document = docx.Document()
    document.add_paragraph("Text.")
    from docx.oxml import parse_xml

    xml = '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Boxed words</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'
    document.element.body.insert(0, parse_xml(xml))
    out = io.BytesIO()
    document.save(out)
    assert 'holds words that cannot be read: "Boxed words"' in refused("a.docx", out.getvalue())


@pytest.mark.parametrize(
    "address",
    [
        "../secret.png",
        "/etc/passwd",
        "file:///etc/passwd",
        "https://example.org/x.png",
        "link.png",
        "data:image/png;base64,QUJD",
    ],
)
def test_a_picture_from_elsewhere_is_not_taken(address):
    Path("link.png").symlink_to("../secret.png")
    for name, text in (
        ("a.md", f"# A\n\n![x]({address})\n"),
        ("b.html", f'<h1>A</h1><p>B <img alt="x" src="{address}"/></p>'),
    ):
        Path(name).write_text(text)
        assert run("import", name, "--into", f"book-{name}", "--language", "en").status == 0
        assert not Path(f"book-{name}/images").exists()
        report = Path(f"book-{name}/import-report.md").read_text()
        assert "Pictures that are missing" in report and CANARY not in report


def test_a_project_reads_nothing_outside_its_folder():
    Path("m/src").mkdir(parents=True)
    Path("m/src/SUMMARY.md").write_text("- [A](../../../secret.md)\n")
    outcome = run("import", "m", "--into", "book")
    assert outcome.codes() == ["B014"] and not Path("book").exists()
    Path("m/src/SUMMARY.md").write_text("- [A](a.md)\n")
    Path("m/src/a.md").write_text("# A\n\n{{#include ../../../secret.md}}\n")
    assert run("import", "m", "--into", "book", "--language", "en").status == 0
    assert CANARY not in Path("book/chapters/01-a.md").read_text()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("book.toml", b"book = 3\n"),
        ("book.toml", b"[book]\ntitle = [1]\nauthors = 3\nlanguage = 5\n"),
        ("src/SUMMARY.md", b"- [\xf1](a.md)\n"),
        ("_quarto.yml", b"book: [a]\n"),
        ("_quarto.yml", b"book: {chapters: 5}\n"),
        ("_quarto.yml", b"book: {chapters: [{part: a.md, chapters: 3}]}\n"),
        ("_bookdown.yml", b"rmd_files: 5\n"),
    ],
)
def test_a_project_with_values_of_the_wrong_kind_ends_in_no_error_of_the_program(name, data):
    files = {"src/a.md": b"# A\n\nText.\n", "a.md": b"# A\n\nText.\n", name: data}
    if name == "book.toml":
        files["src/SUMMARY.md"] = b"- [A](a.md)\n"
    for path, content in files.items():
        Path("m", path).parent.mkdir(parents=True, exist_ok=True)
        Path("m", path).write_bytes(content)
    outcome = run("import", "m", "--into", "book", "--language", "en")
    assert outcome.status in (0, 2), outcome.err


def test_a_text_that_only_claims_to_be_utf_16_is_refused():
    assert "is not UTF-8" in refused("a.md", b"\xff\xfea")


def test_a_text_that_includes_another_without_end_is_refused():
    Path("big.txt").write_text("word " * 400_000)
    Path("a.md").write_text("# A\n\n" + "{{#include big.txt}}\n" * 9)
    outcome = run("import", "a.md", "--into", "book", "--language", "en")
    assert outcome.codes() == ["B014"] and "includes files of more text" in outcome.err
    assert not Path("book").exists()
