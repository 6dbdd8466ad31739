"""Figures: a picture with caption, alternative text, long description, credit and licence."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from PIL import Image

from press.compose.drawings.cabinet_chart import cabinet_chart
from press.compose.drawings.maps import draw_map
from press.compose.drawings.svg_check import check_drawing
from press.core.book_files import FileRefusedError, real_path
from press.core.cache import NO_CACHE, Cache, cache_key
from press.core.problems import Problems
from press.core.xhtml import Element, make
from press.core.yaml_file import DataFile, read_yaml
from press.input.manuscript import Manuscript, MarkdownFile
from press.language.languages import label

#: Apple Books, «Prepare your book».
MOST_PIXELS = 4_000_000
MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


@dataclass(frozen=True)
class Picture:
    """An image file of the book, ready for every edition."""

    name: str
    data: bytes

    @property
    def media_type(self) -> str:
        """The image's media type."""
        return MEDIA_TYPES[Path(self.name).suffix.lower()]


@dataclass(frozen=True)
class Figure:
    """A figure; ``number`` counts through the book, ``fragment`` is the received caption's, 0 for none.

    ``title`` says what the picture is, before a received caption; ``note`` stands in the list of figures only.
    """

    id: str
    number: int
    picture: Picture
    caption: Element
    alt: str
    description: str
    credit: str
    licence: str
    fragment: int = 0
    title: str = ""
    note: str = ""


def picture_path(address: str, document: MarkdownFile) -> Path:
    """The file that an address in a document means: from the document's folder, escapes (``%20``) undone."""
    return real_path(document.path.parent / unquote(address))


def line_of_picture(address: str, document: MarkdownFile) -> int:
    """The line of an address as pandoc gives it, or as the manuscript may have it; 0 where it is not found."""
    return document.line_of(address) or document.line_of(unquote(address))


def load_picture(
    address: str, document: MarkdownFile, manuscript: Manuscript, problems: Problems, cache: Cache = NO_CACHE
) -> Picture | None:
    """Read the picture at ``address`` (relative to the document) and see that it can be used."""
    line = line_of_picture(address, document)
    path = picture_path(address, document)
    entry = manuscript.figure(path)
    if path.suffix.lower() not in MEDIA_TYPES:
        problems.add(document.path, line, "F001", f"{address} is no SVG, PNG or JPEG", "Save it as one of these.")
        return None
    if entry and "chart" in entry[0]:
        drawing = _draw(path.stem, entry, manuscript, problems, cache)
        return Picture(path.name, drawing) if drawing else None
    try:
        folders = manuscript.metadata.folders
        data = folders.read(folders.named(unquote(address), document.path.parent))
    except FileRefusedError as error:
        hint = "Correct the path; it starts from the folder of this document."
        code, hint = ("F001", hint) if error.code == "B001" else (error.code, error.hint)
        problems.add(document.path, line, code, f"the picture {address} {error.reason}", hint)
        return None
    if path.suffix.lower() == ".svg":
        return Picture(path.name, data) if check_drawing(path, data, problems, cache) else None
    try:
        return Picture(path.name, cache.get_or_make(cache_key("picture", data), lambda: fit_for_shops(data)))
    except Exception as error:  # Pillow raises whatever its decoders do
        problems.add(path, 0, "F001", f"the picture cannot be read: {error}", "Export it again.")
        return None


def fit_for_shops(data: bytes) -> bytes:
    """The picture itself where it is RGB or grey and small enough, else a copy of it that is.

    Apple takes 4 million pixels in a picture inside a book and only RGB; De Marque only RGB; what is transparent goes
    black in night mode (``press/checks/shops.yaml``).
    """
    opened = Image.open(io.BytesIO(data))
    opened.load()
    image: Image.Image = opened
    if image.mode in ("RGB", "L") and image.width * image.height <= MOST_PIXELS:
        return data
    kind = opened.format or "PNG"
    if image.mode not in ("RGB", "L"):
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground.convert("RGB")
    scale = min(1.0, (MOST_PIXELS / (image.width * image.height)) ** 0.5)
    if scale < 1:
        image = image.resize((int(image.width * scale), int(image.height * scale)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, kind, optimize=True)
    return out.getvalue()


def _draw(
    name: str, entry: tuple[dict[str, Any], DataFile], manuscript: Manuscript, problems: Problems, cache: Cache
) -> bytes | None:
    """A drawing that the build makes: the chart of the cabinet, or a map."""
    value, figures = entry
    if value["chart"] == "map":
        data = read_yaml(manuscript.folder / "maps" / f"{name}.yaml", "map", problems)
        if data is None:
            return None
        described = data.value
        key = cache_key("map", json.dumps(described), value["alt"])
        return cache.get_or_make(key, lambda: draw_map(described, value["alt"]))
    if "cabinet" in manuscript.lists:
        return cabinet_chart(manuscript.lists["cabinet"].value, value["alt"])
    line = figures.line(f"{name}.svg", "chart")
    problems.add(
        figures.path, line, "F001", "the chart's list cabinet.yaml does not exist", "Write it beside book.yaml."
    )
    return None


def figure_element(figure: Figure, language: str) -> Element:
    """The figure as XHTML: "Fig. 2. [30] Caption", the fragment in brackets where the caption is received text."""
    number = make("span", f"{label(language, 'figure_short')} {figure.number}.", klass="figure-number")
    caption = make("p", number, " ", klass="caption")
    if figure.title:
        caption.append(make("span", f"{figure.title}.", klass="figure-title"))
        caption[-1].tail = " "
    if figure.fragment:
        identifier = f"fragmento-{figure.fragment}"
        caption.append(make("span", f"[{figure.fragment}]", klass="fragment-number", id=identifier))
        caption[-1].tail = " "
    caption.append(figure.caption)
    notice = [make("p", figure.credit, klass="credit")] if figure.credit else []
    image = make("img", src=f"images/{figure.picture.name}", alt=figure.alt)
    return make("figure", image, make("figcaption", caption, *notice), id=figure.id)
