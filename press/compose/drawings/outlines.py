"""Lettering: words as outlines, for drawings that must look the same in every reading system.

A picture cannot use a book's embedded fonts, so its words are shaped (HarfBuzz, with
kerning) and drawn as paths.
"""

from __future__ import annotations

import uharfbuzz as hb

from press.core.fallbacks import shaped_runs


class Outline:
    """A line of text as an SVG path; ``width`` in the units of ``size``."""

    def __init__(
        self,
        text: str,
        family: str,
        size: float,
        weight: int = 400,
        style: str = "normal",
        features: tuple[str, ...] = (),
        tracking: float = 0.0,
    ):
        runs = shaped_runs(text, (family, weight, style), dict.fromkeys(("kern", *features), True))
        self.size, self.tracking = size, tracking * size
        #: each glyph with its font, from left to right
        self.glyphs = [
            (run.font, info.codepoint, position)
            for run in runs
            for info, position in zip(run.buffer.glyph_infos, run.buffer.glyph_positions, strict=True)
        ]
        advances = (
            sum(position.x_advance for position in run.buffer.glyph_positions) * self.scale(run.font) for run in runs
        )
        self.width = sum(advances) + self.tracking * max(0, len(self.glyphs) - 1)

    def scale(self, font: hb.Font) -> float:
        """The units of ``size`` to one of a font."""
        return float(self.size / font.face.upem)

    def path(self, x: float, y: float, anchor: float = 0.0) -> str:
        """Path data with the baseline at ``y``; ``anchor`` 0 begins at ``x``, 0.5 is centred, 1 ends there."""
        x -= self.width * anchor
        parts: list[str] = []
        for font, glyph, position in self.glyphs:
            scale = self.scale(font)
            pen = _Pen(parts, scale, x + position.x_offset * scale, y - position.y_offset * scale)
            font.draw_glyph_with_pen(glyph, pen)
            x += position.x_advance * scale + self.tracking
        return "".join(parts)


class _Pen:
    """A fontTools-style pen that writes SVG path data, y downwards."""

    def __init__(self, parts: list[str], scale: float, x: float, y: float):
        self.parts, self.scale, self.x, self.y = parts, scale, x, y

    def _point(self, point: tuple[float, float]) -> str:
        return f"{round(self.x + point[0] * self.scale, 1):g} {round(self.y - point[1] * self.scale, 1):g}"

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the pen protocol's names
        self.parts.append(f"M{self._point(point)}")

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.parts.append(f"L{self._point(point)}")

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.parts.append("Q" + " ".join(self._point(point) for point in points))

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.parts.append("C" + " ".join(self._point(point) for point in points))

    def closePath(self) -> None:  # noqa: N802
        self.parts.append("Z")

    def endPath(self) -> None:  # noqa: N802
        """Open contours do not occur in fonts."""
