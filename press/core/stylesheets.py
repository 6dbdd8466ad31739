"""The stylesheets as an edition has them: those of the theme over the common ones, with the fallback families of a book,
in the direction of its script and at the size of its type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from press.core.fallbacks import with_fallbacks
from press.core.paths import STYLES, THEMES
from press.core.typefaces import Faces

_SIDES = {"left": "right", "right": "left"}
_DECLARATION = re.compile(r"([\w-]+)(\s*:\s*)([^;{}]+)")
_POINTS = re.compile(r"(?<![\w.])(\d*\.?\d+)pt\b")
#: No length up to this (points) is scaled: hairlines.
_HAIRLINE = 1.0
#: Type and lines of no more than so many points are not made smaller, nor are others made smaller than that: printers
#: refuse type of less than 7 pt, and code within notes has 0.78 em.
_SMALL = {"font-size": 9.2, "font": 9.2, "line-height": 11.6, "--small": 9.2, "--small-line": 11.6}


@dataclass(frozen=True)
class Look:
    """What a design asks of the stylesheets: a theme, typefaces, and options, each a stylesheet of ``styles/options/``.

    ``ornament`` are the signs that part sections.
    """

    theme: str = ""
    faces: Faces = field(default_factory=Faces)
    options: tuple[str, ...] = ()
    ornament: str = ""


def stylesheet(name: str, families: Iterable[str] = (), direction: str = "ltr", look: Look | None = None) -> str:
    """The text of a stylesheet of ``styles/``; after it, those of the theme and of the options of a look.

    A theme has stylesheets of the same names; an option has ``<option>.paged.css`` and ``<option>.epub.css``.
    From right to left, left and right are exchanged.
    """
    look = look or Look()
    paths = [STYLES / name]
    if look.theme:
        paths += [THEMES[look.theme] / name, *(STYLES / "options" / f"{option}.{name}" for option in look.options)]
    text = "\n".join(path.read_text("utf-8") for path in paths if path.is_file())
    ornament = json.dumps(look.ornament, ensure_ascii=False).replace("<", "\\3c ")  # no end of an element <style>
    text = with_fallbacks(text, families, look.faces).replace('"Ornament"', ornament)
    return text if direction == "ltr" else re.sub(r"\b(left|right)\b", lambda match: _SIDES[match[1]], text)


def scaled(text: str, scale: float, least: tuple[float, float] | None = None) -> str:
    """The text of a stylesheet whose lengths in points are ``scale`` times as large, hairlines and small type excepted.

    ``least`` are a size and a line height in points below which none is set, for large print.
    """
    if scale == 1 and least is None:
        return text
    size, line = least or (0.0, 0.0)
    lowest = {"font-size": size, "font": size, "--small": size, "line-height": line, "--small-line": line}

    def value(declaration: re.Match[str]) -> str:
        name, colon, lengths = declaration.groups()
        small = _SMALL.get(name, 0.0) if scale < 1 else 0.0

        def length(match: re.Match[str]) -> str:
            points = float(match[1])
            kept = points <= max(small, _HAIRLINE) and not lowest.get(name)
            return match[0] if kept else f"{max(points * scale, small, lowest.get(name, 0.0)):.3f}pt"

        return f"{name}{colon}{_POINTS.sub(length, lengths)}"

    return _DECLARATION.sub(value, text)
