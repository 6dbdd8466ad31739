"""Whether an SVG is a drawing that every edition can show: plain, opaque, whole, and with nothing active in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from press.compose.drawings.svg_rules import ELEMENTS, EVERYWHERE, PRIVATE, REQUIRED, is_view_box
from press.core.cache import NO_CACHE, Cache, cache_key
from press.core.limits import DRAWING_ELEMENTS, DRAWING_LEVELS
from press.core.problems import Problems

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = "Keep to opaque shapes with fill and stroke; convert text to outlines."


def check_drawing(path: Path, data: bytes, problems: Problems, cache: Cache = NO_CACHE) -> bool:
    """Whether an SVG holds nothing but plain, opaque shapes; a Problem for each kind of thing that it holds besides."""
    key = cache_key("good drawing", data)
    if cache.get(key) is not None:
        return True
    root = _parse(path, data, problems)
    if root is None:
        return False
    found = list(_faults(root))
    if not found:
        cache.put(key, b"")
    times = Counter(message for _, message, _ in found)
    reported = set()
    for line, message, hint in found:
        if message not in reported:
            reported.add(message)
            more = f" ({times[message]} times, here first)" if times[message] > 1 else ""
            problems.add(path, line, "F003", message + more, hint)
    return not found


def _parse(path: Path, data: bytes, problems: Problems) -> Any:
    """The root of an SVG; None, with a Problem, where it is none or may not be read further."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        hint = "Export it again as plain SVG."
        problems.add(path, error.lineno or 0, "F001", f"the drawing is not well-formed: {error.msg}", hint)
        return None
    if root.getroottree().docinfo.doctype:
        line = data.count(b"\n", 0, max(data.find(b"<!DOCTYPE"), 0)) + 1
        problems.add(path, line, "F003", "the drawing has a document type", "Delete <!DOCTYPE … >; nothing needs it.")
        return None
    if root.tag != f"{_SVG}svg":
        hint = 'Its first element is <svg xmlns="http://www.w3.org/2000/svg">.'
        problems.add(
            path, root.sourceline or 0, "F003", f"the drawing's root is <{_name(root)}>, not <svg> of SVG", hint
        )
        return None
    return root


def _faults(root: Any) -> Iterator[tuple[int, str, str]]:
    """Line, message and hint of whatever may not be in a drawing."""
    if sum(1 for _ in islice(root.iter(), DRAWING_ELEMENTS + 1)) > DRAWING_ELEMENTS:
        yield _too_much(root, f"more than {DRAWING_ELEMENTS} elements")
        return
    if not is_view_box(root.get("viewBox", "")):
        yield root.sourceline or 1, "the drawing has no viewBox", "Give it four numbers, so that it scales."
    for node in (*root.itersiblings(preceding=True), *root.itersiblings(), *root.iter()):
        line = node.sourceline or 1
        if isinstance(node, etree._ProcessingInstruction):
            yield line, f"the drawing holds the processing instruction <?{node.target}?>", "Delete it."
        elif isinstance(node.tag, str):
            for what in _faults_of(node):
                yield line, f"the drawing holds {what}", _SHAPES
    yield from _references(root)


def _faults_of(element: Any) -> Iterator[str]:
    name = _name(element)
    if not str(element.tag).startswith(_SVG) or name not in ELEMENTS:
        yield f"<{name}>"
        return
    rules = EVERYWHERE | ELEMENTS[name]
    for key, value in element.attrib.items():
        shown = key.rpartition("}")[2]
        if key.startswith(PRIVATE) or (key == "viewBox" and element.getparent() is None):
            continue
        if key not in rules:
            yield f"the attribute {shown}"
        elif not rules[key](value):
            yield f'<{name} {shown}="{_short(value)}">'
    for key in REQUIRED.get(name, ()):
        if key not in element.attrib:
            yield f"<{name}> without {key}"


def _references(root: Any) -> Iterator[tuple[int, str, str]]:
    """Identifiers given twice, ``<use>`` of nothing, and drawings that grow beyond all bounds by it."""
    targets: dict[str, Any] = {}
    for element in root.iter(etree.Element):
        name = element.get("id")
        if name in targets:
            yield element.sourceline or 1, f'the drawing holds the identifier "{name}" twice', "Give one another name."
        elif name:
            targets[name] = element
    for element in root.iter(f"{_SVG}use"):
        aim = _aim(element)
        if not aim:
            yield element.sourceline or 1, "the drawing holds <use> without href", 'Write href="#id".'
        elif aim.startswith("#") and aim[1:] not in targets:
            message = f'the drawing holds <use> of "{aim}", which is not there'
            yield element.sourceline or 1, message, "Correct href, or give an element this identifier."
    counter = _Counter(targets)
    counter.count(root, 0)
    if counter.fault:
        yield counter.fault


class _Counter:
    """Counts the elements that are drawn, each ``<use>`` as what it repeats."""

    def __init__(self, targets: dict[str, Any]):
        self._targets = targets
        #: elements and levels of what has been counted
        self._known: dict[Any, tuple[int, int]] = {}
        self.fault: tuple[int, str, str] | None = None

    def count(self, element: Any, level: int) -> tuple[int, int]:
        """Elements and levels from this one on; ``fault`` is set where either goes beyond its limit."""
        if self.fault:
            return 0, 0
        known = self._known.get(element)
        if known is None and level <= DRAWING_LEVELS:
            children = list(element.iterchildren(etree.Element))
            target = self._targets.get(_aim(element)[1:]) if element.tag == f"{_SVG}use" else None
            within = [self.count(child, level + 1) for child in [*children, *([target] if target is not None else [])]]
            known = 1 + sum(some for some, _ in within), 1 + max((deep for _, deep in within), default=0)
            self._known[element] = known
        elements, levels = known or (0, DRAWING_LEVELS)
        if not self.fault and (elements > DRAWING_ELEMENTS or level + levels > DRAWING_LEVELS + 1):
            what = (
                f"more than {DRAWING_ELEMENTS} elements"
                if elements > DRAWING_ELEMENTS
                else f"more than {DRAWING_LEVELS} levels"
            )
            self.fault = _too_much(element, what)
        return elements, levels


def _too_much(element: Any, what: str) -> tuple[int, str, str]:
    hint = "Simplify it; no <use> may repeat an element that holds it."
    return element.sourceline or 1, f"the drawing has {what}, those that <use> repeats counted", hint


def _aim(element: Any) -> str:
    return str(element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or "")


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if str(element.tag).startswith(_SVG) else str(element.tag)


def _short(value: str) -> str:
    value = re.sub(r"\s+", " ", value).strip()
    return value if len(value) <= 40 else f"{value[:39]}…"
