"""The pictures of the README, made from the finished files: the cover and some spreads.

python -m tools.readme_pictures fragmento-15 figura-gabinete
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageOps

from press.core.paths import ROOT

PICTURES = ROOT / "docs" / "pictures"
#: Pixels of a page's width in a spread.
_PAGE = 560


def main(places: list[str]) -> None:
    """Write ``docs/pictures/cover.png`` and a spread for each identifier of ``places``, to which the book links."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    epub, screen = next((ROOT / "dist").glob("*.epub")), next((ROOT / "dist").glob("*.pdf"))
    interiors = (ROOT / "dist" / "print").glob("*-interior.pdf")
    interior = min(interiors, key=lambda path: len(path.name))  # the one that is no printer's
    with zipfile.ZipFile(epub) as archive:
        name = next(name for name in archive.namelist() if name.endswith("cover.jpg"))
        cover = Image.open(io.BytesIO(archive.read(name)))
    cover.resize((500, 800), Image.Resampling.LANCZOS).save(PICTURES / "cover.png", optimize=True)
    shift = len(pikepdf.open(screen).pages) - len(pikepdf.open(interior).pages)
    for place in places:
        spread(interior, _page_of(screen, place) - shift).save(PICTURES / f"{place}.png", optimize=True)


def spread(interior: Path, page: int) -> Image.Image:
    """The two facing pages of which ``page`` (from 0) is one, on a grey ground."""
    document = pypdfium2.PdfDocument(interior)
    left = page - 1 if page % 2 == 0 else page
    images = []
    for number in (left, left + 1):
        sheet = document[number]
        images.append(sheet.render(scale=_PAGE / sheet.get_width()).to_pil().convert("L"))
    width, height = images[0].size
    joined = Image.new("L", (2 * width + 1, height), 190)
    joined.paste(images[0], (0, 0))
    joined.paste(images[1], (width + 1, 0))
    return ImageOps.expand(joined, 12, 220)


def _page_of(screen: Path, identifier: str) -> int:
    with pikepdf.open(screen) as pdf:
        order: dict[object, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
        return order[pikepdf.NameTree(pdf.Root.Names.Dests)[identifier][0].objgen]


if __name__ == "__main__":
    main(sys.argv[1:])
