"""Editions besides EPUB, screen PDF and paperback: kepub, large print, hardcover; each with its files and its records."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from lxml import etree

from press.checks import agreement
from press.checks.epubcheck import CHECKS as EPUBCHECKS
from press.checks.preflight import find_named
from press.checks.preflight.print_file import PrintFile
from press.core.isbn import hyphenated
from press.input.printers import printers
from press.outputs.epub.kepub import as_kepub
from press.outputs.epub.navigation import NAV
from tests.printing.altered import letters, save
from tests.reading import Pdf

XHTML = "{http://www.w3.org/1999/xhtml}"
ISBNS = {"epub": "9788437600017", "kepub": "9788437600024", "print": "9788437600031", "large_print": "9788437600048",
         "hardcover": "9788437600055", "pdf": "9788437600062"}  # fmt: skip
RECORD = """\
title: El jardín de los senderos
subtitle: Relatos de prueba
language: es
description: Un libro de prueba, con su descripción para la contracubierta.
contributors: [{{name: Ana Prado, role: aut, file_as: "Prado, Ana"}}]
date: "2026-01-01"
publisher: El Taller
isbn: {{{isbn}}}
print: {{paper: cream, printers: {{kdp: }}}}
editions:
  kepub:
  large_print: {{size: 18 pt, paper: cream, printers: {{kdp: , lulu: }}}}
  hardcover:
    paper: cream
    finish: glossy
    printers:
      lulu:
      kdp: {{width: 13.6 in, height: 9.9 in, spine: 0.5 in, pages: {pages}, source: la calculadora}}
"""
PARAGRAPH = (
    "La tarde caía sobre el jardín, y *nadie* supo decir quién había cerrado la verja; pero todos la oyeron. ¿Y qué?"
)
CHAPTER = "# {}\n\n" + "\n\n".join(f"{PARAGRAPH} {number}[^n{number}]." for number in range(1, 13)) + "\n\n" + "\n".join(
    f"[^n{number}]: Una nota, la {number}." for number in range(1, 13)
)  # fmt: skip


def write(book, pages=18, record=RECORD):
    isbn = ", ".join(f'{kind}: "{number}"' for kind, number in ISBNS.items())
    book.write("book.yaml", record.format(isbn=isbn, pages=pages))
    for number, title in enumerate(("La verja", "El reloj", "La fuente"), start=1):
        book.write(f"chapters/{number:02}-x.md", CHAPTER.format(title))
    return book


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    from tests.conftest import Book

    book = Book(tmp_path_factory.mktemp("editions") / "book", tmp_path_factory.mktemp("out") / "dist")
    book.folder.mkdir()
    first = write(book).run()
    pages = re.search(r"for (\d+) pages; its interior has (\d+)", first.err)
    if pages:  # the template is asked again, as an editor would
        assert write(book, pages[2]).run().status == 0
    else:
        assert first.status == 0, first.err
    return book


@pytest.mark.build
def test_all_editions_agree_in_every_record(made):
    found = agreement.find(made.out / "el-jardin-de-los-senderos.epub")
    assert [str(finding) for finding in found] == []


@pytest.mark.build
def test_every_file_for_a_printer_passes_its_preflight(made):
    files = [path for folder in ("print", "large-print", "hardcover") for path in (made.out / folder).glob("*.pdf")]
    checked = {
        f"{path.parent.name}/{path.name}": find_named(path) for path in files if re.search("-(kdp|lulu)-", path.name)
    }
    assert len(checked) == 2 + 4 + 4
    faults = {name: [f for f in found if f.rule != "pages"] for name, found in checked.items()}
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.build
def test_a_printer_s_channel_has_a_folder_for_each_edition(made):
    for key, kind in (("kdp", "print"), ("kdp-large-print", "large_print"), ("kdp-hardcover", "hardcover")):
        form = json.loads((made.out / "channels" / key / "form.json").read_text("utf-8"))
        assert ISBNS[kind] in json.dumps(form)
        assert (made.out / "channels" / key / "el-jardin-de-los-senderos-cover.pdf").is_file()


@pytest.mark.build
def test_each_cover_bears_the_isbn_of_its_own_edition(made):
    for folder, kind in (("print", "print"), ("large-print", "large_print"), ("hardcover", "hardcover")):
        for path in (made.out / folder).glob("*-cover.pdf"):
            words = " ".join(Pdf(path).pages)
            assert hyphenated(ISBNS[kind]) in words
            assert not any(hyphenated(number) in words for other, number in ISBNS.items() if other != kind)


@pytest.mark.build
def test_large_print_has_nothing_smaller_than_its_text(made):
    path = next((made.out / "large-print").glob("*senderos-interior.pdf"))
    interior = Pdf(path)
    assert min(mark.size for mark in PrintFile(path).marks if mark.kind == "text") >= 18
    assert [round(float(side) / 72, 2) for side in interior.pike.pages[0].mediabox[2:]] == [7, 10]


@pytest.mark.build
def test_large_print_divides_no_word_and_says_where_the_pages_of_the_print_edition_begin(made):
    text = "\n".join(Pdf(next((made.out / "large-print").glob("*senderos-interior.pdf"))).pages)
    assert not re.search(r"\w-\n\w", text)
    assert "Los números enmarcados son las páginas de la edición impresa." in " ".join(text.split())
    nav = zipfile.ZipFile(made.out / "el-jardin-de-los-senderos.epub").read(f"EPUB/{NAV}").decode()
    listed = etree.fromstring(nav.encode()).xpath(
        "//*[@*[local-name()='type']='page-list']//*[local-name()='a']/text()"
    )
    last = max(int(folio) for folio in listed if folio.isdecimal())
    for folio in range(2, last + 1):
        assert re.search(rf"(?<!\d){folio}(?!\d)", text)


@pytest.mark.build
def test_the_hardcover_has_boards_around_the_pages_of_the_paperback(made):
    (ticket,) = (made.out / "hardcover").glob("*lulu-ticket.json")
    value = json.loads(ticket.read_text("utf-8"))
    assert value["isbn"] == ISBNS["hardcover"]
    assert value["finish"] == "glossy"
    assert [round(length / 72, 3) for length in value["board"]] == [5.625, 8.75]
    cover = Pdf(ticket.with_name(ticket.name.replace("ticket.json", "cover.pdf")))
    width, height = (float(side) / 72 for side in cover.pike.pages[0].mediabox[2:])
    assert (round(width, 2), round(height, 2)) == (2 * 5.625 + value["spine"] / 72 + 1.5, 10.25)
    large, plain = (
        Pdf(next((made.out / folder).glob("*lulu-interior.pdf"))) for folder in ("large-print", "hardcover")
    )
    assert len(large.pages) > len(plain.pages)


@pytest.mark.build
@pytest.mark.parametrize(
    ("left", "ticket", "rule"),
    [
        (-400, {"board": [396, 630]}, "board"),  # Lulu's are larger than the page by 9 and 18 pt
        (-400, {"board": [300, 630]}, "board"),
        (440, {}, "hinge"),  # beside the spine, which begins at 54 and 405 pt
    ],
)
def test_a_cover_that_boards_would_spoil_is_found(made, tmp_path, left, ticket, rule):
    (tmp_path / "hardcover").mkdir()
    stem = "hardcover/el-jardin-de-los-senderos-lulu"
    save(made.out / f"{stem}-cover.pdf", tmp_path / f"{stem}-cover.pdf", letters(left, 300, 9, page=0))
    value = json.loads((made.out / f"{stem}-ticket.json").read_text("utf-8")) | ticket
    (tmp_path / f"{stem}-ticket.json").write_text(json.dumps(value), "utf-8")
    assert rule in {finding.rule for finding in find_named(tmp_path / f"{stem}-cover.pdf")}


@pytest.mark.build
def test_a_kepub_has_the_words_of_the_epub_each_sentence_in_a_span(made):
    kepub, epub = (made.out / f"el-jardin-de-los-senderos{end}" for end in (".kepub.epub", ".epub"))
    one, other = zipfile.ZipFile(kepub), zipfile.ZipFile(epub)
    assert one.namelist() == other.namelist()
    assert one.namelist()[0] == "mimetype"
    for name in (name for name in one.namelist() if name.endswith(".xhtml")):
        spans, plain = (etree.fromstring(archive.read(name)).find(f"{XHTML}body") for archive in (one, other))
        assert "".join(spans.itertext()) == "".join(plain.itertext())
        ids = [span.get("id") for span in spans.iter(f"{XHTML}span") if span.get("class") == "koboSpan"]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"kobo\.\d+\.\d+", each) for each in ids)
    assert ISBNS["kepub"] in one.read("EPUB/content.opf").decode()
    assert ISBNS["epub"] not in one.read("EPUB/content.opf").decode()


@pytest.mark.build
def test_a_kepub_is_a_valid_epub(made):
    for check in EPUBCHECKS:
        assert check.find(made.out / "el-jardin-de-los-senderos.kepub.epub") == []


def zipped(body):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "a.xhtml", f"<html xmlns='{XHTML[1:-1]}'><head><title>x</title></head><body>{body}</body></html>"
        )
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "spans"),
    [
        ("<p>Una. Dos «tres». Cuatro</p>", ["Una. ", "Dos «tres». ", "Cuatro"]),
        ("<p>Vale 1.5 a las 3:20.</p>", ["Vale 1.5 a las 3:20."]),
        ("<p>Una <em>dos</em>. Tres</p>", ["Una ", "dos", ". ", "Tres"]),
        ("<pre>no. tocar</pre><p>x</p>", ["x"]),
        ("<ul> <li>a</li> </ul>", ["a"]),
        ("<p><math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math>.</p>", ["."]),
    ],
)
def test_sentences_are_found_where_they_end(body, spans):
    made = zipfile.ZipFile(io.BytesIO(as_kepub(zipped(body), "urn:x"))).read("a.xhtml")
    found = [span.text for span in etree.fromstring(made).iter(f"{XHTML}span")]
    assert found == spans


def test_a_picture_is_a_paragraph_of_its_own():
    made = zipfile.ZipFile(io.BytesIO(as_kepub(zipped("<p>a</p><p><img src='x' alt=''/> b</p>"), "urn:x"))).read(
        "a.xhtml"
    )
    found = [(span.get("id"), span.text) for span in etree.fromstring(made).iter(f"{XHTML}span")]
    assert found == [("kobo.1.1", "a"), ("kobo.2.1", None), ("kobo.2.2", " b")]


SMALL = "title: Un libro\nlanguage: es\n{}\n"


@pytest.mark.parametrize(
    ("keys", "code", "words"),
    [
        ("editions: {hardcover: {printers: {streetlib: }}}", "D005", "how StreetLib binds a hardcover is not known here"),
        ("editions: {hardcover: {printers: {kdp: }}}", "B005", "own template says how large the cover"),
        ("editions: {large_print: {size: 12 pt}}", "B004", "is no size between 16 and 24 pt"),
        ("design: {trim: 5 x 8 in}\neditions: {hardcover: {printers: {kdp: {width: 13 in, height: 9 in, spine: 1 in, pages: 80, source: x}}}}", "D001", "Amazon KDP (hardcover) does not print books of 5 × 8 in"),
        ("editions: {audio: }", "B004", 'unknown key "audio"'),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_refused_by_name(book, keys, code, words):
    run = book.write("book.yaml", SMALL.format(keys)).write("chapters/01-a.md", "# Uno\n\nUna frase.\n").run("print")
    assert run.status == 2
    assert code in run.codes()
    assert words in run.err


@pytest.mark.parametrize("command", ["kepub", "large-print", "hardcover"])
def test_a_command_for_an_edition_that_the_book_does_not_name_says_so(book, command):
    run = book.write("book.yaml", SMALL.format("")).write("chapters/01-a.md", "# Uno\n\nUna frase.\n").run(command)
    assert run.status == 2
    assert run.codes() == ["D005"]


def test_every_printer_either_binds_in_boards_by_a_table_or_says_that_it_is_not_known():
    bound = {key: printer.hardcover() for key, printer in printers().items()}
    assert {key for key, printer in bound.items() if printer} == {"kdp", "ingramspark", "lulu"}
    assert bound["lulu"].spine(320, "white") == 72
    assert bound["lulu"].board((432, 648)) == (441, 666)
