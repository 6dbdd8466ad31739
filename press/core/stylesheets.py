"""The stylesheets as an edition has them: with the fallback families of a book, and in the direction of its script."""

from __future__ import annotations

import re
from collections.abc import Iterable

from press.core.fallbacks import with_fallbacks
from press.core.paths import STYLES

_SIDES = {"left": "right", "right": "left"}


def stylesheet(name: str, families: Iterable[str] = (), direction: str = "ltr") -> str:
    """The text of a stylesheet of ``styles/``; from right to left, its left and right are exchanged."""
    text = with_fallbacks((STYLES / name).read_text("utf-8"), families)
    return text if direction == "ltr" else re.sub(r"\b(left|right)\b", lambda match: _SIDES[match[1]], text)
