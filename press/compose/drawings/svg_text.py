"""The words of an SVG as outlines of the book's typefaces: a picture has no typefaces of its own in an e-reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from press.compose.drawings.outlines import Outline
from press.compose.drawings.svg_styles import TEXT_PROPERTIES, Style, Styles, length
from press.core.typefaces import MONO, SANS, TEXT

#: Letters are drawn at this size and scaled, so that a drawing in millimetres keeps their forms.
_DRAWN = 100.0
_MONO = re.compile(r"mono|courier|consol|menlo|typewriter|fira ?code|hack", re.I)
_SERIF = re.compile(
    r"(?<!sans[- ])(?<!sans)serif|times|roman|georgia|garamond|palatino|cmr|latin modern|stix|computer modern", re.I
)
_BASELINES = {
    "middle": 0.35,
    "central": 0.35,
    "hanging": 0.75,
    "text-before-edge": 0.75,
    "text-top": 0.75,
    "mathematical": 0.4,
}


@dataclass
class _Run:
    """A piece of text in one style; ``x`` and ``y`` are None where it goes on after the piece before it."""

    text: str
    style: Style
    x: float | None
    y: float | None
    dx: float = 0.0
    dy: float = 0.0


def inherited(own: Style, above: Style) -> Style:
    """The properties that matter to text, of an element in another."""
    found = {key: own.get(key, above.get(key, "")) for key in TEXT_PROPERTIES}
    size = length(found["font-size"] or "16", font_size_of(above), font_size_of(above))
    return found | {"font-size": str(size if size is not None else font_size_of(above))}


def font_size_of(style: Style) -> float:
    """The size of the letters in user units; 16 where none is given."""
    try:
        return float(style.get("font-size") or 16)
    except ValueError:
        return 16.0


def lines_of(element: Any) -> list[str]:
    """The lines of text of an HTML label within a drawing (``<foreignObject>``)."""
    parts: list[str] = []

    def read(node: Any) -> None:
        name = str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""
        if name in ("br", "div", "p", "li"):
            parts.append("\n")
        parts.append(node.text or "")
        for child in node:
            read(child)
            parts.append(child.tail or "")

    read(element)
    return [" ".join(line.split()) for line in "".join(parts).split("\n") if line.strip()]


def outlined(text: Any, styles: Styles, above: Style) -> Iterator[tuple[str, str, str]]:
    """The pieces of a ``<text>``: path data, transformation and colour of each."""
    preserve = (
        text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve" or above.get("white-space") == "pre"
    )
    runs = list(_runs(text, styles, above, preserve))
    if not preserve:
        _trim(runs)
    chunk: list[_Run] = []
    x = y = 0.0
    for run in [*runs, None]:
        if chunk and (run is None or run.x is not None or run.y is not None):
            drawn = list(
                _drawn(chunk, x if chunk[0].x is None else chunk[0].x, y if chunk[0].y is None else chunk[0].y)
            )
            yield from (piece[:3] for piece in drawn)
            x, y = drawn[-1][3] if drawn else (x, y)
            chunk = []
        if run is not None:
            chunk.append(run)


def _runs(element: Any, styles: Styles, style: Style, preserve: bool) -> Iterator[_Run]:
    size = font_size_of(style)
    places = {
        key: [
            value
            for part in re.split(r"[\s,]+", element.get(key, "").strip())
            if part and (value := length(part, size)) is not None
        ]
        for key in ("x", "y", "dx", "dy")
    }
    first = {key: values[0] if values else None for key, values in places.items()}
    started = False

    def pieces(words: str, mine: Style) -> Iterator[_Run]:
        nonlocal started
        words = words if preserve else re.sub(r"\s+", " ", words)
        if not words:
            return
        many = places["x"] if len(places["x"]) > 1 else []
        if many and not started:  # a place for each letter
            started = True
            for number, letter in enumerate(words):
                x = many[number] if number < len(many) else None
                yield _Run(
                    letter,
                    mine,
                    x,
                    first["y"] if number == 0 else None,
                    0.0,
                    first["dy"] or 0.0 if number == 0 else 0.0,
                )
            return
        where = first if not started else dict.fromkeys(first)
        started = True
        yield _Run(words, mine, where["x"], where["y"], where["dx"] or 0.0, where["dy"] or 0.0)

    yield from pieces(element.text or "", style)
    for child in element:
        name = str(child.tag).rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name in ("tspan", "a", "textPath", "tref"):
            own = inherited(styles.of(child), style)
            for run in _runs(child, styles, own, preserve):
                if not started and run.x is None and run.y is None:
                    run.x, run.y = first["x"], first["y"]
                    run.dx, run.dy = run.dx + (first["dx"] or 0.0), run.dy + (first["dy"] or 0.0)
                elif not started and (run.x is None or run.y is None):
                    run.x = first["x"] if run.x is None else run.x
                    run.y = first["y"] if run.y is None else run.y
                started = True
                yield run
        yield from pieces(child.tail or "", style)


def _trim(runs: list[_Run]) -> None:
    """Fold the spaces at the beginning, at the end, and between pieces."""
    space = True
    for run in runs:
        if (space or run.x is not None) and run.text.startswith(" "):
            run.text = run.text[1:]
        space = run.text.endswith(" ") if run.text else space
    if runs:
        runs[-1].text = runs[-1].text.rstrip()


def _drawn(chunk: list[_Run], x: float, y: float) -> Iterator[tuple[str, str, str, tuple[float, float]]]:
    lines = [(run, _outline(run)) for run in chunk]
    widths = [run.dx + outline.width * font_size_of(run.style) / _DRAWN for run, outline in lines]
    anchor = {"middle": 0.5, "end": 1.0}.get(chunk[0].style.get("text-anchor", ""), 0.0)
    x -= sum(widths) * anchor
    for run, outline in lines:
        size = font_size_of(run.style)
        x, y = x + run.dx, y + run.dy
        down = _BASELINES.get(run.style.get("dominant-baseline", ""), 0.0) * size
        path = outline.path(0, 0)
        after = x + outline.width * size / _DRAWN
        if path:
            place = f"translate({_number(x)} {_number(y + down)}) scale({_number(size / _DRAWN)})"
            yield path, place, run.style.get("fill") or "#000", (after, y)
        x = after


def _outline(run: _Run) -> Outline:
    family = run.style.get("font-family", "")
    face = MONO if _MONO.search(family) else TEXT if _SERIF.search(family) else SANS
    weight = run.style.get("font-weight", "")
    bold = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
    style = "italic" if run.style.get("font-style", "") in ("italic", "oblique") else "normal"
    spacing = length(run.style.get("letter-spacing", "") or "0", font_size_of(run.style)) or 0.0
    return Outline(
        run.text, face, _DRAWN, 700 if bold else 400, style, tracking=spacing / (font_size_of(run.style) or 1)
    )


def _number(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".") or "0"


def words_of(root: Any) -> str:
    """The words of a drawing, for those who do not see it."""
    texts = [etree.tostring(text, method="text", encoding="unicode", with_tail=False) for text in root.iter("{*}text")]
    return " ".join(" ".join(texts).split())
