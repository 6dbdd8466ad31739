"""A cover's page: its elements on a sheet of its own size, with the house's typefaces and no links."""

from __future__ import annotations

from collections.abc import Sequence

from press.compose.figures import Picture
from press.core.paths import STYLES
from press.core.typefaces import font_face_rules
from press.core.xhtml import Element, make
from press.input.metadata import Metadata
from press.outputs.cover.drawing import Box
from press.pages.layout.weasyprint.public_api import lay_out


def lay_out_sheet(metadata: Metadata, page: Box, elements: Sequence[Element], pictures: tuple[Picture, ...]) -> bytes:
    """The PDF of one page of this size, with these elements where their boxes say."""
    size = f"@page {{ size: {page.width:.3f}pt {page.height:.3f}pt }}"
    style = "\n".join([font_face_rules(), size, (STYLES / "cover.css").read_text("utf-8")])
    sheet = make("section", *elements, klass="sheet", style=page.style)
    head = make("head", make("title", metadata.whole_title), make("style", style))
    return lay_out(make("html", head, make("body", sheet), lang=metadata.language), pictures).pdf
