"""The cover: one design, as a printer's wrap (back, spine and front in one sheet) and as the shops' front.

The drawing says by its views which part of it is the front and where words may stand
(:mod:`press.editions.cover.drawing`); everything else is measured from the trim, so that
any book, spine and printer gets the same design.
"""

from __future__ import annotations

from press.editions.cover.shop import make_cover
from press.editions.cover.wrap import Wrap, make_wrap

__all__ = ["Wrap", "make_cover", "make_wrap"]
