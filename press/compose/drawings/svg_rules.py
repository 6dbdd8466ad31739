"""What an SVG of the book may hold: the elements, and for each attribute the values that print.

Only what is in these tables passes. A new form (text, gradients…) is a new row, once every edition draws it: EPUB
readers, WeasyPrint, and a PDF/X-1a without transparency. Grammar: SVG 1.1, chapters 7 to 11.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import tinycss2.color3

Check = Callable[[str], bool]
#: How many numbers each command of a path takes.
_ARITY = {"m": 2, "z": 0, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_NUMBERS = re.compile(_NUMBER)
_ONE = re.compile(_NUMBER)
_LENGTH = re.compile(rf"({_NUMBER})(?:px|pt|pc|mm|cm|in|%)?")
_COMMAND = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
#: The flags of an arc may stand without anything between them: ``a1 1 0 01 9 9``.
_ARC = re.compile(
    rf"\s*({_NUMBER})[\s,]*({_NUMBER})[\s,]*({_NUMBER})[\s,]*([01])[\s,]*([01])[\s,]*({_NUMBER})[\s,]*({_NUMBER})[\s,]*"
)
_TRANSFORM = re.compile(r"\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)[\s,]*")
_TRANSFORM_ARITY = {"matrix": {6}, "translate": {1, 2}, "scale": {1, 2}, "rotate": {1, 3}, "skewX": {1}, "skewY": {1}}
#: The greatest number of a drawing: beyond it nothing is drawn where it should be.
_MOST = 1e6


def _numbers(text: str) -> list[float] | None:
    """The numbers of a list; None where it holds anything else."""
    rest = _NUMBERS.sub("0", text)
    if rest.strip(" \t\r\n,0") or re.search(r",\s*,", rest):
        return None
    found = [float(number) for number in _NUMBERS.findall(text)]
    return found if all(abs(number) <= _MOST for number in found) else None


def is_length(text: str) -> bool:
    """A number, or one with a unit."""
    match = _LENGTH.fullmatch(text.strip())
    return match is not None and abs(float(match[1])) <= _MOST


def is_size(text: str) -> bool:
    """A length that is not negative."""
    return is_length(text) and not text.strip().startswith("-")


def is_number(text: str) -> bool:
    """A number without a unit."""
    return bool(_ONE.fullmatch(text.strip())) and abs(float(text)) <= _MOST


def is_one(text: str) -> bool:
    """Full opacity, the only one that prints."""
    return text.strip() in ("1", "1.0", "100%")


def is_view_box(text: str) -> bool:
    """Four numbers, width and height above nought."""
    numbers = _numbers(text)
    return numbers is not None and len(numbers) == 4 and min(numbers[2:]) > 0


def is_colour(text: str) -> bool:
    """``none``, or an opaque colour."""
    if text in ("none", "inherit", "currentColor"):
        return True
    colour = tinycss2.color3.parse_color(text)
    return isinstance(colour, tinycss2.color3.RGBA) and colour.alpha == 1


def is_points(text: str) -> bool:
    """Two pairs of numbers, or more."""
    numbers = _numbers(text)
    return numbers is not None and len(numbers) >= 4 and len(numbers) % 2 == 0


def is_dashes(text: str) -> bool:
    """``none``, or lengths that are not negative and not all nought."""
    if text == "none":
        return True
    lengths = re.split(r"[\s,]+", text.strip())
    return all(map(is_size, lengths)) and any(re.search("[1-9]", length) for length in lengths)


def is_path(text: str) -> bool:
    """Path data, from its first ``M`` on: commands with as many numbers as they take."""
    text = text.strip()
    if not text or text[0] not in "Mm":
        return False
    for name, arguments in _COMMAND.findall(text):
        arity = _ARITY[name.lower()]
        if arity == 7:
            if not arguments.strip() or _ARC.sub("", arguments):
                return False
            continue
        numbers = _numbers(arguments)
        if numbers is None or bool(numbers) != bool(arity) or (arity and len(numbers) % arity):
            return False
    return True


def is_transform(text: str) -> bool:
    """Transformations with as many numbers as they take, none of which makes everything vanish."""
    if _TRANSFORM.sub("", text).strip():
        return False
    for name, arguments in _TRANSFORM.findall(text):
        numbers = _numbers(arguments)
        if numbers is None or len(numbers) not in _TRANSFORM_ARITY[name]:
            return False
        if name == "scale" and not all(numbers):
            return False
        if name == "matrix" and math.isclose(numbers[0] * numbers[3], numbers[1] * numbers[2], abs_tol=1e-12):
            return False
    return True


def is_reference(text: str) -> bool:
    """A reference within the drawing: ``#id``."""
    return bool(re.fullmatch(r"#[^\s#]+", text))


def is_embedded(text: str) -> bool:
    """A picture within the drawing: PNG or JPEG as a ``data:`` address."""
    return bool(re.fullmatch(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+", text))


def is_clip(text: str) -> bool:
    """``none``, or a ``<clipPath>`` of the drawing: ``url(#id)``."""
    return text == "none" or bool(re.fullmatch(r"url\(#[^\s()#]+\)", text))


def is_name(text: str) -> bool:
    """An identifier as XML wants it."""
    return bool(re.fullmatch(r"[^\W\d][\w.-]*", text))


def is_anything(text: str) -> bool:
    """Text that nothing follows or draws."""
    return True


def one_of(*words: str) -> Check:
    """One of these words."""
    return lambda text: text in words


_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
#: What may stand at any element.
EVERYWHERE: dict[str, Check] = {
    "id": is_name,
    "fill": is_colour,
    "fill-rule": one_of("nonzero", "evenodd", "inherit"),
    "color": is_colour,
    "stroke": is_colour,
    "stroke-width": is_size,
    "stroke-linecap": one_of("butt", "round", "square", "inherit"),
    "stroke-linejoin": one_of("miter", "round", "bevel", "inherit"),
    "stroke-miterlimit": is_number,
    "stroke-dasharray": is_dashes,
    "stroke-dashoffset": is_length,
    "opacity": is_one,
    "fill-opacity": is_one,
    "stroke-opacity": is_one,
    "transform": is_transform,
    "clip-path": is_clip,
    "clip-rule": one_of("nonzero", "evenodd", "inherit"),
    "display": one_of("inline", "none"),
    "shape-rendering": is_anything,
    "color-rendering": is_anything,
    "enable-background": is_anything,
    "role": is_anything,
    "aria-label": is_anything,
    "aria-hidden": one_of("true", "false"),
    "lang": is_anything,
    f"{_XML}lang": is_anything,
    f"{_XML}space": one_of("preserve", "default"),
}
_BOX: dict[str, Check] = {"x": is_length, "y": is_length, "width": is_size, "height": is_size}
_VIEW: dict[str, Check] = {"viewBox": is_view_box, "preserveAspectRatio": is_anything}
#: The elements, each with the attributes of its own.
ELEMENTS: dict[str, dict[str, Check]] = {
    "svg": _BOX | _VIEW | {"version": is_anything, "baseProfile": is_anything},
    "view": _VIEW,
    "title": {},
    "desc": {},
    "defs": {},
    "g": {},
    "clipPath": {"clipPathUnits": one_of("userSpaceOnUse", "objectBoundingBox")},
    "image": _BOX | {"preserveAspectRatio": is_anything, "href": is_embedded, f"{_XLINK}href": is_embedded},
    "use": _BOX | {"href": is_reference, f"{_XLINK}href": is_reference},
    "path": {"d": is_path, "pathLength": is_number},
    "polygon": {"points": is_points},
    "polyline": {"points": is_points},
    "rect": _BOX | {"rx": is_size, "ry": is_size},
    "circle": {"cx": is_length, "cy": is_length, "r": is_size},
    "ellipse": {"cx": is_length, "cy": is_length, "rx": is_size, "ry": is_size},
    "line": {"x1": is_length, "y1": is_length, "x2": is_length, "y2": is_length},
}
#: What an element must have to be seen.
REQUIRED: dict[str, tuple[str, ...]] = {"path": ("d",), "polygon": ("points",), "polyline": ("points",)}
#: Namespaces of drawing programs, whose attributes say nothing to anybody else.
PRIVATE = ("{http://www.inkscape.org/namespaces/inkscape}", "{http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd}")
