"""The pictures of a manuscript from elsewhere: taken from where they are, under names of the book's own."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

from press.commands.importing.source import Source
from press.core.limits import FILE_BYTES
from press.core.picture_kind import CONVERTED, SUFFIXES, kind_of
from press.input.metadata import slugify

_KINDS = {kind: suffix for suffix, kind in (*reversed(SUFFIXES.items()), *reversed(CONVERTED.items()))}
#: The root of a drawing that stands in an HTML page, where it needs no namespace.
_ROOT = re.compile(rb"\A\s*<svg(?![^>]*\bxmlns=)(?=[\s>])")


class Pictures:
    """The pictures of one document; ``read`` gives the content of an address of its, None where there is none.

    ``described`` are alternative texts by address, where they are not in the text that pandoc reads.
    """

    def __init__(
        self, source: Source, read: Callable[[str], bytes | None], described: Mapping[str, str] = MappingProxyType({})
    ):
        self.source, self._read, self.described = source, read, described
        self._places: dict[str, str] = {}

    def place(self, address: str, paragraph: str, words: str) -> str:
        """The address of a picture in the chapters; empty, with a remark, where the book cannot have it.

        ``words`` are its alternative text.
        """
        if address not in self._places:
            self._places[address] = self._take(address, paragraph, f" (it shows: {words})" if words else "")
        return self._places[address]

    def _take(self, address: str, paragraph: str, words: str) -> str:
        if address.startswith("data:"):
            data = _of_data_address(address)
            name = "picture"
        elif "://" in address or address.startswith("//"):
            self.source.remark(
                "pictures left out", paragraph, f"{address} lies in the network: save it, and put it in images/{words}"
            )
            return ""
        else:
            data, name = self._read(address), PurePosixPath(unquote(address)).stem
        shown = address[:60]
        if data is None:
            self.source.remark("pictures left out", paragraph, f"{shown} is not there{words}")
            return ""
        data = _ROOT.sub(rb'<svg xmlns="http://www.w3.org/2000/svg"', data, count=1)
        kind = kind_of(data)
        if kind not in _KINDS or len(data) > FILE_BYTES:
            why = "is no picture that a book can have" if kind not in _KINDS else "is too large"
            self.source.remark(
                "pictures left out", paragraph, f"{shown} {why}: save it as PNG, JPEG or SVG in images/{words}"
            )
            return ""
        return self._add(slugify(name, "picture"), _KINDS[kind], data)

    def _add(self, stem: str, suffix: str, data: bytes) -> str:
        place, number = f"../images/{stem}{suffix}", 1
        while self.source.pictures.get(place, data) != data:
            number += 1
            place = f"../images/{stem}-{number}{suffix}"
        self.source.pictures[place] = data
        return place


def _of_data_address(address: str) -> bytes | None:
    head, _, body = address.partition(",")
    try:
        return base64.b64decode(unquote(body), validate=False) if head.endswith(";base64") else unquote(body).encode()
    except (binascii.Error, ValueError):
        return None
