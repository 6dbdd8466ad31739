"""A picture is taken by what it is; whatever it is called, it is found, or the message says what is wrong with it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.manuscript.test_errors import CHAPTER, complaint


def made(mode: str, size=(20, 10), kind="PNG") -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new("RGBA", size, (200, 0, 0, 128)).convert(mode).save(out, kind)
    return out.getvalue()


SHOWN = "# Uno {{#uno}}\n\n{}\n"


def test_a_picture_is_taken_by_what_it_is_and_not_by_its_name(book):
    book.write_bytes("images/foto.png", made("RGB", kind="JPEG"))
    message = complaint(book, "chapters/01-uno.md", SHOWN.format("![x](../images/foto.png)"))
    assert message == f"{CHAPTER}:3: F001 the picture ../images/foto.png is a JPEG, not the PNG that its name says"


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "WebP"])
def test_a_picture_of_another_kind_is_named(book, kind):
    book.write_bytes("images/foto.png", made("RGB", kind=kind.upper()))
    message = complaint(book, "chapters/01-uno.md", SHOWN.format("![x](../images/foto.png)"))
    assert message.endswith(f"is a {kind}, not the PNG that its name says")


@pytest.mark.parametrize(
    ("name", "data"), [("c.png", b"texto"), ("c.gif", b"GIF89a"), ("c.jpg", b"<html/>"), ("c", b"")]
)
def test_a_cover_that_is_no_picture(book, name, data):
    book.write_bytes(name, data)
    message = complaint(book, "book.yaml", f"title: U\nlanguage: es\ncover: {name}\n")
    assert message.startswith(f"libro/book.yaml:3: F001 the cover's drawing {name} is ")


def test_a_cover_that_is_broken(book):
    book.write_bytes("c.png", made("RGB")[:50]).write("book.yaml", "title: U\nlanguage: es\ncover: c.png\n")
    run = book.run("epub")
    assert run.complaints() == ["libro/c.png: F001 the picture cannot be read: image file is truncated"], run.err


def test_a_picture_that_is_not_there_and_one_that_is_like_it(book):
    book.write_bytes("images/arado.png", made("RGB"))
    run = book.write("chapters/01-uno.md", SHOWN.format("![x](../imagenes/Arado.png)")).run("epub")
    assert "F001 the picture ../imagenes/Arado.png does not exist" in run.err
    assert "Did you mean ../images/arado.png? " in run.err


def test_a_picture_without_an_address(book):
    message = complaint(book, "chapters/01-uno.md", "# Uno\n\nTexto.\n\n![x]()\n")
    assert message.startswith(f"{CHAPTER}:5: ")


@pytest.mark.build
def test_pictures_that_are_called_alike_or_shown_twice(book):
    """Each keeps its own file and identifier: authors call pictures by any name, in any script, in any folder."""
    names = ("images/x.png", "images/x.jpg", "otras/x.png", "images/Дом.png", "images/Мир.png", "images/a b.png")
    for place, name in enumerate(names):
        book.write_bytes(name, made("RGB", (20, 10 + place), "JPEG" if name.endswith("jpg") else "PNG"))
    shown = [f"![{place}](../{name.replace(' ', '%20')})" for place, name in enumerate((*names, names[0]))]
    run = book.write("chapters/01-uno.md", SHOWN.format("\n\n".join(shown))).run("epub")
    assert run.status == 0, run.err
    sources = [image.get("src") for image in book.epub.documents["uno.xhtml"].iter("{*}img")]
    assert len(sources) == 7 and len(set(sources)) == 6 and sources[6] == sources[0]
