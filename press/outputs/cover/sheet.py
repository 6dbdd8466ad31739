"""A cover's page: its elements on a sheet of its own size, with the program's typefaces and no links."""

from __future__ import annotations

from collections.abc import Sequence

from press.compose.figures import Picture
from press.core.fallbacks import fallbacks
from press.core.languages import direction_attribute
from press.core.stylesheets import Look, stylesheet
from press.core.typefaces import font_face_rules
from press.core.xhtml import Element, make
from press.input.metadata import Metadata
from press.outputs.cover.drawing import Box
from press.pages.layout.weasyprint.public_api import lay_out


def lay_out_sheet(metadata: Metadata, page: Box, elements: Sequence[Element], pictures: tuple[Picture, ...]) -> bytes:
    """The PDF of one page of this size, with these elements where their boxes say."""
    size = f"@page {{ size: {page.width:.3f}pt {page.height:.3f}pt }}"
    sheet = make("section", *elements, klass="sheet", style=page.style)
    faces = metadata.design.look.faces
    families = fallbacks("".join(sheet.itertext()), metadata.language, faces.text)
    rules = font_face_rules((faces.text, faces.heading, *families))
    style = "\n".join([rules, size, stylesheet("cover.css", families, look=Look(faces=faces))])
    head = make("head", make("title", metadata.whole_title), make("style", style))
    html = make("html", head, make("body", sheet), lang=metadata.language, **direction_attribute(metadata.language))
    return lay_out(html, pictures).pdf
