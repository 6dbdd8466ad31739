"""Plane geometry of the drawings: courses and rings of points, in units of the drawing, y downwards."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
#: left, top, right, bottom
Box = tuple[float, float, float, float]


def number(value: Any) -> str:
    """A coordinate as SVG writes it: one decimal at most."""
    return f"{round(value, 1):g}" if isinstance(value, float) else str(value)


def path(points: Sequence[Point]) -> str:
    """Path data through the points, left open."""
    return "M" + "L".join(f"{number(float(x))} {number(float(y))}" for x, y in points)


def gouge(start: Point, end: Point, depth: float) -> str:
    """A sliver that opens and closes to a point, as the tool leaves it; ``depth`` is the pull of the curve."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    right, down = -(y1 - y0) / length * depth, (x1 - x0) / length * depth
    middle = between(start, end, 0.5)
    over, under = (f"{number(middle[0] + side * right)} {number(middle[1] + side * down)}" for side in (-1, 1))
    first, last = (f"{number(x)} {number(y)}" for x, y in (start, end))
    return f"M{first}Q{over} {last}Q{under} {first}Z"


def between(start: Point, end: Point, share: float) -> Point:
    """The point at ``share`` of the way from ``start`` (0) to ``end`` (1)."""
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def rounded(points: Sequence[Point], closed: bool, rounds: int = 2) -> list[Point]:
    """The course with its corners cut (Chaikin), which never overshoots; open ends stay where they are."""
    course = list(points)
    for _ in range(rounds):
        pairs = zip(course, course[1:] + course[:1] if closed else course[1:], strict=False)
        cut = [between(start, end, share) for start, end in pairs for share in (0.25, 0.75)]
        course = cut if closed else [course[0], *cut[1:-1], course[-1]]
    return course


def inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether the point lies within the ring (even-odd rule)."""
    x, y = point
    edges = zip(ring, [*ring[1:], ring[0]], strict=True)
    cuts = [x0 + (y - y0) * (x1 - x0) / (y1 - y0) for (x0, y0), (x1, y1) in edges if (y0 > y) != (y1 > y)]
    return sum(x > cut for cut in cuts) % 2 == 1


def ring_within(ring: Sequence[Point], box: Box) -> list[Point]:
    """The part of a ring inside the box (Sutherland and Hodgman 1974); empty if it lies outside."""
    left, top, right, bottom = box
    points = list(ring)
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        kept: list[Point] = []
        for start, end in zip(points[-1:] + points[:-1], points, strict=True):
            near, far = sign * (start[axis] - limit), sign * (end[axis] - limit)
            if (near < 0) != (far < 0):
                kept.append(between(start, end, near / (near - far)))
            if far >= 0:
                kept.append(end)
        points = kept
    return points


def course_within(course: Sequence[Point], box: Box) -> list[list[Point]]:
    """The pieces of an open course inside the box (Liang and Barsky 1984, segment by segment)."""
    pieces: list[list[Point]] = []
    for start, end in pairwise(course):
        enter, leave = 0.0, 1.0
        for axis in (0, 1):
            run = end[axis] - start[axis]
            limits = (box[axis] - start[axis], box[axis + 2] - start[axis])
            if run == 0:
                enter = 2.0 if limits[0] > 0 or limits[1] < 0 else enter
                continue
            first, last = sorted(limit / run for limit in limits)
            enter, leave = max(enter, first), min(leave, last)
        if enter >= leave:
            continue
        first_point, last_point = between(start, end, enter), between(start, end, leave)
        if enter == 0 and pieces and pieces[-1][-1] == start:
            pieces[-1].append(last_point)
        else:
            pieces.append([first_point, last_point])
    return pieces


def _distance(point: Point, ring: Sequence[Point]) -> float:
    """From the point to the nearest edge of the ring."""
    nearest = math.inf
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        run, along = (x1 - x0) ** 2 + (y1 - y0) ** 2, (point[0] - x0) * (x1 - x0) + (point[1] - y0) * (y1 - y0)
        x, y = between((x0, y0), (x1, y1), min(1.0, max(0.0, along / run if run else 0.0)))
        nearest = min(nearest, math.hypot(point[0] - x, point[1] - y))
    return nearest


def fringe(ring: Sequence[Point], box: Box, step: float, length: float) -> Iterator[tuple[Point, Point]]:
    """Short strokes inwards from the edges of a ring, ``step`` apart; none along the sides of the box."""
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        run = math.hypot(x1 - x0, y1 - y0)
        on_side = any(a == b == side for side, a, b in zip(box, (x0, y0, x0, y0), (x1, y1, x1, y1), strict=True))
        if run < step or on_side:
            continue
        right, down = -(y1 - y0) / run, (x1 - x0) / run
        if not inside(((x0 + x1) / 2 + right, (y0 + y1) / 2 + down), ring):
            right, down = -right, -down
        for place in range(1, int(run / step) + 1):
            at = between((x0, y0), (x1, y1), (place - 0.5) / int(run / step))
            deep = length * (0.85 + 0.15 * math.sin(place * 2.4))
            tip = at[0] + right * deep, at[1] + down * deep
            # It must not cross the strokes of the next edge.
            if inside(tip, ring) and _distance(tip, ring) > length * 0.55:
                yield at, tip
