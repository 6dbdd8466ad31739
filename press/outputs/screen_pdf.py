"""The screen PDF: the pages of the print edition with cover, links, outline and tags."""

from __future__ import annotations

from press.outputs.release_inputs import ReleaseInputs


def make_files(inputs: ReleaseInputs) -> dict[str, bytes]:
    """The screen PDF by its path in ``dist/``."""
    return {f"{inputs.composition.metadata.slug}.pdf": inputs.pages.screen(inputs.cover)}
