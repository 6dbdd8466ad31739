"""What the maker of a format is given, and what it adds to: the files of a release."""

from __future__ import annotations

from dataclasses import dataclass

from press.compose.composition import Composition
from press.compose.figures import Picture
from press.core.cache import Cache
from press.core.problems import Problems
from press.pages.layout import Pages


@dataclass(frozen=True)
class ReleaseInputs:
    """The composed and laid-out book with its front cover; a maker adds to ``problems`` what an editor must fix.

    ``large`` and ``large_pages`` are the same in large print, where the book has that edition.
    """

    composition: Composition
    pages: Pages
    cover: Picture
    problems: Problems
    cache: Cache
    large: Composition | None = None
    large_pages: Pages | None = None
