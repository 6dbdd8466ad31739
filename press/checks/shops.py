"""The finished EPUB checked against the limits of the shops, a table with sources (``shops.yaml``)."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from press.checks.epub_file import EpubFile
from press.checks.outcome import Check, Finding, main_of_check, reports_unreadable
from press.core.messages import Message

TABLE = Path(__file__).with_name("shops.yaml")
_OPF = {"o": "http://www.idpf.org/2007/opf"}


class Archive(EpubFile):
    """An EPUB with what the shops' limits are about."""

    def images(self) -> Iterator[tuple[str, Image.Image]]:
        """The pictures made of pixels."""
        for name, data in self.files.items():
            if name.lower().endswith((".jpg", ".jpeg", ".png")):
                yield name, Image.open(io.BytesIO(data))

    def cover(self) -> Image.Image | None:
        """The cover's picture."""
        hrefs = self.package.xpath("//o:item[contains(@properties, 'cover-image')]/@href", namespaces=_OPF)
        return next((image for name, image in self.images() if hrefs and name.endswith(hrefs[0])), None)

    def stylesheets(self) -> Iterator[tuple[str, str]]:
        """The stylesheets, without comments."""
        for name, data in self.files.items():
            if name.endswith(".css"):
                yield name, re.sub(r"/\*.*?\*/", "", data.decode("utf-8"), flags=re.S)


def _cover_short_side(book: Archive, limit: Any) -> list[str]:
    cover = book.cover()
    return [] if cover and min(cover.size) >= limit else [Message("cover")]


def _cover_size(book: Archive, limit: Any) -> list[str]:
    cover = book.cover()
    return [] if cover and list(cover.size) == limit else [Message("cover")]


def _body_colour(book: Archive, limit: Any) -> list[str]:
    forced = re.compile(r"(?<![-\w])(?:color|background(?:-color)?)\s*:(?!\s*(?:inherit|transparent))")
    return [name for name, style in book.stylesheets() if forced.search(style) and not limit]


#: What breaks each kind of rule: the files that do.
RULES: dict[str, Callable[[Archive, Any], list[str]]] = {
    "pixels": lambda book, limit: [
        name for name, image in book.images() if image.width * image.height > limit and image.size != (1600, 2560)
    ],
    "cover-short-side": _cover_short_side,
    "cover-size": _cover_size,
    "image-bytes": lambda book, limit: [
        name for name, data in book.files.items() if "/images/" in name and len(data) > limit
    ],
    "body-colour": _body_colour,
    "document-bytes": lambda book, limit: [
        name for name, data in book.files.items() if name.endswith(".xhtml") and len(data) > limit
    ],
    "file-names": lambda book, limit: [name for name in book.files if not re.match(limit, name)],
    "cover-meta": lambda book, limit: (
        [] if book.package.xpath("//o:meta[@name='cover']", namespaces=_OPF) else ["content.opf"]
    ),
    "file-bytes": lambda book, limit: [] if book.size <= limit else ["EPUB"],
    "colour-mode": lambda book, limit: [name for name, image in book.images() if image.mode not in limit],
}


def table() -> list[dict[str, Any]]:
    """The rules of the shops."""
    return list(yaml.safe_load(TABLE.read_text("utf-8")))


@reports_unreadable
def find(path: Path) -> list[Finding]:
    """Every rule of a shop that a file of the EPUB breaks."""
    book = Archive(path)
    return [
        Finding(
            f"{row['shop']}: {row['rule']}",
            where,
            "error",
            Message("{}: {} ({})", Message(row["what"]), str(row["limit"]), row["source"]),
        )
        for row in table()
        for where in RULES[row["rule"]](book, row["limit"])
    ]


CHECKS = (
    Check(
        Message("press, limits of the shops"),
        "1",
        Message("The EPUB keeps within the limits that the shops publish"),
        "*.epub",
        ".venv/bin/python -m press.checks.shops {file}",
        find,
        rules=tuple(Message("{}: {} — {}", row["shop"], Message(row["what"]), row["source"]) for row in table()),
        without=".kepub.epub",
    ),
)

if __name__ == "__main__":
    sys.exit(main_of_check(find, sys.argv[1:]))
