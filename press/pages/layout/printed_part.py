"""One document's pages as print has them, joined alone: for whoever looks at a book while it is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from press.core.cache import Cache
from press.pages.layout.fonts import merge_faces
from press.pages.layout.join import Book, Placed, join_interior
from press.pages.layout.weasyprint import Face


@dataclass(frozen=True)
class PrintedPart:
    """A part in its place, and what its pages have besides: the heads of all pages of the book, the folios that it names.

    ``shifts`` are those of each side off the spine, in points; ``frame`` is as :func:`join_interior` takes it.
    """

    placed: Placed
    frame: bytes = field(repr=False)
    heads: Sequence[bytes] = field(repr=False)
    shifts: dict[str, float]
    folios: dict[str, str] = field(repr=False)
    language: str
    head_faces: Callable[[], list[Face]] = field(repr=False)

    @property
    def side(self) -> int:
        """The number of blank pages before the first in the joined file, so that recto and verso are the book's."""
        return self.placed.first % 2

    @cached_property
    def own_heads(self) -> list[bytes]:
        """The heads of its pages."""
        first = self.placed.first
        return list(self.heads[first : first + len(self.placed.part.firsts)])

    @cached_property
    def key(self) -> str:
        """The hash of all that its pages show."""
        whole = hashlib.sha256(f"{self.placed.key} {self.side} {sorted(self.shifts.items())}".encode() + self.frame)
        for drawn in (*self.own_heads, *(gap.filled(self.folios) for gap in self.placed.part.gaps)):
            whole.update(len(drawn).to_bytes(8, "big") + drawn)
        return whole.hexdigest()

    def joined(self, cache: Cache) -> bytes:
        """The PDF of its pages."""
        each = self.placed
        fonts, names = merge_faces([*each.part.faces, *self.head_faces()], cache)
        alone = Placed(each.id, each.kind, each.part, self.side, each.key)
        book = Book((alone,), tuple(fonts), names, self.language, self.side, self.folios)
        return join_interior(book, self.frame, [b""] * self.side + self.own_heads, self.shifts)
