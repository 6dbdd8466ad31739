"""The typefaces of a book's own: a folder of ``fonts/`` with the files of one family and its licence.

What a font says of itself is read from it: its name, which face it is, and whether it may be embedded (OpenType, ``OS/2``,
``fsType``).
"""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont

from press.core.book_files import BookFolders, FileRefusedError
from press.core.problems import Problems
from press.core.typefaces import FACES, OwnFamily, register_family
from press.core.yaml_file import DataFile

_ENDS = (".ttf", ".otf")
_LICENCE = re.compile(r"(?i)(ofl|licen[cs]e|copying|eula)[^/]*\.(txt|md|pdf|html)|(ofl|licen[cs]e|copying)")
#: The bits of fsType that say how a font may be embedded; what may be edited may be embedded in a book that is sold.
_USAGE, _RESTRICTED, _PREVIEW, _WHOLE_ONLY, _BITMAPS = 0x000E, 0x0002, 0x0004, 0x0100, 0x0200
#: A face of at least this weight is bold.
_BOLD = 600
#: What is laid out for each of the faces where the family lacks it: the first of these that it has.
_STAND_INS = {
    (400, "normal"): ((400, "normal"),),
    (400, "italic"): ((400, "italic"), (400, "normal")),
    (700, "normal"): ((700, "normal"), (400, "normal")),
    (700, "italic"): ((700, "italic"), (700, "normal"), (400, "italic"), (400, "normal")),
}


class _FontFile(NamedTuple):
    """A font file as it describes itself."""

    name: str
    weight: int
    style: str
    data: bytes


class FontRefusedError(Exception):
    """A font that a book may not use: what is wrong with it, and what to do."""

    def __init__(self, reason: str, hint: str):
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def read_face(value: str, data: DataFile, address: tuple[str, ...], folders: BookFolders, problems: Problems) -> str:
    """The name of a typeface of the record: one of the program's as it is, or that of a folder such as ``fonts/alegreya``.

    The family of a folder is registered. A Problem, and an empty name, where it cannot be used.
    """
    if not value.startswith("fonts/"):
        return value
    line, folder = data.line(*address), data.path.parent / value
    try:
        fonts = _fonts(folder, folders)
        if not any(_LICENCE.fullmatch(path.name) for path in folder.iterdir()):
            hint = "Put the text of its licence beside the fonts, such as OFL.txt or LICENSE.txt."
            raise FontRefusedError(f'the folder "{value}" has no licence of its fonts', hint)
        family = _family(value, fonts)
    except FontRefusedError as error:
        problems.add(data.path, line, "D006", error.reason, error.hint)
        return ""
    except FileRefusedError as error:
        problems.add(data.path, line, error.code, f'the fonts of "{value}": a file {error.reason}', error.hint)
        return ""
    register_family(family)
    return family.family


def _fonts(folder: Path, folders: BookFolders) -> list[_FontFile]:
    """The fonts of a folder. Raises FontRefusedError and FileRefusedError."""
    if not folder.is_dir() or not folders.holds(folder):
        hint = "Put the font files (.ttf or .otf) of one family and its licence into a folder of fonts/."
        raise FontRefusedError(f'there is no folder "{folder.name}" in fonts/', hint)
    paths = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in _ENDS]
    if not paths:
        hint = "Put the files of the family there: regular, and italic, bold and bold italic as far as it has them."
        raise FontRefusedError(f'the folder "fonts/{folder.name}" has no .ttf or .otf file', hint)
    return [_read(path.name, folders.read(path)) for path in paths]


def _read(name: str, data: bytes) -> _FontFile:
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            usage, weight = int(font["OS/2"].fsType), int(font["OS/2"].usWeightClass)
            italic = bool(font["OS/2"].fsSelection & 1 or font["head"].macStyle & 2)
            family = str(font["name"].getDebugName(16) or font["name"].getDebugName(1) or "")
            variable, outlines = "fvar" in font, "glyf" in font or "CFF " in font
    except Exception as error:  # whatever fontTools meets in a file of anybody's
        hint = "Download the font again, as .ttf or .otf."
        raise FontRefusedError(f'the file "{name}" is no font that can be read', hint) from error
    if not outlines:
        raise FontRefusedError(f'the font "{name}" has no outlines that can be printed', "Take a .ttf or .otf of it.")
    if variable:
        raise FontRefusedError(
            f'the font "{name}" is variable', "Take the static files of the family, one for each face."
        )
    if forbidden := _forbidden(usage):
        hint = "Ask who made it for a licence to embed it, with a font file that says so, or choose another typeface."
        raise FontRefusedError(f'the font "{name}" says that it {forbidden} (fsType {usage})', hint)
    style = "italic" if italic else "normal"
    return _FontFile(family or Path(name).stem, 700 if weight >= _BOLD else 400, style, data)


def _forbidden(usage: int) -> str:
    """What a font forbids that a book needs: embedding, reading on any device, and only the glyphs that are used."""
    if usage & _RESTRICTED and not usage & (_USAGE ^ _RESTRICTED):
        return "may not be embedded"
    if usage & _PREVIEW and not usage & (_USAGE ^ _PREVIEW):
        return "may be embedded in what is only looked at and printed, which an EPUB is not"
    if usage & _WHOLE_ONLY:
        return "may only be embedded whole"
    return "may only be embedded as bitmaps" if usage & _BITMAPS else ""


def _family(value: str, fonts: list[_FontFile]) -> OwnFamily:
    """The family that these fonts make up; FontRefusedError where two are the same face, or there is no regular one."""
    faces: dict[tuple[int, str], _FontFile] = {}
    for font in fonts:
        face = font.weight, font.style
        if face in faces:
            words = f'two fonts of "{value}" are its {FACES[face]} face'
            raise FontRefusedError(
                words, "Leave regular, italic, bold and bold italic of one family there, one file each."
            )
        faces[face] = font
    if (400, "normal") not in faces:
        raise FontRefusedError(f'the folder "{value}" has no regular face', "Add the regular font file of the family.")
    chosen = [next(faces[each] for each in _STAND_INS[face] if each in faces) for face in FACES]
    digest = hashlib.sha256(b"".join(font.data for font in chosen)).hexdigest()[:8]
    name = re.sub(r"[^\w -]", "", chosen[0].name).strip() or "Own"
    stem = re.sub(r"[^A-Za-z0-9]+", "", name) or "Own"
    named = {id(font): _file_name(stem, font, digest) for font in chosen}
    return OwnFamily(f"{name} {digest}", tuple(font.data for font in chosen), tuple(named[id(font)] for font in chosen))


def _file_name(stem: str, font: _FontFile, digest: str) -> str:
    end = "otf" if font.data[:4] == b"OTTO" else "ttf"
    return f"{stem}-{FACES[font.weight, font.style]}-{digest}.{end}"
