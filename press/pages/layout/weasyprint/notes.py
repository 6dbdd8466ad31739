"""Notes at the foot, as WeasyPrint 70.0 lays them out (``LayoutContext._update_footnote_area``), made whole.

It asks whether the last note ends below the area of the notes with a bare ``>``. The area is as high as its notes, so both
ends are one number come by two ways, and where they differ by a rounding error the note, with the line that calls it, goes
to the next page, and all but the whole page stays empty. Only an area whose height is limited can be overfull.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import isinf
from typing import Any

from weasyprint.layout import LayoutContext

from press.pages.layout.weasyprint.monkeypatch import patched


@contextmanager
def notes_at_their_calls() -> Iterator[None]:
    """Push no note to the next page for a rounding error."""
    own = LayoutContext._update_footnote_area

    def update(context: Any) -> bool:
        overfull = own(context)
        return bool(overfull and not isinf(context.current_footnote_area.style["max_height"].value))

    with patched(LayoutContext, "_update_footnote_area", update):
        yield
