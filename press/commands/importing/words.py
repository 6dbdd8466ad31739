"""The proof that an import loses nothing: the words of a text as pandoc reads it, in their order."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from press.commands.importing.nodes import STYLES
from press.commands.importing.source import Words
from press.input import pandoc
from press.input.tex import between_dollars

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.S)
_RUBY = re.compile(r"</?r(?:uby|t|b|p)>")
_SPACES = ("Space", "SoftBreak", "LineBreak")
#: What ends a word: blocks, and inlines that stand for themselves.
_RUNNING = {"Str", *STYLES, "Quoted", "Cite", "Link", "Span", "Code", "Math", "RawInline", "Note", "Image"}


def words_in(text: str) -> list[str]:
    """The words of a text: runs of letters and figures."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def words_of_markdown(text: str) -> Words:
    """The words of a chapter, as the build reads it."""
    return words_of_tree(json.loads(pandoc.convert(between_dollars(text).encode(), pandoc.TOLERANT, "json"))["blocks"])


def words_of_tree(blocks: Any) -> Words:
    """The words of blocks of pandoc's tree."""
    reading = _Reading()
    reading.node(blocks)
    return Words(*(words_in("".join(parts)) for parts in (reading.body, reading.notes, reading.alternatives)))


class _Reading:
    def __init__(self) -> None:
        self.body: list[str] = []
        self.notes: list[str] = []
        self.alternatives: list[str] = []

    def node(self, node: Any) -> None:
        if isinstance(node, list):
            for child in node:
                if isinstance(child, (list, dict)):
                    self.node(child)
        elif isinstance(node, dict) and (kind := node.get("t")):
            if kind == "Str":  # nearly all that a book is made of
                self.body.append(node["c"])
            elif kind in _SPACES:
                self.body.append(" ")
            else:
                self._element(kind, node.get("c"))
                if kind not in _RUNNING:
                    self.body.append(" ")

    def _element(self, kind: str, content: Any) -> None:
        if kind in ("Code", "CodeBlock", "Math"):
            self.body.append(content[1])
        elif kind in ("RawInline", "RawBlock"):
            self.body.append(_TAG.sub("", _RUBY.sub(" ", content[1])))
        elif kind == "Note":
            whole, self.body = self.body, []
            self.node(content)
            self.notes += [*self.body, " "]
            self.body = whole
        elif kind == "Image":
            self._image(*content)
        elif kind == "Span" and "comment-start" in content[0][1]:
            return  # what an editor said of the text
        else:
            self.node(content)

    def _image(self, attributes: Any, inlines: Any, _target: Any) -> None:
        written = dict(attributes[2]).get("alt")
        if written is None:
            whole, self.body = self.body, []
            self.node(inlines)
            written, self.body = "".join(self.body), whole
        self.alternatives += [written, " "]


def lost_words(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """The words that are in one text and not in the other, whatever their order.

    A word that is written together in one and apart in the other is not lost.
    """
    one, other = Counter(before), Counter(after)
    missing, extra = one - other, other - one
    letters = Counter("".join(missing.elements())) - Counter("".join(extra.elements()))
    return list(missing.elements()) if letters else []


def first_difference(before: list[str], after: list[str]) -> str:
    """Where two sequences of words part, in the words around it; empty where they are the same."""
    if before == after:
        return ""
    at = next(
        (i for i, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        min(len(before), len(after)),
    )
    return f'"{" ".join(before[max(at - 3, 0) : at + 5])}" would become "{" ".join(after[max(at - 3, 0) : at + 5])}"'
