"""An SVG as drawing programs write it -> a plain, opaque drawing of shapes (:mod:`press.compose.drawings.svg_rules`).

Stylesheets become attributes, words become outlines, markers become shapes, what is transparent gets the colour that it
shows on white paper, gradients their mean colour, and what only the drawing program reads is left out. What acts or leads out of the
drawing stays, so that :func:`press.compose.drawings.svg_check.check_drawing` refuses it by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from press.compose.drawings.svg_markers import marked
from press.compose.drawings.svg_rules import ELEMENTS, EVERYWHERE, REQUIRED, is_view_box
from press.compose.drawings.svg_styles import Style, Styles, length, opaque, share
from press.compose.drawings.svg_text import font_size_of, inherited, lines_of, outlined, words_of
from press.compose.drawings.svg_values import identifier, opaque_image, whole_path, without_units
from press.core.limits import DRAWING_ELEMENTS

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>")
#: What is kept as it is, for the check to refuse: it acts.
_ACTIVE = frozenset(
    ("script", "iframe", "audio", "video", "animate", "set", "animateTransform", "animateMotion", "handler")
)
#: What draws nothing by itself, or only describes.
_LEFT_OUT = frozenset(
    "style metadata filter linearGradient radialGradient marker mask pattern symbol font font-face cursor namedview sodipodi "
    "animateColor hatch".split()
)
_SHAPES = frozenset(("path", "polygon", "polyline", "rect", "circle", "ellipse", "line", "image", "use"))
_PAINTS = (("fill", "fill-opacity"), ("stroke", "stroke-opacity"))


def plain_drawing(data: bytes) -> bytes | None:
    """The drawing in plain shapes; None where it is no well-formed SVG, or has too many elements."""
    try:
        root = etree.fromstring(
            _DOCTYPE.sub(b"", data, count=1), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        )
    except etree.XMLSyntaxError:
        return None
    if root.tag != f"{_SVG}svg" or root.getroottree().docinfo.doctype:
        return None
    try:
        return bytes(etree.tostring(_Plain(root).drawn()))
    except _TooManyElementsError:
        return None


class _TooManyElementsError(Exception):
    """What ``<use>`` repeats goes beyond all bounds."""


class _Plain:
    """Rebuilds one drawing."""

    def __init__(self, root: Any):
        self._root = root
        self._styles = Styles(root)
        self._by_id = {
            element.get("id"): element for element in root.iter() if isinstance(element.tag, str) and element.get("id")
        }
        self._gradients = {
            name: self._mean(element) for name, element in self._by_id.items() if _name(element).endswith("Gradient")
        }
        self._has_markers = root.find(f".//{_SVG}marker") is not None
        self._count = 0

    def drawn(self) -> Any:
        """The new root."""
        root = etree.Element(f"{_SVG}svg", nsmap={None: _SVG[1:-1], "xlink": _HREF[1:-5]})
        root.set("viewBox", self._view_box())
        for name in ("width", "height"):
            size = length(self._root.get(name, ""))
            if size and not self._root.get(name, "").endswith("%"):
                root.set(name, f"{size:g}")
        words = words_of(self._root)
        if words and self._root.find(f"{_SVG}desc") is None:
            etree.SubElement(root, f"{_SVG}desc").text = words[:2000]
        style = inherited(self._styles.of(self._root), {"font-size": "16"})
        group = etree.SubElement(root, f"{_SVG}g")
        self._set_style(group, self._styles.of(self._root), 1.0)
        for child in self._root:
            self._draw(child, group, style, 1.0)
        return root

    def _view_box(self) -> str:
        given = " ".join(self._root.get("viewBox", "").replace(",", " ").split())
        if is_view_box(given):
            return given
        width, height = (length(self._root.get(name, "")) or 300.0 for name in ("width", "height"))
        return f"0 0 {width:g} {height:g}"

    def _draw(self, element: Any, parent: Any, above: Style, opacity: float) -> None:
        """Draw an element into ``parent``."""
        if not isinstance(element.tag, str):
            return
        self._count += 1
        if self._count > DRAWING_ELEMENTS:
            raise _TooManyElementsError
        name = _name(element)
        if name in _ACTIVE or any(key.lower().startswith("on") for key in element.attrib):
            etree.SubElement(
                parent, f"{_SVG}{name}", {key: value for key, value in element.attrib.items() if key.startswith("on")}
            )
            return
        if not str(element.tag).startswith(_SVG) or name in _LEFT_OUT:
            return
        own = self._styles.of(element)
        style = inherited(own, above)
        opacity *= share(own.get("opacity"))
        if (
            own.get("display") == "none"
            or opacity == 0
            or (name in _SHAPES | {"text"} and style.get("visibility") in ("hidden", "collapse"))
        ):
            return
        if name == "text":
            self._draw_text(element, parent, own, style, opacity)
        elif name == "foreignObject":
            self._draw_label(element, parent, style)
        elif name == "switch":
            children = [child for child in element if isinstance(child.tag, str)]
            plain = [child for child in children if _name(child) != "foreignObject"]
            for child in (plain or children)[:1]:
                self._draw(child, self._group(parent, own, opacity), style, opacity)
        elif name in _SHAPES:
            self._draw_shape(element, name, parent, own, style, opacity)
        elif name == "clipPath":
            self._draw_clip(element, parent, style)
        elif name == "defs":  # what <use> repeats is drawn where it is used
            for child in element.iter(f"{_SVG}clipPath"):
                self._draw_clip(child, parent, style)
        elif name in ("title", "desc"):
            etree.SubElement(parent, element.tag).text = "".join(element.itertext())
        else:  # g, a, svg and whatever holds others
            inside = self._nested(element, parent, own, opacity) if name == "svg" else self._group(parent, own, opacity)
            for child in element:
                self._draw(child, inside, style, opacity)

    def _group(self, parent: Any, own: Style, opacity: float) -> Any:
        group = etree.SubElement(parent, f"{_SVG}g")
        self._set_style(group, own, opacity)
        return group

    def _nested(self, element: Any, parent: Any, own: Style, opacity: float) -> Any:
        nested = etree.SubElement(parent, f"{_SVG}svg")
        self._copy(element, nested, ELEMENTS["svg"])
        self._set_style(nested, own, opacity)
        return nested

    def _draw_shape(self, element: Any, name: str, parent: Any, own: Style, style: Style, opacity: float) -> None:
        if name == "use":
            self._draw_use(element, parent, own, style, opacity)
            return
        shape = etree.SubElement(parent, element.tag)
        self._copy(element, shape, ELEMENTS[name], font_size_of(style))
        if name == "image":
            shape.set(_HREF, opaque_image(element.get("href") or element.get(_HREF) or ""))
        if any(key not in shape.attrib for key in REQUIRED.get(name, ())):
            parent.remove(shape)  # nothing is drawn of it
            return
        self._set_style(shape, own, opacity)
        for extra, transform in marked(element, self._marker_styles(element), self._by_id):
            group = etree.SubElement(parent, f"{_SVG}g", transform=transform)
            for child in extra:
                self._draw(child, group, inherited(self._styles.of(extra), style), opacity)

    def _draw_use(self, element: Any, parent: Any, own: Style, style: Style, opacity: float) -> None:
        target = self._by_id.get((element.get("href") or element.get(_HREF) or "").removeprefix("#"))
        if target is None:
            return
        if any(target is above for above in (element, *element.iterancestors())):
            return
        group = self._group(parent, own, opacity)
        moved = [length(element.get(key, "0")) or 0.0 for key in ("x", "y")]
        if any(moved):
            group = etree.SubElement(group, f"{_SVG}g", transform=f"translate({moved[0]:g} {moved[1]:g})")
        for child in target if _name(target) == "symbol" else [target]:
            if sum(1 for _ in group.iterancestors()) < 40:
                self._draw(child, group, style, opacity)

    def _marker_styles(self, element: Any) -> dict[str, str]:
        styles: dict[str, str] = {}
        if not self._has_markers:
            return styles
        for one in (*reversed(list(element.iterancestors())), element):
            styles |= {key: value for key, value in self._styles.of(one).items() if key.startswith("marker-")}
        return styles

    def _draw_text(self, element: Any, parent: Any, own: Style, style: Style, opacity: float) -> None:
        group = self._group(parent, {key: value for key, value in own.items() if key != "fill"}, 1.0)
        for path, transform, fill in outlined(element, self._styles, style):
            colour = opaque(fill, opacity * share(style.get("fill-opacity") or None), self._gradients)
            etree.SubElement(group, f"{_SVG}path", d=path, transform=transform, fill=colour, stroke="none")
        if not len(group):
            parent.remove(group)

    def _draw_label(self, element: Any, parent: Any, style: Style) -> None:
        """The words of an HTML label in the middle of its place."""
        lines = lines_of(element)
        x, y, width, height = (length(element.get(key, "0")) or 0.0 for key in ("x", "y", "width", "height"))
        size = font_size_of(style)
        top = y + height / 2 - (len(lines) - 1) * size * 0.6 + size * 0.35
        for number, line in enumerate(lines):
            text = etree.Element(f"{_SVG}text", x=f"{x + width / 2:g}", y=f"{top + number * size * 1.2:g}")
            text.text = line
            centred = style | {"text-anchor": "middle", "dominant-baseline": "", "fill": style.get("fill") or "#000"}
            for path, transform, fill in outlined(text, self._styles, centred):
                etree.SubElement(
                    parent,
                    f"{_SVG}path",
                    d=path,
                    transform=transform,
                    fill=opaque(fill, 1.0, self._gradients),
                    stroke="none",
                )

    def _draw_clip(self, element: Any, parent: Any, style: Style) -> None:
        clip = etree.SubElement(parent, element.tag)
        if element.get("id"):
            clip.set("id", identifier(element.get("id")))
        for child in element:
            self._draw(child, clip, style, 1.0)

    def _set_style(self, new: Any, own: Style, opacity: float) -> None:
        """Give an element its style as attributes, in opaque colours."""
        for paint, alpha in _PAINTS:
            value, through = own.get(paint), opacity * share(own.get(alpha))
            if value is None and through < 1:
                value = self._inherited_paint(new, paint)
            if value is not None:
                new.set(paint, opaque(value, through, self._gradients))
        for key, value in own.items():
            if key in ("fill", "stroke", "fill-opacity", "stroke-opacity", "opacity", "display", "visibility"):
                continue
            value = without_units(value) if key == "transform" else value
            if key in ("stroke-width", "stroke-dashoffset") and (size := length(value)) is not None:
                value = f"{size:g}"
            if key == "stroke-dasharray" and value != "none":
                sizes = [length(part) for part in re.split(r"[\s,]+", value.strip()) if part]
                value = " ".join(f"{size:g}" for size in sizes if size is not None) if any(sizes) else "none"
            if key == "clip-path" and (found := re.match(r"url\(\s*[\"']?#([^\"')]+)", value)):
                if _name(self._by_id.get(found[1])) == "clipPath":
                    new.set(key, f"url(#{identifier(found[1])})")
                continue
            check: Callable[[str], bool] | None = EVERYWHERE.get(key)
            if check and check(value):
                new.set(key, value)

    def _inherited_paint(self, new: Any, paint: str) -> str | None:
        above = next((one.get(paint) for one in new.iterancestors() if one.get(paint)), None)
        return above or ("#000" if paint == "fill" else None)

    def _copy(self, element: Any, new: Any, rules: dict[str, Callable[[str], bool]], font_size: float = 16.0) -> None:
        for key, value in element.attrib.items():
            check = rules.get(key)
            if check is None:
                continue
            if not check(value) and (size := length(value, font_size)) is not None:
                value = f"{max(size, 0.0):g}" if key in ("width", "height", "r", "rx", "ry") else f"{size:g}"
            if key == "d":
                value = whole_path(value, check)
            if check(value):
                new.set(key, value)

    def _mean(self, gradient: Any, depth: int = 0) -> str:
        """The mean of the colours of a gradient, its own or those of the one that it refers to."""
        stops = [stop for stop in gradient if isinstance(stop.tag, str) and _name(stop) == "stop"]
        other = self._by_id.get((gradient.get("href") or gradient.get(_HREF) or "").removeprefix("#"))
        if not stops and other is not None and depth < 8:
            return self._mean(other, depth + 1)
        colours = []
        for stop in stops:
            own = self._styles.of(stop)
            colour = opaque(own.get("stop-color", "#000"), share(own.get("stop-opacity")), {})
            if re.fullmatch(r"#[0-9a-f]{6}", colour):
                colours.append([int(colour[place : place + 2], 16) for place in (1, 3, 5)])
        if not colours:
            return "none"
        return "#" + "".join(f"{round(sum(parts) / len(colours)):02x}" for parts in zip(*colours, strict=True))


def _name(element: Any) -> str:
    return "" if element is None or not isinstance(element.tag, str) else str(element.tag).rpartition("}")[2]
