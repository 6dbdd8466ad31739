"""Nodes of pandoc's tree (https://hackage.haskell.org/package/pandoc-types), as JSON has them: what is asked of them."""

from __future__ import annotations

import re
from typing import Any

Node = Any
_READ_OTHERWISE = re.compile(r"(&(?=#?\w+;)|:(?=[a-z][\w+-]*:))")
#: A number of a chapter, alone: to pandoc a list without text.
_LETTER = re.compile(r"[A-Z]\.")
#: The kinds of blocks; a caption is one until it is given to its picture.
BLOCKS = frozenset(
    "Para Plain Header Div RawBlock Figure Table BlockQuote BulletList OrderedList DefinitionList LineBlock CodeBlock "
    "HorizontalRule Caption".split()
)


#: Inlines that change how the text within them looks, and hold nothing but that text.
STYLES = ("Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps")


def plain(inlines: list[Node]) -> str:
    """The text of inlines, as it is written; not what an editor has said of it in a comment."""
    parts = []
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            parts.append(content)
        elif kind in ("Space", "SoftBreak"):
            parts.append(" ")
        elif kind == "LineBreak":
            parts.append("\n")
        elif kind in ("Code", "Math"):
            parts.append(content[1])
        elif kind in ("Para", "Plain", *STYLES):
            parts.append(plain(content) + (" " if kind in ("Para", "Plain") else ""))
        elif kind in ("Link", "Quoted", "Cite") or (kind == "Span" and "comment-start" not in content[0][1]):
            parts.append(plain(content[1]))
    return "".join(parts)


def escaped(text: str) -> list[Node]:
    """A text as inlines, with what pandoc writes as it stands and reads as an entity or an emoji."""
    if "&" not in text and ":" not in text:
        return [{"t": "Str", "c": text}]
    parts = _READ_OTHERWISE.split(text)
    return [
        {"t": "RawInline", "c": ["markdown", f"\\{part}"]} if number % 2 else {"t": "Str", "c": part}
        for number, part in enumerate(parts)
        if part
    ]


def escaped_start(inlines: list[Node]) -> list[Node]:
    """The inlines of a paragraph, with what pandoc writes as it stands at its start and reads as a list or a block."""
    first, *more = inlines
    if first["t"] == "Str" and ((not more and _LETTER.fullmatch(first["c"])) or first["c"].startswith(":::")):
        text = f"{first['c'][:-1]}\\." if not more and _LETTER.fullmatch(first["c"]) else f"\\{first['c']}"
        return [{"t": "RawInline", "c": ["markdown", text]}, *more]
    return inlines


def lines_of(inlines: list[Node]) -> list[list[Node]]:
    """Inlines cut at their line breaks."""
    lines: list[list[Node]] = [[]]
    for inline in inlines:
        if inline["t"] == "LineBreak":
            lines.append([])
        else:
            lines[-1].append(inline)
    return lines


def picture_of(block: Node) -> Node | None:
    """The picture that is all that a paragraph holds."""
    if block["t"] not in ("Para", "Plain"):
        return None
    inlines = [inline for inline in block["c"] if inline["t"] not in ("Space", "SoftBreak", "LineBreak")]
    return inlines[0] if len(inlines) == 1 and inlines[0]["t"] == "Image" else None


def add_caption(done: list[Node], caption: list[Node]) -> None:
    """Make a caption the words of the picture before it; where there is none, it is a paragraph."""
    picture = picture_of(done[-1]) if done else None
    simple = len(caption) == 1 and caption[0]["t"] in ("Para", "Plain")
    if picture is None or picture["c"][1] or not simple:
        done.extend(caption)
        return
    done[-1]["t"] = "Para"
    picture["c"][1] = caption[0]["c"]
    if dict(picture["c"][0][2]).get("alt", "").split() == plain(caption[0]["c"]).split():
        picture["c"][0] = ["", [], []]


def in_language(blocks: list[Node], language: str) -> list[Node]:
    """Blocks marked as of a language, where there is one: headings and a lone paragraph by their words, the rest together."""
    if not language:
        return blocks
    given = ["", [], [["lang", language]]]
    done: list[Node] = []
    for block in blocks:
        if block["t"] == "Header":
            level, attributes, inlines = block["c"]
            marked = len(inlines) == 1 and inlines[0]["t"] == "Span"
            words = inlines if marked else [{"t": "Span", "c": [given, inlines]}]
            done.append({"t": "Header", "c": [level, attributes, words]})
        elif block["t"] in ("Para", "Plain") and len(blocks) == 1:
            done.append({"t": block["t"], "c": [{"t": "Span", "c": [given, block["c"]]}]})
        elif done and done[-1]["t"] == "Div" and done[-1]["c"][0] is given:
            done[-1]["c"][1].append(block)
        else:
            done.append({"t": "Div", "c": [given, [block]]})
    return done


def tight(item: list[Node]) -> list[Node]:
    """An item of a list, without the room around paragraphs where it is one paragraph and at most a list in it."""
    first, *more = item or [{"t": "Plain", "c": []}]
    if first["t"] == "Para" and all(block["t"] in ("BulletList", "OrderedList") for block in more):
        return [{"t": "Plain", "c": first["c"]}, *more]
    return item


def joined(blocks: list[Node]) -> list[Node]:
    """Quotations that follow one another as one, and code too: a word processor has a paragraph for each line."""
    done: list[Node] = []
    for block in blocks:
        last = done[-1] if done else None
        if last is not None and last["t"] == block["t"] == "BlockQuote":
            last["c"] = [*last["c"], *block["c"]]
        elif (
            last is not None
            and last["t"] == block["t"] == "CodeBlock"
            and last["c"][0] == block["c"][0] == ["", ["text"], []]
        ):
            last["c"] = [last["c"][0], f"{last['c'][1]}\n{block['c'][1]}"]
        elif (
            last is not None
            and block["t"] == "Div"
            and last["t"] == "Div"
            and last["c"][0] == block["c"][0]
            and block["c"][0][1]
        ):
            last["c"] = [last["c"][0], [*last["c"][1], *block["c"][1]]]
        else:
            done.append(block)
    return done
