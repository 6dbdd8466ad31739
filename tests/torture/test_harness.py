"""What the harness is to find, it finds: each kind of fault, put there on purpose."""

from __future__ import annotations

import socket
import zipfile
from pathlib import Path

import pytest

from tests.torture import scan
from tests.torture.case import CANARY, Case
from tests.torture.child import Run
from tests.torture.verdict import Verdict, accidents, judge_outcome
from tests.torture.watch import Listener, OpenWatch

XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'


def published(folder: Path, **files: str) -> Path:
    """A release with an EPUB of these files."""
    (folder / "dist").mkdir()
    with zipfile.ZipFile(folder / "dist" / "a.epub", "w") as archive:
        for name, text in files.items():
            archive.writestr(f"EPUB/{name.replace('_', '.')}", text)
    return folder / "dist"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<p onclick="x">x</p>',
        '<iframe src="a"/>',
        '<a href="javascript:x">x</a>',
        '<img src="http://example.org/x.png"/>',
        '<img src="../../x.png"/>',
        '<p style="background:url(file:///x)">x</p>',
        "<style>@import 'x';</style>",
        "<!-- a note -->",
        "<?xml-stylesheet href='x'?>",
        '<meta http-equiv="refresh"/>',
        CANARY,
    ],
)
def test_something_active_or_foreign_in_an_epub_is_found(tmp_path, inside):
    assert scan.release(published(tmp_path, one_xhtml=XHTML.format(inside)))


def test_what_a_book_may_hold_is_left_alone(tmp_path):
    fine = '<p style="color:red">x <a href="https://example.org/">y</a> <img src="images/a.png"/></p>'
    assert not scan.release(published(tmp_path, one_xhtml=XHTML.format(fine), book_css="p {background: url(a.png)}"))


def test_a_drawing_with_a_handler_is_found(tmp_path):
    assert scan.release(published(tmp_path, a_svg='<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'))


def test_a_script_in_the_page_is_found_and_its_data_are_not(tmp_path):
    page = tmp_path / "index.html"
    page.write_text('<script type="application/ld+json">{}</script><p>x</p>')
    assert not scan.release(tmp_path)
    page.write_text("<p>x</p><script>alert(1)</script>")
    assert scan.release(tmp_path)


def test_whoever_opens_a_file_or_connects_is_seen(tmp_path):
    (tmp_path / "secret.txt").write_text("x")
    watch, listener = OpenWatch(tmp_path), Listener()
    assert not listener.connected()
    (tmp_path / "secret.txt").read_text()
    socket.create_connection(("127.0.0.1", int(listener.url.split(":")[2].split("/")[0]))).close()
    assert watch.opened() == {"secret.txt"} and listener.connected()
    listener.close()


@pytest.mark.parametrize(
    ("run", "fault"),
    [
        (Run(1, "", "Traceback (most recent call last):\n  …\nValueError: x", []), "traceback"),
        (Run(70, "", "build.py: error of the program: ValueError; please report it", []), "traceback"),
        (Run(-11, "", "", []), "traceback"),
        (Run(-9, "", "", [], in_time=False), "not in time"),
        (Run(0, "", "", ["open /etc/shadow"]), "leaked"),
        (Run(2, "", f"book/x.md:1: B001 {CANARY}", []), "leaked"),
        (Run(2, "", "book/\x1b[31m.md: B001 x", []), "wrong"),
        (Run(0, "", "", [], left=("python",)), "litter"),
    ],
)
def test_an_accident_is_found(run, fault):
    verdict = Verdict("x")
    accidents(run, verdict)
    assert [found for found, _ in verdict.faults] == [fault]


@pytest.mark.parametrize(
    ("expected", "said", "fault"),
    [
        (["a.md:3: L001"], "book/a.md:3: L001 x", None),
        (["a.md:3"], "book/a.md:3: L002 x", None),
        (["a.md:3: L001"], "book/a.md:4: L001 x", "no line"),
        (["a.md:3: L001"], "book/a.md: L001 x", "no line"),
        (["a.md:3: L001"], "book/b.md:3: L001 x", "no line"),
        (["a.md:3: L001"], "book/a.md:3: L001 x\nbook/a.md:9: L002 y", "wrong"),
        (["a.md:3: L001"], "book/a.md:3: L002 x", "no line"),
        (["a.md:3: L001 x"], "book/a.md:3: L001 y", "wrong"),
        (["accepted"], "book/a.md:3: L001 y", "wrong"),
    ],
)
def test_a_message_is_held_against_the_case(tmp_path, expected, said, fault):
    verdict = Verdict("x")
    judge_outcome(Case("x", {}, ["epub"], expected, None), tmp_path, Run(2, "", said, []), verdict, {})
    assert [found for found, _ in verdict.faults] == ([fault] if fault else [])


def test_a_book_that_should_not_be_built_or_lacks_words_is_found(tmp_path):
    published(tmp_path, one_xhtml=XHTML.format("<p>Some words.</p>"))
    for case, fault in (
        (Case("x", {}, ["epub"], ["a.md:3"], None), "wrong"),
        (Case("x", {}, ["epub"], ["accepted"], None, keeps=["Other words."]), "lost"),
        (Case("x", {}, ["epub"], ["accepted"], None, never=["Some words"]), "leaked"),
    ):
        verdict = Verdict("x")
        judge_outcome(case, tmp_path, Run(0, "", "", []), verdict, {})
        assert [found for found, _ in verdict.faults] == [fault]
