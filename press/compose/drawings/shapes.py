"""Elements of a drawing that the build makes: filled shapes, and groups that are moved."""

from __future__ import annotations

from typing import Any

from lxml import etree

from press.compose.drawings.geometry import number
from press.core.xhtml import Element


def shape(parent: Element, name: str, fill: str, **attributes: Any) -> Element:
    """Add a shape of one colour; ``_`` in the name of an attribute stands for ``-``, and numbers have one decimal at most."""
    made = etree.SubElement(parent, name)
    made.set("fill", fill)
    for key, value in attributes.items():
        made.set(key.replace("_", "-"), number(value))
    return made
