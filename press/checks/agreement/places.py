"""Where in an XML file something is stated, in words that its readers can follow."""

from __future__ import annotations

from typing import Any

from lxml import etree

from press.checks.agreement.fact import folded


def place(element: Any) -> str:
    """``Product[2]/DescriptiveDetail/Language/LanguageCode``: the path below the root, counted where names repeat."""
    steps: list[str] = []
    while (parent := element.getparent()) is not None:
        name = etree.QName(element).localname
        twins = [e for e in parent if e.tag == element.tag]
        steps.append(f"{name}[{twins.index(element) + 1}]" if len(twins) > 1 else name)
        element = parent
    return "/".join(reversed(steps))


def text(parent: Any, path: str) -> str:
    """The text at a path, white space folded; empty for none."""
    found = parent.find(path)
    return folded("".join(found.itertext())) if found is not None else ""


def texts(parent: Any, path: str) -> list[str]:
    """The texts at a path."""
    return [folded("".join(found.itertext())) for found in parent.iterfind(path)]
