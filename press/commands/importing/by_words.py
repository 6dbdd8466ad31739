"""What an author typed as plain paragraphs: the headings of a text that has none, and the breaks between scenes."""

from __future__ import annotations

import re

from press.commands.importing.headings import kind_of
from press.commands.importing.source import Source
from press.input.source_text import without_code

#: Asterisks and the like that stand alone in a paragraph, as pandoc writes those of a word processor.
_SCENE = re.compile(r"^[ \t]*(?:\\?[*•·⁂❦~][ \t]*){2,}$|^[ \t]*(?:⁂|❦|\\#|\\\*)[ \t]*$", re.M)
_ALONE = re.compile(r"(?:(?<=\n\n)|\A)[ \t]*(\S[^\n]{0,79})\n(?=\n|\Z)")
_MARKUP = re.compile(r"^([*_]{1,3})(?=\S)(.*?)(?<=\S)\1$")
#: A chapter that is nothing but its number.
_NUMBER = re.compile(r"(?:[IVXLC]+|\d{1,3})\\?\.?")


def scenes_marked(text: str) -> str:
    """A text whose paragraphs of asterisks are breaks between scenes."""
    prose = without_code(text)
    for match in reversed([*_SCENE.finditer(prose)]):
        before = text[: match.start()].rstrip("\n")
        text = f"{before}\n\n* * *\n\n{text[match.end() :].lstrip(chr(10))}" if before else text
    return text


def with_headings_by_words(text: str, language: str, source: Source) -> str:
    """A text without headings whose paragraphs "Chapter 3", "Part Two" or "IV" are headings, where there are two at least."""
    if not text.endswith("\n"):
        text += "\n"
    prose = without_code(text)
    found: list[tuple[int, int, str, str]] = []
    for match in _ALONE.finditer(prose):
        written = text[match.start(1) : match.end(1)].strip()
        bare = _MARKUP.sub(r"\2", written)
        kind = kind_of(bare, language) or ("chapter" if _NUMBER.fullmatch(bare) else "")
        if kind and not re.search(r"[,;!?…]$|\w{3,}\.$", bare) and not bare.startswith(("|", ">", "-", "+", ":", "[^")):
            found.append((match.start(1), match.end(1), bare, kind))
    if sum(kind in ("chapter", "part") for *_, kind in found) < 2:
        return text
    has_parts = any(kind == "part" for *_, kind in found)
    for start, end, bare, kind in reversed(found):
        level = 2 if has_parts and kind == "chapter" else 1
        text = f"{text[:start]}{'#' * level} {bare}{text[end:]}"
    listed = ", ".join(bare for *_, bare, _ in found)
    source.remark("headings", listed, "made of plain paragraphs by their words: the manuscript has no headings")
    return text
