"""What a printer would send back, preflight catches first."""

from __future__ import annotations

import json
import re
import shutil
from types import SimpleNamespace

import pytest

from press.checks.preflight import PARTS, RULES, preflight
from press.cli import main
from press.core.paths import REPORT_LANGUAGES
from press.input.printers import printers
from tests.conftest import INKS, run
from tests.printing import altered
from tests.printing.altered import draw, letters

PIXEL_DOTS = "0 g {} {} 6 6 re f"
#: part, rule, printer, what is wrong, and how the file is altered.
BROKEN = [
    ("interior", "trim", "kdp", "a trim it does not offer", altered.boxes(-20, "/MediaBox", "/BleedBox", "/TrimBox")),
    ("interior", "pages", "kdp", "too few pages", altered.keep(0, 20)),
    ("interior", "multiple", "ingramspark", "half a leaf", altered.drop_pages(5)),
    ("interior", "inside-margin", "kdp", "ink in the gutter", draw(PIXEL_DOTS.format(4, 300))),
    ("interior", "outside-margin", "ingramspark", "ink at the fore-edge", draw(PIXEL_DOTS.format(380, 300))),
    ("interior", "outside-margin", "ingramspark", "ink at the foot", draw(PIXEL_DOTS.format(200, 20))),
    ("interior", "bleed", "kdp", "half a bleed", altered.boxes(4, "/MediaBox", "/BleedBox")),
    ("interior", "bleed", "streetlib", "no bleed", altered.boxes(-5, "/MediaBox", "/BleedBox")),
    ("interior", "colours", "kdp", "screen colour", draw("1 0 0 rg 100 100 9 9 re f")),
    ("interior", "colours", "kdp", "an RGB picture", altered.picture(300, 72, space="/DeviceRGB")),
    ("interior", "black", "kdp", "cyan", draw("1 0 0 0 k 100 100 9 9 re f")),
    ("interior", "ink-limit", "ingramspark", "three inks", draw("1 1 1 0 k 100 100 9 9 re f")),
    ("interior", "resolution", "kdp", "a coarse picture", altered.picture(100, 72)),
    ("interior", "resolution", "lulu", "too fine a picture", altered.picture(700, 72)),
    ("interior", "fonts", "kdp", "a face that is not there", altered.bare_font),
    ("interior", "plain", "kdp", "a link", altered.link),
    ("interior", "plain", "kdp", "a bookmark", altered.outline),
    ("interior", "marks", "kdp", "a page beyond its bleed", altered.boxes(30, "/MediaBox")),
    ("interior", "transparency", "kdp", "opacity", altered.state(ca=0.5)),
    ("interior", "transparency", "kdp", "blending", altered.state(BM=altered.Name.Multiply)),
    ("interior", "type-size", "kdp", "five points", letters(100, 100, 5)),
    ("interior", "line-weight", "kdp", "a hairline", draw("0.25 w 100 100 m 200 100 l S")),
    ("interior", "tint", "kdp", "five percent", draw("0.95 g 100 100 9 9 re f")),
    ("interior", "blank-run", "kdp", "three blank pages", altered.blank(9, 3)),
    ("interior", "last-page", "ingramspark", "ink on the last page", draw(PIXEL_DOTS.format(200, 300), page=999)),
    ("interior", "folios", "streetlib", "a leaf torn out", altered.drop_pages(20, 21)),
    ("interior", "title-page", "streetlib", "no title page", altered.keep(6, 999)),
    ("cover", "bleed", "kdp", "half a bleed", altered.boxes(-4, "/MediaBox", "/BleedBox")),
    ("cover", "bleed", "kdp", "art that ends at the trim", draw("0 0 0 0 k 0 0 8.9 999 re f")),
    ("cover", "spine", "kdp", "a wider spine", altered.boxes(5, "/MediaBox", "/BleedBox", "/TrimBox")),
    ("cover", "spine", "ingramspark", "a narrower one", altered.boxes(-5, "/MediaBox", "/BleedBox", "/TrimBox")),
    ("cover", "spine-text", "ingramspark", "letters where none may be", letters(407, 300, 3)),
    ("cover", "safety", "kdp", "letters at the trim", letters(14, 300, 9)),
    ("cover", "safety", "kdp", "letters at the fold", letters(390, 300, 9)),
    ("cover", "barcode", "kdp", "something in the reserved box", draw("0 g 300 60 20 20 re f")),
    ("cover", "barcode", "ingramspark", "letters in the place of the barcode", letters(300, 60, 9)),
    ("cover", "barcode", "kdp", "colour in the reserved box", draw("0 1 1 0 k 300 60 20 20 re f")),
    ("cover", "colours", "kdp", "screen colour", draw("1 0 0 rg 100 100 9 9 re f")),
    ("cover", "ink-limit", "ingramspark", "four inks", draw("1 1 1 1 k 100 100 9 9 re f")),
    ("cover", "small-black", "ingramspark", "letters in four inks", letters(100, 100, 9, "0.6 0.4 0.4 1 k")),
    ("cover", "resolution", "kdp", "a coarse picture", altered.picture(100, 72)),
    ("cover", "fonts", "kdp", "a face that is not there", altered.bare_font),
    ("cover", "plain", "kdp", "a link", altered.link),
    ("cover", "marks", "kdp", "a page beyond its bleed", altered.boxes(30, "/MediaBox")),
    ("cover", "marks", "kdp", "letters outside the trim", letters(2, 300, 5)),
    ("cover", "transparency", "kdp", "opacity", altered.state(CA=0.5)),
]
#: What our checks for PDF/X-1a:2001 catch besides.
NOT_X1A = {
    "Trapped": altered.stated("/Trapped", altered.Name("/Unknown")),
    "GTS_PDFXVersion": altered.stated("/GTS_PDFXVersion", "PDF/X-4"),
    "GTS_PDFXConformance": altered.stated("/GTS_PDFXConformance", None),
    "Title": altered.stated("/Title", ""),
    "OutputIntent": altered.without("/OutputIntents"),
    "TrimBox": altered.untrimmed,
    "ArtBox": altered.both_boxes,
    "embedded": altered.bare_font,
    "annotations": altered.link,
    "DeviceRGB": altered.picture(300, 72, space="/DeviceRGB"),
    "transfer": altered.state(TR=altered.Name.Identity, Type=altered.Name.ExtGState),
    "beyond the box": altered.boxes(30, "/TrimBox"),
}


def failing(path, printer, part):
    return {verdict.rule.name for verdict in preflight(path, printers()[printer], part) if verdict.findings}


@pytest.fixture
def copy(tmp_path, printed):
    """The paths of a finished file and of an altered one beside a copy of its ticket."""

    def paths(printer, part):
        stem = f"un-libro-{printer}"
        shutil.copy(printed.out / f"print/{stem}-ticket.json", tmp_path)
        return printed.out / f"print/{stem}-{part}.pdf", tmp_path / f"{stem}-{part}.pdf"

    return paths


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("printer", printers())
def test_what_the_build_makes_passes(printed, printer, part):
    assert failing(printed.out / f"print/un-libro-{printer}-{part}.pdf", printer, part) == set()


@pytest.mark.parametrize(
    ("part", "rule", "printer", "what", "alter"), BROKEN, ids=[f"{b[1]}-{b[2]}-{b[3]}" for b in BROKEN]
)
def test_what_breaks_a_rule_is_caught(copy, part, rule, printer, what, alter):
    source, target = copy(printer, part)
    assert rule in failing(altered.save(source, target, alter), printer, part), what


@pytest.mark.parametrize("part", PARTS)
def test_a_file_that_is_too_big_is_caught(copy, part):
    source, target = copy("kdp", part)
    altered.swollen(source, target, 651_000_000)
    assert "file-size" in failing(target, "kdp", part)


@pytest.mark.parametrize(("word", "alter"), NOT_X1A.items())
def test_what_is_not_pdfx_1a_is_caught(copy, word, alter):
    source, target = copy("kdp", "interior")
    altered.save(source, target, alter)
    found = next(v.findings for v in preflight(target, printers()["kdp"], "interior") if v.rule.name == "flavour")
    assert any(word in finding for finding in found), found


def test_a_newer_pdf_is_not_pdfx_1a(copy):
    source, target = copy("kdp", "interior")
    altered.save(source, target, lambda pdf: None, force_version="1.6")
    assert "flavour" in failing(target, "kdp", "interior")


def test_every_rule_of_every_printer_has_a_broken_file():
    broken = {(part, rule) for part, rule, *_ in BROKEN} | {
        (part, x) for part in PARTS for x in ("flavour", "file-size")
    }
    asked = {(part, rule) for printer in printers().values() for part in PARTS for rule in getattr(printer, part)}
    assert asked <= broken
    boards = {"board", "hinge"}  # of hardcovers: tests/design/test_editions.py
    assert {rule for _, rule in asked} | boards == {rule for part in PARTS for rule in RULES[part]}


def test_the_command_prints_every_verdict_with_its_source(printed):
    outcome = run("preflight", "ingramspark", "--out", str(printed.out))
    assert outcome.status == 0
    assert "✓ Our checks of PDF/X-1a:2001 — IngramSpark, «File Creation Guide»" in outcome.out
    assert "kdp" not in outcome.out
    assert outcome.out.count("✓") == sum(len(getattr(printers()["ingramspark"], part)) for part in PARTS)


def test_the_command_fails_with_a_broken_file(printed, tmp_path):
    shutil.copytree(printed.out / "print", tmp_path / "print")
    name = "print/un-libro-kdp-interior.pdf"
    altered.save(printed.out / name, tmp_path / name, altered.link)
    outcome = run("preflight", "--out", str(tmp_path))
    assert outcome.status == 1
    assert "✗ No links, bookmarks" in outcome.out
    assert "links or annotations: page 1" in outcome.out


def test_the_command_speaks_the_language_of_the_editor(printed, tmp_path):
    shutil.copytree(printed.out / "print", tmp_path / "print")
    name = "print/un-libro-kdp-cover.pdf"
    altered.save(printed.out / name, tmp_path / name, letters(14, 300, 9))
    outcome = run("preflight", "kdp", "--lang", "es", "--out", str(tmp_path))
    assert outcome.status == 1
    assert "✓ Nuestras comprobaciones de PDF/X-1a:2001 — KDP" in outcome.out
    assert "un-libro-kdp-cover.pdf: Amazon KDP, cubierta" in outcome.out
    assert "✗ Letras lejos del corte y de los dobleces — " in outcome.out
    assert re.search(r"letras a menos de 0,\d+ in \(\d,\d\d mm\) del corte o de un doblez: «.+»", outcome.out)
    assert "(texto de la imprenta)" in outcome.out


def test_an_unknown_language_is_refused_with_those_there_are(tmp_path, capsys):
    with pytest.raises(SystemExit) as refused:
        main(["preflight", "--lang", "xx", "--out", str(tmp_path)])
    assert refused.value.code == 2
    printed = capsys.readouterr().err
    assert all(f"'{language}'" in printed for language in REPORT_LANGUAGES)


@pytest.fixture
def damaged(printed, tmp_path):
    """Copies of the files for one printer, to be damaged, and what the command says of them."""
    (tmp_path / "print").mkdir()
    for path in printed.out.glob("print/un-libro-kdp-*"):
        shutil.copy(path, tmp_path / "print")

    def preflighted():
        outcome = run("preflight", "kdp", "--out", str(tmp_path))
        assert "error of the program" not in outcome.err, outcome.err
        return outcome

    return tmp_path / "print", preflighted


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.3\n%%EOF\n"], ids=["empty", "text", "no-pages"])
def test_a_file_that_is_no_pdf_is_named_and_the_others_are_checked(damaged, data):
    folder, preflighted = damaged
    (folder / "un-libro-kdp-interior.pdf").write_bytes(data)
    outcome = preflighted()
    assert outcome.status == 1
    assert "✗ the file or its job ticket cannot be read: " in outcome.out
    assert "✓ Barcode box" in outcome.out


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_file_that_broke_off_while_it_was_copied_fails(damaged, cut):
    folder, preflighted = damaged
    path = folder / "un-libro-kdp-interior.pdf"
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * cut)])
    assert preflighted().status in (1, 3)


@pytest.mark.parametrize(
    ("ticket", "words"), [("[]", "ticket.json"), ("{}", 'lacks "trim"'), ("{", "line 1"), ("", "")]
)
def test_a_job_ticket_that_is_damaged_is_named(damaged, ticket, words):
    folder, preflighted = damaged
    (folder / "un-libro-kdp-ticket.json").write_text(ticket)
    outcome = preflighted()
    assert outcome.status == 1
    assert outcome.out.count("✗ the file or its job ticket cannot be read: ") == 2 and words in outcome.out


def test_a_machine_without_ghostscript_is_told_what_to_install(damaged, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    outcome = damaged[1]()
    assert outcome.status == 3
    assert "? not run: missing gs: apt-get install ghostscript" in outcome.out


def test_a_ghostscript_that_breaks_off_is_reported_with_its_last_words(damaged, monkeypatch, tmp_path):
    (tmp_path / "bin").mkdir()
    broken = tmp_path / "bin" / "gs"
    broken.write_text("#!/bin/sh\necho out of ink >&2\nexit 7\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    outcome = damaged[1]()
    assert outcome.status == 3
    assert "? not run: ghostscript did not finish (exit status 7): out of ink" in outcome.out


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (800, '800 pages, where 24 to 776 are bound on this paper; write "paper: white" in book.yaml'),
        (900, "900 pages, where 24 to 776 are bound on this paper; write a larger trim"),
        (20, "20 pages, where 24 to 776 are bound on this paper; write a smaller trim"),
    ],
)
def test_a_number_of_pages_that_is_not_bound_comes_with_what_to_do(count, words):
    ticket = SimpleNamespace(paper="cream", pages=count, trim=(396.0, 612.0))
    job = SimpleNamespace(
        pages=range(count), ticket=ticket, file=SimpleNamespace(trim=lambda page: (0.0, 0.0, 396.0, 612.0))
    )
    (found,) = RULES["interior"]["pages"][1](job, printers()["kdp"].interior["pages"].limit)
    assert found.startswith(words)


def test_nothing_to_check_is_not_a_pass(tmp_path):
    assert run("preflight", "kdp", "--out", str(tmp_path)).status == 3


@pytest.mark.build
def test_a_provisional_spine_follows_the_pages(book):
    printers = "  printers:\n    ingramspark: {page_thickness: 0.1 mm, source: un libro parecido}\n"
    book.write("book.yaml", f"title: Un libro\nlanguage: es\nprint:\n{INKS}{printers}")
    assert book.run("print").status == 0
    ticket = json.loads((book.out / "print" / "un-libro-ingramspark-ticket.json").read_text("utf-8"))
    assert ticket["spine"] == pytest.approx(ticket["pages"] * 0.1 * 72 / 25.4, abs=0.001)
    assert ticket["spine_source"] == "un libro parecido"
