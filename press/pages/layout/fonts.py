"""One font of each face for the joined book: the glyphs that any part uses, under the numbers of the whole face."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name, String

from press.core.cache import Cache, cache_key
from press.core.typefaces import face_data
from press.pages.layout.weasyprint import Face

#: Tables that a font needs for shaping, which is done.
_SHAPING = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ", "STAT")


@dataclass(frozen=True)
class MergedFace:
    """A face, the Unicode text of every glyph that the book uses of it, and its file cut down to these."""

    family: str
    weight: int
    style: str
    unicode: dict[int, str]
    data: bytes

    @cached_property
    def name(self) -> str:
        """The PostScript name with the tag of the subset (ISO 32000-1, 9.6.4)."""
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(self.data).digest()[:6])
        words = [self.family.replace(" ", "-"), *(["Bold"] if self.weight > 400 else [])]
        return f"{tag}+{'-'.join([*words, *(['Italic'] if self.style != 'normal' else [])])}"


def merge_faces(faces: Iterable[Face], cache: Cache) -> tuple[list[MergedFace], dict[str, int]]:
    """The faces of all parts; and under each name that the parts give a face, its number among them."""
    glyphs: dict[tuple[str, int, str], dict[int, str]] = {}
    files: dict[tuple[str, int, str], tuple[bytes, int]] = {}
    names = {}
    for face in faces:
        key = face.family, face.weight, face.style
        known = glyphs.setdefault(key, {})
        for glyph, text in face.unicode.items():
            known.setdefault(glyph, text)
        names[face.resource] = key
        if key not in files:
            files[key] = face.data or face_data(*key), face.index
    order = sorted(glyphs)
    unions = [MergedFace(*key, glyphs[key], _subset(*files[key], sorted(glyphs[key]), cache)) for key in order]
    return unions, {name: order.index(key) for name, key in sorted(names.items())}


def _subset(file: bytes, index: int, glyphs: list[int], cache: Cache) -> bytes:
    def cut() -> bytes:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_HINTING
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _SHAPING)
        return bytes(wanted.subset(hb.Face(file, index)).blob.data)

    return cache.get_or_make(cache_key("subset", file, repr((index, glyphs))), cut)


def embed(pdf: pikepdf.Pdf, union: MergedFace) -> pikepdf.Object:
    """A composite font whose codes are glyph numbers (ISO 32000-1, 9.7.4)."""
    face = hb.Face(union.data)
    font = hb.Font(face)
    scale = 1000 / face.upem
    extents = font.get_font_extents("ltr")
    ascent, descent = round(extents.ascender * scale), round(extents.descender * scale)
    widths = {glyph: round(font.get_glyph_h_advance(glyph) * scale) for glyph in sorted(union.unicode)}
    file = pdf.make_stream(union.data)
    outlines = union.data[:4] != b"OTTO"  # TrueType; otherwise OpenType with those of PostScript
    if outlines:
        file.Length1 = len(union.data)
    else:
        file.Subtype = Name.OpenType
    italic = union.style != "normal"
    name = Name(f"/{union.name}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        FontFamily=String(union.family),
        Flags=4 + 64 * italic,
        FontBBox=Array([0, descent, max(widths.values()), ascent]),
        ItalicAngle=0,
        Ascent=ascent,
        Descent=descent,
        CapHeight=ascent,
        StemV=80,
        StemH=80,
    )
    descriptor["/FontFile2" if outlines else "/FontFile3"] = file
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2 if outlines else Name.CIDFontType0,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        CIDToGIDMap=Name.Identity,
        W=Array([item for glyph, width in widths.items() for item in (glyph, Array([width]))]),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_to_unicode(union.unicode)),
        )
    )


def _to_unicode(unicode: dict[int, str]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    entries = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in sorted(unicode.items())]
    for place in range(0, len(entries), 100):
        block = entries[place : place + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap CMapName currentdict /CMap defineresource pop end end"]).encode()
