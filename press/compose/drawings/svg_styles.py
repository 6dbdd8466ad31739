"""The styles of an SVG of any program -> presentation attributes with opaque colours, as every edition draws them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import cssselect2
import tinycss2
import tinycss2.color3

#: What an element may inherit that its text needs; the rest SVG's own inheritance takes care of.
TEXT_PROPERTIES = (
    *("font-size", "font-family", "font-weight", "font-style", "text-anchor", "letter-spacing", "dominant-baseline"),
    *("fill", "white-space", "visibility", "opacity", "fill-opacity"),
)
#: The attributes of SVG that are properties of style.
PROPERTIES = frozenset(
    "fill fill-rule color stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray "
    "stroke-dashoffset opacity fill-opacity stroke-opacity transform display visibility clip-path clip-rule marker-start "
    "marker-mid marker-end marker stop-color stop-opacity filter mask alignment-baseline text-decoration".split()
) | frozenset(TEXT_PROPERTIES)
_VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*,\s*((?:[^()]|\([^()]*\))*)\)")
_LIGHT = re.compile(r"light-dark\(\s*((?:[^(),]|\([^()]*\))*),(?:[^()]|\([^()]*\))*\)")
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|em|ex|rem|%)?")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "rem": 16.0}

Style = dict[str, str]


class Styles:
    """The stylesheets of one drawing: gives each element the properties that it has itself."""

    def __init__(self, root: Any):
        self._matcher = cssselect2.Matcher()
        stylesheets = [
            element for element in root.iter() if isinstance(element.tag, str) and element.tag.endswith("}style")
        ]
        count = 0
        for one in stylesheets:
            for selectors, declarations in _rules("".join(one.itertext())):
                try:
                    compiled = cssselect2.compile_selector_list(selectors)
                except cssselect2.SelectorError:
                    continue
                for selector in compiled:
                    if selector.pseudo_element is None:
                        count += 1
                        self._matcher.add_selector(selector, (count, declarations))
        self._own: dict[Any, Style] = {}
        if count:
            for wrapped in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
                found = sorted(self._matcher.match(wrapped), key=lambda match: (match[0], match[1]))
                self._own[wrapped.etree_element] = {k: v for *_, (_, values) in found for k, v in values.items()}

    def of(self, element: Any) -> Style:
        """The properties that attributes, stylesheets and the style of an element give it, those given last the strongest."""
        style = {key: value for key, value in element.attrib.items() if key in PROPERTIES}
        style |= self._own.get(element, {})
        style |= dict(_declarations(element.get("style", "")))
        return {key: _plain(value) for key, value in style.items() if key in PROPERTIES}


def _rules(text: str) -> Iterator[tuple[Any, Style]]:
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield rule.prelude, dict(_declarations(tinycss2.serialize(rule.content)))


def _declarations(text: str) -> Iterator[tuple[str, str]]:
    for found in tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True):
        if found.type == "declaration":
            yield from _longhands(found.lower_name, tinycss2.serialize(found.value).strip())


def _longhands(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name == "font":
        match = re.search(r"(?:^|\s)([\d.]+(?:px|pt|em)?)(?:/\S+)?\s+(.+)$", value)
        if match:
            yield from (("font-size", match[1]), ("font-family", match[2]))
        yield from (("font-weight", "bold"),) if "bold" in value else ()
        yield from (("font-style", "italic"),) if "italic" in value else ()
    elif name == "marker":
        yield from ((f"marker-{place}", value) for place in ("start", "mid", "end"))
    else:
        yield name, value


def _plain(value: str) -> str:
    value = value.replace("!important", "").strip()
    return _LIGHT.sub(r"\1", _VARIABLE.sub(r"\1", value)).strip()


def length(text: str, font_size: float = 16.0, whole: float = 100.0) -> float | None:
    """A length in user units; None for none. ``whole`` is what a percentage is of."""
    match = _LENGTH.fullmatch(text.strip())
    if not match:
        return None
    unit = match[2] or ""
    scale = {"em": font_size, "ex": font_size / 2, "%": whole / 100}.get(unit) or _UNITS[unit]
    return float(match[1]) * scale


def opaque(value: str, opacity: float, gradients: Mapping[str, str]) -> str:
    """A colour as it shows on white paper through ``opacity``; ``none`` for what does not show; a gradient's mean colour.

    What is no colour is returned as it is.
    """
    if found := re.match(r"url\(\s*[\"']?#([^\"')]+)[\"']?\s*\)\s*(.*)", value):
        value = gradients.get(found[1], found[2] or "none")
    if value in ("none", "transparent", "", "initial", "unset"):
        return "none"
    if value in ("inherit", "currentColor", "currentcolor", "context-stroke", "context-fill") and opacity == 1:
        return "currentColor" if value.lower() == "currentcolor" else value
    colour = tinycss2.color3.parse_color(value)
    if not isinstance(colour, tinycss2.color3.RGBA):
        return value
    alpha = max(0.0, min(1.0, colour.alpha * opacity))
    if alpha == 0:
        return "none"
    return "#" + "".join(f"{round(255 * (1 - alpha + alpha * part)):02x}" for part in colour[:3])


def share(value: str | None) -> float:
    """An opacity as a share; 1 for what is none."""
    if value is None:
        return 1.0
    try:
        return max(0.0, min(1.0, float(value.rstrip("%")) / (100 if value.endswith("%") else 1)))
    except ValueError:
        return 1.0
