"""The stylesheets of a book's own: read, and refused where they reach beyond the book or are no CSS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from press.core.book_files import BookFolders, FileRefusedError
from press.core.problems import Problems
from press.core.yaml_file import DataFile

_HINT = (
    "A stylesheet of a book holds rules alone: no @import, no address, no file. The typefaces, and a drop cap "
    "(first_lines: drop-cap), are of the design."
)


#: Functions whose arguments may be the addresses of files.
_FETCHING = frozenset(
    ("url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade", "element", "paint")
)


def read_stylesheets(data: DataFile, folders: BookFolders, problems: Problems) -> dict[str, str]:
    """The texts of ``design.stylesheets`` by edition; a Problem at the line of each thing in one that is refused."""
    found: dict[str, str] = {}
    for edition, name in data.value.get("design", {}).get("stylesheets", {}).items():
        line = data.line("design", "stylesheets", edition)
        try:
            path = folders.named(name, data.path.parent)
            text = folders.read(path).decode("utf-8")
        except FileRefusedError as error:
            problems.add(data.path, line, error.code, f'the stylesheet "{name}" {error.reason}', error.hint)
            continue
        except UnicodeDecodeError:
            problems.add(data.path, line, "B002", f'the stylesheet "{name}" is not UTF-8', "Save it as UTF-8.")
            continue
        faults = sorted(set(_faults(text, edition)))
        for at, words in faults:
            problems.add(path, at, "D003", words, _HINT)
        found[edition] = (text if faults else _closed(text)).replace(
            "</", "<\\/"
        )  # the same CSS, and no end of an element <style>
    return found


def _closed(text: str) -> str:
    """The stylesheet with what it leaves open closed at its end, as CSS Syntax 3 (9) reads it: another may follow."""
    *_, last = tinycss2.parse_stylesheet(f"{text}\nx{{}}")
    if last.type == "qualified-rule" and tinycss2.serialize(last.prelude) == "x":
        return text
    return str(tinycss2.serialize(tinycss2.parse_stylesheet(text)))


def _faults(text: str, edition: str) -> list[tuple[int, str]]:
    """The lines at which something may not stand, with what it is."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    try:
        return list(_refused(rules, edition))
    except RecursionError:
        return [(1, "brackets that stand too deep in one another")]


def _is_drop_cap(rule: Any) -> bool:
    selector, declarations = tinycss2.serialize(rule.prelude), tinycss2.serialize(rule.content)
    return "first-letter" in selector and re.search(r"\bfloat\s*:", declarations) is not None


def _refused(nodes: Iterable[Any], edition: str) -> Iterator[tuple[int, str]]:
    """The lines at which something may not stand, with what it is."""
    for node in nodes:
        if node.type == "error":
            yield node.source_line, f"this is no CSS: {node.message}"
        elif node.type == "at-rule" and node.lower_at_keyword not in ("page", "media", "supports"):
            yield node.source_line, f'the rule "@{node.at_keyword}"'
        elif node.type == "qualified-rule" and edition == "pages" and _is_drop_cap(node):
            yield node.source_line, "a floated ::first-letter, which the pages would set over the text"
        elif node.type == "url" or (node.type == "function" and node.lower_name in _FETCHING):
            yield node.source_line, "an address"
        for name in ("prelude", "content", "arguments"):
            yield from _refused(getattr(node, name, None) or (), edition)
