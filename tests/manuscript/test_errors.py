"""What an editor does wrong is reported at file and line, all at once, and never costs the last good release."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
FIGURE = "# Uno {#uno}\n\n![](../images/foto.svg)\n"
ENTRY = "foto.svg: {caption: Una foto., alt: Una foto., description: Nada., credit: Nadie., licence: CC0}\n"


def complaint(book, name, text):
    """The only complaint of a run after writing a file."""
    run = book.write(name, text).run("epub")
    assert run.status == 2 and "Traceback" not in run.err
    assert len(run.complaints()) == 1, run.err
    return run.complaints()[0]


CHAPTER = "libro/chapters/01-uno.md"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("book.yaml", "title: [Un libro\n", "libro/book.yaml:2: B003 broken YAML: did not find expected ',' or ']'"),
        ("book.yaml", "title: Un libro\n", 'libro/book.yaml:1: B004 the file lacks "language"'),
        ("book.yaml", "title: Un libro\nlanguage: es\ntitel: x\n", 'libro/book.yaml:3: B004 unknown key "titel"'),
        ("book.yaml", "title: U\nlanguage: es\ntitle: V\n", 'libro/book.yaml:3: B004 the key "title" is given twice'),
        ("book.yaml", "title: 12\nlanguage: es\n", "libro/book.yaml:1: B004 title: text expected, 12 found"),
        (
            "book.yaml",
            "title: U\nlanguage: es\ndate: 2026-02-30\n",
            'libro/book.yaml:3: B004 date: "2026-02-30" is not a day of the calendar',
        ),
        (
            "book.yaml",
            "title: U\nlanguage: es\nisbn:\n  epub: '9788412345670'\n",
            "libro/book.yaml:4: B005 the check digit of ISBN 9788412345670 is wrong",
        ),
        (
            "book.yaml",
            "title: U\nlanguage: es\ncover: nada.svg\n",
            "libro/book.yaml:3: F001 the cover's drawing nada.svg does not exist",
        ),
        ("chapters/01-uno.md", "Sin título.\n", f"{CHAPTER}:1: M001 the document has 0 titles"),
        ("chapters/01-uno.md", "# Uno\n\nA.\n\n# Dos\n", f"{CHAPTER}:5: M001 the document has 2 titles"),
        ("chapters/01-uno.md", "# Uno {.xyz}\n", f"{CHAPTER}:1: M006 no kind of document is called \"xyz\""),
        ("chapters/01-uno.md", "# Uno\n\n### Tres\n", f"{CHAPTER}:3: M007 a heading of level 3 follows one of level 1"),
        ("chapters/01-uno.md", "# Uno\n\n<b>Sin cerrar\n", f"{CHAPTER}:3: M002"),
        ("chapters/01-uno.md", "# Uno\n\n::: nota\nSin cerrar\n", f"{CHAPTER}:3: M016"),
        ("chapters/01-uno.md", "# Uno\n\nTexto.[^a]\n", f"{CHAPTER}:3: M004 note [^a] is called and never written"),
        ("chapters/01-uno.md", "# Uno\n\nX.\n\n[^a]: Nota.\n", f"{CHAPTER}:5: M004 note [^a] is written and never called"),
        ("chapters/01-uno.md", "# Uno\n\nX.[^a]\n\n[^a]: N.\n\n[^a]: M.\n", f"{CHAPTER}:7: M004 note [^a] is written twice"),
        ("chapters/01-uno.md", "# Uno\n\n[a](#nada)\n", f"{CHAPTER}:3: L001 the link \"#nada\" leads to nothing"),
        ("chapters/01-uno.md", "# Uno\n\n[a](02-no.md)\n", f"{CHAPTER}:3: L001 the link \"02-no.md\" leads to nothing"),
        ("chapters/01-uno.md", "# Uno {#uno}\n\n## La [p.](#uno)\n", f"{CHAPTER}:3: L003 a heading names a page"),
        ("chapters/01-uno.md", "# Uno\n\n[a](http:/x)\n", f"{CHAPTER}:3: L002 \"http:/x\" is not a well-formed address"),
        ("chapters/01-uno.md", "# Uno {#a}\n\n## Dos {#a}\n", f"{CHAPTER}:3: M003 the identifier \"a\" stands already in 01-uno.md"),
        ("chapters/02-dos.md", "# Dos {#uno}\n", "libro/chapters/02-dos.md:1: M003 the identifier \"uno\" stands already in 01-uno.md"),
        ("chapters/01-uno.md", "# Uno {#contents}\n", f"{CHAPTER}:1: M003 the identifier \"contents\" stands already in every book"),
        ("chapters/01-uno.md", "# Uno {#cover}\n", f"{CHAPTER}:1: M003 the identifier \"cover\" stands already in every book"),
        ("chapters/01-uno.md", "# Uno\n\n![x](nada.png)\n", f"{CHAPTER}:3: F001 the picture nada.png does not exist"),
        ("chapters/01-uno.md", "# Uno\n\n![x](foto.psd)\n", f"{CHAPTER}:3: F001 the picture foto.psd is no SVG, PNG or JPEG"),
        ("chapters/01-uno.md", "# Uno\n\n::: film-list\n:::\n", f"{CHAPTER}:3: M006 the list \"film-list\" has no data"),
        ("chapters/01-uno.md", "# Uno\n\nUn signo: \ue123\n", f"{CHAPTER}:3: T001 no typeface of the book has \"\ue123\" (U+E123)"),
    ],
)  # fmt: skip
def test_one_mistake_is_reported_once_at_its_line(book, name, text, message):
    assert complaint(book, name, text).startswith(message)


def test_an_unknown_citation(book):
    book.write("bibliography.yaml", "references:\n- {id: reed, type: book, title: Diez días}\n")
    book.write("back/10-obras.md", "# Obras {.bibliography}\n\n::: {#refs}\n:::\n")
    assert (
        complaint(book, "chapters/01-uno.md", "# Uno\n\nSegún [@red].\n") == f'{CHAPTER}:3: M005 there is no work "red"'
    )


def test_citations_without_a_bibliography_to_lead_to(book):
    book.write("bibliography.yaml", "references:\n- {id: reed, type: book, title: Diez días}\n")
    message = complaint(book, "chapters/01-uno.md", "# Uno\n\nSegún [@reed].\n")
    assert message.endswith("M005 the book cites works and has no place for the bibliography")


def test_a_file_that_is_not_utf8(book):
    run = book.write_bytes("chapters/01-uno.md", b"# Uno\n\nA\xf1o\n").run("epub")
    assert run.complaints()[0] == f"{CHAPTER}:3: B002 byte 0xf1 is not UTF-8"


def test_a_folder_that_is_not_there(book):
    run = book.__class__(Path("nada"), book.out).run("epub")
    assert run.status == 2 and run.codes() == ["B001"]


def test_a_record_that_is_not_there(book):
    (book.folder / "book.yaml").unlink()
    assert book.run("epub").complaints() == ["libro/book.yaml: B001 the file does not exist"]


def test_a_picture_that_is_broken(book):
    book.write_bytes("images/foto.png", PIXEL[:40])
    assert "F001 the picture cannot be read" in complaint(
        book, "chapters/01-uno.md", "# Uno\n\n![x](../images/foto.png)\n"
    )


@pytest.mark.parametrize(
    "inside",
    ['<text x="1">a</text>', '<path opacity="0.5" d="M0 0"/>', '<rect fill="url(#g)"/>', '<path style="x" d="M0 0"/>'],
)
def test_a_drawing_that_would_not_print(book, inside):
    book.write("images/foto.svg", SVG.format(inside)).write("images/figures.yaml", ENTRY)
    assert "libro/images/foto.svg:1: F003" in complaint(book, "chapters/01-uno.md", FIGURE)


@pytest.mark.parametrize("key", ["caption", "alt", "description", "credit", "licence"])
def test_a_figure_without_what_a_reader_needs_is_refused(book, key):
    book.write("images/foto.svg", SVG.format("")).write("chapters/01-uno.md", FIGURE)
    left = "\n".join(
        f"  {name}: algo" for name in ("caption", "alt", "description", "credit", "licence") if name != key
    )
    message = complaint(book, "images/figures.yaml", f"foto.svg:\n{left}\n")
    assert message == f'libro/images/figures.yaml:1: F002 foto.svg lacks "{key}"'


def test_a_figure_that_nobody_described(book):
    book.write("images/foto.svg", SVG.format("")).write("images/figures.yaml", ENTRY.replace("foto", "otra"))
    assert complaint(book, "chapters/01-uno.md", FIGURE) == f"{CHAPTER}:3: F002 figures.yaml has no entry for foto.svg"


def test_a_picture_without_words_in_a_book_without_figures_yaml(book):
    book.write("images/foto.svg", SVG.format(""))
    assert f"{CHAPTER}:3: F002" in complaint(book, "chapters/01-uno.md", FIGURE)


def test_every_mistake_of_a_run_is_reported_at_once_in_order(book):
    book.write("book.yaml", "title: Un libro\nlanguage: es\nstrict: true\nisbn: {pdf: '9788412345670'}\n")
    book.write("chapters/01-uno.md", "# Uno\n\n[a](#nada) y[^x]\n\n![](no.png)\n").write("chapters/02-dos.md", "Dos\n")
    run = book.run()
    assert run.codes() == ["B005", "L001", "M004", "F001", "M001"]
    assert run.err.splitlines()[-1] == "5 problems; nothing was written."
    assert all("    " in line or ": " in line for line in run.err.splitlines()[:-1])


def test_each_complaint_says_what_to_do(book):
    run = book.write("chapters/01-uno.md", "# Uno\n\n[a](#nada)\n").run("epub")
    assert run.err == (
        f'{CHAPTER}:3: L001 the link "#nada" leads to nothing\n'
        "    Correct the address, or give its target the identifier: {#id}.\n"
        "1 problem; nothing was written.\n"
    )


@pytest.mark.build
def test_a_mistake_leaves_the_last_release_as_it_was(book):
    assert book.run("epub").status == 0
    before = {path: path.read_bytes() for path in book.out.rglob("*") if path.is_file()}
    assert book.write("chapters/01-uno.md", "# Uno\n\n[a](#nada)\n").run().status == 2
    assert {path: path.read_bytes() for path in book.out.rglob("*") if path.is_file()} == before


@pytest.mark.build
def test_the_command_line_teaches():
    done = subprocess.run([sys.executable, CHECKOUT / "build.py", "--help"], capture_output=True, text=True, check=True)
    for word in ("epub", "screen", "print", "collate", "--book", "--out", "Exit status"):
        assert word in done.stdout


@pytest.mark.build
def test_in_a_pipe_a_good_build_says_in_plain_lines_what_it_does_and_where_the_files_are(book):
    command = [sys.executable, CHECKOUT / "build.py", "epub", "--book", book.folder, "--out", book.out]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "") and "\x1b" not in done.stdout
    lines = done.stdout.splitlines()
    assert re.match(r"^manuscript +\d+\.\d s$", lines[0]) and any(line.startswith("layout ") for line in lines)
    assert re.match(r"dist/un-libro\.epub +\d+ kB$", lines[-1])
    done = subprocess.run([*command, "--quiet"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
