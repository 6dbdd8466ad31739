"""Boxes and tabs as MkDocs, VuePress, Docusaurus, GitBook, MyST, Zenn and Leanpub write them -> blocks of pandoc.

``!!! note "Title"`` and ``=== "Tab"`` with what is indented below them, ``::: tip Title``, ``:::note[Title]``, ``:::{note} Title``,
``/// note | Title``, ``{% hint style="info" %}`` and ``W> text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.input.source_text import lines_of_code

COLONS = ":" * 9
#: What other programs call a kind of box -> what the stylesheets know.
_KINDS = {
    "info": "note", "message": "note", "seealso": "note", "summary": "note", "abstract": "note", "tldr": "note",
    "success": "tip", "hint": "tip", "check": "tip", "done": "tip", "attention": "warning", "alert": "warning",
    "danger": "caution", "error": "caution", "failure": "caution", "fail": "caution", "bug": "caution", "missing": "caution",
}  # fmt: skip
_OWN = frozenset(("note", "tip", "warning", "important", "caution"))
_BOXES = (
    frozenset(_KINDS) | _OWN | {"question", "example", "quote", "details", "spoiler", "admonition", "dropdown", "topic"}
)
#: A box that is told by its first line, with what is indented below it.
_INDENTED = re.compile(
    r"^(?P<before>[ >]*)(?:(?:!!!|\?\?\?\+?)[ ]*(?P<kind>[\w-]+)?(?:[ ]+[\w-]+)*(?:[ ]+\"(?P<title>[^\"]*)\")?|===[!+]?[ ]+\"(?P<tab>[^\"]+)\")[ ]*$"
)
#: A block of colons that pandoc does not read: with a title, or with the name of a box in braces.
_FENCED = re.compile(
    r"^(?P<before>[ >]*)(?P<colons>:{3,})[ ]*(?:\{(?P<myst>[A-Za-z][\w:-]*)\}|(?P<kind>[A-Za-z][\w-]*))"
    r"(?:\[(?P<label>[^\]\n]*)\])?(?:\{(?P<attributes>[^{}\n]*)\})?[ ]*(?P<title>[^\n{]*?)[ ]*:*$"
)
_SLASHES = re.compile(r"^(?P<before>[ >]*)/{3,}[ ]*(?P<kind>[a-z][\w-]*)?(?:[ ]*\|[ ]*(?P<title>[^\n]+?))?[ ]*$")
_LEANPUB = re.compile(r"^(?P<kind>[AWTEDQIXBC])>[ ]?(?P<text>.*)$")
_LEANPUB_KINDS = {"W": "warning", "T": "tip", "E": "caution", "I": "note", "A": "aside", "B": "aside", "C": "center"}
_TITLE = re.compile(r"\btitle\s*=\s*\"([^\"]*)\"")


def read_admonitions(text: str) -> str:
    """The Markdown with boxes as blocks of pandoc; code is left as it is."""
    if not re.search(r"^[ >]*(?:!!!|\?\?\?|===|:::|///)|^[AWTEDQIXBC]>", text, re.M):
        return text
    return "\n".join(_read(text.split("\n")))


def opening(kind: str, title: str | None, before: str = "") -> list[str]:
    """The lines that open a box; its own title, or the name of its kind where ``title`` is None."""
    known = _KINDS.get(kind, kind)
    name = f"callout-{known}" if known in _OWN or kind in _BOXES else kind or "block"
    lines = [f"{before}{COLONS} {{.{name}}}", *([f"{before}", *_titled(title, before)] if title else [before])]
    return [line.rstrip() for line in lines]


def _titled(title: str, before: str) -> list[str]:
    return [f"{before}::: {{.block-title}}", f"{before}{title}", f"{before}:::", before]


def _read(lines: list[str]) -> Iterator[str]:
    code = lines_of_code(lines)
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if at - 1 in code:
            yield line
        elif match := _INDENTED.match(line):
            body, at = _indented(lines, at, len(match["before"]) + 4)
            if body or match["tab"]:
                yield from _box(match, body)
            else:
                yield line
        elif (match := _FENCED.match(line)) and (fenced := _fenced(match)):
            yield from fenced
        elif match := _SLASHES.match(line):
            title = (match["title"] or "").strip() or None
            yield from (
                opening(match["kind"], title, match["before"]) if match["kind"] else [f"{match['before']}{COLONS}"]
            )
        elif match := _LEANPUB.match(line):
            kind, body = match["kind"], [match["text"]]
            while at < len(lines) and (more := _LEANPUB.match(lines[at])) and more["kind"] == kind:
                body.append(more["text"])
                at += 1
            yield from ["", *opening(_LEANPUB_KINDS.get(kind, "block"), None), *body, COLONS, ""]
        else:
            yield line


def _indented(lines: list[str], at: int, width: int) -> tuple[list[str], int]:
    """The lines indented by ``width`` from a place on, without that, and the place after them."""
    end = at
    while end < len(lines) and (not lines[end].strip(" >") or lines[end].startswith(" " * width)):
        end += 1
    while end > at and not lines[end - 1].strip(" >"):
        end -= 1
    return [line[width:] for line in lines[at:end]], end


def _box(match: re.Match[str], body: list[str]) -> Iterator[str]:
    before = match["before"]
    inside = [f"{before}{line}".rstrip() for line in _read(body)]
    if match["tab"]:
        yield from [before.rstrip(), *_titled(match["tab"], before), *inside, before.rstrip()]
        return
    yield from [before.rstrip(), *opening((match["kind"] or "note").lower(), match["title"], before)]
    yield from [*inside, f"{before}{COLONS}", before.rstrip()]


def _fenced(match: re.Match[str]) -> list[str]:
    """The lines that open a block of colons; none for one that pandoc reads itself."""
    kind = (match["myst"] or match["kind"]).lower()
    given = _TITLE.search(match["attributes"] or "")
    title = match["label"] or match["title"].strip() or (given[1] if given else "")
    if not title and not match["myst"] and kind not in _BOXES - _OWN:
        return []
    if match["myst"] and kind in ("tab-set", "grid", "card-carousel"):
        kind = "block"
    return opening(kind, title or None, match["before"])
