"""Drawings with a ground: what is drawn in black on nothing is not seen where the page is dark."""

from __future__ import annotations

from lxml import etree

_SVG = "{http://www.w3.org/2000/svg}"


def with_ground(data: bytes) -> bytes:
    """A drawing on white, as pictures of pixels are that have something transparent (``fit_for_shops``)."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    left, top, width, height = (root.get("viewBox") or "0 0 100% 100%").replace(",", " ").split()
    ground = etree.Element(f"{_SVG}rect", x=left, y=top, width=width, height=height, fill="#ffffff")
    first = next((n for n, child in enumerate(root) if child.tag not in (f"{_SVG}title", f"{_SVG}desc")), len(root))
    root.insert(first, ground)
    return bytes(etree.tostring(root))
