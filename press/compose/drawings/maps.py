"""The maps: black water, white land, gouges for the waves, drawn from the coordinates in ``book/maps``.

The ground is black; land is laid on it, then canals, buildings, streets, bridges, signs and words, and last the
white margin and the frame. All ink is cut to the frame beforehand, so that none lies under the margin's outer edge,
where viewers would let it shine through as a hairline. Lettering has two styles: roman for what is built, italic for
water and ships. The same data give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from lxml import etree

from press.compose.drawings.geometry import (
    Box,
    Point,
    between,
    course_within,
    fringe,
    gouge,
    inside,
    number,
    path,
    ring_within,
    rounded,
)
from press.compose.drawings.outlines import Outline
from press.compose.drawings.shapes import shape
from press.compose.drawings.signs import SIGNS
from press.core.typefaces import TEXT

BLACK, WHITE = "#000000", "#ffffff"
_DEGREE = 111_320.0  # metres in one degree of latitude
MARGIN = 20  # from the edge of the data's sheet to the frame, in units of the drawing (a quarter of a point in print)
PAPER = 10  # white paper around that sheet, wider than any line runs over it
#: role of a label: size, weight, style
_ROLES: dict[str, tuple[float, int, str]] = {
    "title": (36, 700, "normal"),
    "built": (31, 700, "normal"),
    "minor": (28, 700, "normal"),
    "water": (31, 400, "italic"),
}
_FIGURES = ("lnum", "pnum")
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
_DISC = 19  # radius of a numbered place
_ROW = 37  # from one line of the key to the next


def draw_map(data: dict[str, Any], title: str) -> bytes:
    """An SVG document of plain shapes of the map that ``data`` describes (see ``schemas/map.yaml``)."""
    return _Map(data).drawing(title)


class _Map:
    """One map: turns coordinates into units and lays the layers one over the other."""

    def __init__(self, data: dict[str, Any]):
        self.data = data
        self.width, self.height = data["size"]
        #: land and lines run a little under the margin, so that their ends do not show
        self.bleed: Box = (MARGIN - 10, MARGIN - 10, self.width - MARGIN + 10, self.height - MARGIN + 10)
        self.frame: Box = (MARGIN, MARGIN, self.width - MARGIN, self.height - MARGIN)
        self.land = [ring_within(self._course(area, closed=True), self.bleed) for area in data["land"]]
        #: (x, y, radius) of what the waves must not touch
        self.reserved: list[tuple[float, float, float]] = []
        width, height = self.width + 2 * PAPER, self.height + 2 * PAPER
        box = {"width": str(width), "height": str(height), "viewBox": f"{-PAPER} {-PAPER} {width} {height}"}
        self.root = etree.Element("svg", box, nsmap={None: "http://www.w3.org/2000/svg"})

    def drawing(self, title: str) -> bytes:
        etree.SubElement(self.root, "title").text = title
        left, top, right, bottom = self.frame
        paper = {"width": self.width + 2 * PAPER, "height": self.height + 2 * PAPER}
        self._shape("rect", WHITE, x=-PAPER, y=-PAPER, **paper)
        self._shape("rect", BLACK, x=left, y=top, width=right - left, height=bottom - top)
        waves = etree.SubElement(self.root, "g")
        self._land()
        lines = self.data.get("lines", [])
        self._lines([line for line in lines if line["kind"] in _WATER])
        self._buildings()
        self._lines([line for line in lines if line["kind"] not in _WATER])
        self._bridges()
        labels = self.data.get("labels", [])
        for label in labels:
            self._leader(label)
        for sign in self.data.get("signs", []):
            self._sign(sign)
        for label in labels:
            self._label(label)
        if "numbered" in self.data:
            self._numbered(**self.data["numbered"])
        self._trees()
        self._scale_bar(**self.data["scale_bar"])
        self._north(**self.data["north"])
        self._waves(waves)
        self._frame()
        return bytes(etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", pretty_print=True))

    def _at(self, pair: Sequence[float]) -> Point:
        """A pair of the data in units of the drawing: latitude and longitude, or metres to the right and upwards."""
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
        return rounded(points, closed) if item.get("smooth") else points

    def _shape(self, name: str, fill: str, parent: etree._Element | None = None, **attributes: Any) -> None:
        shape(self.root if parent is None else parent, name, fill, **attributes)

    def _stroke(
        self, points: Sequence[Point], ink: str, width: float, parent: etree._Element | None = None, dashes: str = ""
    ) -> None:
        line = {"stroke": ink, "stroke_width": width, "stroke_linejoin": "round"}
        line |= {"stroke_dasharray": dashes} if dashes else {}
        self._shape("path", "none", parent, d=path(points), **line)

    def _group(self, at: Point, turn: float, size: float = 1.0) -> etree._Element:
        place = f"translate({number(float(at[0]))} {number(float(at[1]))})"
        return etree.SubElement(self.root, "g", transform=f"{place} rotate({turn:g}) scale({size:g})")

    def _land(self) -> None:
        """The quays first, as a white line around all land, so that neighbours do not cut each other."""
        for ink, line, width in ((WHITE, WHITE, 17), (BLACK, BLACK, 10), (WHITE, "none", 0)):
            for ring in self.land:
                self._shape("path", ink, d=path(ring) + "Z", stroke=line, stroke_width=width, stroke_linejoin="round")

    def _lines(self, lines: Sequence[dict[str, Any]]) -> None:
        """Lines of one kind together, the wide black under the narrow white, so that crossings stay open."""
        for kind, strokes in _LINES.items():
            whole = [self._course(line) for line in lines if line["kind"] == kind]
            courses = [piece for course in whole for piece in course_within(course, self.bleed)]
            for ink, width, dashes in strokes:
                for course in courses:
                    self._stroke(course, ink, width, dashes=dashes)

    def _buildings(self) -> None:
        """Solid blocks, and lesser ones as an outline with a fringe of gouges, which leaves their middle to the name."""
        for building in self.data.get("buildings", []):
            ring = ring_within(self._course(building, closed=True), self.frame)
            courts = [[self._at(pair) for pair in court] for court in building.get("courts", [])]
            outline = "".join(path(points) + "Z" for points in (ring, *courts))
            if building["kind"] == "solid":
                self._shape("path", BLACK, d=outline, fill_rule="evenodd")
                continue
            self._shape("path", WHITE, d=path(ring) + "Z")
            if building["kind"] == "block":
                deep = building.get("fringe", 22)
                cuts = [gouge(start, end, 2.6) for start, end in fringe(ring, self.frame, 8.5, deep)]
                self._shape("path", BLACK, d="".join(cuts))
            self._shape("path", "none", d=outline, stroke=BLACK, stroke_width=5, stroke_linejoin="round")

    def _trees(self) -> None:
        """Crowns of trees along the edges of the gardens, clear of one another and of the names."""
        gardens = [building for building in self.data.get("buildings", []) if building["kind"] == "garden"]
        for garden in gardens:
            ring = ring_within(self._course(garden, closed=True), self.frame)
            for _, (x, y) in fringe(ring, self.frame, 6, 24):
                edge = ((x + 15 * math.cos(turn), y + 15 * math.sin(turn)) for turn in range(6))
                clear = all(math.hypot(x - a, y - b) > r + 15 for a, b, r in self.reserved)
                if clear and all(inside(point, ring) for point in edge):
                    self._shape("circle", BLACK, cx=round(x, 1), cy=round(y, 1), r=11)
                    self._shape("path", WHITE, d=gouge((x - 6, y - 2), (x + 3, y - 6), 2.4))
                    self.reserved.append((x, y, 11))

    def _bridges(self) -> None:
        for bridge in self.data.get("bridges", []):
            start, end, width = self._at(bridge["from"]), self._at(bridge["to"]), bridge.get("width", 13)
            longer = [between(start, end, -0.04), between(start, end, 1.04)]
            for course, ink, wide in (([start, end], BLACK, width + 8), (longer, WHITE, width)):
                for piece in course_within(course, self.bleed):
                    self._stroke(piece, ink, wide)
            self.reserved.extend((*between(start, end, part / 8), width) for part in range(9))

    def _sign(self, sign: dict[str, Any]) -> None:
        at, size, (ink, halo) = self._at(sign["at"]), sign.get("size", 1.0), _inks(sign)
        group = self._group(at, sign.get("angle", 0), size)
        self._shape("path", halo, group, d=SIGNS[sign["sign"]], stroke=halo, stroke_width=9, stroke_linejoin="round")
        self._shape("path", ink, group, d=SIGNS[sign["sign"]], fill_rule="evenodd")
        self.reserved.append((*at, 50 * size))

    def _label(self, label: dict[str, Any]) -> None:
        """The words, in lines around their place."""
        size, weight, style = _ROLES[label["role"]]
        size, (ink, _), anchor = label.get("size", size), _inks(label), label.get("anchor", 0.5)
        (x, y), turn, (right, down) = self._at(label["at"]), label.get("angle", 0), label.get("shift", (0, 0))
        x, y = x + right, y + down
        group, cos, sin = self._group((x, y), turn), math.cos(math.radians(turn)), math.sin(math.radians(turn))
        lines = [Outline(text, TEXT, size, weight, style, features=_FIGURES) for text in label["text"].split("\n")]
        for row, line in enumerate(lines):
            level = size * 0.96 * (row - (len(lines) - 1) / 2)
            for along in range(int(-line.width * anchor), int(line.width * (1 - anchor)) + 20, 20):
                self.reserved.append((x + along * cos - level * sin, y + along * sin + level * cos, size * 0.6))
            self._shape("path", ink, group, d=line.path(0, level + size * 0.29, anchor))

    def _leader(self, label: dict[str, Any]) -> None:
        """A thin line from the place to its name; a white one breaks the waves."""
        if "leader" in label:
            course = self._course({"points": label["leader"]})
            self._stroke(course, _inks(label)[0], 3.5)
            for start, end in pairwise(course):
                self.reserved.extend((*between(start, end, part / 6), 12) for part in range(7))

    def _numbered(self, places: Sequence[dict[str, Any]], key: Point) -> None:
        """Places that stand too close for their names: discs with a number each, and the names in a key."""
        for row, place in enumerate(places, start=1):
            listed = (key[0], key[1] + _ROW * row)
            for x, y in (self._at(place["at"]), listed):
                self._shape("circle", BLACK, cx=round(x, 1), cy=round(y, 1), r=_DISC, stroke=WHITE, stroke_width=4)
                digit = Outline(str(row), TEXT, 28, weight=700, features=_FIGURES)
                self._shape("path", WHITE, d=digit.path(x, y + 9, 0.5))
            words = Outline(place["name"], TEXT, 30, weight=700, features=_FIGURES)
            self._shape("path", BLACK, d=words.path(listed[0] + _DISC + 12, listed[1] + 9))

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
                    cuts.append(gouge((x, y + 3 * sway), (x + length, y + 3 * sway), 4.2))
                x += max(length, 14) + 30 + 14 * math.cos(row * 1.7 + x * 0.05)
        self._shape("path", WHITE, parent, d="".join(cuts))

    def _open(self, x: float, length: float, y: float, near: list[tuple[float, float, float]]) -> bool:
        """Whether a gouge would lie in open water, clear of what is reserved near; one of no length always does."""
        spots = [(x - 9 + part * (length + 18) / 6, y) for part in range(7)] if length else []
        clear = all(math.hypot(px - a, py - b) > r for px, py in spots for a, b, r in near)
        return clear and not any(inside(spot, ring) for spot in spots for ring in self.land)

    def _scale_bar(self, at: Point, metres: float, steps: int, label: str) -> None:
        (x, y), step = at, metres / self.data["projection"]["metres_per_unit"]
        self._shape("rect", BLACK, x=x, y=y, width=step * steps, height=14)
        for part in range(0, steps, 2):
            self._shape("rect", WHITE, x=x + step * part + 3, y=y + 3, width=step - 3, height=8)
        for end, words in ((0, "0"), (steps, label)):
            self._shape(
                "path",
                BLACK,
                d=Outline(words, TEXT, 30, weight=700, features=_FIGURES).path(x + step * end, y - 10, 0.5),
            )

    def _north(self, at: Point, angle: float) -> None:
        group = self._group(at, angle)
        self._shape("path", BLACK, group, d="M0-62 24 30 0 16-24 30Z")
        self._shape("path", WHITE, group, d="M-4-30V9L-15 16Z")
        self._shape("path", BLACK, group, d=Outline("N", TEXT, 44, weight=700).path(0, -72, 0.5))

    def _frame(self) -> None:
        """The white margin trims what runs a little over; its inner edge is cut by hand, so not quite straight."""
        w, h, m = self.width, self.height, MARGIN
        upper = [(m - 2, h * 0.4), (m, m + 3), (w * 0.4, m - 2), (w - m, m), (w - m + 3, h * 0.55)]
        edge: list[Point] = [*upper, (w - m - 2, h - m), (w * 0.6, h - m + 3), (m + 2, h - m)]
        paper = f"M{-PAPER} {-PAPER}H{w + PAPER}V{h + PAPER}H{-PAPER}Z"
        self._shape("path", WHITE, d=f"{paper}{path(edge)}Z", fill_rule="evenodd")
        self._shape("path", "none", d=path(edge) + "Z", stroke=BLACK, stroke_width=7, stroke_linejoin="miter")


def _inks(item: dict[str, Any]) -> tuple[str, str]:
    """The ink of a sign or label, and what surrounds it."""
    return (WHITE, BLACK) if item.get("ink") == "white" else (BLACK, WHITE)
