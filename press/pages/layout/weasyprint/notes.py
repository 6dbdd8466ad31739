"""Notes at the foot, as WeasyPrint 70.0 lays them out (``LayoutContext._update_footnote_area``), made whole.

It asks whether the last note ends below the area of the notes with a bare ``>``. The area is as high as its notes, so both
ends are one number come by two ways, and where they differ by a rounding error the note, with the line that calls it, goes
to the next page, and all but the whole page stays empty. Only an area that is as high as it may be can be overfull.

Of several notes that a page hands on to the next, it may hand on an earlier one after a later one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint.layout.page
from weasyprint.layout import LayoutContext

from press.pages.layout.long_notes import ORDER
from press.pages.layout.weasyprint.monkeypatch import patched

#: What rounding may leave over, in pixels.
_ROUNDING = 0.01


@contextmanager
def notes_at_their_calls() -> Iterator[None]:
    """Push no note to the next page for a rounding error, and those that are pushed in their order."""
    own = LayoutContext._update_footnote_area

    def update(context: Any) -> bool:
        overfull = own(context)
        area = context.current_footnote_area
        return bool(overfull and area.height > area.max_height - _ROUNDING)

    page = weasyprint.layout.page.make_page

    def make_page(context: Any, *arguments: Any) -> Any:
        context.reported_footnotes.sort(key=lambda note: int(note.element.get(ORDER, "0")))
        return page(context, *arguments)

    with (
        patched(LayoutContext, "_update_footnote_area", update),
        patched(weasyprint.layout.page, "make_page", make_page),
    ):
        yield
