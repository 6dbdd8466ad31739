"""Pictures leave the house as every shop takes them."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from press.compose.figures import MOST_PIXELS, fit_for_shops


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


def test_a_picture_of_too_many_pixels_is_made_smaller():
    image = Image.open(io.BytesIO(fit_for_shops(made("RGB", size=(4000, 2000)))))
    assert image.width * image.height <= MOST_PIXELS
    assert abs(image.width / image.height - 2) < 0.01
