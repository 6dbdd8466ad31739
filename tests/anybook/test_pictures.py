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


def _saved(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_pictures_of_scanners_cameras_and_browsers_are_upright_still_and_in_their_tones(book):
    grey = Image.new("I;16", (300, 200), 0x8080)
    turned = Image.Exif()
    turned[0x112] = 6
    red = Image.new("RGB", (300, 200), "red")
    files = {
        "grey.png": _saved(grey, "PNG"),
        "camera.jpg": _saved(red, "JPEG", exif=turned),
        "phone.webp": _saved(red, "WEBP", exif=turned),
        "moving.png": _saved(red, "PNG", save_all=True, append_images=[Image.new("RGB", (300, 200), "blue")]),
        "profile.jpg": _saved(red, "JPEG", icc_profile=b"none" * 80),
        "camera.png": _saved(red, "PNG"),
    }
    for name, data in files.items():
        book.write_bytes(f"chapters/{name}", data)
    book.write("book.yaml", "title: Pictures\nlanguage: en\n")
    book.write("chapters/01-uno.md", "# One\n\n" + "\n\n".join(f"![About {name}]({name})" for name in files))
    outcome = book.run("epub")
    assert outcome.status == 0, outcome.err
    shown = {}
    for image in book.epub.documents["01-uno.xhtml"].iter("{*}img"):
        shown[image.get("alt")[6:]] = Image.open(io.BytesIO(book.epub.read(image.get("src"))))
    assert 126 <= shown["grey.png"].convert("L").getpixel((9, 9)) <= 129
    assert shown["camera.jpg"].size == shown["phone.webp"].size == (200, 300)
    assert getattr(shown["moving.png"], "n_frames", 1) == 1
    assert "icc_profile" not in shown["profile.jpg"].info
    ids = [item.get("id") for item in book.epub.opf.iter("{*}item")]
    assert len(ids) == len(set(ids))


def test_a_picture_of_numbers_is_refused_by_name(book):
    book.write_bytes("chapters/relief.tif", _saved(Image.new("F", (30, 20), 0.5), "TIFF"))
    book.write("chapters/01-uno.md", "# Uno {#uno}\n\n![Relieve](relief.tif)\n")
    outcome = book.run("epub")
    assert outcome.codes() == ["F001"]
    assert "relief.tif: F001 the picture cannot be read: its pixels are numbers of 32 bits" in outcome.err
