"""What a page paints, read from its content: type with its size, lines with their width, fills, pictures with their resolution."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

Matrix = tuple[float, ...]
Ink = tuple[str, tuple[float, ...]]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Mark:
    """Something painted: ``kind`` is text, line, fill or image; ``size`` in points (of type, line), pixels an inch (image)."""

    page: int
    kind: str
    size: float
    ink: Ink


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _scale(matrix: Matrix) -> float:
    a, b, c, d, *_ = matrix
    return math.sqrt(abs(a * d - b * c))


class _State:
    """The part of the graphics state that preflight follows."""

    def __init__(self, matrix: Matrix):
        self.matrix: Matrix = matrix
        self.text: Matrix = IDENTITY
        self.width, self.type = 1.0, 0.0
        self.fill: Ink = ("g", (0.0,))
        self.stroke: Ink = ("g", (0.0,))

    def copy(self) -> _State:
        other = _State(self.matrix)
        other.__dict__.update(self.__dict__)
        return other


_FILLS, _STROKES, _SHOWS = (
    {"f", "F", "f*", "B", "B*", "b", "b*"},
    {"S", "s", "B", "B*", "b", "b*"},
    {"Tj", "TJ", "'", '"'},
)


def painted(owner: Any, stream: Any, page: int, matrix: Matrix = IDENTITY) -> Iterator[Mark]:
    """All that the content ``stream`` paints with the resources of ``owner``, forms within it too."""
    state, kept = _State(matrix), list[_State]()
    objects = owner.get("/Resources", {}).get("/XObject", {})
    for instruction in pikepdf.parse_content_stream(stream):
        operands, name = list(instruction.operands), str(instruction.operator)
        if name == "q":
            kept.append(state.copy())
        elif name == "Q":
            state = kept.pop() if kept else state
        elif name == "Do":
            yield from _object(objects[str(operands[0])], page, state.matrix)
        else:
            _set(state, name, operands)
        if name in _SHOWS:
            yield Mark(page, "text", abs(state.type) * _scale(_times(state.text, state.matrix)), state.fill)
        if name in _FILLS:
            yield Mark(page, "fill", 0.0, state.fill)
        if name in _STROKES:
            yield Mark(page, "line", state.width * _scale(state.matrix), state.stroke)


def _set(state: _State, name: str, operands: list[Any]) -> None:
    """Let an operator change the state."""
    if name in ("cm", "Tm"):
        matrix = tuple(float(value) for value in operands)
        if name == "cm":
            state.matrix = _times(matrix, state.matrix)
        else:
            state.text = matrix
    elif name == "BT":
        state.text = IDENTITY
    elif name == "w":
        state.width = float(operands[0])
    elif name == "Tf":
        state.type = float(operands[1])
    elif name.lower() in ("g", "rg", "k", "sc", "scn"):
        ink = name.lower(), tuple(float(value) for value in operands if not isinstance(value, pikepdf.Name))
        if name.isupper():
            state.stroke = ink
        else:
            state.fill = ink


def _object(item: Any, page: int, matrix: Matrix) -> Iterator[Mark]:
    if item.get("/Subtype") == "/Image":
        a, b, c, d, *_ = matrix
        wide, high = math.hypot(a, b) / 72, math.hypot(c, d) / 72
        least = min(float(item["/Width"]) / wide, float(item["/Height"]) / high)
        yield Mark(page, "image", least, ("image", ()))
        return
    own = tuple(float(value) for value in item.get("/Matrix", IDENTITY))
    yield from painted(item, item, page, _times(own, matrix))
