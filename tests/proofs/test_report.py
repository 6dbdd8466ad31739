"""The report tells each verdict as it is, in the same bytes, whatever the tools say."""

from __future__ import annotations

import hashlib
import json

import pytest
from lxml import html

from press.checks.outcome import Check, Finding, ToolError
from press.checks.report import prove

FINDING = Finding("R-1", "a<b>.xhtml:1:2", "error", "An <img> & no alt")


def proof(tool: str, found: list[Finding], missing: str = "", files: str = "*.epub") -> Check:
    def find(path):
        if missing:
            raise ToolError(missing)
        return found

    return Check(tool, "1.0", "Un archivo válido", files, f"{tool} {{file}}", find)


GOOD, BAD = proof("good", []), proof("bad", [FINDING] * 8)
MISSING = proof("missing", [], "falta java: apt-get install default-jre-headless")


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "dist"
    (folder / "print").mkdir(parents=True)
    (folder / "book.epub").write_bytes(b"epub")
    (folder / "print" / "book-interior.pdf").write_bytes(b"interior")
    return folder


def page(out) -> html.HtmlElement:
    return html.fromstring((out / "report.html").read_bytes())


@pytest.mark.parametrize(
    ("proofs", "status", "verdict"),
    [
        ([GOOD, GOOD], 0, "superada"),
        ([GOOD, BAD], 1, "no superada"),
        ([GOOD, MISSING], 3, "no se pudo comprobar"),
        ([BAD, MISSING], 1, "no superada"),
    ],
)
def test_the_status_and_the_verdict(out, proofs, status, verdict):
    assert prove(out, proofs, lambda line: None) == status
    assert json.loads((out / "report.json").read_text("utf-8"))["verdict"] == verdict


def test_nothing_to_prove_is_not_a_pass(tmp_path, out):
    said: list[str] = []
    assert prove(tmp_path / "none", [GOOD], said.append) == 3
    assert prove(out, [proof("pdf", [], files="*.pdf")], said.append) == 3
    assert len(said) == 2
    assert not (tmp_path / "none").exists()
    assert not (out / "report.html").exists()


def test_the_data_say_what_was_proved_and_how(out):
    prove(out, [BAD], lambda line: None)
    [told] = json.loads((out / "report.json").read_text("utf-8"))["proofs"]
    assert told["file"] == "dist/book.epub"
    assert told["sha256"] == hashlib.sha256(b"epub").hexdigest()
    assert (told["tool"], told["version"], told["command"]) == ("bad", "1.0", "bad dist/book.epub")
    assert len(told["findings"]) == 8
    assert told["findings"][0] == {
        "rule": "R-1",
        "where": "a<b>.xhtml:1:2",
        "level": "error",
        "message": "An <img> & no alt",
    }


def test_the_page_says_the_same(out):
    prove(out, [GOOD, BAD, MISSING], lambda line: None)
    tree = page(out)
    assert tree.get("lang") == "es"
    assert not tree.xpath("//script | //link | //img")
    verdicts = [cell.text_content() for cell in tree.xpath("//tbody/tr/td[2]")]
    assert verdicts == ["superada", "no superada", "no se pudo comprobar"]
    text = " ".join(tree.text_content().split())
    assert "Superadas: 1. No superadas: 1. Sin comprobar: 1." in text
    assert "No se pudo comprobar: falta java: apt-get install default-jre-headless" in text
    assert "An <img> & no alt" in text
    assert "y 3 más, en report.json" in text
    assert hashlib.sha256(b"epub").hexdigest() in text
    assert [a.get("href") for a in tree.xpath("//tbody//a")] == [f"#{s.get('id')}" for s in tree.xpath("//section")]


def test_the_same_files_make_the_same_report_wherever_they_are(out, tmp_path):
    prove(out, [BAD], lambda line: None)
    elsewhere = tmp_path / "other" / "dist"
    elsewhere.mkdir(parents=True)
    (elsewhere / "book.epub").write_bytes(b"epub")
    prove(elsewhere, [BAD], lambda line: None)
    for name in ("report.json", "report.html"):
        assert (out / name).read_bytes() == (elsewhere / name).read_bytes()
        assert str(tmp_path).encode() not in (out / name).read_bytes()


def test_the_release_stays_as_it_was(out):
    prove(out, [BAD], lambda line: None)
    assert (out / "book.epub").read_bytes() == b"epub"
    assert (out / "print" / "book-interior.pdf").read_bytes() == b"interior"


def test_what_the_record_does_not_know_is_named(out):
    prove(out, [GOOD], lambda line: None, missing_metadata=[("isbn.epub", "Falta el ISBN del EPUB.")])
    assert json.loads((out / "report.json").read_text())["gaps"] == [
        {"key": "isbn.epub", "lacking": "Falta el ISBN del EPUB."}
    ]
    page = (out / "report.html").read_text()
    assert "<dt><code>isbn.epub</code></dt><dd>Falta el ISBN del EPUB.</dd>" in page
