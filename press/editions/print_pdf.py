"""The print interior: facing pages with a gutter, black only, without links or outline."""

from __future__ import annotations

from press.composition import Composition
from press.editions.paged import finish, lay_out, page_tree


def make_print_pdf(composition: Composition) -> bytes:
    """The interior for a printer."""
    tree = page_tree(composition, ("base.css", "paged.css", "print.css"), linked=False)
    return finish(lay_out(tree, composition.pictures), composition)
