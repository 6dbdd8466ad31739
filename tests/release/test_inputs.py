"""Whatever a book is made from counts: an edit of a picture beside the book's folder is not answered with the old release."""

from __future__ import annotations

from press.commands.inputs import read_inputs
from press.commands.release_cache import release_key


def test_a_picture_beside_the_book_is_part_of_what_it_is_made_from(tmp_path):
    book, images = tmp_path / "book", tmp_path / "images"
    for folder in (book, images):
        folder.mkdir()
    (book / "book.yaml").write_text("title: A\n", "utf-8")
    picture = images / "map.svg"
    keys = set()
    for drawn in (b"<svg/>", b"<svg><path/></svg>"):
        picture.write_bytes(drawn)
        keys.add(release_key("all", read_inputs(book, ["../images/map.svg"], tmp_path / "dist")))
    picture.unlink()
    keys.add(release_key("all", read_inputs(book, ["../images/map.svg"], tmp_path / "dist")))
    assert len(keys) == 3
