"""Where two PDFs differ: the page, or what else of the file, and the object in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pikepdf

from press.checks.rebuild.text import where_in_bytes, where_in_text
from press.core.messages import Message

#: The characters of a place that are shown, where it lies deeper: its beginning and its end.
_HEAD, _TAIL = 40, 60
#: Other with every other difference, or how a stream is packed: what it holds is compared.
_EFFECTS = ("/ID", "/Length", "/Filter", "/DecodeParms")


@dataclass(frozen=True)
class _Pair:
    """Two values of one place in two files."""

    place: str
    one: Any
    other: Any


def where_in_pdf(one: bytes, other: bytes) -> str:
    """The first difference: of the document's metadata, then page by page, then of the rest."""
    try:
        with pikepdf.open(io.BytesIO(one)) as mine, pikepdf.open(io.BytesIO(other)) as theirs:
            return _first(mine, theirs) or Message("the same objects, {}", where_in_bytes(one, other))
    except (pikepdf.PdfError, ValueError) as error:
        return Message("no PDF that can be read ({}), {}", str(error), where_in_bytes(one, other))


def _first(one: pikepdf.Pdf, other: pikepdf.Pdf) -> str:
    if one.pdf_version != other.pdf_version:
        return Message("PDF {}, rebuilt {}", one.pdf_version, other.pdf_version)
    if len(one.pages) != len(other.pages):
        return Message("{} pages, rebuilt {}", len(one.pages), len(other.pages))
    seen: set[tuple[int, int]] = {page.obj.objgen for page in one.pages}
    for pair in _parts(one, other):
        found = _walked(pair, seen)
        if found:
            return found
    return ""


def _parts(one: pikepdf.Pdf, other: pikepdf.Pdf) -> Iterator[_Pair]:
    """The file in the order in which it is compared."""
    yield _Pair("document information", one.trailer.get("/Info"), other.trailer.get("/Info"))
    yield _Pair("metadata", one.Root.get("/Metadata"), other.Root.get("/Metadata"))
    for number, (mine, theirs) in enumerate(zip(one.pages, other.pages, strict=True), start=1):
        yield _Pair(f"page {number}", mine.obj, theirs.obj)
    yield _Pair("catalogue", one.Root, other.Root)
    yield _Pair("trailer", one.trailer, other.trailer)


def _walked(root: _Pair, seen: set[tuple[int, int]]) -> str:
    """The first difference below a pair of objects, depth first; ``seen`` are those of the one already compared."""
    waiting = [root]
    while waiting:
        pair = waiting.pop()
        mine, theirs = pair.one, pair.other
        number = mine.objgen if isinstance(mine, pikepdf.Object) and mine.is_indirect else None
        if number is not None and pair is not root and number in seen:
            continue
        if number is not None:
            seen.add(number)
        found = _different(mine, theirs)
        if found:
            place = Message("{} (object {})", pair.place, number[0]) if number else pair.place
            return Message("{}: {}", place, found)
        waiting += reversed(list(_below(pair)))
    return ""


def _below(pair: _Pair) -> Iterator[_Pair]:
    mine, theirs = pair.one, pair.other
    if isinstance(mine, pikepdf.Dictionary | pikepdf.Stream):
        for key in sorted(mine.keys()):
            if key not in _EFFECTS:
                yield _Pair(_within(f"{pair.place} {key}"), mine[key], theirs[key])
    elif isinstance(mine, pikepdf.Array):
        for number in range(len(mine)):
            yield _Pair(_within(f"{pair.place}[{number}]"), mine[number], theirs[number])


def _within(place: str) -> str:
    return place if len(place) <= _HEAD + _TAIL else f"{place[:_HEAD]}…{place[-_TAIL:]}"


def _different(one: Any, other: Any) -> str:
    """How two values differ by themselves; of what holds others, in what it holds."""
    if _kind(one) != _kind(other):
        return Message("{}, rebuilt {}", _kind(one), _kind(other))
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        odd = sorted((set(one.keys()) ^ set(other.keys())) - set(_EFFECTS))
        if odd:
            return Message("{} is not rebuilt" if odd[0] in one else "{} is missing", odd[0])
        return _in_stream(one, other) if isinstance(one, pikepdf.Stream) else ""
    if isinstance(one, pikepdf.Array):
        return Message("{} entries, rebuilt {}", len(one), len(other)) if len(one) != len(other) else ""
    if isinstance(one, pikepdf.String):
        same = bytes(one) == bytes(other)
        return "" if same else Message("{}, rebuilt {}", repr(str(one)), repr(str(other)))
    return Message("{}, rebuilt {}", str(one), str(other)) if one != other else ""


def _kind(value: Any) -> str:
    """The kind of a value, as ISO 32000-1, 7.3, calls it; whole and other numbers are one."""
    if isinstance(value, pikepdf.Object):
        return value._type_name
    return "number" if isinstance(value, int | Decimal) and not isinstance(value, bool) else type(value).__name__


def _in_stream(one: pikepdf.Stream, other: pikepdf.Stream) -> str:
    raw = one.read_raw_bytes(), other.read_raw_bytes()
    if raw[0] == raw[1]:
        return ""
    try:
        mine, theirs = one.read_bytes(), other.read_bytes()
    except pikepdf.PdfError as error:
        return Message("stream that cannot be read ({}), {}", str(error), where_in_bytes(*raw))
    return Message("stream, {}", where_in_text(mine, theirs)) if mine != theirs else ""
