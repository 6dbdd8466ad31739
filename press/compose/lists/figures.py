"""The list of figures."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from press.compose.document import Document
from press.compose.figures import Figure
from press.core.xhtml import Element, inner, make, with_class


def fill_figure_list(documents: Sequence[Document]) -> None:
    """Fill ``::: figure-list`` with number, caption, page and note of every figure, in place."""
    figures = [(figure, document.part) for document in documents for figure in document.figures if figure.number]
    for document in documents:
        for holder in with_class(document.body, "figure-list", "div"):
            holder.text = None
            holder.append(make("ul", *(_entry(figure, part) for figure, part in figures), klass="figures", role="list"))


def _entry(figure: Figure, part: str) -> Element:
    link = make("a", *_caption(figure), href=f"#{figure.id}")
    page = make("span", klass=f"leader page {part}", data_page=f"#{figure.id}")
    note = [make("p", figure.note, klass="figure-note")] if figure.note else []
    number = make("span", str(figure.number), klass="ordinal")
    return make("li", number, " ", make("span", link, klass="entry"), "\u00a0", page, *note)


def _caption(figure: Figure) -> list[Element | str]:
    """The caption with its italics, without links or the stop that closes it."""
    caption = deepcopy(figure.caption)
    etree.strip_tags(caption, "a", "span", "sup")
    parts = inner(caption)
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].removesuffix(".")
    return parts
