"""Whoever verifies a release learns that it is what the sources make, or where the first difference is."""

from __future__ import annotations

import io
import re
import shutil
import zipfile

import pikepdf
import pytest
from PIL import Image

from press.checks.rebuild import compare
from press.checks.rebuild.difference import first_difference
from press.core.release_mark import release_files
from tests.conftest import run


@pytest.fixture
def altered(release, tmp_path):
    """A copy of the release, to alter."""
    return shutil.copytree(release, tmp_path / "dist")


@pytest.fixture
def said(altered, release):
    """What is said of the altered copy."""

    def reported() -> list[str]:
        lines: list[str] = []
        assert compare(altered, release, lines.append) == 1
        return lines

    return reported


def swapped(path, place):
    """Another byte at a place of a file."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def repacked(path, change):
    """An archive whose members go through ``change``: (info, data) -> the same, or None to leave it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            member = change(info, old.read(info))
            if member is not None:
                new.writestr(*member)
    path.write_bytes(out.getvalue())


def verified(small, *arguments):
    """A run of verify on the small book."""
    return run("verify", *arguments, "--book", str(small.folder))


def test_a_release_is_verified(small, release):
    outcome = verified(small, str(release))
    count = len(release_files(release))
    assert (outcome.status, outcome.out) == (0, f"{release}: {count} files, built again the same to the byte.\n")


def test_a_release_of_other_words_is_refused_with_the_place(small, altered):
    repacked(altered / "un-libro-pequeno.epub", lambda info, data: (info, data.replace(b"sembraron", b"segaron")))
    outcome = verified(small, str(altered))
    assert outcome.status == 1
    place = r"un-libro-pequeno\.epub: EPUB/isidro-y-otros\.xhtml: line 3, column \d+: "
    assert re.search(place + r"…'.* segaron .*'…, rebuilt …'.* sembraron .*'…\n$", outcome.out)


def test_a_book_with_problems_cannot_be_verified(small, release, tmp_path):
    book = shutil.copytree(small.folder, tmp_path / "libro")
    (book / "chapters" / "zoe.md").write_text("# Zoe\n\n![](../../zoe.png)\n")
    outcome = run("verify", str(release), "--book", str(book))
    assert outcome.status == 2
    assert "zoe.md:3: " in outcome.out and "could not be built again" in outcome.out


def test_a_release_dated_by_its_packager_is_verified_with_the_same_date(book, monkeypatch):
    """SOURCE_DATE_EPOCH (reproducible-builds.org) is the one variable that the build goes by."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert book.run().status == 0
    assert run("verify", "--book", str(book.folder), str(book.out)).status == 0
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    outcome = run("verify", "--book", str(book.folder), str(book.out))
    assert outcome.status == 1 and "un-libro.epub: " in outcome.out and "2023" in outcome.out


def test_nothing_is_not_verified(small, tmp_path):
    outcome = verified(small, "--out", str(tmp_path / "dist"))
    assert (outcome.status, outcome.out) == (3, f"{tmp_path}/dist: nothing to verify; build first.\n")


def test_the_report_and_what_others_put_there_are_named_and_no_fault(altered, release):
    for name in ("report.html", "leeme.txt"):
        (altered / name).write_text("algo")
    lines: list[str] = []
    assert compare(altered, release, lines.append) == 0
    assert lines[0] == f"{altered}/leeme.txt: not compared, the build does not make it"
    assert lines[1] == f"{altered}/report.html: not compared, made of the finished files"


def test_a_file_that_is_missing_is_named(altered, said):
    (altered / "un-libro-pequeno.pdf").unlink()
    assert said() == [f"{altered}/un-libro-pequeno.pdf: missing: the build makes it"]


def test_causes_are_reported_before_effects(altered, said):
    for name in ("channels/index.html", "records/un-libro-pequeno.onix.xml", "un-libro-pequeno.pdf", "index.html"):
        swapped(altered / name, 700)
    first, rest = said()
    assert first.startswith(f"{altered}/un-libro-pequeno.pdf: ")
    assert re.fullmatch(
        r"3 more of \d+ files: index.html, records/un-libro-pequeno.onix.xml, channels/index.html", rest
    )


@pytest.mark.parametrize(
    "name",
    [
        *("un-libro-pequeno.epub", "un-libro-pequeno.pdf", "un-libro-pequeno-cover.jpg", "index.html"),
        *("print/un-libro-pequeno-interior.pdf", "print/un-libro-pequeno-kdp-cover.pdf", "opds.xml", "opds.json"),
        *("records/un-libro-pequeno.mrc", "records/un-libro-pequeno.jsonld", "records/CITATION.cff"),
        *("channels/index.html", "channels/kindle/un-libro-pequeno.jpg"),
    ],
)
@pytest.mark.parametrize("part", [0.0, 0.3, 0.6, 1.0])
def test_one_other_byte_anywhere_is_found_in_its_file(name, part, altered, said):
    path = altered / name
    swapped(path, round(part * (path.stat().st_size - 1)))
    (line,) = said()
    assert re.match(rf"{re.escape(str(path))}: .*(line|byte|pixel|page|object|cannot be read|PDF|its) ?", line)


def test_a_line_is_reported_with_both_versions(altered, said):
    path = altered / "records" / "CITATION.cff"
    path.write_text(path.read_text("utf-8").replace("Un libro pequeño", "Un libro grande"), "utf-8")
    assert re.search(
        r"CITATION\.cff: line \d+, column \d+: '.*libro grande.*', rebuilt '.*libro pequeño.*'$", said()[0]
    )


def test_a_long_line_is_reported_around_the_place():
    one, other = (b"a" * 5000 + sign + b"a" * 5000 for sign in (b"b", b"c"))
    before, after = "a" * 30, "a" * 39
    message = f"line 1, column 5001: …'{before}b{after}'…, rebuilt …'{before}c{after}'…"
    assert first_difference("x.json", one, other) == message


def test_a_lost_end_of_line_and_what_cannot_be_seen_are_reported():
    assert first_difference("x.txt", b"a\nb", b"a\nb\n") == "line 3: no such line, rebuilt ''"
    assert first_difference("x.txt", "a\u00a0b".encode(), b"a b") == "line 1, column 2: 'a\\xa0b', rebuilt 'a b'"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda i, d: None if i.filename.endswith("zoe.xhtml") else (i, d), "EPUB/zoe.xhtml is missing"),
        (lambda i, d: (i.filename.replace("zoe.x", "zoo.x"), d), "EPUB/zoe.xhtml is missing"),
        (
            lambda i, d: (i, d + b" " * i.filename.endswith("zoe.xhtml")),
            r"EPUB/zoe\.xhtml: line \d+, column \d+: …'.*</html> ', rebuilt …'.*</html>'$",
        ),
        (lambda i, d: (i.filename, d), "mimetype: its date_time is .*, rebuilt .*2024, 12, 21"),
        (lambda i, d: (i, bytes(reversed(d)) if i.filename.endswith("Bold.ttf") else d), r"Bold\.ttf: byte \d+$"),
        (
            lambda i, d: (i, d.replace(b"\xff\xd9", b"\xff\xd9\0") if "cover.jpg" in i.filename else d),
            "the same pixels",
        ),
    ],
)
def test_the_member_of_an_epub_is_named(change, message, altered, said):
    repacked(altered / "un-libro-pequeno.epub", change)
    assert re.search(message, said()[0])


def _title(pdf):
    pdf.docinfo.Title = "Otro"


def _word(pdf):
    stream = pdf.pages[4].obj.Contents
    stream = stream[0] if isinstance(stream, pikepdf.Array) else stream
    stream.write(stream.read_bytes() + b"\nq Q")


def _font(pdf):
    fonts = pdf.pages[4].obj.Resources.Font
    (descendant,) = fonts[sorted(fonts.keys())[0]].DescendantFonts
    descendant.FontDescriptor.Ascent = 1


def _outline(pdf):
    pdf.Root.Outlines.First.Title = "Otro"


def _page(pdf):
    del pdf.pages[-1]


def _label(pdf):
    pdf.Root.PageLabels.Nums[1].P = "Otra"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_title, r"document information.* /Title: 'Otro', rebuilt 'Un libro pequeño'"),
        (_word, r"page 5 /Contents.*\(object \d+\): stream, line \d+"),
        (_font, r"page \d+ /Resources /Font .*/FontDescriptor /Ascent: 1, rebuilt"),
        (_outline, r"catalogue /Outlines /First /Title: 'Otro', rebuilt "),
        (_page, r"\d+ pages, rebuilt \d+"),
        (_label, r"catalogue /PageLabels /Nums\[1\] /P: 'Otra', rebuilt 'Cubierta'"),
        (lambda pdf: None, r"the same objects, byte \d+"),
    ],
)
def test_the_page_and_the_object_of_a_pdf_are_named(change, message, altered, said):
    path = altered / "un-libro-pequeno.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    assert re.search(message, said()[0])


def test_the_pixels_and_the_size_of_a_picture_are_reported(altered, said):
    path = altered / "un-libro-pequeno-thumbnail.jpg"
    with Image.open(path) as image:
        size = image.size
        image.crop((0, 0, size[0], size[1] - 1)).save(path)
    assert f"{size[0]} × {size[1] - 1} pixels, RGB, rebuilt {size[0]} × {size[1]} pixels, RGB" in said()[0]
