"""Values of a drawing's attributes as a plain drawing has them."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable

from PIL import Image

from press.core.limits import PICTURE_PIXELS


def identifier(name: str) -> str:
    """An identifier as XML has it."""
    plain = re.sub(r"[^\w.-]", "-", name)
    return plain if re.match(r"[^\W\d]", plain) else f"id-{plain}"


def without_units(transform: str) -> str:
    """A transform as SVG 1.1 has it: numbers without px and deg."""
    return re.sub(r"(?<=\d)(?:px|deg)\b", "", transform)


def opaque_image(address: str) -> str:
    """A picture within a drawing, on white; an address that leads elsewhere is left as it is."""
    found = re.match(r"data:image/(?:png|jpe?g|gif|webp);base64,", address)
    if not found:
        return address
    try:
        opened = Image.open(
            io.BytesIO(base64.b64decode(address[found.end() :])), formats=("PNG", "JPEG", "GIF", "WEBP")
        )
        if opened.width * opened.height > PICTURE_PIXELS:
            return ""
        ground = Image.new("RGBA", opened.size, "white")
        ground.alpha_composite(opened.convert("RGBA"))
    except Exception:  # Pillow raises whatever its decoders do
        return ""
    out = io.BytesIO()
    ground.convert("RGB").save(out, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


def whole_path(data: str, check: Callable[[str], bool]) -> str:
    """Path data up to its first fault, as browsers draw it."""
    if check(data):
        return data
    commands = re.findall(r"[MmZzLlHhVvCcSsQqTtAa][^MmZzLlHhVvCcSsQqTtAa]*", data)
    while commands and not check("".join(commands)):
        commands.pop()
    return "".join(commands)
