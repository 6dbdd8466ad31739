"""Parts: each document of the book laid out and drawn alone, once, and kept under the hash of what it is made from."""

from __future__ import annotations

import gc
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

import msgspec
import pikepdf

from press.compose.figures import Picture
from press.core.cache import Cache, cache_key
from press.core.parallel import mapped
from press.core.progress import advance, expect
from press.core.stored import StoredBytes
from press.core.typefaces import OwnFamily, register_family
from press.pages.errors import LayoutError
from press.pages.inks import InkError
from press.pages.layout.formulas import tag_formulas
from press.pages.layout.print_content import print_content
from press.pages.layout.structure import flatten_structure
from press.pages.layout.weasyprint import DocumentPdf, draw
from press.pages.layout.weasyprint.folio_placeholders import PLACEHOLDER_RE

_PICTURE = re.compile(r'src="images/([^"]+)"')
#: How a link to an identifier of the book is written in a part: most of them stand in other parts.
LINK = "press-book:"
#: Reads a part as it is stored: its values alone, each of its type. Raises msgspec.DecodeError.
_PARTS = msgspec.msgpack.Decoder(DocumentPdf, dec_hook=lambda kind, data: kind(data))


@dataclass(frozen=True)
class LayoutJob:
    """A document to be made into a part: its HTML, the text of its stylesheet, its pictures.

    A ``draft`` is laid out and not drawn: an index whose page numbers are not known yet.
    """

    html: str
    style: str
    pictures: tuple[Picture, ...]
    draft: bool = False
    #: the identifier of the document
    name: str = ""
    #: the typefaces of the book's own, for a process that has not read the book
    families: tuple[OwnFamily, ...] = ()

    @cached_property
    def key(self) -> str:
        """The hash of all that the part is made from."""
        return cache_key(
            "draft" if self.draft else "part",
            self.html,
            self.style,
            *(x for p in self.pictures for x in (p.name, p.stored.digest)),
        )


def layout_job(
    name: str,
    html: str,
    style: str,
    pictures: Sequence[Picture],
    draft: bool = False,
    families: tuple[OwnFamily, ...] = (),
) -> LayoutJob:
    """The order for a document, with those of the book's pictures that it shows."""
    shown = set(_PICTURE.findall(html))
    return LayoutJob(
        html, style, tuple(picture for picture in pictures if picture.name in shown), draft, name, families
    )


def make_parts(orders: Sequence[LayoutJob], cache: Cache, jobs: int) -> list[DocumentPdf]:
    """The parts of these documents, in order: from the cache, or made (:func:`press.core.parallel.mapped`)."""
    parts = [_part(cache.get(layout_job.key)) for layout_job in orders]
    missing = [number for number, part in enumerate(parts) if part is None]
    missing.sort(key=lambda number: -len(orders[number].html))  # longest first, so that no process ends long after
    made = mapped(_make, [orders[number] for number in missing], jobs)
    expect(len(missing))
    for number, data in zip(missing, made, strict=True):
        parts[number] = _part(cache.put(orders[number].key, data))  # at once: a run that is broken off keeps it
        advance()
    return [part for part in parts if part is not None]


def _part(stored: bytes | None) -> DocumentPdf | None:
    """A part as it was stored; None where there is none, or something else."""
    try:
        return None if stored is None else _PARTS.decode(stored)
    except msgspec.DecodeError:
        return None


def _make(layout_job: LayoutJob) -> bytes:
    """The part, pickled; LayoutError with the document's identifier where it cannot be made."""
    try:
        return _made_part(layout_job)
    except (LayoutError, InkError) as error:
        raise LayoutError(str(error), layout_job.name) from error


def _made_part(layout_job: LayoutJob) -> bytes:
    for family in layout_job.families:
        register_family(family)
    gc.freeze()  # what is there before need not be looked through after
    drawn = draw(layout_job.html, layout_job.style, layout_job.pictures, layout_job.draft)
    gc.collect()  # the boxes of a part refer to one another; no two parts are in memory at once
    gc.unfreeze()
    if not layout_job.draft:
        drawn = replace(drawn, pdf=StoredBytes(_prepare_part(drawn.pdf, layout_job.name)))
    return msgspec.msgpack.encode(drawn, enc_hook=StoredBytes.read)


class SplitContent(NamedTuple):
    """A page's content as its gaps divide it: one more text than gaps."""

    texts: list[bytes]
    numbers: list[int]


def _pieces(content: bytes) -> SplitContent:
    found = PLACEHOLDER_RE.split(content)
    return SplitContent(found[::2], [int(number) for number in found[1::2]])


def _prepare_part(drawn: StoredBytes, name: str) -> bytes:
    """A part's PDF, ready to be joined: links by name, structure made small, each page also as the printer gets it.

    The content of a page, and its ``/Ink``, are divided at the gaps, whose numbers are ``/Gaps``.
    """
    with pikepdf.open(drawn.source()) as pdf:
        for page in pdf.pages:
            for note in page.obj.get("/Annots", []):
                target = str(note.A.URI) if "/A" in note else ""
                if target.startswith(LINK):
                    del note["/A"]
                    note.Dest = pikepdf.String(unquote(target.removeprefix(LINK)))
                    note.Contents = note.Dest
            screen, ink = _pieces(page.Contents.read_bytes()), _pieces(print_content(page))
            if screen.numbers != ink.numbers:
                raise LayoutError(
                    f"print does not name the pages that the screen names: {screen.numbers}, {ink.numbers}"
                )
            page.obj.Gaps = pikepdf.Array(screen.numbers)
            page.obj.Contents, page.obj.Ink = (
                pikepdf.Array([pdf.make_stream(text) for text in each.texts]) for each in (screen, ink)
            )
        tag_formulas(pdf)
        flatten_structure(pdf, name)
        for name in ("/Names", "/Outlines", "/Metadata", "/OutputIntents"):
            if name in pdf.Root:
                del pdf.Root[name]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
