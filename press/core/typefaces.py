"""The typefaces: where they are, what they hold, how they are declared and subset.

They come with the pinned packages ``rendercv-fonts`` and ``fontpkg-ibm-plex-mono`` (all under the SIL Open Font License).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import uharfbuzz as hb
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TEXT = "EB Garamond"
SANS = "Source Sans 3"
#: Code; every sign of it is 0.6 em wide.
MONO = "IBM Plex Mono"
FAMILIES = (TEXT, SANS, MONO)
#: (weight, style) of the faces that the sheets may ask for; nothing is ever synthesised.
FACES = {(400, "normal"): "Regular", (400, "italic"): "Italic", (700, "normal"): "Bold", (700, "italic"): "BoldItalic"}
#: White space and joiners that are set without a glyph of their own.
_INVISIBLE = set("\n\t\u00a0\u00ad\u200b\u200c\u200d\u2060\u202f\ufe0e\ufeff")


def face_path(family: str, weight: int = 400, style: str = "normal") -> Path:
    """The file of a face."""
    name = f"{family.replace(' ', '')}-{FACES[weight, style]}.ttf"
    folder = (
        Path(str(files("fontpkg_ibm_plex_mono")), "files")
        if family == MONO
        else Path(str(files("rendercv_fonts")), family)
    )
    return folder / name


@cache
def face_addresses() -> frozenset[str]:
    """The ``file:`` addresses of every face."""
    return frozenset(face_path(family, weight, style).as_uri() for family in FAMILIES for weight, style in FACES)


@cache
def face_font(family: str, weight: int = 400, style: str = "normal") -> hb.Font:
    """A face as HarfBuzz sets it."""
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(face_path(family, weight, style)))))


def shaped(font: hb.Font, text: str, features: Mapping[str, int | bool], language: str = "und") -> hb.Buffer:
    """A text as glyphs with their places, in font units, on any machine the same."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language  # guessed, it would be the machine's
    hb.shape(font, buffer, dict(features))
    return buffer


def font_face_rules() -> str:
    """``@font-face`` rules for every face, with the addresses of the installed files."""
    return "\n".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};src:url("{face_path(family, weight, style).as_uri()}")}}'
        for family in FAMILIES
        for weight, style in FACES
    )


@cache
def coverage(family: str = TEXT) -> frozenset[str]:
    """The characters that every face of a family has."""
    codes = set.intersection(*(set(face_font(family, *face).face.unicodes) for face in FACES))
    return frozenset(map(chr, codes)) | _INVISIBLE


def subset(family: str, weight: int, style: str, characters: str, flavor: str | None = None) -> bytes:
    """A face cut down to ``characters``, with the features that the sheets use and its licence kept.

    ``flavor`` «woff2» compresses it for the web.
    """
    options = Options()
    options.layout_features = [
        "kern",
        "mark",
        "mkmk",
        "ccmp",
        "locl",
        "liga",
        "calt",
        "smcp",
        "c2sc",
        "onum",
        "lnum",
        "pnum",
        "tnum",
        "sups",
    ]
    options.drop_tables += ["meta"]  # which fontTools does not subset
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.hinting = False
    out = io.BytesIO()
    with TTFont(face_path(family, weight, style), recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = flavor
        font.save(out, reorderTables=True)
    return out.getvalue()
