"""A book that the channels know everything of, and one that they know nothing of, without building either."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache

import pytest
from PIL import Image

from press.core.cache import Cache
from press.core.problems import Problems
from press.input.metadata import read_metadata
from press.outputs.channels import make_channels
from press.outputs.channels.table import channels
from press.outputs.metadata.catalogue import Catalogue, CoverImage, Edition
from tests.conftest import CACHE
from tests.records.conftest import RECORD

BARE = "title: Un libro\nlanguage: es\nslug: un-libro\n"
TICKET = {"pages": 120, "paper": "cream", "trim": [396.0, 612.0], "spine": 21.6}


@cache
def jpeg(width, height, mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, "JPEG")
    return out.getvalue()


def epub(**entries):
    """A stand-in for the EPUB: what the channels look at is what it holds."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in ({"mimetype": b"application/epub+zip"} | entries).items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


class Shelf:
    """A catalogue and the files of a dist/, and what the channels make of them."""

    def __init__(self, folder, text, cover=None, book=None, printed=True, only=""):
        (folder / "book.yaml").write_text(text, "utf-8")
        problems = Problems()
        record = read_metadata(folder, problems)
        assert record and not problems.errors
        image = cover or jpeg(1600, 2560)
        with Image.open(io.BytesIO(image)) as picture:
            front = CoverImage(f"{record.slug}-cover.jpg", *picture.size, image)
        isbn = dict(record.isbn)
        self.catalogue = Catalogue(
            metadata=record,
            editions=tuple(
                Edition(kind, isbn.get(kind, ""), "urn:x", "urn:x", pages=118) for kind in ("epub", "pdf", "print")
            ),
            cover=front,
            thumbnail=front,
            contents=(),
            figures=0,
            bibliography=False,
            index=False,
        )
        self.files = {
            f"{record.slug}.epub": epub() if book is None else book,
            f"{record.slug}.pdf": b"%PDF-1.7 screen",
            f"records/{record.slug}.onix.xml": b"<ONIXMessage/>",
        }
        for printer in ("kdp", "ingramspark") if printed else ():
            stem = f"print/{record.slug}-{printer}"
            self.files |= {
                f"{stem}-interior.pdf": f"%PDF-1.4 interior {printer}".encode(),
                f"{stem}-cover.pdf": f"%PDF-1.4 cover {printer}".encode(),
                f"{stem}-ticket.json": json.dumps(TICKET).encode(),
            }
        table = {only: channels("es")[only]} if only else None
        self.made = make_channels(self.catalogue, self.files, table, Cache(CACHE))

    def names(self, channel):
        """The files of a channel's folder, without the forms."""
        paths = (path.split("/", 2)[1:] for path in self.made if path.count("/") == 2)
        return {name for key, name in paths if key == channel and not name.startswith("form.")}

    def file(self, channel, name):
        return self.made[f"channels/{channel}/{name}"]

    def form(self, channel):
        return json.loads(self.file(channel, "form.json"))

    def field(self, channel, label):
        return next(field for field in self.form(channel)["fields"] if field["label"] == label)

    def issues(self, channel):
        """Rule -> the reasons, as the list of channels has them."""
        listed = next(row for row in json.loads(self.made["channels/index.json"]) if row["channel"] == channel)
        reasons = {}
        for one in listed["refusals"]:
            assert one["source"] and one["confidence"]
            reasons.setdefault(one["rule"], []).append(one["why"])
        return reasons


@pytest.fixture
def shelf(tmp_path):
    """``shelf(text, cover=…, book=…)``: a book of one's own; its book.yaml is the full one unless another is given."""
    return lambda text=RECORD, **parts: Shelf(tmp_path, text, **parts)


@pytest.fixture(scope="session")
def full(tmp_path_factory):
    """A book with ISBNs, a publisher and everything but a price."""
    return Shelf(tmp_path_factory.mktemp("full"), RECORD)


@pytest.fixture(scope="session")
def bare(tmp_path_factory):
    """A book with a title and a language."""
    return Shelf(tmp_path_factory.mktemp("bare"), BARE, printed=False)
