"""The markers of lines, such as the heads of arrows: each as a group with the place and the direction that it has on its line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

_SVG = "{http://www.w3.org/2000/svg}"
_URL = re.compile(r"url\(\s*[\"']?#([^\"')]+)")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_COMMAND = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_ARITY = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}
Point = tuple[float, float]


def marked(element: Any, styles: Mapping[str, str], by_id: Mapping[str, Any]) -> Iterator[tuple[Any, str]]:
    """The markers at the ends of a line, a polyline or a path: the marker, and the transformation that places it."""
    if not styles:
        return
    points = _points(element)
    if len(points) < 2:
        return
    width = _number(styles.get("stroke-width", "") or element.get("stroke-width", "") or _own_width(element), 1.0)
    for place in ("start", "end"):
        found = _URL.match(styles.get(f"marker-{place}", ""))
        marker = by_id.get(found[1]) if found else None
        if marker is None or marker.tag != f"{_SVG}marker":
            continue
        ends = (points[0], points[1]) if place == "start" else (points[-2], points[-1])
        angle = math.degrees(math.atan2(ends[1][1] - ends[0][1], ends[1][0] - ends[0][0]))
        orient = marker.get("orient", "0")
        if orient not in ("auto", "auto-start-reverse"):
            angle = _number(orient, 0.0)
        elif orient == "auto-start-reverse" and place == "start":
            angle += 180
        at = ends[0] if place == "start" else ends[1]
        scale = width if marker.get("markerUnits", "strokeWidth") == "strokeWidth" else 1.0
        box = [float(part) for part in _NUMBER.findall(marker.get("viewBox", ""))]
        inner = 1.0
        if len(box) == 4 and box[2] and box[3]:
            inner = min(
                _number(marker.get("markerWidth", ""), 3.0) / box[2],
                _number(marker.get("markerHeight", ""), 3.0) / box[3],
            )
        x, y = (_number(marker.get(key, ""), 0.0) for key in ("refX", "refY"))
        yield (
            marker,
            f"translate({at[0]:g} {at[1]:g}) rotate({angle:g}) scale({scale * inner:g}) translate({-x:g} {-y:g})",
        )


def _own_width(element: Any) -> str:
    for one in (element, *element.iterancestors()):
        found = re.search(r"stroke-width\s*:\s*([^;]+)", one.get("style", ""))
        if found or one.get("stroke-width"):
            return found[1] if found else str(one.get("stroke-width"))
    return ""


def _number(text: str, otherwise: float) -> float:
    found = _NUMBER.match(text.strip())
    return float(found[0]) if found else otherwise


def _points(element: Any) -> list[Point]:
    """The points of a line, those that give a curve its direction among them; none twice in a row."""
    name = str(element.tag).rpartition("}")[2]
    if name == "line":
        values = [_number(element.get(key, ""), 0.0) for key in ("x1", "y1", "x2", "y2")]
        found = [(values[0], values[1]), (values[2], values[3])]
    elif name in ("polyline", "polygon"):
        numbers = [float(part) for part in _NUMBER.findall(element.get("points", ""))]
        found = list(zip(numbers[::2], numbers[1::2], strict=False))
    else:
        found = list(_of_path(element.get("d", ""))) if name == "path" else []
    return [point for number, point in enumerate(found) if number == 0 or point != found[number - 1]]


def _of_path(data: str) -> Iterator[Point]:
    x = y = 0.0
    start = (0.0, 0.0)
    for command, arguments in _COMMAND.findall(data):
        kind, relative = command.lower(), command.islower()
        if kind == "z":
            x, y = start
            yield start
            continue
        numbers = [float(part) for part in _NUMBER.findall(arguments)]
        arity = _ARITY[kind]
        for at in range(0, len(numbers) - arity + 1, arity):
            part = numbers[at : at + arity]
            if kind == "h":
                points = [(part[0] + x * relative, y)]
            elif kind == "v":
                points = [(x, part[0] + y * relative)]
            else:
                pairs = part[-2:] if kind == "a" else part
                points = [(a + x * relative, b + y * relative) for a, b in zip(pairs[::2], pairs[1::2], strict=True)]
            yield from points
            x, y = points[-1]
            if kind == "m" and at == 0:
                start = (x, y)
