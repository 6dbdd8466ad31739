"""Blocks of a book that is not strict, as Quarto, mdBook and GitHub write them: boxes, tabs, groups of pictures, theorems.

What pandoc leaves in ``<div>`` with classes gets its title as text and its place in the order of the page.
"""

from __future__ import annotations

import re
from collections.abc import Container

from press.core.languages import Language
from press.core.xhtml import Element, append, classes, inner, make, parent_of, replace, text_of, unwrap, with_class

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: Boxes that have a name of their own where their author gives no title.
_NAMED = ("note", "tip", "warning", "important", "caution")
#: What follows in the source what it belongs to, or is shown in a browser alone.
_LEFT_OUT = ("content-hidden", "left-out")
#: Theorems and the like: the class, and Quarto's prefix of identifiers (quarto.org, "Cross References").
THEOREMS = {
    "theorem": "thm", "lemma": "lem", "corollary": "cor", "proposition": "prp", "conjecture": "cnj", "definition": "def",
    "example": "exm", "exercise": "exr", "solution": "sol", "remark": "rem", "proof": "prf", "algorithm": "alg",
}  # fmt: skip
#: The title of a block, as a paragraph.
TITLE = "block-title"
#: A group of pictures, or a figure of something else than one picture.
GROUP = "figure-group"


def set_boxes(tree: Element, language: Language, written: Container[str]) -> None:
    """Set the blocks of other programs in the terms of this one; ``written`` are the identifiers of their author. Changes ``tree``."""
    for block in tree.iter("section"):
        if block.get("id") not in written and block.get("id") != "footnotes":
            block.attrib.pop("id", None)  # pandoc's, which is unique in the file only; the heading has its own
    for block in [block for name in _LEFT_OUT for block in with_class(tree, name)]:
        if block.getparent() is not None:
            replace(block)
    _set_titles(tree)
    _set_alerts(tree)
    _set_quoted_blocks(tree)
    for block in list(tree.iter("div", "section")):
        names = classes(block)
        kind = next((name.removeprefix("callout-") for name in names if name.startswith("callout-")), "")
        if kind:
            _set_callout(block, kind, language, written)
        elif "panel-tabset" in names or "tabset" in names:
            block.tag = "div"
            for heading in [heading for heading in block if heading.tag in _HEADINGS]:
                _make_title(heading, written)
        elif theorem := _theorem_of(block):
            _set_theorem(block, theorem, written)
        if columns := block.attrib.pop("data-layout-ncol", ""):
            block.set("class", f"{block.get('class', '')} columns-{min(int(columns), 3)}".strip())
    for paragraph in list(tree.iter("p")):  # of what is left out
        if (
            TITLE not in classes(paragraph)
            and not text_of(paragraph)
            and all(one.tag == "span" and not one.get("id") for one in paragraph.iterdescendants())
        ):
            replace(paragraph)
    _caption_pictures(tree)
    _caption_in_italics(tree)
    _group_pictures(tree)


def _set_titles(tree: Element) -> None:
    """``<div class="block-title"><p>`` becomes ``<p class="block-title">``, and the same for the titles of listings."""
    for name in (TITLE, "listing-title"):
        for block in with_class(tree, name, "div"):
            for paragraph in block.iterchildren("p"):
                paragraph.set("class", name)
            unwrap(block)


def _make_title(heading: Element, written: Container[str]) -> None:
    heading.tag = "p"
    if heading.get("id") not in written:
        heading.attrib.pop("id", None)
    heading.set("class", TITLE)


def _set_alerts(tree: Element) -> None:
    for mark in [mark for mark in tree.iter("span") if any(name.startswith("alert-") for name in classes(mark))]:
        paragraph = mark.getparent()
        quotation = paragraph.getparent() if paragraph is not None else None
        if paragraph is None or quotation is None or quotation.tag != "blockquote" or len(paragraph) != 1:
            continue
        quotation.tag = "div"
        quotation.set("class", f"callout-{classes(mark)[0].removeprefix('alert-')}")
        replace(paragraph)


def _set_quoted_blocks(tree: Element) -> None:
    """A quotation whose first heading has a class, ``> ### {.lemma #x}``, is the block of that class, and the heading its title."""
    for quotation in list(tree.iter("blockquote")):
        first = quotation[0] if len(quotation) else None
        if first is None or first.tag not in _HEADINGS or not set(classes(first)) - {"unnumbered", "unlisted"}:
            continue
        quotation.tag = "div"
        quotation.set("class", " ".join(classes(first)))
        if first.get("id"):
            quotation.set("id", first.attrib.pop("id"))
        if text_of(first):
            first.tag = "p"
            first.set("class", TITLE)
        else:
            replace(first)


def _set_callout(block: Element, kind: str, language: Language, written: Container[str]) -> None:
    """A box with its title first: that of its author, or the name of its kind."""
    block.tag = "div"
    first = block[0] if len(block) else None
    if first is not None and first.tag in _HEADINGS and not (block.text or "").strip():
        _make_title(first, written)
    elif first is not None and TITLE in classes(first):
        return
    elif kind in _NAMED:
        block.insert(0, make("p", language.block(kind), klass=TITLE))


def _theorem_of(block: Element) -> str:
    """The kind of a block that is a theorem or the like; empty for another."""
    identifier = block.get("id", "")
    found = next((name for name in classes(block) if name in THEOREMS), "")
    prefix = re.match(r"([a-z]{3})[-:]", identifier)
    return found or next((name for name, own in THEOREMS.items() if prefix and own == prefix[1]), "")


def _set_theorem(block: Element, kind: str, written: Container[str]) -> None:
    """Note at the block what it is called, once it has a title or an identifier, or is a proof: ``data-kind``."""
    block.tag = "div"
    first = block[0] if len(block) else None
    if first is not None and first.tag in _HEADINGS:
        _make_title(first, written)
    titled = first is not None and TITLE in classes(first)
    if titled or block.get("id") or kind == "proof":
        block.set("data-kind", kind)
        if not titled:
            block.insert(0, make("p", klass=TITLE))
        if kind not in classes(block):
            block.set("class", f"{block.get('class', '')} {kind}".strip())


def _caption_pictures(tree: Element) -> None:
    """A paragraph that is the caption of the picture before it (mdBook: ``<span class="caption">``) goes into its figure."""
    for span in with_class(tree, "caption", "span"):
        paragraph = parent_of(span)
        before = paragraph.getprevious()
        if paragraph.tag != "p" or text_of(paragraph) != text_of(span) or before is None:
            continue
        pictures = list(before.iter("img"))
        if before.tag == "p" and len(pictures) == 1 and not text_of(before):
            image = pictures[0]
            figure = make("figure", klass="captioned")
            replace(before, figure)
            image.tail = None
            figure.append(image)
            append(figure, make("figcaption", *inner(span)))
            replace(paragraph)


def _caption_in_italics(tree: Element) -> None:
    """A paragraph of a picture and a line in italics below it, as writers for the web have it, is a figure with that caption."""
    for paragraph in list(tree.iter("p")):
        parts = list(paragraph)
        if (
            len(parts) == 2
            and parts[0].tag == "img"
            and parts[1].tag in ("em", "i")
            and not (paragraph.text or "").strip()
        ):
            if (parts[0].tail or "").strip() or (parts[1].tail or "").strip() or parts[0].tail is None:
                continue
            image, words = parts
            image.tail = words.tail = None
            figure = make("figure", klass="captioned")
            replace(paragraph, figure)
            figure.append(image)
            append(figure, make("figcaption", *inner(words)))


def _group_pictures(tree: Element) -> None:
    """Mark the blocks that are one figure, with several pictures or with code, and set their caption in the last place."""
    for block in list(tree.iter("div")):
        names = classes(block)
        is_figure = re.match(r"fig[-:_]", block.get("id", "")) is not None and block.find(".//img") is not None
        if not is_figure and "figure-of-code" not in names and "table-of-code" not in names:
            continue
        last = block[-1] if len(block) else None
        if last is None or (last.tag != "p" and is_figure):
            continue
        of_code = "table-of-code" in names
        block.set("class", f"{block.get('class', '')} {'table-group' if of_code else GROUP}".strip())
        block.set("role", "group")
        if last.tag == "p" and last.find(".//img") is None:
            last.set("class", "caption")
