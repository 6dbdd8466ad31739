"""The print interior: facing pages with a gutter, black only, without links or outline."""

from __future__ import annotations

from press.composition import Composition
from press.editions.paged import PRINT_SHEETS, finish, lay_out, page_tree


def make_print_pdf(composition: Composition, folios: dict[str, str]) -> bytes:
    """The interior for a printer."""
    tree = page_tree(composition, PRINT_SHEETS, linked=False, folios=folios)
    return finish(lay_out(tree, composition.pictures), composition)
