"""A cross-reference is written once and reads right in every edition."""

from __future__ import annotations

import pytest

from tests.reading import NS, words_of

FIGURE = "foto.svg: {caption: Una foto., alt: Una foto., description: Nada., credit: Nadie., licence: CC0}\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#ffffff"/></svg>'


@pytest.mark.build
def test_chapter_figure_heading_and_page(book):
    book.write("images/foto.svg", DRAWING).write("images/figures.yaml", FIGURE)
    book.write(
        "chapters/01-uno.md",
        "# Uno {#uno}\n\nVéanse [](#dos), [](#figura-foto), [](#parte) y la [p.](#parte) del libro.\n",
    )
    book.write("chapters/02-dos.md", "# Dos {#dos}\n\n![](../images/foto.svg)\n\n## Una parte {#parte}\n\nTexto.\n")
    run = book.run()
    assert run.status == 0, run.err
    paragraph = book.epub.documents["uno.xhtml"].find(".//x:p", NS)
    assert words_of(paragraph) == "Véanse «Dos», figura 1, «Una parte» y la «Una parte» del libro."
    assert [a.get("href") for a in paragraph.iterfind("x:a", NS)] == [
        "dos.xhtml", "dos.xhtml#figura-foto", "dos.xhtml#parte", "dos.xhtml#parte",
    ]  # fmt: skip
    printed = " ".join(book.interior.pages[book.interior.labels.index("1")].split())
    screen, interior = book.screen, book.interior
    page = interior.labels[screen.destinations["parte"] - screen.labels.index("i")]
    assert f"Véanse «Dos», figura 1, «Una parte» y la p. {page} del libro." in printed.replace("\u00a0", " ")
    assert book.interior.links() == []
    targets = [target for _, kind, target in book.screen.links() if kind == "internal"]
    assert {"dos", "figura-foto", "parte"} <= set(targets)


def test_a_fragment_is_called_by_its_number(real):
    words = words_of(real.epub.documents["introduccion.xhtml"])
    assert "fragmento 15" in words and "«Las puertas del lado del Nevá»" in words
