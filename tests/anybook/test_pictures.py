"""Pictures of the kinds that editions do not take are converted; each is what its content is."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from press.checks import verapdf
from tests.conftest import Book

#: The suffix of a kind, what Pillow calls it, and what it becomes.
KINDS = [
    (".webp", "WEBP", "JPEG"),
    (".avif", "AVIF", "JPEG"),
    (".gif", "GIF", "PNG"),
    (".tif", "TIFF", "PNG"),
    (".bmp", "BMP", "PNG"),
]


def _picture(kind: str) -> bytes:
    image = Image.new("RGB", (300, 200), "white")
    image.paste((200, 30, 30), (0, 0, 150, 200))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def _shown(book: Book) -> list[Image.Image]:
    archive = book.epub.archive
    names = sorted(name for name in archive.namelist() if name.startswith("EPUB/images/figure"))
    return [Image.open(io.BytesIO(archive.read(name))) for name in names]


@pytest.mark.parametrize(("suffix", "kind", "becomes"), KINDS)
def test_a_picture_of_another_kind_is_converted_by_what_it_is(book, suffix, kind, becomes):
    book.write_bytes(f"chapters/figure{suffix}", _picture(kind))
    book.write("chapters/01-uno.md", f"# Uno {{#uno}}\n\n![Dos colores](figure{suffix})\n")
    outcome = book.run("epub")
    assert outcome.status == 0, outcome.err
    (image,) = _shown(book)
    assert image.format == becomes
    red, _, blue = image.convert("RGB").getpixel((image.width // 4, image.height // 2))
    assert red > 150 > blue
    assert min(image.convert("RGB").getpixel((3 * image.width // 4, image.height // 2))) > 240


def test_a_picture_under_another_kinds_name_is_refused_with_what_it_is(book):
    book.write_bytes("chapters/figure.webp", _picture("TIFF"))
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\n![Dos colores](figure.webp)\n")
    assert book.run("epub").codes() == ["F001"]


def test_a_damaged_picture_is_refused(book):
    book.write_bytes("chapters/figure.webp", _picture("WEBP")[:60])
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\n![Dos colores](figure.webp)\n")
    assert book.run("epub").codes() == ["F001"]


def test_the_width_that_a_chapter_gives_a_picture_holds_with_an_entry_in_figures_yaml(book):
    book.write_bytes("chapters/figure.png", _picture("PNG"))
    book.write(
        "chapters/figures.yaml", "figure.png: {caption: Dos, alt: Dos, description: Dos, credit: X, licence: X}\n"
    )
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\n![](figure.png){width=30%}\n")
    outcome = book.run("epub")
    assert outcome.status == 0, outcome.err
    (image,) = book.epub.documents["uno.xhtml"].iter("{*}img")
    assert image.get("style") == "width: 30.0%"


def test_a_photograph_is_printed_in_the_grey_of_its_original_and_stays_a_photograph(book):
    """Unpacked, two hundred photographs would be more than a printer takes (650 MB, Amazon KDP)."""
    image = Image.effect_mandelbrot((900, 600), (-2, -1.2, 1, 1.2), 60).convert("RGB")
    image.paste((200, 30, 30), (0, 0, 200, 200))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    book.write_bytes("chapters/photo.jpg", out.getvalue())
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\n![Una fotografía](photo.jpg)\n")
    outcome = book.run("print")
    assert outcome.status == 0, outcome.err
    with pikepdf.open(book.interior.path) as interior:
        objects = [item for page in interior.pages for item in page.Resources.get("/XObject", {}).values()]
        (printed,) = (item for item in objects if item.Subtype == "/Image")
        assert (printed.Filter, printed.ColorSpace) == ("/DCTDecode", "/DeviceGray")
        data = printed.read_raw_bytes()
    assert len(data) <= len(out.getvalue())
    original = Image.open(io.BytesIO(out.getvalue())).convert("L")
    differing = ImageStat.Stat(ImageChops.difference(original, Image.open(io.BytesIO(data))))
    assert differing.mean[0] < 0.5


@pytest.mark.validators
def test_a_picture_that_is_a_link_is_tagged_as_one(book):
    book.write_bytes("images/bed.png", _picture("PNG"))
    text = "# One\n\nText [![A bed](../images/bed.png)](https://example.org/bed) goes on.\n"
    run = book.write("chapters/01-one.md", text).run("screen")
    assert run.status == 0, run.err
    assert verapdf.find(book.screen.path, "ua1") == []
