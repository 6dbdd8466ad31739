"""Lengths and sizes as people write them, in points."""

from __future__ import annotations

import re

#: Points in a unit of length.
_UNITS = {"in": 72.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "pt": 1.0}
_SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,6})?) ?[x×] ?(\d{1,4}(?:\.\d{1,6})?) ?(in|mm|cm|pt)", re.A)


def points(length: str) -> float:
    """``0.125 in`` -> 9.0."""
    number, unit = length.split()
    return float(number) * _UNITS[unit]


def size(text: str) -> tuple[float, float]:
    """``5.5 x 8.5 in`` -> (396.0, 612.0): width and height in points. Raises ValueError for another form."""
    found = _SIZE.fullmatch(text)
    if found is None:
        raise ValueError("is no width and height with a unit, such as 148 x 210 mm")
    width, height, unit = found.groups()
    return float(width) * _UNITS[unit], float(height) * _UNITS[unit]
