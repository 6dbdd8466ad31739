"""Gaps: where a text names a page, drawn with zeros in place of the folio, which is only known once the book is joined.

The figures of the program's faces are all of one width, so that nothing on the page moves when the folio is drawn; where
they are not, or a folio has more figures than its stand-in, this is found. Against WeasyPrint 70.0: it relies on
``draw.text.draw_first_line`` drawing a text box between ``BT`` and ``ET``, and on ``Stream.stream`` holding what is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uharfbuzz as hb
import weasyprint.draw.text
from weasyprint.text.fonts import font_features

from press.core.typefaces import shaped
from press.pages.errors import LayoutError
from press.pages.layout.weasyprint.monkeypatch import patched

#: The attribute of a ``<span>`` whose text stands in for the folio of an identifier.
ATTRIBUTE = "data-folio"
#: What is left of a gap in a page's content: an empty marked content with its number.
PLACEHOLDER_RE = re.compile(rb"/Gap\s*<<\s*/N (\d+)\s*>>\s*BDC\s+EMC\s*")
#: The properties that ask for OpenType features, in the order in which ``font_features`` takes them.
_FEATURES = (
    *("kerning", "variant_ligatures", "variant_position", "variant_caps", "variant_numeric"),
    *("variant_alternates", "variant_east_asian", "feature_settings"),
)
_FIGURES = "0123456789"
_OPEN, _CLOSE = "\ue000", "\ue001"
_NAMED = re.compile(f"{_OPEN}(.*?){_CLOSE}")
_SHOWN = re.compile(rb"<([0-9a-f]+)>")


@dataclass(frozen=True)
class FolioPlaceholder:
    """What draws the stand-in for the folio of an identifier, and the glyphs of the figures from 0 to 9 of its face."""

    anchor: str
    drawn: bytes
    figures: tuple[int, ...]

    def filled(self, folios: Mapping[str, str]) -> bytes:
        """What draws the folio instead: as many figures, of the same width."""
        folio = folios.get(self.anchor, "")
        if not folio.isdecimal() or len(folio) != sum(len(codes) // 4 for codes in _SHOWN.findall(self.drawn)):
            raise LayoutError(f'there is no place for the folio "{folio}" of "{self.anchor}"')
        recording = iter(folio)

        def figures(match: re.Match[bytes]) -> bytes:
            return b"<%s>" % b"".join(b"%04x" % self.figures[int(next(recording))] for _ in range(len(match[1]) // 4))

        return _SHOWN.sub(figures, self.drawn)


def digits_placeholder(folio: str) -> str:
    """What is laid out in place of a folio: zeros for its figures; a roman one is laid out as it is."""
    return "0" * len(folio) if folio.isdecimal() else folio


def placeholder_token(box: Any) -> str:
    """What the text of a line has for a text box that is a gap: :func:`with_folios` knows it. Empty for another box."""
    anchor = _anchor(box)
    return f"{_OPEN}{anchor}{_CLOSE}" if anchor else ""


def with_folios(text: str, folios: Mapping[str, str]) -> str:
    """The text of a line with the folios that it names."""
    return _NAMED.sub(lambda match: folios[match[1]], text) if _OPEN in text else text


def features(style: Any) -> dict[str, int]:
    """The OpenType features that a computed style asks for."""
    found = font_features(*(style[f"font_{name}"] for name in _FEATURES))
    return {name: int(value) for name, value in found.items()}


class Gaps:
    """Collects the gaps of a document while it is drawn."""

    def __init__(self) -> None:
        #: anchor, what draws the stand-in, resource name of its face, features
        self._taken: list[tuple[str, bytes, str, dict[str, int]]] = []

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Draw marks in place of the stand-ins."""
        own = weasyprint.draw.text.draw_first_line

        def draw(stream: Any, box: Any, *more: Any) -> Any:
            begun = len(stream.stream)
            emojis = own(stream, box, *more)
            if anchor := _anchor(box):
                name, _ = stream._current_font
                self._taken.append((anchor, b"\n".join(stream.stream[begun:]), name, features(box.style)))
                stream.stream[begun:] = [b"/Gap <</N %d>> BDC" % (len(self._taken) - 1), b"EMC"]
            return emojis

        with patched(weasyprint.draw.text, "draw_first_line", draw):
            yield

    def found(self, fonts: Mapping[str, Any]) -> list[FolioPlaceholder]:
        """The gaps, in the order of their marks; their figures are among the glyphs that the ``fonts`` are used for."""
        found = []
        for anchor, drawn, name, wanted in self._taken:
            figures = _figures(fonts[name], wanted)
            fonts[name].to_unicode.update(zip(figures, _FIGURES, strict=True))
            found.append(FolioPlaceholder(anchor, drawn, figures))
        return found


def _anchor(box: Any) -> str:
    """What a text box names the page of, empty for any other; the leader before a folio is of the same element."""
    own = box.element is not None and "::" not in box.element_tag
    return str(box.element.get(ATTRIBUTE, "")) if own else ""


def _figures(font: Any, wanted: dict[str, int]) -> tuple[int, ...]:
    buffer = shaped(hb.Font(hb.Face(font.file_content, font.index)), _FIGURES, wanted)
    if len({position.x_advance for position in buffer.glyph_positions}) > 1:
        raise LayoutError(f"the figures of {font.family} with {wanted} differ in width: ask for tabular ones (.page)")
    return tuple(info.codepoint for info in buffer.glyph_infos)
