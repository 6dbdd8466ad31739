"""How wide the figures and spaces of a text box are, for the review of the pages."""

from __future__ import annotations

from functools import cache
from typing import Any

from press.core.typefaces import FACES, face_font, is_text_family, shaped
from press.pages.layout.weasyprint.folio_placeholders import features

#: Spaces that a text may have; U+202F is set as U+2009.
_SPACES = " \u00a0\u2008\u2009\u200a"
#: A space may be wider or narrower in another face by so much: that of EB Garamond Bold is by 0.19.
_WIDTH = 0.3

_Face = tuple[str, int, str]


def has_tabular_figures(box: Any) -> bool:
    """Whether a text box of the text family has figures of one width that need not be so."""
    if not any(sign in "0123456789" for sign in box.text) or _face(box) is None or _is_folio(box):
        return False
    return _tabular(_face(box), tuple(sorted(features(box.style).items())))


def has_odd_space(box: Any) -> bool:
    """Whether a text box has a space whose width in its face is not that of the regular face."""
    face = _face(box)
    return face is not None and any(_odd(face, sign) for sign in set(box.text) & set(_SPACES))


def _is_folio(box: Any) -> bool:
    """The layout leaves room for folios before they are known: their figures are of one width."""
    return "page" in (box.element.get("class") or "").split()


def _face(box: Any) -> _Face | None:
    style = box.style
    family, weight, slope = str(style["font_family"][0]), int(style["font_weight"]), str(style["font_style"])
    return (family, weight, slope) if is_text_family(family) and (weight, slope) in FACES else None


def _advance(face: _Face, text: str, wanted: dict[str, int]) -> int:
    return sum(position.x_advance for position in shaped(face_font(*face), text, wanted).glyph_positions)


@cache
def _tabular(face: _Face, wanted: tuple[tuple[str, int], ...]) -> bool:
    given, proportional = dict(wanted), dict(wanted) | {"pnum": 1, "tnum": 0}
    same = _advance(face, "1", given) == _advance(face, "0", given)
    return same and _advance(face, "1", proportional) != _advance(face, "0", proportional)


@cache
def _odd(face: _Face, space: str) -> bool:
    regular = _advance((face[0], 400, "normal"), space, {})
    return abs(_advance(face, space, {}) / regular - 1) > _WIDTH
