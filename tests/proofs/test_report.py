"""The report states each verdict as it is, in the same bytes, whatever the tools say."""

from __future__ import annotations

import hashlib
import json

import pytest
from lxml import html

from press.checks.outcome import Check, Finding, ToolError
from press.checks.report import check_release
from press.core.messages import Message

FINDING = Finding("R-1", "a<b>.xhtml:1:2", "error", "An <img> & no alt")


def check(tool: str, found: list[Finding], missing: Message | None = None, files: str = "*.epub") -> Check:
    def find(path):
        if missing:
            raise ToolError(missing)
        return found

    return Check(tool, "1.0", Message("Bytes of the file"), files, f"{tool} {{file}}", find)


GOOD, BAD = check("good", []), check("bad", [FINDING] * 8)
MISSING = check("missing", [], Message("missing {}: {}", "java", "apt-get install default-jre-headless"))


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
    ("checks", "status", "verdict"),
    [
        ([GOOD, GOOD], 0, "passed"),
        ([GOOD, BAD], 1, "failed"),
        ([GOOD, MISSING], 3, "not run"),
        ([BAD, MISSING], 1, "failed"),
    ],
)
def test_the_status_and_the_verdict(out, checks, status, verdict):
    assert check_release(out, checks, lambda line: None) == status
    assert json.loads((out / "report.json").read_text("utf-8"))["verdict"] == verdict


def test_nothing_to_check_is_not_a_pass(tmp_path, out):
    lines: list[str] = []
    assert check_release(tmp_path / "none", [GOOD], lines.append) == 3
    assert check_release(out, [check("pdf", [], files="*.pdf")], lines.append) == 3
    assert len(lines) == 2
    assert not (tmp_path / "none").exists()
    assert not (out / "report.html").exists()


def test_the_data_say_what_was_checked_and_how(out):
    check_release(out, [BAD], lambda line: None)
    [entry] = json.loads((out / "report.json").read_text("utf-8"))["checks"]
    assert entry["file"] == "dist/book.epub"
    assert entry["sha256"] == hashlib.sha256(b"epub").hexdigest()
    assert (entry["tool"], entry["version"], entry["command"]) == ("bad", "1.0", "bad dist/book.epub")
    assert len(entry["findings"]) == 8
    assert entry["findings"][0] == {
        "rule": "R-1",
        "where": "a<b>.xhtml:1:2",
        "level": "error",
        "message": "An <img> & no alt",
    }


def test_the_page_says_the_same(out):
    check_release(out, [GOOD, BAD, MISSING], lambda line: None)
    tree = page(out)
    assert tree.get("lang") == "en"
    assert not tree.xpath("//script | //link | //img")
    verdicts = [cell.text_content() for cell in tree.xpath("//tbody/tr/td[2]")]
    assert verdicts == ["passed", "failed", "not run"]
    text = " ".join(tree.text_content().split())
    assert "Passed: 1. Failed: 1. Not run: 1." in text
    assert "Not run: missing java: apt-get install default-jre-headless" in text
    assert "An <img> & no alt" in text
    assert "and 3 more, in report.json" in text
    assert hashlib.sha256(b"epub").hexdigest() in text
    assert [a.get("href") for a in tree.xpath("//tbody//a")] == [f"#{s.get('id')}" for s in tree.xpath("//section")]


def test_the_same_files_make_the_same_report_wherever_they_are(out, tmp_path):
    check_release(out, [BAD], lambda line: None)
    elsewhere = tmp_path / "other" / "dist"
    elsewhere.mkdir(parents=True)
    (elsewhere / "book.epub").write_bytes(b"epub")
    check_release(elsewhere, [BAD], lambda line: None)
    for name in ("report.json", "report.html"):
        assert (out / name).read_bytes() == (elsewhere / name).read_bytes()
        assert str(tmp_path).encode() not in (out / name).read_bytes()


def test_the_release_stays_as_it_was(out):
    check_release(out, [BAD], lambda line: None)
    assert (out / "book.epub").read_bytes() == b"epub"
    assert (out / "print" / "book-interior.pdf").read_bytes() == b"interior"


def test_what_book_yaml_does_not_say_is_named(out):
    check_release(
        out,
        [GOOD],
        lambda line: None,
        missing_metadata=[("date", Message("Missing: {}.", Message("the date of publication in all records")))],
    )
    assert json.loads((out / "report.json").read_text())["missing_metadata"] == [
        {"key": "date", "missing": "Missing: the date of publication in all records."}
    ]
    page = (out / "report.html").read_text()
    assert "<dt><code>date</code></dt><dd>Missing: the date of publication in all records.</dd>" in page


def test_the_report_speaks_the_language_of_the_editor(out):
    ours = Finding(Message("link"), "opds.xml", "error", Message("cannot be read: {}", "line 1"))
    lines: list[str] = []
    gap = ("date", Message("Missing: {}.", Message("the date of publication in all records")))
    checks = [GOOD, check("ours", [ours]), BAD, MISSING]
    assert check_release(out, checks, lines.append, missing_metadata=[gap], language="es") == 1
    assert lines[1:] == [
        "dist/book.epub: ours 1.0: no superada, 1 hallazgo",
        "dist/book.epub: bad 1.0: no superada, 8 hallazgos",
        "dist/book.epub: missing 1.0: no se pudo comprobar: falta java: apt-get install default-jre-headless",
    ]
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert [entry["verdict"] for entry in report["checks"]] == ["passed", "failed", "failed", "not run"]
    assert report["checks"][1]["claim"] == "Bytes del archivo"
    assert report["checks"][1]["findings"][0]["message"] == "no se puede leer: line 1"
    assert report["missing_metadata"][0]["missing"] == "Falta la fecha de publicación en todos los registros."
    tree = page(out)
    assert tree.get("lang") == "es"
    assert "Superadas: 1. No superadas: 2. Sin comprobar: 1." in tree.text_content()
    spans = {span.text_content(): span.get("lang") for span in tree.xpath("//ol//span")}
    assert spans == {"no se puede leer: line 1": "es", "An <img> & no alt": "en"}
