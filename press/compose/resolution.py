"""Whether pictures have pixels enough for print, at the size that the page gives them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from PIL import Image

from press.compose.document import Document
from press.compose.figures import Picture
from press.core.problems import Problems
from press.input.page_form import PageForm

#: Points per inch that printers ask for (KDP, IngramSpark: 300 for pictures).
_ASKED = 300
#: Narrower pictures, in points, are signs and ornaments.
_ORNAMENT = 72.0
#: Points of a pixel where a picture has no other size (CSS 2.1, 4.3.2), and of each unit of length.
_UNITS = {"px": 0.75, "pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "em": 11.4, "rem": 11.4}
_SIZE = re.compile(r"(width|height): ([\d.]+)(%|[a-z]+)")


def check_resolution(
    documents: Iterable[Document], pictures: Sequence[Picture], form: PageForm, problems: Problems
) -> None:
    """Advice for each figure that the pages show with fewer than 300 points per inch."""
    reported: set[str] = set()
    pixels = {picture.name: _pixels(picture) for picture in pictures if picture.media_type != "image/svg+xml"}
    for document in documents:
        for figure in document.figures:
            width, height = pixels.get(figure.picture.name, (0, 0))
            if not width or not height or figure.picture.name in reported or document.markdown is None:
                continue
            reported.add(figure.picture.name)
            shown = _width(width, height, figure.size, form)
            if figure.page:
                across, high = (
                    (form.height, form.measure) if figure.page == "landscape" else (form.measure, form.height)
                )
                shown = min(across, high * width / height)
            found = round(width / shown * 72)
            if found < _ASKED and shown > _ORNAMENT:
                words = f"the picture {figure.picture.name} has {found} points per inch in print, where {_ASKED} are asked for"
                hint = (
                    f"Export it with {round(shown / 72 * _ASKED)} pixels of width, or show it smaller: {{width=50%}}."
                )
                stem = figure.picture.name.rpartition(".")[0]
                problems.add(document.markdown.path, document.markdown.line_of(stem), "F006", words, hint)


def _pixels(picture: Picture) -> tuple[int, int]:
    with Image.open(io.BytesIO(picture.data)) as opened:
        return opened.size


def _width(width: int, height: int, size: str, form: PageForm) -> float:
    """The width in points that a picture has on the page."""
    wanted = width * _UNITS["px"]
    for side, number, unit in _SIZE.findall(size):
        given = float(number) * (form.measure / 100 if unit == "%" else _UNITS.get(unit, 1.0))
        wanted = given if side == "width" else given * width / height
    most = min(form.measure, form.figure_height * width / height)
    return max(min(wanted, most), 1.0)
