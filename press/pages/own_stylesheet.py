"""The stylesheet that a book has for its pages: whether the pages can follow it."""

from __future__ import annotations

from press.core.problems import Problems
from press.input.metadata import Metadata
from press.pages.layout.weasyprint.public_api import not_understood


def check_stylesheet(metadata: Metadata, problems: Problems) -> None:
    """A Problem for each thing in the book's stylesheet that the pages would leave out."""
    text = metadata.design.own("pages")
    for line, words in not_understood(text) if text else ():
        path = metadata.path.parent / metadata.design.stylesheet_names["pages"]
        hint = "Correct it, or leave it out; see docs/design.md for the custom properties."
        problems.add(path, line, "D003", f"the pages cannot follow this: {words}", hint)
