"""pandoc's tree of a document -> Markdown as an editor of this program writes it; what cannot be kept is noted.

Styles become what they mean (``styles.yaml``), comments and attributes of a page go, pictures get the book's addresses.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from press.commands.importing.nodes import (
    BLOCKS,
    Node,
    add_caption,
    escaped,
    escaped_start,
    in_language,
    joined,
    lines_of,
    plain,
    tight,
)
from press.commands.importing.pictures import Pictures
from press.commands.importing.source import Source
from press.commands.importing.word import RUBY
from press.commands.importing.words import words_in, words_of_tree
from press.core.yaml_reader import parse_yaml
from press.input import pandoc

#: What is written: pandoc's tables in the forms that an editor can edit, notes after the block that calls them.
_WRITTEN = pandoc.FORMAT + "-simple_tables-multiline_tables"
_OPTIONS = ("--wrap=none", "--reference-location=block", "--markdown-headings=atx")
_SCENE = re.compile(r"(?:[*#~•·⁂❦❧☙✻✽—–_=-]|\\|\s)+|o(?:\s*o)+|\[\]")
_RULE = re.compile(r"^-{72}$", re.M)
_RUBY = re.compile(f"{RUBY[0]}([^{RUBY[1]}]*){RUBY[1]}([^{RUBY[2]}]*){RUBY[2]}")
#: A language, as an attribute may have it.
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
#: A verse is no longer than this, in characters, and verses stand in threes at least.
_VERSE, _VERSES = 60, 3


@cache
def styles() -> dict[str, list[str]]:
    """The names of styles by what they mean."""
    value = parse_yaml(Path(__file__).with_name("styles.yaml").read_text("utf-8")).value
    return {meaning: [str(name) for name in names] for meaning, names in value.items()}


def meaning_of(style: str) -> str:
    """What a style of a word processor means; empty where nobody knows."""
    name = style.strip().lower()
    return next((meaning for meaning, names in styles().items() if name in names), "")


class Tree:
    """The blocks of one document, made ready for a book, in place."""

    def __init__(self, blocks: list[Node], source: Source, pictures: Pictures, language: str = ""):
        self.source, self.pictures, self._language = source, pictures, language
        self._links: set[str] = set()
        self._paragraph = ""
        self._collect_links(blocks)
        self.blocks = self._blocks(blocks)

    def markdown(self) -> str:
        """The document in the Markdown of the program."""
        document = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": self.blocks}
        text = pandoc.convert(json.dumps(document).encode(), "json", _WRITTEN, _OPTIONS).decode("utf-8")
        return _RUBY.sub(r"<ruby>\1<rt>\2</rt></ruby>", _RULE.sub("* * *", text))

    def _collect_links(self, node: Node) -> None:
        if isinstance(node, list):
            for child in node:
                if isinstance(child, (list, dict)):
                    self._collect_links(child)
        elif isinstance(node, dict) and "c" in node and node.get("t") != "Str":
            if node.get("t") == "Link" and node["c"][2][0].startswith("#"):
                self._links.add(node["c"][2][0][1:])
            self._collect_links(node["c"])

    def _attributes(self, attributes: Node) -> Node:
        """Of the attributes of an element its identifier, where a link leads to it."""
        return [attributes[0] if attributes[0] in self._links else "", [], []]

    def _foreign(self, attributes: Node) -> str:
        """The language of an element, where it is another than the document's."""
        language = str(dict(attributes[2]).get("lang", ""))
        same = language.lower().split("-")[0] == self._language.lower().split("-")[0]
        return language if _TAG.fullmatch(language) and not same else ""

    def _blocks(self, blocks: list[Node]) -> list[Node]:
        done: list[Node] = []
        for block in blocks:
            for made in self._block(block):
                if made["t"] == "Caption":
                    add_caption(done, made["c"])
                else:
                    done.append(made)
        return joined(done)

    def _block(self, block: Node) -> list[Node]:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            return self._paragraph_block(kind, content)
        if kind == "Header":
            inlines = self._inlines(content[2])
            while len(inlines) == 1 and inlines[0]["t"] in ("Strong", "Emph", "Underline"):
                inlines = inlines[0]["c"]
            inlines = [{"t": "Space"} if inline["t"] == "LineBreak" else inline for inline in inlines]
            header = {"t": kind, "c": [content[0], self._attributes(content[1]), inlines]}
            return in_language([header], self._foreign(content[1])) if inlines else []
        if kind == "Div":
            return self._div(content)
        if kind == "RawBlock":
            self._remark("left out", f"what is written for another program ({content[0]}): {content[1].strip()[:60]}")
            return []
        if kind == "Figure":
            return self._figure(content)
        if kind == "Table":
            self._paragraph = " ".join(words_of_tree(content).body[:8])
        if kind == "CodeBlock":  # between fences: an indented block is easily broken
            classes = [name for name in content[0][1] if name != "sourceCode"][:1] or ["text"]
            return [{"t": kind, "c": [["", classes, []], content[1]]}]
        if kind in ("BulletList", "OrderedList"):
            items = content if kind == "BulletList" else content[1]
            made = [tight(self._blocks(item)) for item in items]
            return [{"t": kind, "c": made if kind == "BulletList" else [content[0], made]}]
        if kind in ("BlockQuote", "DefinitionList", "Table", "LineBlock"):
            return [{"t": kind, "c": self._within(content)}]
        return [block]

    def _within(self, content: Node) -> Node:
        """The lists of blocks and of inlines within a block."""
        if isinstance(content, list) and content and all(isinstance(child, dict) and "t" in child for child in content):
            is_blocks = content[0]["t"] in BLOCKS
            return self._blocks(content) if is_blocks else self._inlines(content)
        return [self._within(child) for child in content] if isinstance(content, list) else content

    def _paragraph_block(self, kind: str, content: list[Node]) -> list[Node]:
        written = plain(content)
        words = words_in(written)
        self._paragraph = " ".join(words[:8])
        if (
            not words
            and content
            and all(i["t"] in ("Str", "Space") for i in content)
            and _SCENE.fullmatch(written.strip())
        ):
            return [{"t": "HorizontalRule"}]
        inlines = self._inlines(content)
        while inlines and inlines[-1]["t"] in ("LineBreak", "SoftBreak", "Space"):
            inlines.pop()
        while inlines and inlines[0]["t"] in ("LineBreak", "SoftBreak", "Space"):
            inlines.pop(0)
        if not inlines:
            return []
        inlines = escaped_start(inlines)
        lines = lines_of(inlines)
        if kind == "Para" and len(lines) >= _VERSES and all(len(plain(line)) <= _VERSE for line in lines):
            return [{"t": "LineBlock", "c": lines}]
        return [{"t": kind, "c": inlines}]

    def _div(self, content: Node) -> list[Node]:
        attributes, blocks = content
        style = dict(attributes[2]).get("custom-style", "")
        meaning = meaning_of(style) if style else ""
        made = in_language(self._blocks(blocks), self._foreign(attributes))
        if meaning == "caption":
            return [{"t": "Caption", "c": made}]
        if meaning == "verse":
            return [{"t": "LineBlock", "c": lines_of(block["c"])} if block["t"] == "Para" else block for block in made]
        if meaning in ("epigraph", "dedication"):
            return [{"t": "Div", "c": [["", [meaning], []], made]}]
        if meaning == "quotation":
            return made if any(block["t"] == "BlockQuote" for block in made) else [{"t": "BlockQuote", "c": made}]
        if meaning == "code":
            return [
                {"t": "CodeBlock", "c": [["", ["text"], []], plain(block["c"])]} if block["t"] == "Para" else block
                for block in made
            ]
        if style and not meaning:
            self._remark("form not kept", f'the style "{style}"')
        return made

    def _figure(self, content: Node) -> list[Node]:
        """A figure as its picture in a paragraph, whose words are the caption."""
        _, caption, blocks = content
        made = self._blocks(blocks)
        add_caption(made, self._blocks(caption[1]))
        return made

    def _inlines(self, inlines: list[Node]) -> list[Node]:
        return [made for inline in inlines for made in self._inline(inline)]

    def _inline(self, inline: Node) -> list[Node]:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            return escaped(content)
        if kind in ("Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"):
            made = self._inlines(content)
            return [{"t": kind, "c": made}] if made else []
        if kind == "Quoted":
            return [{"t": kind, "c": [content[0], self._inlines(content[1])]}]
        if kind == "Span":
            return self._span(*content)
        if kind == "Link":
            address = content[2][0]
            return [{"t": kind, "c": [["", [], []], self._inlines(content[1]), [address, ""]]}]
        if kind == "Image":
            return self._image(content)
        if kind == "Note":
            return [{"t": kind, "c": self._blocks(content)}]
        if kind == "RawInline":
            return []
        if kind == "Cite":
            return self._inlines(content[1])
        return [inline]

    def _span(self, attributes: Node, inlines: list[Node]) -> list[Node]:
        classes, values = attributes[1], dict(attributes[2])
        if "comment-start" in classes:
            author = values.get("author", "")
            words = " ".join(plain(inlines).split())
            self._remark("comments", f"{author}: {words}" if author else words)
            return []
        if "comment-end" in classes or "paragraph-insertion" in classes or "paragraph-deletion" in classes:
            return []
        made = self._inlines(inlines)
        style = values.get("custom-style", "")
        meaning = meaning_of(style)
        if meaning in ("emphasis", "strong") and made:
            wrapped = "Emph" if meaning == "emphasis" else "Strong"
            made = made if made[0]["t"] == wrapped else [{"t": wrapped, "c": made}]
        if style and not meaning:
            self._remark("form not kept", f'the style of characters "{style}"')
        if "mark" in classes:
            self._remark("form not kept", "highlighted")
        name, _, given = self._attributes(attributes)
        given = [["lang", language]] if (language := self._foreign(attributes)) and made else given
        return [{"t": "Span", "c": [[name, [], given], made]}] if name or given else made

    def _image(self, content: Node) -> list[Node]:
        _, inlines, (address, title) = content
        words = " ".join((plain(inlines) or self.pictures.described.get(address) or title).split())
        place = self.pictures.place(address, self._paragraph, words)
        if not place:
            return []
        attributes = ["", [], [["alt", words]] if words else []]
        return [{"t": "Image", "c": [attributes, [], [place, ""]]}]

    def _remark(self, kind: str, what: str) -> None:
        self.source.remark(kind, self._paragraph, what)
