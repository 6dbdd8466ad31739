"""Elements of a record: what is not known is not written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree

from press.core.xhtml import Element, append

Content = Any
Maker = Callable[..., Element]


def maker(namespace: str, prefixes: dict[str | None, str]) -> Maker:
    """A function that makes elements of a namespace: ``make(name, *content, **attributes)``.

    Content is text, an element, None for nothing, or a list of these; a name may be ``prefix:name``.
    """

    def make(name: str, /, *content: Content, **attributes: str) -> Element:
        prefix, _, local = name.rpartition(":")
        space = prefixes[prefix] if prefix else namespace
        element = etree.Element(f"{{{space}}}{local}", attributes, nsmap=prefixes)
        for part in _flat(content):
            if part != "":
                append(element, part)
        return element

    return make


def _flat(content: Iterable[Content]) -> Iterable[Content]:
    for part in content:
        if isinstance(part, (list, tuple)):
            yield from _flat(part)
        elif part is not None:
            yield part


def serialised(root: Element) -> bytes:
    """The document, indented."""
    etree.cleanup_namespaces(root)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8")) + b"\n"
