"""A manuscript that comes again: what changed is shown, and an editor's work is never written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from press.commands.importing.again import MARK, digest
from tests.conftest import run

TEXT = "# One\n\nAlpha.\n\n# Two\n\nBeta.\n\n# Three\n\nGamma.\n"


@pytest.fixture(autouse=True)
def _book(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("x.md").write_text(TEXT)
    assert run("import", "x.md", "--into", "book", "--language", "en", "--title", "T").status == 0


def again(text: str, *more: str):
    Path("x.md").write_text(text)
    outcome = run("import", "x.md", "--into", "book", "--language", "en", *more)
    assert outcome.status in (0, 2), outcome.err
    return outcome


def read(name: str) -> str:
    return Path("book", name).read_text()


def test_the_same_manuscript_changes_nothing():
    before = {path: path.read_bytes() for path in Path("book").rglob("*") if path.is_file()}
    assert again(TEXT).err == "0 files to change; --write does it; 0 left, since they were edited.\n"
    assert {path: path.read_bytes() for path in Path("book").rglob("*") if path.is_file()} == before


def test_what_changed_is_shown_and_written_only_when_asked():
    shown = again(TEXT.replace("Beta", "Better"))
    assert (
        shown.out
        == "chapters/02-two.md: changed\n--- chapters/02-two.md\n+++ chapters/02-two.md\n@@ -1,3 +1,3 @@\n # Two\n \n-Beta.\n+Better.\n"
    )
    assert read("chapters/02-two.md") == "# Two\n\nBeta.\n"
    again(TEXT.replace("Beta", "Better"), "--write")
    assert read("chapters/02-two.md") == "# Two\n\nBetter.\n"
    assert again(TEXT.replace("Beta", "Better")).out == ""


def test_what_an_editor_changed_stays():
    Path("book/chapters/02-two.md").write_text("# Two\n\nThe editor's.\n")
    Path("book/book.yaml").write_text("title: Mine\nlanguage: en\n")
    outcome = again(TEXT.replace("Gamma", "Delta"), "--write")
    assert "02-two" not in outcome.out and read("chapters/03-three.md") == "# Three\n\nDelta.\n"
    outcome = again(TEXT.replace("Beta", "Better"), "--write")
    assert "chapters/02-two.md: changed in the manuscript and in the book: it stays as it is in the book" in outcome.out
    assert (
        read("chapters/02-two.md") == "# Two\n\nThe editor's.\n" and read("book.yaml") == "title: Mine\nlanguage: en\n"
    )


def test_a_new_chapter_comes_between_and_a_lost_one_goes():
    again(TEXT.replace("# Two", "# Between\n\nNew.\n\n# Two").replace("# Three\n\nGamma.\n", ""), "--write")
    names = sorted(path.name for path in Path("book/chapters").iterdir())
    assert names == ["01-one.md", "01a-between.md", "02-two.md"]
    assert run("advice", "--book", "book").status == 0


def test_chapters_in_another_order_are_refused():
    outcome = again("# Two\n\nBeta.\n\n# One\n\nAlpha.\n\n# Three\n\nGamma.\n", "--write")
    assert outcome.status == 2 and outcome.codes() == ["B014"] and "another order" in outcome.err
    assert read("chapters/01-one.md") == "# One\n\nAlpha.\n"


def test_a_book_that_no_import_made_is_never_written_into(tmp_path):
    Path("mine").mkdir()
    Path("mine/book.yaml").write_text("title: Mine\nlanguage: en\n")
    refused = run("import", "x.md", "--into", "mine")
    assert refused.codes() == ["B013"] and [path.name for path in Path("mine").iterdir()] == ["book.yaml"]


def test_a_mark_that_names_a_file_elsewhere_deletes_nothing(tmp_path):
    own = tmp_path / "own.txt"
    own.write_text("precious")
    mark = json.loads(read(MARK))
    mark["files"] |= {"../own.txt": digest(b"precious"), str(own): digest(b"precious")}
    Path("book", MARK).write_text(json.dumps(mark))
    assert again(TEXT.replace("Beta", "Better"), "--write").status == 0
    assert own.read_text() == "precious"


def test_nothing_is_written_through_a_link(tmp_path):
    Path("book/chapters/02-two.md").unlink()
    mark = json.loads(read(MARK))
    del mark["files"]["chapters/02-two.md"]
    Path("book", MARK).write_text(json.dumps(mark))
    Path("book/chapters/02-two.md").symlink_to(tmp_path / "own.txt")
    Path("x.md").write_text(TEXT.replace("Beta", "Better"))
    outcome = run("import", "x.md", "--into", "book", "--language", "en", "--write")
    assert outcome.status in (0, 4), outcome.err
    assert not (tmp_path / "own.txt").exists()


def test_what_fix_has_corrected_is_no_work_of_an_editor():
    assert run("fix", "--book", "book", "--write").status == 0
    assert read("chapters/02-two.md") == "# Two {#two}\n\nBeta.\n"
    assert again(TEXT).err == "0 files to change; --write does it; 0 left, since they were edited.\n"
    shown = again(TEXT.replace("Beta", "Better"), "--write")
    assert "-Beta.\n+Better.\n" in shown.out and "\n-# Two" not in shown.out
    assert read("chapters/02-two.md") == "# Two {#two}\n\nBetter.\n"
    again(TEXT.replace("Beta", "Best"), "--write")
    assert read("chapters/02-two.md") == "# Two {#two}\n\nBest.\n"
    assert again(TEXT.replace("Beta", "Best")).out == ""


def test_what_an_editor_changed_before_or_after_fix_stays():
    Path("book/chapters/01-one.md").write_text("# One\n\nThe editor's.\n")
    assert run("fix", "--book", "book", "--write").status == 0
    Path("book/chapters/02-two.md").write_text("# Two {#two}\n\nThe editor's.\n")
    outcome = again(TEXT.replace("Alpha", "Alef").replace("Beta", "Bet"), "--write")
    assert outcome.err == "0 files changed; 2 left, since they were edited.\n"
    assert "The editor’s." in read("chapters/01-one.md") and "The editor's." in read("chapters/02-two.md")


def test_the_report_of_another_import_says_what_the_build_says():
    again(TEXT.replace("Beta.", "Beta [gone](#nowhere)."), "--write")
    said = read("import-report.md").partition("## What the build says")[2]
    assert "chapters/02-two.md:3: L001" in said


def test_progress_is_plain_lines_in_a_pipe_and_never_in_a_diff():
    first = run("import", "x.md", "--into", "other", "--language", "en")
    stages = ("manuscript", "chapters", "composition")
    assert all(any(line.startswith(f"{stage} ") for line in first.out.splitlines()) for stage in stages), first.out
    quiet = run("import", "x.md", "--into", "third", "--language", "en", "--quiet")
    assert len(quiet.out.splitlines()) == 2, quiet.out
    assert again(TEXT).out == ""
