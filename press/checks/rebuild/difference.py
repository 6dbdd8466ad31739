"""Where two files of one name differ, in the terms of whoever must find the cause: line, member, page, pixel."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from itertools import zip_longest
from pathlib import PurePosixPath

from PIL import Image, ImageChops

from press.checks.rebuild.pdf import where_in_pdf
from press.checks.rebuild.text import where_in_bytes, where_in_text
from press.core.messages import Message

_ATTRIBUTES = ("date_time", "compress_type", "external_attr", "create_system", "flag_bits", "extra", "comment")


def first_difference(name: str, one: bytes, other: bytes) -> str:
    """The first difference of two files called ``name``, which differ; ``one`` is the release's, ``other`` the rebuilt."""
    looks: dict[str, Callable[[bytes, bytes], str]] = {
        ".epub": where_in_archive,
        ".pdf": where_in_pdf,
        ".jpg": where_in_picture,
        ".png": where_in_picture,
    }
    return looks.get(PurePosixPath(name).suffix, where_in_text)(one, other)


def where_in_archive(one: bytes, other: bytes) -> str:
    """The member of a ZIP archive, and the place in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(one)) as mine, zipfile.ZipFile(io.BytesIO(other)) as theirs:
            return _where_in_members(mine, theirs) or Message("the same members, {}", where_in_bytes(one, other))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        return Message("no archive that can be read ({}), {}", str(error), where_in_bytes(one, other))


def _where_in_members(one: zipfile.ZipFile, other: zipfile.ZipFile) -> str:
    names = one.namelist(), other.namelist()
    for mine, theirs in zip_longest(*names):
        if mine == theirs:
            continue
        if theirs not in names[0]:
            return Message("{} is missing", theirs) if theirs else Message("{} is not in the rebuilt one", mine)
        if mine not in names[1]:
            return Message("{} is not in the rebuilt one", mine)
        return Message("{} is where the rebuilt one has {}", mine, theirs)
    for name in names[1]:
        theirs = other.read(name)
        try:
            mine = one.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
            return Message("{}: cannot be read ({})", name, str(error))
        if mine != theirs:
            return Message("{}: {}", name, first_difference(name, mine, theirs))
    for ours, again in zip(one.infolist(), other.infolist(), strict=True):
        for name in _ATTRIBUTES:
            if getattr(ours, name) != getattr(again, name):
                values = repr(getattr(ours, name)), repr(getattr(again, name))
                return Message("{}: its {} is {}, rebuilt {}", ours.filename, name, *values)
    return ""


def where_in_picture(one: bytes, other: bytes) -> str:
    """The first pixel, or the size, of a picture."""
    try:
        with Image.open(io.BytesIO(one)) as mine, Image.open(io.BytesIO(other)) as theirs:
            if (mine.size, mine.mode) != (theirs.size, theirs.mode):
                return Message("{}, rebuilt {}", _form(mine), _form(theirs))
            box = ImageChops.difference(mine.convert("RGBA"), theirs.convert("RGBA")).getbbox(alpha_only=False)
    except (OSError, SyntaxError, ValueError) as error:
        return Message("no picture that can be read ({}), {}", str(error), where_in_bytes(one, other))
    if box is None:
        return Message("the same pixels, {}", where_in_bytes(one, other))
    left, top, right, bottom = box
    return Message("pixels from ({}, {}) to ({}, {}), {}", left, top, right - 1, bottom - 1, where_in_bytes(one, other))


def _form(picture: Image.Image) -> str:
    return Message("{} × {} pixels, {}", picture.width, picture.height, picture.mode)
