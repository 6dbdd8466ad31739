"""Lettering: words as outlines, for drawings that must look the same in every reading system.

A picture cannot use a book's embedded fonts, so its words are shaped (HarfBuzz, with
kerning) and drawn as paths.
"""

from __future__ import annotations

from press.core.typefaces import face_font, shaped


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
        self.font = face_font(family, weight, style)
        self.scale = size / self.font.face.upem
        self.tracking = tracking * size
        buffer = shaped(self.font, text, dict.fromkeys(("kern", *features), True))
        self.glyphs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
        advance = sum(position.x_advance for _, position in self.glyphs)
        self.width = advance * self.scale + self.tracking * max(0, len(self.glyphs) - 1)

    def path(self, x: float, y: float, anchor: float = 0.0) -> str:
        """Path data with the baseline at ``y``; ``anchor`` 0 begins at ``x``, 0.5 is centred, 1 ends there."""
        x -= self.width * anchor
        parts: list[str] = []
        for info, position in self.glyphs:
            pen = _Pen(parts, self.scale, x + position.x_offset * self.scale, y - position.y_offset * self.scale)
            self.font.draw_glyph_with_pen(info.codepoint, pen)
            x += position.x_advance * self.scale + self.tracking
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
