"""The typefaces: where they are, what they hold, how they are declared and subset.

They come with pinned packages, all under the SIL Open Font License. Faces with a variable weight are pinned to one.

The packages ``fontpkg-*`` are kept for their typefaces. What comes from the wheels of other tools is not, or not as well,
to be had there (November 2026): of EB Garamond there is the variable font alone, whose italic 1.003 lacks 124 characters of
1.001, among them phonetic letters, small capitals (U+1D00…) and raised figures (U+2070…); of Gentium Book Plus, Noto
Sans JP, SC and KR and most scripts of Noto Sans there is no package.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, unquote

import uharfbuzz as hb
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TEXT = "EB Garamond"
SANS = "Source Sans 3"
#: Code; every sign of it is 0.6 em wide.
MONO = "IBM Plex Mono"
FAMILIES = (TEXT, SANS, MONO)
#: Those that a book may be set in.
BOOK_FACES = (TEXT, "Spectral", "Gentium Book Plus", SANS, "Open Sans", "Atkinson Hyperlegible")
#: (weight, style) of the faces that the stylesheets may ask for; nothing is ever synthesised.
FACES = {(400, "normal"): "Regular", (400, "italic"): "Italic", (700, "normal"): "Bold", (700, "italic"): "BoldItalic"}
#: White space and joiners that are set without a glyph of their own.
_INVISIBLE = frozenset(
    "\n\t\u00a0\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202f\ufe0e\ufe0f\ufeff"
)
_FOUR = tuple(FACES.values())
#: The files of a family that has no italic, or a single face, for each of :data:`FACES`.
_TWO, _ONE = ("Regular", "Regular", "Bold", "Bold"), ("Regular",) * 4
#: In the name of a file whose weight varies.
_VARIABLE = "[wght]"
_Files = tuple[str, str, tuple[str, ...]]
#: family -> package, path in it, and the name of the file of each of :data:`FACES`.
_FILES: dict[str, _Files] = {
    TEXT: ("rendercv_fonts", "EB Garamond/EBGaramond-{}.ttf", _FOUR),
    SANS: ("rendercv_fonts", "Source Sans 3/SourceSans3-{}.ttf", _FOUR),
    MONO: ("fontpkg_ibm_plex_mono", "files/IBMPlexMono-{}.ttf", _FOUR),
    "Spectral": ("fontpkg_spectral", "files/Spectral-{}.ttf", _FOUR),
    "Open Sans": ("rendercv_fonts", "Open Sans/OpenSans-{}.ttf", _FOUR),
    "Atkinson Hyperlegible": ("fontpkg_atkinson_hyperlegible", "files/AtkinsonHyperlegible-{}.ttf", _FOUR),
    "Gentium Book Plus": ("rendercv_fonts", "Gentium Book Plus/GentiumBookPlus-{}.ttf", _FOUR),
    "Noto Sans": ("rendercv_fonts", "Noto Sans/NotoSans-{}.ttf", _FOUR),
    "Amiri": ("fontpkg_amiri", "files/Amiri-{}.ttf", _FOUR),
    "Noto Sans JP": ("rendercv_fonts", "Noto Sans/NotoSansJP-{}.ttf", _TWO),
    "Noto Sans SC": ("rendercv_fonts", "Noto Sans/NotoSansSC-{}.ttf", _TWO),
    "Noto Sans KR": ("rendercv_fonts", "Noto Sans/NotoSansKR-{}.ttf", _TWO),
    "STIX Two Math": ("ziamath", "fonts/STIXTwoMath-{}.ttf", _ONE),
    "Noto Sans Symbols": ("manimgx_fonts", f"NotoSansSymbols{_VARIABLE}.ttf", _ONE),
    "Noto Emoji": ("manimgx_fonts", f"NotoEmoji{_VARIABLE}.ttf", _ONE),
    "DejaVu Sans": ("ziafont", "fonts/DejaVuSans.ttf", _ONE),
}
#: The scripts for which there is a face of the family Noto Sans.
NOTO_SCRIPTS = (
    *("Hebrew", "Armenian", "Georgian", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu"),
    *("Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Khmer", "Myanmar", "Ethiopic"),
)
_FILES |= {
    f"Noto Sans {script}": ("manimgx_fonts", f"NotoSans{script}{_VARIABLE}.ttf", _TWO) for script in NOTO_SCRIPTS
}


@dataclass(frozen=True)
class Faces:
    """The families in which a book is set."""

    text: str = TEXT
    heading: str = TEXT


@dataclass(frozen=True)
class OwnFamily:
    """A typeface of a book's own: the file of each of :data:`FACES`, of which one may stand in for others.

    ``family`` is its name and a part of the hash of its files: the same name is always the same typeface.
    """

    family: str
    files: tuple[bytes, ...]
    names: tuple[str, ...]

    def file(self, weight: int, style: str) -> bytes:
        """The font file of a face."""
        return self.files[list(FACES).index((weight, style))]


#: The typefaces of the books that this process has read, by their names, which say what they are.
_OWN: dict[str, OwnFamily] = {}
#: What the address of a face of a book's own begins with, in the scheme of the book's files.
_OWN_ADDRESS = "book:///fonts/"


def register_family(own: OwnFamily) -> None:
    """Make a typeface of a book known in this process, for all that asks for a face by the name of its family."""
    _OWN[own.family] = own


def own_families(families: Iterable[str]) -> tuple[OwnFamily, ...]:
    """Those of these typefaces that are a book's own."""
    return tuple(_OWN[family] for family in dict.fromkeys(families) if family in _OWN)


def is_text_family(family: str) -> bool:
    """Whether a book's text may be set in a typeface: one of the program's, or one of the book's own."""
    return family in BOOK_FACES or family in _OWN


def face_of_address(url: str) -> tuple[str, int, str] | None:
    """The face of an address in a stylesheet; None for an address of something else."""
    if url.startswith(_OWN_ADDRESS):
        family, _, face = unquote(url.removeprefix(_OWN_ADDRESS)).rpartition("/")
        weight, _, style = face.partition("-")
        return (family, int(weight), style) if family in _OWN else None
    return faces_by_address().get(url)


def face_path(family: str, weight: int = 400, style: str = "normal") -> Path:
    """The file of a face; of one that has no italic or no bold, that of the face that stands in for it."""
    package, path, names = _FILES[family]
    return _folder(package) / path.format(names[list(FACES).index((weight, style))])


@cache
def _folder(package: str) -> Path:
    """Where a package is, which is not imported."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"the package {package}, which has typefaces, is not installed")
    return Path(found.origin).parent


def face_address(family: str, weight: int = 400, style: str = "normal") -> str:
    """The address under which the stylesheet has a face: that of its file, and the weight where the file has several."""
    if family in _OWN:
        return f"{_OWN_ADDRESS}{quote(family)}/{weight}-{style}"
    path = face_path(family, weight, style)
    return f"{path.as_uri()}?{weight}" if _VARIABLE in path.name else path.as_uri()


def face_file_name(family: str, weight: int = 400, style: str = "normal") -> str:
    """The name of the file in which an edition embeds a face, one for all that it stands in for."""
    if family in _OWN:
        return _OWN[family].names[list(FACES).index((weight, style))]
    path = face_path(family, weight, style)
    names = _FILES[family][2]
    return path.name.replace(_VARIABLE, f"-{names[list(FACES).index((weight, style))]}")


def face_data(family: str, weight: int = 400, style: str = "normal") -> bytes:
    """The font file of a face, of one weight."""
    if family in _OWN:
        return _OWN[family].file(weight, style)
    path = face_path(family, weight, style)
    return _pinned(path, weight if _FILES[family][2] == _TWO else 400) if _VARIABLE in path.name else path.read_bytes()


@cache
def _pinned(path: Path, weight: int) -> bytes:
    """A variable font at one weight."""
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", weight)
    return bytes(wanted.subset(face).blob.data)


def has_face(family: str, weight: int, style: str) -> bool:
    """Whether this is a face of the program's packages, or of the book's own."""
    return (family in _FILES or family in _OWN) and (weight, style) in FACES


@cache
def faces_by_address() -> dict[str, tuple[str, int, str]]:
    """The family, weight and style of every face, by its address."""
    return {face_address(family, *face): (family, *face) for family in _FILES for face in FACES}


@cache
def face_font(family: str, weight: int = 400, style: str = "normal") -> hb.Font:
    """A face as HarfBuzz sets it."""
    return hb.Font(hb.Face(face_data(family, weight, style)))


def shaped(
    font: hb.Font, text: str, features: Mapping[str, int | bool], language: str = "und", direction: str = ""
) -> hb.Buffer:
    """A text as glyphs with their places, in font units, on any machine the same; ``direction`` for that of its script."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    if direction:
        buffer.direction = direction
    buffer.language = language  # guessed, it would be the machine's
    hb.shape(font, buffer, dict(features))
    return buffer


@cache
def has_superiors(family: str) -> bool:
    """Whether the regular face of a family has raised figures of its own."""
    font = face_font(family)
    plain, raised = (shaped(font, "1", {"sups": on}).glyph_infos[0].codepoint for on in (False, True))
    return bool(plain != raised)


@cache
def has_small_capitals(family: str) -> bool:
    """Whether the regular face of a family has small capitals of its own."""
    font = face_font(family)
    plain, small = (shaped(font, "a", {"smcp": on}).glyph_infos[0].codepoint for on in (False, True))
    return bool(plain != small)


@cache
def has_tabular_figures(family: str) -> bool:
    """Whether the regular face of a family has all figures, of one width at least where that is asked for."""
    font, features = face_font(family), {"lnum": 1, "tnum": 1}
    figures = [shaped(font, figure, features) for figure in "0123456789"]
    widths = {figure.glyph_positions[0].x_advance for figure in figures}
    return len(widths) == 1 and all(figure.glyph_infos[0].codepoint for figure in figures)


@cache
def ascent_and_descent(family: str) -> tuple[float, float]:
    """How far the regular face of a family reaches above and below the baseline, in ems, by its own metrics."""
    font = face_font(family)
    extents = font.get_font_extents("ltr")
    return extents.ascender / font.face.upem, -extents.descender / font.face.upem


def font_face_rules(fallbacks: Iterable[str] = ()) -> str:
    """``@font-face`` rules for every face of the program's families and of these, with the addresses of the faces."""
    return "\n".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};src:url("{face_address(family, weight, style)}")}}'
        for family in dict.fromkeys((*FAMILIES, *fallbacks))
        for weight, style in FACES
    )


@cache
def coverage(family: str = TEXT) -> frozenset[str]:
    """The characters that every face of a family has; of a fallback face, those with a meaning that Unicode gives them."""
    codes = set.intersection(*(set(face_font(family, *face).face.unicodes) for face in FACES))
    signs: Iterable[str] = map(chr, codes)
    if family not in FAMILIES:
        signs = (sign for sign in signs if unicodedata.category(sign) not in ("Co", "Cc", "Cf", "Zl", "Zp"))
    return frozenset(signs) | _INVISIBLE


def subset(family: str, weight: int, style: str, characters: str, flavor: str | None = None) -> bytes:
    """A face cut down to ``characters``, with the features that the stylesheets use and its licence kept.

    ``flavor`` "woff2" compresses it for the web.
    """
    options = Options()
    own = [
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
    if family in (
        *FAMILIES,
        *BOOK_FACES,
    ):  # other scripts are not set without the features of theirs, which are fontTools' own choice
        options.layout_features = own
    options.drop_tables += ["meta"]  # which fontTools does not subset
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.hinting = False
    out = io.BytesIO()
    with TTFont(io.BytesIO(face_data(family, weight, style)), recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = flavor
        font.save(out, reorderTables=True)
    return out.getvalue()
