"""The list of figures."""

from __future__ import annotations

from collections.abc import Sequence

from press.compose.document import Document
from press.core.xhtml import make, text_of, with_class


def fill_figure_list(documents: Sequence[Document]) -> None:
    """Fill ``::: figure-list`` with number, caption and page of every figure."""
    figures = [figure for document in documents for figure in document.figures]
    parts = {figure.id: document.part for document in documents for figure in document.figures}
    for document in documents:
        for holder in with_class(document.body, "figure-list", "div"):
            items = []
            for figure in figures:
                link = make("a", text_of(figure.caption), href=f"#{figure.id}")
                page = make("span", klass=f"leader page {parts[figure.id]}", data_page=f"#{figure.id}")
                number = make("span", str(figure.number), klass="ordinal")
                items.append(make("li", number, " ", make("span", link, klass="entry"), page))
            holder.text = None
            holder.append(make("ul", *items, klass="figures", role="list"))
