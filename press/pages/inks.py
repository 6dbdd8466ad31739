"""Inks: the screen colours of a PDF become the printer's, one to one; pictures of pixels become grey or CMYK.

No colour management takes part: a printer of black text wants pure black, and the few colours of a cover are
named with their inks by ``inks`` of book.yaml or computed. What would need flattening is refused.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from PIL import Image, ImageChops, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

#: From red, green, blue (0 to 1) to the operands and the operator's letter: ([0], "g") or ([0, 0, 0, 1], "k").
Ink = tuple[tuple[float, ...], str]
Palette = Callable[[tuple[float, float, float]], Ink]
_RGB = {"rg": False, "RG": True}
_GREY = {"g": False, "G": True}
_OPAQUE = (None, 1)


class InkError(Exception):
    """The PDF holds what prepress cannot turn into inks."""


def grey(colour: tuple[float, float, float]) -> Ink:
    """One black ink: the luminance of the colour (ITU-R BT.601, the weights that Pillow uses too)."""
    red, green, blue = colour
    return (round(0.299 * red + 0.587 * green + 0.114 * blue, 4),), "g"


def computed_ink(colour: tuple[float, float, float]) -> tuple[float, float, float, float]:
    """Cyan, magenta, yellow and black (0 to 1) of a screen colour: what cyan, magenta and yellow have in common is
    printed in black, so that no colour has more than 200 % of ink (full undercolour removal), and black is black alone.
    """
    cyan, magenta, yellow = (1 - value for value in colour)
    black = min(cyan, magenta, yellow)
    return round(cyan - black, 3), round(magenta - black, 3), round(yellow - black, 3), round(black, 3)


def named_inks(inks: Mapping[str, tuple[int, int, int, int]]) -> Palette:
    """The palette of a cover: ``#c1272d`` -> cyan, magenta, yellow, black in percent; a colour without them is computed."""
    exact = {
        tuple(int(name[place : place + 2], 16) for place in (1, 3, 5)): tuple(share / 100 for share in shares)
        for name, shares in inks.items()
    }

    def ink(colour: tuple[float, float, float]) -> Ink:
        key = tuple(round(255 * value) for value in colour)
        return exact.get(key) or computed_ink(colour), "k"

    return ink


def set_inks(pdf: pikepdf.Pdf, palette: Palette) -> None:
    """Replace every screen colour of every page, in place; :class:`InkError` for what cannot be replaced."""
    for page in pdf.pages:
        page.Contents = pdf.make_stream(_recoloured(page, page.obj["/Resources"], palette))
    set_object_inks(pdf, palette)


def set_object_inks(pdf: pikepdf.Pdf, palette: Palette) -> None:
    """The same for the pictures and forms of pages whose own content has its inks already."""
    owners: list[Any] = []
    for page in pdf.pages:
        owners.append(page.obj)
        _turn_objects(page.obj, palette, owners)
    for owner in owners:  # pages share their resources: none is cleaned before all are read
        _drop(owner, "/Group")
        _drop(owner["/Resources"], "/ExtGState", "/ColorSpace", "/Pattern", "/Shading")


def _recoloured(stream: Any, resources: Any, palette: Palette) -> bytes:
    states = resources.get("/ExtGState", {})
    kept: list[Any] = []
    for instruction in pikepdf.parse_content_stream(stream):
        operands, operator = instruction.operands, instruction.operator
        name = str(operator)
        if name == "gs":
            refuse_transparency(states[str(operands[0])])
        elif name in _RGB or name in _GREY:
            kept.append(coloured([float(value) for value in operands], name, palette))
        elif name in ("sh", "cs", "CS", "BI"):
            raise InkError(f"the operator {name} (a shading, a colour space or an inline picture) has no inks")
        else:
            kept.append((operands, operator))
    return bytes(pikepdf.unparse_content_stream(kept))


def coloured(values: list[float], name: str, palette: Palette) -> tuple[list[Any], pikepdf.Operator]:
    """The instruction that sets the ink of a screen colour, for the operators rg, RG, g and G."""
    stroke = name.isupper()
    red, green, blue = values if name in _RGB else values * 3
    operands, letter = palette((red, green, blue))
    return list(operands), pikepdf.Operator(letter.upper() if stroke else letter)


def refuse_transparency(state: Any) -> None:
    """:class:`InkError` when a graphics state is not opaque."""
    blend = str(state.get("/BM", "/Normal"))
    mask = str(state.get("/SMask", "/None"))
    if any(state.get(key, 1) not in _OPAQUE for key in ("/ca", "/CA")) or blend != "/Normal" or mask != "/None":
        raise InkError("a colour is transparent")


def _turn_objects(owner: Any, palette: Palette, owners: list[Any]) -> None:
    """Turn the forms and pictures of a page or form, each once."""
    done = {other.objgen for other in owners}
    for item in dict(owner["/Resources"].get("/XObject", {})).values():
        if item.objgen in done:
            continue
        owners.append(item)
        if "/Resources" not in item:
            item["/Resources"] = pikepdf.Dictionary()
        if item.get("/Subtype") == "/Image":
            _picture(item, palette)
        else:
            item.write(_recoloured(item, item["/Resources"], palette))
            _turn_objects(item, palette, owners)


def _drop(owner: Any, *keys: str) -> None:
    for key in keys:
        if key in owner:
            del owner[key]


def _picture(stream: Any, palette: Palette) -> None:
    """A picture of pixels, on white where it was transparent, in grey or CMYK as the palette's inks are."""
    if stream.get("/Filter") == "/DCTDecode" and "/SMask" not in stream and palette is grey:
        data = _grey_photograph(stream.read_raw_bytes())
        _write_picture(stream, data, pikepdf.Name.DCTDecode, pikepdf.Name.DeviceGray)
        return
    image = pikepdf.PdfImage(stream).as_pil_image().convert("RGB")
    if "/SMask" in stream:
        mask = pikepdf.PdfImage(stream["/SMask"]).as_pil_image().convert("L").resize(image.size)
        image = Image.composite(image, Image.new("RGB", image.size, "white"), mask)
        del stream["/SMask"]
    if palette is grey:
        separated, space = ImageOps.grayscale(image), pikepdf.Name.DeviceGray
    else:
        separated, space = _separated(image), pikepdf.Name.DeviceCMYK
    _write_picture(stream, zlib.compress(separated.tobytes(), 9), pikepdf.Name.FlateDecode, space)


def _write_picture(stream: Any, data: bytes, packed: pikepdf.Name, space: pikepdf.Name) -> None:
    _drop(stream, "/Mask", "/Decode", "/Interpolate", "/DecodeParms")
    stream["/ColorSpace"] = space
    stream["/BitsPerComponent"] = 8
    stream.write(data, filter=packed)


def _grey_photograph(data: bytes) -> bytes:
    """The luminance of a JPEG as a JPEG: with the table that it was compressed with, it is that of the original.

    Unpacked it would be three times as large: a printer takes no more than 650 MB (Amazon KDP).
    """
    out = io.BytesIO()
    with JpegImageFile(io.BytesIO(data)) as image:
        tables = image.quantization
        image.draft("L", image.size)
        image.convert("L").save(out, "JPEG", qtables=[tables[min(tables)]])
    return out.getvalue()


def _separated(image: Image.Image) -> Image.Image:
    """Cyan, magenta, yellow without their common part, which black prints: at most 200 % of ink (full undercolour removal)."""
    cyan, magenta, yellow = (ImageOps.invert(band) for band in image.split())
    black = ImageChops.darker(ImageChops.darker(cyan, magenta), yellow)
    bands = [ImageChops.subtract(band, black) for band in (cyan, magenta, yellow)]
    return Image.merge("CMYK", [*bands, black])
