"""Spaces between two elements are drawn with the word before them: programs that read the words need them.

ISO 32000-1, 14.8.2.5: a word's end is to be marked by a space, not to be guessed from the distance. WeasyPrint 70.0 draws a
text box of spaces alone not at all, or as a text of its own (``draw.text.draw_first_line``), which readers of Chromium's
kind overlook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint.draw.text

from press.pages.layout.weasyprint.monkeypatch import patched
from press.pages.layout.weasyprint.scripts import END as SCRIPT_END

_SHOWN = re.compile(rb"<[0-9a-f]+>")
_END = b"] TJ"


class _NonBlankBox:
    """A text box of spaces that is not taken for an empty one."""

    text = "\N{OPEN BOX}"

    def __init__(self, box: Any):
        self._box = box

    def __getattr__(self, name: str) -> Any:
        return getattr(self._box, name)


@contextmanager
def spaces_drawn() -> Iterator[None]:
    """Draw every space; where its face is that of the word before it, with that word."""
    own = weasyprint.draw.text.draw_first_line
    before: Any = None  # of the last text: its stream, the place of what shows it, its face and size

    def draw(stream: Any, box: Any, *more: Any) -> Any:
        nonlocal before
        begun = len(stream.stream)
        alone = bool(box.text.strip("\u200b")) and not box.text.strip(" \u2009\u200b")
        emojis = own(stream, _NonBlankBox(box) if alone else box, *more)
        face = stream._current_font
        drawn = [place for place in range(begun, len(stream.stream)) if stream.stream[place].endswith(_END)]
        if alone and drawn and before and before[0] is stream and before[2] == face:
            place = before[1]
            spaces = b"".join(code for shown in drawn for code in _SHOWN.findall(stream.stream[shown]))
            stream.stream[place] = stream.stream[place].removesuffix(_END) + spaces + _END
            del stream.stream[drawn[0] : drawn[-1] + 1]
        else:
            joins = drawn and stream.stream[-1] != SCRIPT_END  # a gap shows nothing yet
            before = (stream, drawn[-1], face) if joins else None
        return emojis

    with patched(weasyprint.draw.text, "draw_first_line", draw):
        yield
