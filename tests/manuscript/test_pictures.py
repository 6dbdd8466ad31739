"""Pictures are written as every shop takes them."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
import yaml
from PIL import Image
from weasyprint import HTML

from press.compose.drawings.maps import MARGIN, PAPER, draw_map
from press.compose.pictures import MOST_PIXELS, fit_for_shops

MAPS = Path(__file__).parents[2] / "book" / "maps"


def made(mode: str, size=(20, 10), kind="PNG") -> bytes:
    """A picture of one colour, half transparent where the mode can be."""
    out = io.BytesIO()
    Image.new("RGBA", size, (200, 0, 0, 128)).convert(mode).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_good_picture_is_kept_byte_for_byte(mode):
    data = made(mode)
    assert fit_for_shops(data) is data


@pytest.mark.parametrize("mode", ["P", "RGBA", "LA", "1"])
def test_any_other_becomes_rgb_on_white(mode):
    image = Image.open(io.BytesIO(fit_for_shops(made(mode))))
    assert (image.mode, image.size, image.format) == ("RGB", (20, 10), "PNG")


def test_cmyk_becomes_rgb():
    image = Image.open(io.BytesIO(fit_for_shops(made("CMYK", kind="JPEG"))))
    assert (image.mode, image.format) == ("RGB", "JPEG")


@pytest.mark.slow
def test_a_picture_of_too_many_pixels_is_made_smaller():
    image = Image.open(io.BytesIO(fit_for_shops(made("RGB", size=(4000, 2000)))))
    assert image.width * image.height <= MOST_PIXELS
    assert abs(image.width / image.height - 2) < 0.01


@pytest.mark.build
@pytest.mark.parametrize("dpi", [300, 1200])
@pytest.mark.parametrize("name", ["petrogrado", "plaza"])
def test_a_map_leaves_no_hairline_outside_its_frame(name, dpi, tmp_path):
    data = yaml.safe_load((MAPS / f"{name}.yaml").read_text("utf-8"))
    (tmp_path / "map.svg").write_bytes(draw_map(data, name))
    page = "@page{size:200pt;margin:0}body{margin:0}img{position:absolute;left:20.3pt;top:20.3pt;width:150pt}"
    pdf = HTML(string=f"<style>{page}</style><img src='map.svg' alt=''>", base_url=str(tmp_path)).write_pdf()
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72).to_pil().convert("L")
    wide, high = (side + 2 * PAPER for side in data["size"])
    unit = 150 / wide * dpi / 72
    start, border = 20.3 * dpi / 72, (PAPER + MARGIN - 10) * unit
    inked = Image.eval(image, lambda value: 255 * (value < 250)).getbbox()
    assert inked is not None
    assert min(inked[0], inked[1]) >= start + border
    assert inked[2] <= start + wide * unit - border
    assert inked[3] <= start + high * unit - border
