"""Text of other scripts, as WeasyPrint 70.0 draws it (``draw.text.draw_first_line``), made whole.

- A line in several faces is drawn by several operators. PDFium, which is Chromium's, overlooks a number at the end of one
  (ISO 32000-1, 9.4.3): it is moved to the beginning of the next.
- Glyphs stand in the order of the page, and several of them may be one letter or one of them several: where that is so
  the text is said in ``ActualText`` (ISO 32000-1, 14.9.4), and a glyph with a letter of its own is mapped to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import uharfbuzz as hb
import weasyprint.draw.text

from press.core.typefaces import FAMILIES, TEXT, coverage, is_text_family
from press.pages.layout.weasyprint.monkeypatch import patched

_SHOWN = re.compile(rb"\[(.*)\] TJ", re.DOTALL)
_LAST_NUMBER = re.compile(rb"(?<=>)-?[\d.]+$")
#: What ends the text that stands for a drawing.
END = b"EMC"


@contextmanager
def scripts_drawn() -> Iterator[None]:
    """Draw the text of every script so that it looks and reads the same everywhere."""
    own = weasyprint.draw.text.draw_first_line

    def draw(stream: Any, box: Any, *more: Any) -> Any:
        begun = len(stream.stream)
        emojis = own(stream, box, *more)
        _carry(stream.stream, begun)
        if _is_reordered(box.text) and len(stream.stream) > begun:
            text = (b"\xfe\xff" + box.text.encode("utf-16-be")).hex().encode()
            stream.stream.insert(begun, b"/Span <</ActualText <%s>>> BDC" % text)
            stream.stream.append(END)
        return emojis

    with patched(weasyprint.draw.text, "draw_first_line", draw):
        yield


def _carry(operators: list[Any], begun: int) -> None:
    """Move the number at the end of each operator that shows text to the beginning of the next."""
    shown = [place for place in range(begun, len(operators)) if operators[place].endswith(b"] TJ")]
    for place, following in pairwise(shown):
        match = _SHOWN.fullmatch(operators[place])
        number = _LAST_NUMBER.search(match[1]) if match else None
        if match and number:
            operators[place] = b"[%s] TJ" % match[1][: number.start()]
            operators[following] = b"[%s %s" % (number[0], operators[following][1:])


def _is_reordered(text: str) -> bool:
    """Whether the glyphs of a text may stand in another order than its letters, as those of Indian scripts do.

    Text from right to left is left to the readers of PDFs, which know its order: PDFium would reverse its replacement.
    """
    signs = set(text) - coverage(TEXT)
    marked = any(unicodedata.category(sign) in ("Mn", "Mc") for sign in signs)
    return marked and not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in signs)


def letters(font: Any) -> dict[int, str]:
    """The Unicode text of each glyph that a font is used for: of a glyph among several, its own letter where it has one."""
    shared = {glyph for glyph, text in font.to_unicode.items() if len(text) != 1}
    if not shared or font.family in FAMILIES or is_text_family(font.family):
        return dict(font.to_unicode)
    face = hb.Face(font.file_content, font.index)
    set_in = hb.Font(face)
    own = {set_in.get_nominal_glyph(code): unicodedata.normalize("NFKC", chr(code)) for code in sorted(face.unicodes)}
    return {
        glyph: own.get(glyph) or text or "\u200b" if glyph in shared else text
        for glyph, text in font.to_unicode.items()
    }
