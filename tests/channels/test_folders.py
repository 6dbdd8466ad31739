"""What is uploaded: each channel's files under the names it asks for, untouched, and a cover it takes."""

from __future__ import annotations

import hashlib
import io
import json

import pytest
from PIL import Image

from press.outputs.channels.pictures import pixels
from press.outputs.channels.table import channels
from tests.channels.conftest import jpeg
from tests.records.conftest import ISBN

COVERED = [key for key, channel in channels("es").items() if channel.picture]


def test_every_channel_has_its_folder_or_says_why_not(real):
    listed = json.loads((real.out / "channels" / "index.json").read_text("utf-8"))
    assert [row["channel"] for row in listed] == list(channels("es"))
    for row in listed:
        folder = real.out / "channels" / row["channel"]
        if row["folder"]:
            assert (folder / "form.html").is_file() and (folder / "form.json").is_file()
        else:
            assert row["refusals"] and not folder.exists()
    assert {row["channel"] for row in listed if not row["folder"]} == {"overdrive"}


def test_the_copies_are_the_finished_files_byte_for_byte(real):
    slug = real.epub.path.stem
    ours = {"epub": f"{slug}.epub", "pdf": f"{slug}.pdf", "onix": f"records/{slug}.onix.xml"}
    copied = set()
    for sheet in sorted(real.out.glob("channels/*/form.json")):
        files = json.loads(sheet.read_text("utf-8"))["files"]
        beside = {path.name for path in sheet.parent.iterdir()} - {"form.html", "form.json"}
        assert beside == {file["name"] for file in files}
        for file in files:
            data = (sheet.parent / file["name"]).read_bytes()
            assert (hashlib.sha256(data).hexdigest(), len(data)) == (file["sha256"], file["bytes"])
            if file["of"] in ours:
                assert data == (real.out / ours[file["of"]]).read_bytes()
                copied.add(file["of"])
    assert copied == set(ours)


def test_print_files_reach_the_channel_that_they_were_made_for(full):
    for channel, interior, cover in (
        ("kdp", "relojes-interior.pdf", "relojes-cover.pdf"),
        ("ingramspark", f"{ISBN['print']}_txt.pdf", f"{ISBN['print']}_cov.pdf"),
    ):
        assert full.names(channel) == {interior, cover}
        assert full.file(channel, interior) == full.files[f"print/relojes-{channel}-interior.pdf"]
        assert full.file(channel, cover) == full.files[f"print/relojes-{channel}-cover.pdf"]


@pytest.mark.parametrize(
    ("channel", "names"),
    [
        ("google-play", {"{epub}.epub", "{pdf}.pdf", "{epub}_frontcover.jpg"}),
        ("kobo", {"{epub}.epub", "{epub}.jpg"}),
        ("ingramspark-ebook", {"{epub}.epub", "{epub}.jpg"}),
        ("de-marque", {"{epub}.epub", "{epub}.jpg", "{epub}.xml"}),
    ],
)
def test_names_are_the_isbn_of_what_is_inside_or_the_slug(full, shelf, channel, names):
    assert full.names(channel) == {name.format(**ISBN) for name in names}
    without = shelf("title: Un libro\nlanguage: es\n")
    assert without.names(channel) == {name.format(epub="un-libro", pdf="un-libro") for name in names}


@pytest.mark.slow
@pytest.mark.parametrize("channel", COVERED)
@pytest.mark.parametrize("size", [(1600, 2560), (1700, 2720), (2600, 2600), (1400, 3500)])
def test_a_cover_leaves_whole_and_in_the_size_that_the_channel_takes(shelf, channel, size):
    book = shelf(cover=jpeg(*size), only=channel)
    ideal = pixels(channels("es")[channel].picture.limit["ideal"])
    (name,) = (file["name"] for file in book.form(channel)["files"] if file["of"] == "picture")
    with Image.open(io.BytesIO(book.file(channel, name))) as cover:
        assert (cover.format, cover.mode) == ("JPEG", "RGB")
        assert all(own <= most for own, most in zip(cover.size, ideal, strict=True))
        assert any(own == most for own, most in zip(cover.size, ideal, strict=True))
        assert cover.width / cover.height == pytest.approx(size[0] / size[1], abs=0.001)


def test_a_cover_that_serves_is_not_compressed_again(full):
    assert full.file("kindle", "relojes.jpg") == full.catalogue.cover.data


def test_a_cover_in_inks_leaves_in_light(shelf):
    with Image.open(
        io.BytesIO(shelf(cover=jpeg(1600, 2560, "CMYK"), only="kindle").file("kindle", "relojes.jpg"))
    ) as cover:
        assert cover.mode == "RGB"


def test_a_small_cover_is_not_enlarged_and_is_refused(shelf):
    small = shelf(cover=jpeg(600, 960))
    assert small.file("kindle", "relojes.jpg") == small.catalogue.cover.data
    assert small.issues("kindle")["picture"] == [
        "La cubierta mide 600 × 960 píxeles, y se piden 625 × 1000 por lo menos."
    ]
    assert "picture" not in small.issues("kobo")


def test_the_same_book_makes_the_same_folders(shelf):
    for more in ({}, {"cover": jpeg(1700, 2720), "only": "kindle"}):
        first, second = (shelf(**more) for _ in range(2))
        assert first.made == second.made and first.made


@pytest.mark.build
def test_an_edition_built_alone_takes_the_copies_of_the_old_one_away(book):
    assert book.run().status == 0
    assert (book.out / "channels" / "kobo" / "un-libro.epub").is_file()
    assert book.write("chapters/02-dos.md", "# Dos {#dos}\n\nTexto de los canales.\n").run("epub").status == 0
    assert not (book.out / "channels").exists()
