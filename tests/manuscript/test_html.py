"""Nothing active or foreign gets into a book, by whatever field; what is harmless stays; nothing is lost without a word."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from press.checks.scan import findings
from tests.manuscript.test_errors import CHAPTER, complaint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<script>alert(1)</script>", "3: H001 <script>"),
        ("`<script>alert(1)</script>`{=html}", "3: H001 <script>"),
        ('<iframe src="file:///etc/passwd"></iframe>', "3: H001 <iframe>"),
        ('<form action="javascript:alert(1)"><button>x</button></form>', "3: H001 <form>"),
        ('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><path d="M0 0"/></svg>', "3: H001 <svg>"),
        ("Texto.\n\n![x](pelicula.mp4)", "5: H001 <video>"),
        ("Con `onclick`: nada.\n\n[x]{onclick=a}", '5: H002 the attribute "onclick" of <span>'),
        ("```{.python onclick=a}\nx\n```", '3: H002 the attribute "onclick" of <div>'),
        ('<a href="#uno" ping="http://x.org">x</a>', '3: H002 the attribute "ping" of <a>'),
        ('<table><tr><td colspan="99999999">x</td></tr></table>', '3: H002 the attribute "colspan" of <td>'),
        ('<p style="background:url(file:///x)">x</p>', '3: H003 the style "background: url(file:///x)"'),
        ('[x]{style="background:u\\\\72l(x)"}', '3: H003 the style "background: '),
        ('<a href="javascript:alert(1)">x</a>', '3: L002 "javascript:alert(1)"'),
        ("[a](https://example.org:99999/)", '3: L002 "https://example.org:99999/"'),
        ("`[a](#no)` y [b](#uno).\n\nMal: [a](#no).", '5: L001 the link "#no"'),
        ("[a]()", "3: L004 a link without an address"),
        ("[](https://example.org/)", "3: L004 a link without words"),
        ("x[^a]\n\n[^a]: Una.[^b]\n\n[^b]: Otra.", "5: M008 note [^b] is called in a note"),
        ("x[^a]\n\n[^a]: Una.^[otra]", "5: M008 a note stands in a note"),
        ("---\nDe noche: el palacio.\n---", "3: M009 a block between lines of ---"),
        ("```\ncódigo", "3: M010 the block of code that begins here"),
        ("Véase [eso][nada].", '3: M011 the reference "[eso][nada]"'),
        ("Según [@reed].", '3: M005 "reed" is cited, and the book has no bibliography.yaml'),
        (">" * 300 + " x", "3: M012 elements stand more than 100 deep"),
        ("Bien.\n\nMal: \x01.", "5: M013 the control character U+0001"),
        ("Bien.\n\nMal: &#1;.", "5: M013 the control character U+0001"),
        ("##\n\nTexto.", "3: M015 a heading without words"),
        ("```\n# no\n```\n\nOtro\n====", "7: M001 the document has 2 titles"),
        ("x\n\n#### Hondo", "5: M007 a heading of level 4"),
        ("::: {.fragment number=²}\nx\n:::", '3: M006 "²" is not the number of a fragment'),
        ("Un signo: &#xE123;", "3: T001"),
    ],
)
def test_what_is_refused_is_refused_at_its_line(book, text, message):
    assert complaint(book, "chapters/01-uno.md", f"# Uno {{#uno}}\n\n{text}\n").startswith(f"{CHAPTER}:{message}")


@pytest.mark.build
def test_harmless_html_reaches_the_reader(book):
    text = (
        "# Uno {#uno}\n\nUna<br>línea, <kbd>Ctrl</kbd>, <abbr title='x'>abr.</abbr>, H<sub>2</sub>O. <!-- secreto -->\n\n"
        "<details open><summary>Más</summary>Dentro</details>\n\n<section epub:type='x' data-y='1'><p align=center>Eso</p>"
        "</section>\n\n<table><tr><td colspan='2'>ancha</td></tr><tr><td>a</td><td>b</td></tr></table>\n"
    )
    assert book.write("chapters/01-uno.md", text).run("epub").status == 0
    page = "".join(_entry(book, "EPUB/uno.xhtml").split("\n"))
    for part in (
        "<br/>",
        "<kbd>Ctrl</kbd>",
        'title="x"',
        "<sub>2</sub>",
        "<summary>Más</summary>",
        'colspan="2"',
        "Eso",
    ):
        assert part in page
    assert "secreto" not in page and "data-y" not in page


def _entry(book, name):
    with zipfile.ZipFile(next(book.out.glob("*.epub"))) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("<script>alert(1)</script>", "H001"),
        ('<a href="javascript:alert(1)">x</a>', "L002"),
        ("[x](#nada)", "L001"),
        ("# Grande", "M014"),
        ("a\n:::\n\n::: otra\nb", "M014"),
        ("x[^a]", "M014"),
        ("![x](a.png)", "M014"),
    ],
)
def test_credits_pass_the_same_table(book, value, code):
    record = f"title: Un libro\nlanguage: es\ncredits:\n- Bien.\n- {value!r}\n".replace("\\n", "\n\n  ")
    message = complaint(book, "book.yaml", f"{record}strict: true\n")
    assert message.startswith(f"libro/book.yaml:5: {code} ")


@pytest.mark.build
def test_names_in_any_script_and_pictures_shown_twice_are_no_mistakes(book):
    dot = io.BytesIO()
    Image.new("RGB", (9, 9)).save(dot, "PNG")
    for name in ("Дом", "Мир"):
        book.write_bytes(f"images/{name}.png", dot.getvalue())
        book.write(f"back/{name}.md", f"# {name} {{.appendix}}\n\n## Έν\n\n![a](../images/{name}.png)\n\n## Δύο\n\nx\n")
    book.write(
        "front/01-uno.md", "# Antes\n\n![a](../images/Дом.png)\n\n![b](../images/Дом.png)\n\n```python\na\n```\n"
    )
    book.write("chapters/02-dos.md", "# Dos\n\n```python\nb\n```\n\n[a](https://ñandú.es/)\n")
    book.write("book.yaml", "title: A book\nlanguage: en\n")
    run = book.run("epub")
    assert run.status == 0, run.err


@pytest.mark.slow
def test_a_bomb_of_brackets_ends(book, monkeypatch):
    monkeypatch.setattr("press.core.limits.PANDOC_SECONDS", 1)
    message = complaint(book, "chapters/01-uno.md", f"# Uno\n\n{'[' * 400}\n")
    assert message.startswith(f"{CHAPTER}: M012 pandoc does not read it within")


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>x</script>", "the element <script>"),
        ('<p onclick="x">x</p>', "the attribute onclick of <p>"),
        ('<img src="http://x.org/y.png" alt=""/>', "<img src> loads http://x.org/y.png"),
        ('<a href="file:///etc/passwd">x</a>', "<a> leads to file:///etc/passwd"),
        ('<p style="background:url(//x.org/y)">x</p>', "a style that loads //x.org/y"),
        ("<p>/home/somebody/book</p>", "names /home/somebody, a folder of this machine"),
    ],
)
def test_the_scan_finds_what_a_finished_page_must_not_have(html, found):
    assert found in list(findings("index.html", f"<html><body>{html}</body></html>".encode(), [b"/home/somebody"]))


def test_the_scan_finds_what_a_finished_pdf_must_not_have():
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        out = io.BytesIO()
        pdf.save(out)
    assert {"/JavaScript", "/JS", "/OpenAction"} <= set(findings("a.pdf", out.getvalue()))


@pytest.mark.build
def test_a_finding_stops_publication(book, monkeypatch):
    assert book.run("epub").status == 0
    before = next(book.out.glob("*.epub")).read_bytes()
    monkeypatch.setattr("press.checks.scan._ACTIVE", frozenset(["p"]))
    run = book.write("chapters/01-uno.md", "# Uno {#uno}\n\nOtro texto.\n").run("epub")
    assert run.status == 2 and "X001" in run.codes()
    assert next(book.out.glob("*.epub")).read_bytes() == before
