"""The maps: black water, white land, gouges for the waves, drawn from the coordinates in ``book/maps``.

The sheet is black; land is laid on it, then canals, streets, bridges, buildings, signs and words, and last the
white margin that trims whatever runs over the frame. The same data give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from press.compose.drawings.outlines import Outline
from press.core.typefaces import SANS, TEXT

BLACK, WHITE = "#000000", "#ffffff"
Point = tuple[float, float]
_DEGREE = 111_320.0  # metres in one degree of latitude
MARGIN = 20  # white paper around the frame, in units of the drawing (a quarter of a point in print)
#: role of a label: family, size, weight, style, tracking
_ROLES: dict[str, tuple[str, float, int, str, float]] = {
    "title": (TEXT, 44, 700, "normal", 0.0),
    "place": (TEXT, 35, 700, "normal", 0.0),
    "ship": (TEXT, 35, 700, "italic", 0.0),
    "bridge": (TEXT, 31, 700, "normal", 0.0),
    "water": (TEXT, 38, 400, "italic", 0.04),
    "arm": (TEXT, 29, 700, "italic", 0.0),
    "canal": (TEXT, 31, 400, "italic", 0.02),
    "district": (TEXT, 31, 400, "normal", 0.10),
    "street": (SANS, 28, 400, "normal", 0.0),
}
#: kind of line: its strokes (ink, width, dashes), laid one over the other
_LINES: dict[str, tuple[tuple[str, float, str], ...]] = {
    "river": ((BLACK, 11, ""),),
    "canal": ((BLACK, 7, ""),),
    "moat": ((BLACK, 52, ""), (WHITE, 45, ""), (BLACK, 38, "")),
    "railway": ((BLACK, 5, ""), (BLACK, 20, "4 18")),
    "avenue": ((BLACK, 15, ""), (WHITE, 8, "")),
    "street": ((BLACK, 3, ""),),
    "bracket": ((BLACK, 9, ""),),
}
_WATER = ("river", "canal", "moat")  # under the buildings
#: kind of building: space between the gouges of its filling
_HATCHING = {"hatched": 13, "sparse": 24, "outline": 9999}
#: Signs, about 60 units wide, standing on their place; holes are cut by the even-odd rule.
_SIGNS = {
    "palace": "M-38 17V-9H-34V-15H-14V-19L0-26 14-19V-15H34V-9H38V17ZM-31-6V2H-26V-6ZM-20-6V2H-15V-6ZM15-6V2H20V-6Z"
    "M26-6V2H31V-6ZM-31 6V13H-26V6ZM-20 6V13H-15V6ZM15 6V13H20V6ZM26 6V13H31V6ZM-8 17V1Q0-9 8 1V17Z",
    "portico": "M-31-6 0-25 31-6V-1H-31ZM-28 3H-21V14H-28ZM-12 3H-5V14H-12ZM5 3H12V14H5ZM21 3H28V14H21ZM-33 17H33V24H-33Z",
    "dome": "M-33 24V2H-17V-5H-12Q-12-20 0-22 12-20 12-5H17V2H33V24ZM-25 8V18H-20V8ZM-10 4V19H-3V4ZM3 4V19H10V4ZM20 8V18H25V8Z",
    "tower": "M-26 22V2H-9V-20H-5V-32L0-40 5-32V-20H9V2H26V22ZM-20 8V16H-15V8ZM-3-14V-4H3V-14ZM-4 22V10H4V22ZM15 8V16H20V8Z",
    "station": "M-30 20V-4H-24Q-22-24 0-24 22-24 24-4H30V20ZM-17 20V-2Q-14-15 0-15 14-15 17-2V20ZM-10 20V0H-4V20ZM4 20V0H10V20Z",
    "factory": "M-40 22V-8L-22-18V-8L-4-18V-8L8-15 11-46H19L22-18 26-18 28-38H35L40 22ZM-32 2V12H-24V2ZM-16 2V12H-8V2ZM0 2V12H8V2Z"
    "M16 2V12H24V2ZM9-50Q-2-54 4-61 18-70 30-63 20-60 22-52 14-48 9-50Z",
    "ship": "M-56 6-48 2H-40V-5H-27V-26H-25V-5H-22V-14H-15V-5H-9V-16H-1V-5H5V-16H13V-5H19V-14H26V-5H29V-26H30V-5H40V1H54L49 16H-47Z",
    "column": "M-17-17H17V17H-17ZM-11 0A11 11 0 1 0 11 0 11 11 0 1 0-11 0ZM-6 0A6 6 0 1 0 6 0 6 6 0 1 0-6 0Z",
    "arrow": "M0-52 17-14 5-19V30H-5V-19L-17-14Z",
}


def draw_map(data: dict[str, Any], title: str) -> bytes:
    """An SVG document of plain shapes of the map that ``data`` describes (see ``schemas/map.yaml``)."""
    return _Sheet(data).drawing(title)


class _Sheet:
    """One map on its sheet: turns coordinates into units and lays the layers one over the other."""

    def __init__(self, data: dict[str, Any]):
        self.data = data
        self.width, self.height = data["size"]
        self.land = [self._course(area, closed=True) for area in data["land"]]
        #: (x, y, radius) of what the waves must not touch
        self.reserved: list[tuple[float, float, float]] = []
        width, height = str(self.width), str(self.height)
        box = {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}
        self.root = etree.Element("svg", box, nsmap={None: "http://www.w3.org/2000/svg"})

    def drawing(self, title: str) -> bytes:
        etree.SubElement(self.root, "title").text = title
        for ink in (WHITE, BLACK):
            self._shape("rect", ink, x=0, y=0, width=self.width, height=self.height)
        waves = etree.SubElement(self.root, "g")
        self._land()
        lines = self.data.get("lines", [])
        self._lines([line for line in lines if line["kind"] in _WATER])
        self._buildings()
        self._lines([line for line in lines if line["kind"] not in _WATER])
        self._bridges()
        for sign in self.data.get("signs", []):
            self._sign(sign)
        for draw in (self._leader, self._label):
            for label in self.data.get("labels", []):
                draw(label)
        self._scale_bar(**self.data["scale_bar"])
        self._north(**self.data["north"])
        self._waves(waves)
        self._frame()
        return bytes(etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", pretty_print=True))

    def _at(self, pair: Sequence[float]) -> Point:
        """A pair of the data on the sheet: latitude and longitude, or metres to the right and upwards."""
        projection = self.data["projection"]
        right, up = pair
        if projection["kind"] == "geographic":
            latitude, longitude = projection["origin"]
            right = (pair[1] - longitude) * _DEGREE * math.cos(math.radians(latitude))
            up = (pair[0] - latitude) * _DEGREE
        x, y = projection["centre"]
        return x + right / projection["metres_per_unit"], y - up / projection["metres_per_unit"]

    def _course(self, item: dict[str, Any], closed: bool = False) -> list[Point]:
        points = [self._at(pair) for pair in item["points"]]
        return _rounded(points, closed) if item.get("smooth") else points

    def _shape(self, name: str, fill: str, parent: etree._Element | None = None, **attributes: Any) -> None:
        values = {key.replace("_", "-"): _number(value) for key, value in attributes.items()}
        etree.SubElement(self.root if parent is None else parent, name, fill=fill, **values)

    def _stroke(
        self, points: Sequence[Point], ink: str, width: float, parent: etree._Element | None = None, dashes: str = ""
    ) -> None:
        line = {"stroke": ink, "stroke_width": width, "stroke_linejoin": "round"}
        line |= {"stroke_dasharray": dashes} if dashes else {}
        self._shape("path", "none", parent, d=_path(points), **line)

    def _group(self, at: Point, turn: float, size: float = 1.0) -> etree._Element:
        place = f"translate({_number(float(at[0]))} {_number(float(at[1]))})"
        return etree.SubElement(self.root, "g", transform=f"{place} rotate({turn:g}) scale({size:g})")

    def _land(self) -> None:
        """The quays first, as a white line around all land, so that neighbours do not cut each other."""
        for ink, line, width in ((WHITE, WHITE, 17), (BLACK, BLACK, 10), (WHITE, "none", 0)):
            for ring in self.land:
                self._shape("path", ink, d=_path(ring) + "Z", stroke=line, stroke_width=width, stroke_linejoin="round")

    def _lines(self, lines: Sequence[dict[str, Any]]) -> None:
        """Lines of one kind together, the wide black under the narrow white, so that crossings stay open."""
        for kind, strokes in _LINES.items():
            courses = [self._course(line) for line in lines if line["kind"] == kind]
            for ink, width, dashes in strokes:
                for course in courses:
                    self._stroke(course, ink, width, dashes=dashes)

    def _buildings(self) -> None:
        """Solid blocks, and gardens and lesser buildings as an outline filled with gouges."""
        for building in self.data.get("buildings", []):
            ring = self._course(building, closed=True)
            courts = [[self._at(pair) for pair in court] for court in building.get("courts", [])]
            outline = "".join(_path(points) + "Z" for points in (ring, *courts))
            step = _HATCHING.get(building["kind"])
            if step is None:
                self._shape("path", BLACK, d=outline, fill_rule="evenodd")
                continue
            self._shape("path", WHITE, d=_path(ring) + "Z")
            cuts = [_gouge(x0, x1, y, step / 4.5) for x0, x1, y in _hatches([ring, *courts], step)]
            self._shape("path", BLACK, d="".join(cuts))
            self._shape("path", "none", d=outline, stroke=BLACK, stroke_width=5, stroke_linejoin="round")

    def _bridges(self) -> None:
        for bridge in self.data.get("bridges", []):
            start, end, width = self._at(bridge["from"]), self._at(bridge["to"]), bridge.get("width", 13)
            self._stroke([start, end], BLACK, width + 8)
            self._stroke([_between(start, end, -0.04), _between(start, end, 1.04)], WHITE, width)
            self.reserved.extend((*_between(start, end, part / 8), width) for part in range(9))

    def _sign(self, sign: dict[str, Any]) -> None:
        at, size, (ink, halo) = self._at(sign["at"]), sign.get("size", 1.0), _inks(sign)
        group = self._group(at, sign.get("angle", 0), size)
        self._shape("path", halo, group, d=_SIGNS[sign["sign"]], stroke=halo, stroke_width=9, stroke_linejoin="round")
        self._shape("path", ink, group, d=_SIGNS[sign["sign"]], fill_rule="evenodd")
        self.reserved.append((*at, 50 * size))

    def _label(self, label: dict[str, Any]) -> None:
        """The words, each line on a plate that clears what lies under it."""
        family, size, weight, style, tracking = _ROLES[label["role"]]
        size, (ink, paper), anchor = label.get("size", size), _inks(label), label.get("anchor", 0.5)
        (x, y), turn, (right, down) = self._at(label["at"]), label.get("angle", 0), label.get("shift", (0, 0))
        x, y = x + right, y + down
        group, cos, sin = self._group((x, y), turn), math.cos(math.radians(turn)), math.sin(math.radians(turn))
        lines = [Outline(text, family, size, weight, style, tracking=tracking) for text in label["text"].split("\n")]
        levels = [size * 0.96 * (row - (len(lines) - 1) / 2) for row in range(len(lines))]
        for line, level in zip(lines, levels, strict=True):
            left, right = -line.width * anchor, line.width * (1 - anchor)
            if label.get("plate", True):
                self._stroke([(left - 4, level), (right + 4, level)], paper, size, group)
            for along in range(int(left), int(right) + 20, 20):
                self.reserved.append((x + along * cos - level * sin, y + along * sin + level * cos, size * 0.6))
        for line, level in zip(lines, levels, strict=True):
            self._shape("path", ink, group, d=line.path(0, level + size * 0.29, anchor))

    def _leader(self, label: dict[str, Any]) -> None:
        if "leader" in label:
            for ink, width in zip(reversed(_inks(label)), (11, 4), strict=True):
                self._stroke(self._course({"points": label["leader"]}), ink, width)

    def _waves(self, parent: etree._Element) -> None:
        """White gouges over the water, in rows, longer and shorter in turn, clear of land, words, signs and bridges."""
        cuts = []
        for row in range(int(self.height // 19)):
            y, x = 19.0 * row + 8, -40.0 + 53 * (row % 3)
            near = [spot for spot in self.reserved if abs(y - spot[1]) < spot[2]]
            while x < self.width:
                sway = math.sin(row * 2.4 + x * 0.031)
                longest = 50 + 26 * sway
                length = next(share * longest for share in (1, 0.6, 0.35, 0) if self._open(x, share * longest, y, near))
                if length:
                    cuts.append(_gouge(x, x + length, y + 3 * sway, 4.2))
                x += max(length, 14) + 30 + 14 * math.cos(row * 1.7 + x * 0.05)
        self._shape("path", WHITE, parent, d="".join(cuts))

    def _open(self, x: float, length: float, y: float, near: list[tuple[float, float, float]]) -> bool:
        """Whether a gouge would lie in open water, clear of what is reserved near; one of no length always does."""
        spots = [(x - 9 + part * (length + 18) / 6, y) for part in range(7)] if length else []
        clear = all(math.hypot(px - a, py - b) > r for px, py in spots for a, b, r in near)
        return clear and not any(_inside(spot, ring) for spot in spots for ring in self.land)

    def _scale_bar(self, at: Point, metres: float, steps: int, label: str) -> None:
        (x, y), step = at, metres / self.data["projection"]["metres_per_unit"]
        self._shape("rect", BLACK, x=x, y=y, width=step * steps, height=14)
        for number in range(0, steps, 2):
            self._shape("rect", WHITE, x=x + step * number + 3, y=y + 3, width=step - 3, height=8)
        for end, words in ((0, "0"), (steps, label)):
            self._shape("path", BLACK, d=Outline(words, SANS, 28).path(x + step * end, y - 10, 0.5))

    def _north(self, at: Point, angle: float) -> None:
        group = self._group(at, angle)
        self._shape("path", BLACK, group, d="M0-62 24 30 0 16-24 30Z")
        self._shape("path", WHITE, group, d="M-4-30V9L-15 16Z")
        self._shape("path", BLACK, group, d=Outline("N", TEXT, 44, weight=700).path(0, -72, 0.5))

    def _frame(self) -> None:
        """The margin trims what runs over; its inner edge is cut by hand, so not quite straight."""
        w, h, m = self.width, self.height, MARGIN
        upper = [(m - 2, h * 0.4), (m, m + 3), (w * 0.4, m - 2), (w - m, m), (w - m + 3, h * 0.55)]
        edge = [*upper, (w - m - 2, h - m), (w * 0.6, h - m + 3), (m + 2, h - m)]
        self._shape("path", WHITE, d=f"M-90-90H{w + 90}V{h + 90}H-90Z{_path(edge)}Z", fill_rule="evenodd")
        self._stroke([*edge, *edge[:2]], BLACK, 7)


def _gouge(x0: float, x1: float, y: float, depth: float) -> str:
    """A sliver that opens and closes to a point, as the tool leaves it."""
    middle, start = _number((x0 + x1) / 2), f"{_number(x0)} {_number(y)}"
    over, under = _number(y - depth), _number(y + depth)
    return f"M{start}Q{middle} {over} {_number(x1)} {_number(y)}Q{middle} {under} {start}Z"


def _inks(item: dict[str, Any]) -> tuple[str, str]:
    """The ink of a sign or label, and what surrounds it."""
    return (WHITE, BLACK) if item.get("ink") == "white" else (BLACK, WHITE)


def _number(value: Any) -> str:
    return f"{round(value, 1):g}" if isinstance(value, float) else str(value)


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{_number(float(x))} {_number(float(y))}" for x, y in points)


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _rounded(points: Sequence[Point], closed: bool, rounds: int = 2) -> list[Point]:
    """The course with its corners cut (Chaikin), which never overshoots; open ends stay where they are."""
    course = list(points)
    for _ in range(rounds):
        pairs = zip(course, course[1:] + course[:1] if closed else course[1:], strict=False)
        cut = [_between(start, end, share) for start, end in pairs for share in (0.25, 0.75)]
        course = cut if closed else [course[0], *cut[1:-1], course[-1]]
    return course


def _crossings(ring: Sequence[Point], y: float) -> list[float]:
    """Where a level line cuts a ring."""
    edges = zip(ring, [*ring[1:], ring[0]], strict=True)
    return [x0 + (y - y0) * (x1 - x0) / (y1 - y0) for (x0, y0), (x1, y1) in edges if (y0 > y) != (y1 > y)]


def _inside(point: Point, ring: Sequence[Point]) -> bool:
    return sum(x > point[0] for x in _crossings(ring, point[1])) % 2 == 1


def _hatches(rings: Sequence[Sequence[Point]], step: float) -> Iterator[tuple[float, float, float]]:
    """Level strokes within rings (holes included), a little short of their edges."""
    tops = [y for ring in rings for _, y in ring]
    for row in range(1, int((max(tops) - min(tops)) / step) + 1):
        y = min(tops) + row * step
        cuts = sorted(x for ring in rings for x in _crossings(ring, y))
        for x0, x1 in zip(cuts[::2], cuts[1::2], strict=False):
            pieces = max(1, round((x1 - x0) / (105 + 25 * math.sin(row * 2.1))))
            length = (x1 - x0 - 6) / pieces
            for piece in range(pieces if length > 12 else 0):
                yield x0 + 5 + piece * length, x0 + 1 + (piece + 1) * length, y + 2 * math.sin(row + 2.7 * piece)
