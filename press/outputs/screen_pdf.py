"""The screen PDF: the pages of the print edition with cover, links, outline and tags."""

from __future__ import annotations

from press.compose.figures import Picture
from press.outputs.cover import cover_key, page_cover
from press.outputs.cover.shop import SHOP
from press.outputs.release_inputs import ReleaseInputs


def make_files(inputs: ReleaseInputs) -> dict[str, bytes]:
    """The screen PDF by its path in ``dist/``."""
    composition = inputs.composition
    key = cover_key(composition.metadata, "page")
    cover = Picture.of(SHOP, inputs.cache.get_or_make(key, lambda: page_cover(composition, inputs.cover).data))
    return {f"{composition.metadata.slug}.pdf": inputs.pages.screen(cover)}
