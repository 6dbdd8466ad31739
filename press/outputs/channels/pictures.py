"""The front cover in the size that a channel takes."""

from __future__ import annotations

import io

from PIL import Image

from press.input.printers import Rule


def pixels(size: str) -> tuple[int, int]:
    """``1600 x 2560`` -> (1600, 2560): width and height."""
    width, height = size.split(" x ")
    return int(width), int(height)


def fitted(cover: bytes, rule: Rule) -> bytes:
    """The cover as a JPEG in RGB, whole, and no larger than the channel's ideal; the same bytes where they serve."""
    with Image.open(io.BytesIO(cover)) as image:
        ideal = pixels(rule.limit["ideal"])
        scale = min(1.0, *(most / own for most, own in zip(ideal, image.size, strict=True)))
        if scale == 1 and image.format == "JPEG" and image.mode == "RGB":
            return cover
        smaller = image.convert("RGB").resize(
            (round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS
        )
    out = io.BytesIO()
    smaller.save(out, "JPEG", quality=90, optimize=True, dpi=(300, 300))
    return out.getvalue()


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    with Image.open(io.BytesIO(picture)) as image:
        return image.size
