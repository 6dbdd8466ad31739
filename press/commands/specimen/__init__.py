"""``build.py specimen``: a short book with every form of text, set in each theme, to see and compare them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from press.commands.build import build
from press.core.options import BuildOptions
from press.core.out_folder import check_out

#: The manuscript of the specimen.
BOOK = Path(__file__).with_name("book")


def make_specimens(out: Path, themes: Iterable[str], options: BuildOptions) -> int:
    """Write the screen PDF of the specimen in each of these themes into ``out/<theme>/``; the exit status."""
    for theme in themes:
        check_out(out / theme, BOOK)
        with tempfile.TemporaryDirectory() as folder:
            build("screen", write_specimen(Path(folder), {"design": {"theme": theme}}), out / theme, options)
        print(f"{theme}: {out / theme}")
    return 0


def write_specimen(folder: Path, keys: Mapping[str, object]) -> Path:
    """Copy the specimen's manuscript into ``folder``, with more keys in its ``book.yaml``; its folder."""
    book = folder / "book"
    shutil.copytree(BOOK, book)
    with (book / "book.yaml").open("a", encoding="utf-8") as file:
        yaml.safe_dump(dict(keys), file, allow_unicode=True, sort_keys=False)
    return book
