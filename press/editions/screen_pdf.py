"""The screen PDF: the printed pages with cover, links, outline and tags, margins alike on both sides.

PDF/A-2a and PDF/UA-1 in one file.
"""

from __future__ import annotations

from press.composition import Composition
from press.editions.paged import finish, lay_out, page_tree
from press.figures import Picture


def make_screen_pdf(composition: Composition, folios: dict[str, str], cover: Picture) -> bytes:
    """The PDF for reading on a screen."""
    tree = page_tree(composition, ("base.css", "paged.css", "screen.css"), linked=True, folios=folios, cover=cover)
    layout = lay_out(tree, (*composition.pictures, cover), pdf_variant="pdf/a-2a")
    return finish(layout, composition, accessible=True)
