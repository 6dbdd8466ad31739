"""A file -> the documents that it holds: one for each title; titles from elsewhere, and levels without gaps.

A strict book has one title in each file, which :mod:`press.compose.composition` checks. In another what an author
meant is made of what is there, with advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.compose.document import ROLES
from press.compose.headings import heading_lines
from press.core.problems import Problems
from press.core.xhtml import Element, classes, make, replace, text_of, unwrap
from press.input.manuscript import MarkdownFile

_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: A title that is none, for want of a space.
_GLUED = re.compile(r"\s*#{1,6}[^\s#.!]")
_NUMBER = re.compile(r"^[\d\W_]+")


def divide(tree: Element, source: MarkdownFile, problems: Problems, is_whole: bool = False) -> list[Element]:
    """The trees of the documents of a file, in order, each with one title or none; ``tree`` is changed in place.

    Where the file is the whole text of a book (``is_whole``) all headings of its first level are titles.
    """
    _unwrap_outer(tree)
    found = list(heading_lines(tree, source))  # kept: lxml gives the name of an element to another one once it is gone
    lines = {id(heading): line for heading, line in found}
    _drop_empty(tree, source, lines, problems)
    _check_levels(tree, source, lines, problems)
    outer = [child for child in tree if child.tag in _LEVELS]
    if source.title and not any(heading.tag == "h1" and text_of(heading) == source.title for heading in outer):
        if any(heading.tag == "h1" for heading in outer):
            _shift(outer, 1)
        title = make("h1", source.title)
        tree.insert(0, title)
        title.tail, tree.text = tree.text, None
        outer.insert(0, title)
    elif outer and _is_first(tree, outer[0]) and not any(heading.tag == "h1" for heading in outer):
        least = min(_level(heading) for heading in outer)
        alone = not is_whole and _level(outer[0]) == least  # each file of mdBook is one page: what follows is a section
        _shift(outer[1:], (2 if alone and any(_level(one) == least for one in outer[1:]) else 1) - least)
        _shift(outer[:1], 1 - least)
    _close_gaps(tree)
    titles = [child for child in tree if child.tag == "h1"]
    if len(titles) > 1:
        words = f"the document has {len(titles)} titles"
        hint = "Each begins a document of its own. build.py import gives each its own file; or make lower headings of them: ##."
        problems.add(source.path, lines.get(id(titles[1]), 0), "M001", words, hint)
    elif not titles and kind_of(tree) not in ROLES:
        hint = "Write # Title {#id} in its first line. The contents have the words of the file's name."
        if _GLUED.match(source.text):
            hint = "A space is missing after the # of its first line: # Title."
        problems.add(source.path, 1, "M001", "the document has 0 titles", hint)
    return _split(tree, titles[1:])


def _unwrap_outer(tree: Element) -> None:
    """Put what the elements around a whole document hold in their place, and those around its first heading."""
    blocks = [child for child in tree if child.get("id") != "footnotes"]
    while len(blocks) == 1 and blocks[0].tag in ("section", "article") and not (tree.text or "").strip():
        name = blocks[0].get("id", "")
        unwrap(blocks[0])
        blocks = [child for child in tree if child.get("id") != "footnotes"]
        heading = next((one for one in tree.iter(*_LEVELS)), None)
        if name and heading is not None and not heading.get("id"):
            heading.set("id", name)
    if blocks and blocks[0].tag in ("header", "hgroup") and any(child.tag in _LEVELS for child in blocks[0]):
        unwrap(blocks[0])


def name_of(source: MarkdownFile) -> str:
    """What a document without a title is called in the contents: the words of its file's name."""
    words = " ".join(re.sub(r"[-_]+", " ", _NUMBER.sub("", source.path.stem)).split())
    return words[:1].upper() + words[1:] or source.path.stem


def _drop_empty(tree: Element, source: MarkdownFile, lines: dict[int, int], problems: Problems) -> None:
    for heading in list(tree.iter(*_LEVELS)):
        if not text_of(heading) and heading.find(".//img") is None:
            problems.add(
                source.path,
                lines.get(id(heading), 0),
                "M015",
                "a heading without words",
                "Write it, or remove its signs.",
            )
            replace(heading)
        elif not text_of(heading):
            heading.tag = "p"


def _check_levels(tree: Element, source: MarkdownFile, lines: dict[int, int], problems: Problems) -> None:
    """Advice for the first heading of a file that skips a level."""
    last = 0
    for heading in tree.iter(*_LEVELS):
        if last and _level(heading) > last + 1:
            words = f"a heading of level {_level(heading)} follows one of level {last}"
            problems.add(source.path, lines.get(id(heading), 0), "M007", words, "Do not skip a level.")
        last = _level(heading)


def _level(heading: Element) -> int:
    return int(str(heading.tag)[1])


def _is_first(tree: Element, heading: Element) -> bool:
    """Whether nothing but breaks and anchors stands before a heading."""
    return not (tree.text or "").strip() and all(not text_of(child) for child in heading.itersiblings(preceding=True))


def _shift(headings: list[Element], by: int) -> None:
    for heading in headings:
        heading.tag = f"h{min(max(_level(heading) + by, 1), 6)}"


def _close_gaps(tree: Element) -> None:
    """Lift the headings that skip a level, and those below them alike; within a block no heading is a title."""
    above: list[int] = []
    for heading in tree.iter(*_LEVELS):
        level = _level(heading)
        if heading.getparent() is not tree:
            level = max(level, 2)
        elif level == 1:
            above = []
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        depth = len(above) + (1 if above[0] > 1 else 0)
        heading.tag = f"h{min(depth, 6)}"


def _split(tree: Element, titles: list[Element]) -> list[Element]:
    """The tree cut before each of the titles; each part with the notes that it calls, numbered from 1."""
    notes = next((child for child in tree if child.tag == "section" and child.get("id") == "footnotes"), None)
    if not titles:
        return [tree]
    if notes is not None:
        tree.remove(notes)
    parts = [make("div")]
    parts[0].text = tree.text
    for child in list(tree):
        if any(child is title for title in titles):
            parts.append(make("div"))
        parts[-1].append(child)
    for part in parts if notes is not None else ():
        _give_notes(part, notes)
    return parts


def _give_notes(part: Element, notes: Element | None) -> None:
    items = {f"#{item.get('id')}": item for item in notes.findall("ol/li")} if notes is not None else {}
    own = make("ol")
    for number, call in enumerate(_calls(part), start=1):
        item = items.get(call.get("href", ""))
        if item is None:
            continue
        call.set("href", f"#fn{number}")
        item.set("id", f"fn{number}")
        own.append(item)
    if len(own):
        part.append(make("section", own, id="footnotes"))


def _calls(part: Element) -> Iterator[Element]:
    yield from part.xpath(".//a[@role='doc-noteref']")


def kind_of(tree: Element) -> str:
    """The kind that the only block of a document without a title names: ``::: dedication``; empty for none."""
    blocks = [child for child in tree if child.get("id") != "footnotes"]
    return next(iter(classes(blocks[0])), "") if len(blocks) == 1 and blocks[0].tag == "div" else ""
