"""Composed trees -> the EPUB's XHTML documents."""

from __future__ import annotations

import copy

from lxml import etree

from press.core.languages import direction_attribute
from press.core.xhtml import Element, replace

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
OPS = "http://www.idpf.org/2007/ops"
_TYPE = f"{{{OPS}}}type"
#: epub:type for the DPUB-ARIA roles (https://www.w3.org/TR/epub-ssv-11/): for reading systems that know only the older one.
_TYPES = {
    role: role.removeprefix("doc-")
    for role in (
        "doc-noteref",
        "doc-footnote",
        "doc-endnotes",
        "doc-toc",
        "doc-chapter",
        "doc-foreword",
        "doc-introduction",
        "doc-preface",
        "doc-prologue",
        "doc-epilogue",
        "doc-afterword",
        "doc-appendix",
        "doc-bibliography",
        "doc-glossary",
        "doc-index",
        "doc-colophon",
        "doc-acknowledgments",
        "doc-conclusion",
        "doc-dedication",
        "doc-backlink",
    )
}
_CLASS_TYPES = {"cover": "cover", "titlepage": "titlepage", "copyright": "copyright-page", "halftitle": "halftitlepage"}
_PARTS = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}


def serialise(title: str, section: Element, language: str, part: str, stylesheet: str) -> bytes:
    """A whole XHTML document: ``section`` is the child of its body."""
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})
    root.set("lang", language)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    for name, value in direction_attribute(language).items():
        root.set(name, value)
    head = etree.SubElement(root, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}meta", charset="utf-8")
    etree.SubElement(head, f"{{{XHTML}}}title").text = title
    etree.SubElement(head, f"{{{XHTML}}}link", rel="stylesheet", type="text/css", href=stylesheet)
    body = etree.SubElement(root, f"{{{XHTML}}}body")
    body.set(_TYPE, _PARTS[part])
    twin = copy.deepcopy(section)
    body.append(twin)
    for formula in list(twin.iter("math")):
        replace(formula, _mathml(formula))
    for element in twin.iter("{}*"):
        _adapt(element)
    etree.cleanup_namespaces(root, top_nsmap={None: XHTML, "epub": OPS})
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>"))


def _mathml(element: Element, parent: Element | None = None) -> Element:
    """A formula in its own namespace."""
    name = f"{{{MATHML}}}{element.tag!s}"
    twin = etree.Element(name, nsmap={None: MATHML}) if parent is None else etree.SubElement(parent, name)
    for key, value in element.attrib.items():
        if not str(key).startswith("data-"):
            twin.set(str(key), str(value))
    twin.text = element.text
    for child in element:
        _mathml(child, twin).tail = child.tail
    return twin


def _adapt(element: Element) -> None:
    """Namespace, ``epub:type`` and ``xml:lang``; the program's own attributes are dropped."""
    name = str(element.tag)
    element.tag = f"{{{XHTML}}}{name}"
    kind = _TYPES.get(element.get("role", "")) or next(
        (_CLASS_TYPES[word] for word in element.get("class", "").split() if word in _CLASS_TYPES), ""
    )
    if name == "nav" and element.get("data-type"):
        kind = element.get("data-type", "")
    if element.get("data-type") and name in ("a", "span"):
        kind = element.get("data-type", "")
    if kind:
        element.set(_TYPE, kind)
    language = element.get("lang")
    if language:
        element.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    for attribute in [name for name in element.attrib if str(name).startswith("data-")]:
        del element.attrib[attribute]
