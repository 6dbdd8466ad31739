"""The cover: one design, as a printer's wrap (back, spine and front in one sheet) and as the shops' front.

The drawing says by its views which part of it is the front and where words may stand
(:mod:`press.outputs.cover.drawing`); everything else is measured from the trim, so that
any book, spine and printer gets the same design.
"""

from __future__ import annotations

from press.core.cache import cache_key
from press.input.metadata import Metadata
from press.outputs.cover.shop import make_cover, page_cover
from press.outputs.cover.wrap import Wrap, make_wrap

__all__ = ["Wrap", "cover_key", "make_cover", "make_wrap", "page_cover"]


def cover_key(metadata: Metadata, form: str) -> str:
    """The hash of all that a cover of this form is made from: the metadata, the drawing and the mark."""
    drawings = (path.read_bytes() for path in (metadata.cover, metadata.cover_front, metadata.mark) if path)
    return cache_key("cover", form, repr(metadata), *drawings)
